//! Several nodes over the in-memory backplane, including the suite that every backplane must pass.

mod client_results;
mod lost_messages;
pub(crate) mod nodes;
mod outages;
mod relay;
pub(crate) mod suite;

use std::sync::Arc;

use async_trait::async_trait;
use plenum_signalr::{Backplane, MemoryNetwork};

struct InMemory(MemoryNetwork, std::sync::atomic::AtomicUsize);

#[async_trait]
impl suite::BackplaneNetwork for InMemory {
    async fn node(&self) -> Arc<dyn Backplane> {
        let number = self.1.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        Arc::new(self.0.node(format!("node-{number}")))
    }

    async fn cut(&self) {
        self.0.take_down();
    }

    async fn restore(&self) {
        self.0.restore();
    }
}

mod in_memory {
    super::suite::backplane_tests!(super::InMemory(Default::default(), Default::default()));
}
