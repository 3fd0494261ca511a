//! The recent entries of every tenant this node serves, so that a reader who comes back need not read the log.
//!
//! All tenants share one budget of bytes. When it is spent, the tenant that nobody touched for longest loses its oldest
//! entries first. A ring is a convenience: whatever it no longer has is in the log.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use plenum_shared::{cursor::Position, entry::Entry, ids::TenantId, image::Image};
use serde_json::Value;

use super::sequencer::Numbered;

/// What an entry takes beside its texts: the structure itself, its identifiers, the allocator's rounding.
const ENTRY_OVERHEAD: usize = 512;
const VALUE_OVERHEAD: usize = 64;

impl Numbered for Arc<Entry> {
    fn position(&self) -> Position {
        self.position
    }

    fn weight(&self) -> usize {
        let image = |image: &Option<Image>| {
            let fields = image.iter().flat_map(|image| image.fields());
            fields.map(|(name, value)| name.len() + weigh(value)).sum::<usize>()
        };
        ENTRY_OVERHEAD + image(&self.before) + image(&self.after)
    }
}

fn weigh(value: &Value) -> usize {
    VALUE_OVERHEAD
        + match value {
            Value::String(text) => text.len(),
            Value::Array(values) => values.iter().map(weigh).sum(),
            Value::Object(fields) => fields.iter().map(|(name, value)| name.len() + weigh(value)).sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        }
}

/// The rings of one node. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Rings {
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    budget: usize,
    bytes: usize,
    rings: HashMap<TenantId, Ring>,
    /// Who was touched when, the longest ago first.
    touched: BTreeMap<u64, TenantId>,
    ticks: u64,
}

struct Ring {
    /// The position just before the first entry.
    base: Position,
    entries: VecDeque<(usize, Arc<Entry>)>,
    touched: u64,
}

impl Rings {
    pub(crate) fn new(budget: usize) -> Self {
        let inner = Inner { budget, bytes: 0, rings: HashMap::new(), touched: BTreeMap::new(), ticks: 0 };
        Self { inner: Arc::new(Mutex::new(inner)) }
    }

    /// Begins an empty ring after `head`; what the tenant had is forgotten.
    pub(crate) fn begin(&self, tenant: TenantId, head: Position) {
        let mut inner = self.lock();
        inner.forget(tenant);
        inner.rings.insert(tenant, Ring { base: head, entries: VecDeque::new(), touched: 0 });
        inner.touch(tenant);
    }

    /// Adds the entries that follow those it has.
    pub(crate) fn push(&self, tenant: TenantId, entries: &[Arc<Entry>]) {
        let mut inner = self.lock();
        let Some(ring) = inner.rings.get_mut(&tenant) else { return };
        let mut added = 0;
        for entry in entries {
            let weight = entry.weight();
            added += weight;
            ring.entries.push_back((weight, entry.clone()));
        }
        inner.bytes += added;
        inner.touch(tenant);
        inner.shrink();
    }

    /// Everything after a position, or nothing when the ring does not reach back to it or has another history there.
    pub(crate) fn after(&self, tenant: TenantId, position: Position) -> Option<Vec<Arc<Entry>>> {
        let mut inner = self.lock();
        inner.touch(tenant);
        let ring = inner.rings.get(&tenant)?;
        if position == ring.base {
            return Some(ring.entries.iter().map(|(_, entry)| entry.clone()).collect());
        }
        let index = usize::try_from(position.seq.checked_sub(ring.base.seq + 1)?).ok()?;
        let (_, at) = ring.entries.get(index)?;
        (at.position == position).then(|| ring.entries.iter().skip(index + 1).map(|(_, entry)| entry.clone()).collect())
    }

    pub(crate) fn forget(&self, tenant: TenantId) {
        self.lock().forget(tenant);
    }

    /// The bytes all rings take together, about.
    pub(crate) fn bytes(&self) -> usize {
        self.lock().bytes
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn touch(&mut self, tenant: TenantId) {
        self.ticks += 1;
        if let Some(ring) = self.rings.get_mut(&tenant) {
            self.touched.remove(&ring.touched);
            ring.touched = self.ticks;
            self.touched.insert(self.ticks, tenant);
        }
    }

    fn forget(&mut self, tenant: TenantId) {
        if let Some(ring) = self.rings.remove(&tenant) {
            self.touched.remove(&ring.touched);
            self.bytes -= ring.entries.iter().map(|(weight, _)| weight).sum::<usize>();
        }
    }

    fn shrink(&mut self) {
        for tenant in self.touched.values() {
            let Some(ring) = self.rings.get_mut(tenant) else { continue };
            while self.bytes > self.budget {
                let Some((weight, entry)) = ring.entries.pop_front() else { break };
                self.bytes -= weight;
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
    fn a_ring_answers_from_any_place_it_reaches_and_only_on_its_own_history() {
        let rings = Rings::new(1 << 20);
        rings.begin(tenant(1), Position { epoch: 1, seq: 4 });
        rings.push(tenant(1), &run([5, 6, 7]));
        let after = |epoch, seq| seqs(rings.after(tenant(1), Position { epoch, seq }));
        assert_eq!(after(1, 4), Some(vec![5, 6, 7]));
        assert_eq!(after(1, 6), Some(vec![7]));
        assert_eq!(after(1, 7), Some(vec![]));
        assert_eq!((after(1, 3), after(1, 8), after(2, 6), after(2, 4)), (None, None, None, None));
        assert_eq!(seqs(rings.after(tenant(2), Position { epoch: 1, seq: 4 })), None);
    }

    #[test]
    fn the_tenant_touched_longest_ago_pays_first_with_its_oldest() {
        let weight = run([1])[0].weight();
        let rings = Rings::new(weight * 6);
        let start = Position { epoch: 1, seq: 0 };
        for number in [1, 2] {
            rings.begin(tenant(number), start);
            rings.push(tenant(number), &run(1..=3));
        }
        rings.after(tenant(1), start);
        rings.push(tenant(1), &run([4]));
        assert_eq!(rings.bytes(), weight * 6);
        assert_eq!(seqs(rings.after(tenant(2), start)), None);
        assert_eq!(seqs(rings.after(tenant(2), Position { epoch: 1, seq: 1 })), Some(vec![2, 3]));
        assert_eq!(seqs(rings.after(tenant(1), start)), Some(vec![1, 2, 3, 4]));
        rings.forget(tenant(1));
        assert_eq!(rings.bytes(), weight * 2);
    }

    #[test]
    fn an_entry_larger_than_the_budget_is_not_kept() {
        let rings = Rings::new(10);
        rings.begin(tenant(1), Position { epoch: 1, seq: 0 });
        rings.push(tenant(1), &run([1]));
        assert_eq!(rings.bytes(), 0);
        assert_eq!(seqs(rings.after(tenant(1), Position { epoch: 1, seq: 1 })), Some(vec![]));
    }
}
