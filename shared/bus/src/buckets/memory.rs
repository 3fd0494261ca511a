use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use tokio::time::Instant;

use super::{BucketStore, BucketUse, NODE_LIFETIME, Settlement};
use crate::link::LinkError;

/// Buckets within a process, on tokio's clock. Each handle is a node.
#[derive(Debug)]
pub struct MemoryBuckets {
    node: u64,
    shared: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    last_node: u64,
    /// When each node last settled.
    nodes: HashMap<u64, Instant>,
    /// When each bucket is full again.
    full_at: HashMap<String, Instant>,
}

impl MemoryBuckets {
    /// Buckets that nobody shares yet.
    #[expect(clippy::new_without_default, reason = "a default would look like the same buckets")]
    pub fn new() -> Self {
        Self { node: 0, shared: Arc::default() }
    }

    /// Another node that shares these buckets.
    #[must_use]
    pub fn other_node(&self) -> Self {
        let mut state = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        state.last_node += 1;
        Self { node: state.last_node, shared: Arc::clone(&self.shared) }
    }
}

#[async_trait]
impl BucketStore for MemoryBuckets {
    async fn settle(&self, uses: &[BucketUse]) -> Result<Settlement, LinkError> {
        let now = Instant::now();
        let mut state = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let State { nodes, full_at, .. } = &mut *state;
        nodes.insert(self.node, now);
        nodes.retain(|_, settled| now.duration_since(*settled) < NODE_LIFETIME);
        full_at.retain(|_, full| *full > now);
        let left = uses.iter().map(|used| {
            let before = full_at.get(&used.key).map_or(Duration::ZERO, |full| full.duration_since(now));
            let after = before.as_micros() as f64 + used.taken_micros();
            let after = after.clamp(0.0, 2.0 * used.window_micros());
            full_at.insert(used.key.clone(), now + Duration::from_secs_f64(after / 1e6));
            used.left_after(after)
        });
        let left = left.collect();
        Ok(Settlement { nodes: u32::try_from(nodes.len()).unwrap_or(u32::MAX), left })
    }
}
