//! The recent entries of every tenant with a feed here, so that a returning reader need not read the log.
//!
//! All tenants share one budget of bytes. When the budget is spent, the tenant whose buffer was used longest ago loses
//! its oldest entries first. A buffer is a cache: an entry that is no longer in it is in the log.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use plenum_shared::{cursor::Position, entry::Entry, ids::TenantId, image::Image};
use serde_json::Value;

use super::sequencer::LogItem;

/// The memory of an entry beside its texts: the structure itself, its identifiers, the allocator's rounding.
const ENTRY_OVERHEAD: usize = 512;
const VALUE_OVERHEAD: usize = 64;

impl LogItem for Arc<Entry> {
    fn position(&self) -> Position {
        self.position
    }

    fn size(&self) -> usize {
        let image = |image: &Option<Image>| {
            let fields = image.iter().flat_map(|image| image.fields());
            fields.map(|(name, value)| name.len() + size_of_value(value)).sum::<usize>()
        };
        ENTRY_OVERHEAD + image(&self.before) + image(&self.after)
    }
}

fn size_of_value(value: &Value) -> usize {
    VALUE_OVERHEAD
        + match value {
            Value::String(text) => text.len(),
            Value::Array(values) => values.iter().map(size_of_value).sum(),
            Value::Object(fields) => fields.iter().map(|(name, value)| name.len() + size_of_value(value)).sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        }
}

/// The ring buffers of one node. Cheap to clone.
#[derive(Clone)]
pub(crate) struct RingBuffers {
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    budget: usize,
    bytes: usize,
    rings: HashMap<TenantId, RingBuffer>,
    /// The tenants by the tick of their last use, the longest ago first.
    last_used: BTreeMap<u64, TenantId>,
    ticks: u64,
}

struct RingBuffer {
    /// The position just before the first entry.
    base: Position,
    entries: VecDeque<(usize, Arc<Entry>)>,
    last_used: u64,
}

impl RingBuffers {
    pub(crate) fn new(budget: usize) -> Self {
        let inner = Inner { budget, bytes: 0, rings: HashMap::new(), last_used: BTreeMap::new(), ticks: 0 };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    /// Starts an empty buffer after `head`, in place of the tenant's former one.
    pub(crate) fn start(&self, tenant: TenantId, head: Position) {
        let mut inner = self.lock();
        inner.remove(tenant);
        inner.rings.insert(tenant, RingBuffer { base: head, entries: VecDeque::new(), last_used: 0 });
        inner.mark_used(tenant);
    }

    /// Adds the entries that follow those in the buffer.
    pub(crate) fn push(&self, tenant: TenantId, entries: &[Arc<Entry>]) {
        let mut inner = self.lock();
        let Some(ring) = inner.rings.get_mut(&tenant) else { return };
        let mut added = 0;
        for entry in entries {
            let size = entry.size();
            added += size;
            ring.entries.push_back((size, entry.clone()));
        }
        inner.bytes += added;
        inner.mark_used(tenant);
        inner.shrink();
    }

    /// Every entry after a position; nothing when the buffer does not reach back to it or has another history there.
    pub(crate) fn entries_after(&self, tenant: TenantId, position: Position) -> Option<Vec<Arc<Entry>>> {
        let mut inner = self.lock();
        inner.mark_used(tenant);
        let ring = inner.rings.get(&tenant)?;
        if position == ring.base {
            return Some(ring.entries.iter().map(|(_, entry)| entry.clone()).collect());
        }
        let index = usize::try_from(position.seq.checked_sub(ring.base.seq + 1)?).ok()?;
        let (_, at) = ring.entries.get(index)?;
        (at.position == position).then(|| ring.entries.iter().skip(index + 1).map(|(_, entry)| entry.clone()).collect())
    }

    pub(crate) fn remove(&self, tenant: TenantId) {
        self.lock().remove(tenant);
    }

    /// The approximate size of all buffers together, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.lock().bytes
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn mark_used(&mut self, tenant: TenantId) {
        self.ticks += 1;
        if let Some(ring) = self.rings.get_mut(&tenant) {
            self.last_used.remove(&ring.last_used);
            ring.last_used = self.ticks;
            self.last_used.insert(self.ticks, tenant);
        }
    }

    fn remove(&mut self, tenant: TenantId) {
        if let Some(ring) = self.rings.remove(&tenant) {
            self.last_used.remove(&ring.last_used);
            self.bytes -= ring.entries.iter().map(|(size, _)| size).sum::<usize>();
        }
    }

    fn shrink(&mut self) {
        for tenant in self.last_used.values() {
            let Some(ring) = self.rings.get_mut(tenant) else { continue };
            while self.bytes > self.budget {
                let Some((size, entry)) = ring.entries.pop_front() else { break };
                self.bytes -= size;
                ring.base = entry.position;
            }
            if self.bytes <= self.budget {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{entry, tenant};

    fn run(seqs: impl IntoIterator<Item = i64>) -> Vec<Arc<Entry>> {
        seqs.into_iter().map(|seq| Arc::new(entry(Position { epoch: 1, seq }))).collect()
    }

    fn seqs(entries: Option<Vec<Arc<Entry>>>) -> Option<Vec<i64>> {
        entries.map(|entries| entries.iter().map(|entry| entry.position.seq).collect())
    }

    #[test]
    fn a_buffer_answers_from_every_position_it_holds_of_its_own_epoch() {
        let rings = RingBuffers::new(1 << 20);
        rings.start(tenant(1), Position { epoch: 1, seq: 4 });
        rings.push(tenant(1), &run([5, 6, 7]));
        let after = |epoch, seq| seqs(rings.entries_after(tenant(1), Position { epoch, seq }));
        assert_eq!(after(1, 4), Some(vec![5, 6, 7]));
        assert_eq!(after(1, 6), Some(vec![7]));
        assert_eq!(after(1, 7), Some(vec![]));
        assert_eq!((after(1, 3), after(1, 8), after(2, 6), after(2, 4)), (None, None, None, None));
        assert_eq!(seqs(rings.entries_after(tenant(2), Position { epoch: 1, seq: 4 })), None);
    }

    #[test]
    fn the_tenant_used_longest_ago_loses_its_oldest_entries_first() {
        let size = run([1])[0].size();
        let rings = RingBuffers::new(size * 6);
        let start = Position { epoch: 1, seq: 0 };
        for number in [1, 2] {
            rings.start(tenant(number), start);
            rings.push(tenant(number), &run(1..=3));
        }
        rings.entries_after(tenant(1), start);
        rings.push(tenant(1), &run([4]));
        assert_eq!(rings.bytes(), size * 6);
        assert_eq!(seqs(rings.entries_after(tenant(2), start)), None);
        assert_eq!(seqs(rings.entries_after(tenant(2), Position { epoch: 1, seq: 1 })), Some(vec![2, 3]));
        assert_eq!(seqs(rings.entries_after(tenant(1), start)), Some(vec![1, 2, 3, 4]));
        rings.remove(tenant(1));
        assert_eq!(rings.bytes(), size * 2);
    }

    #[test]
    fn an_entry_larger_than_the_budget_is_not_kept() {
        let rings = RingBuffers::new(10);
        rings.start(tenant(1), Position { epoch: 1, seq: 0 });
        rings.push(tenant(1), &run([1]));
        assert_eq!(rings.bytes(), 0);
        assert_eq!(seqs(rings.entries_after(tenant(1), Position { epoch: 1, seq: 1 })), Some(vec![]));
    }
}
