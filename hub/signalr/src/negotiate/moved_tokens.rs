//! The tokens that live on other nodes, as far as this one knows.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// The nodes of tokens that this node handed over, and of located ones whose node has left. The node of a token reports
/// the end of its connection. If the report is lost, the oldest token is forgotten when there are too many.
#[derive(Default)]
pub(super) struct MovedTokens {
    pub(super) nodes: HashMap<Arc<str>, Arc<str>>,
    pub(super) order: VecDeque<Arc<str>>,
}

/// The most tokens that are remembered.
const MAX_MOVED: usize = 100_000;

impl MovedTokens {
    pub(super) fn insert(&mut self, token: Arc<str>, node: Arc<str>) {
        if let Some(at) = self.nodes.get_mut(&token) {
            *at = node;
            return;
        }
        if self.order.len() >= MAX_MOVED
            && let Some(oldest) = self.order.pop_front()
        {
            self.nodes.remove(&oldest);
        }
        self.order.push_back(Arc::clone(&token));
        self.nodes.insert(token, node);
    }

    /// Keeps the tokens for which `keep` is true.
    pub(super) fn retain(&mut self, keep: impl Fn(&Arc<str>, &Arc<str>) -> bool) {
        self.nodes.retain(|token, node| keep(token, node));
        self.order.retain(|token| self.nodes.contains_key(token));
    }
}
