//! The tokens that have gone to other nodes.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// Where tokens have gone: ours, and those of nodes that have left which were looked for. The node that has one says
/// when its connection ends; if that is lost, the oldest goes when there are too many.
#[derive(Default)]
pub(super) struct Moved {
    pub(super) to: HashMap<Arc<str>, Arc<str>>,
    pub(super) order: VecDeque<Arc<str>>,
}

/// The most tokens remembered that have gone elsewhere.
const MAX_MOVED: usize = 100_000;

impl Moved {
    pub(super) fn insert(&mut self, token: Arc<str>, node: Arc<str>) {
        if let Some(at) = self.to.get_mut(&token) {
            *at = node;
            return;
        }
        if self.order.len() >= MAX_MOVED
            && let Some(oldest) = self.order.pop_front()
        {
            self.to.remove(&oldest);
        }
        self.order.push_back(Arc::clone(&token));
        self.to.insert(token, node);
    }

    /// Keeps those for which it is so.
    pub(super) fn retain(&mut self, keep: impl Fn(&Arc<str>, &Arc<str>) -> bool) {
        self.to.retain(|token, node| keep(token, node));
        self.order.retain(|token| self.to.contains_key(token));
    }
}
