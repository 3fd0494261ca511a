//! Counts statements, as the client of the database reports them.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tracing::{
    Event, Metadata, Subscriber, span,
    subscriber::{DefaultGuard, set_default},
};

/// Counts the statements of this thread while it lives. The commands that begin and end a transaction are not reported.
pub struct StatementCounter {
    counted: Arc<AtomicU64>,
    _guard: DefaultGuard,
}

impl StatementCounter {
    pub fn start() -> Self {
        let counted = Arc::new(AtomicU64::new(0));
        let _guard = set_default(Reports(counted.clone()));
        Self { counted, _guard }
    }

    /// The statements since the start.
    pub fn count(&self) -> u64 {
        self.counted.load(Ordering::Relaxed)
    }
}

/// Receives what the client reports about statements, and nothing else.
struct Reports(Arc<AtomicU64>);

impl Subscriber for Reports {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}
