//! What every task of a node works with: the application and its parts, the log, recent entries, settings and tasks.

use plenum_app::App;
use plenum_bus::{Bus, envelope::BusKeys};
use plenum_shared::{clock::Source, cursor::Position, ids::TenantId};
use time::OffsetDateTime;

use crate::{feed::ring_buffers::RingBuffers, log_reader::LogReader, node_tasks::NodeTasks, settings::Settings};

pub(crate) struct NodeContext {
    app: App,
    pub(crate) log: LogReader,
    pub(crate) rings: RingBuffers,
    pub(crate) settings: Settings,
    pub(crate) tasks: NodeTasks,
}

impl NodeContext {
    pub(crate) fn new(app: App, settings: Settings) -> Self {
        Self {
            log: LogReader::new(app.clone()),
            rings: RingBuffers::new(settings.ring_budget),
            tasks: NodeTasks::default(),
            app,
            settings,
        }
    }

    /// The application, for its use cases.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// The clock and the source of random ids.
    pub(crate) fn source(&self) -> &Source {
        self.app.source()
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        self.app.source().now()
    }

    pub(crate) fn bus(&self) -> &Bus {
        self.app.bus()
    }

    /// The keys that seal what goes over the bus.
    pub(crate) fn bus_keys(&self) -> &BusKeys {
        self.app.bus_keys()
    }

    /// A position of a tenant's log as its clients see it.
    pub(crate) fn seal_cursor(&self, tenant: TenantId, position: Position) -> String {
        self.app.cursors().seal(tenant, position)
    }

    /// The position in a client's cursor; nothing when it is not a cursor of this tenant.
    pub(crate) fn open_cursor(&self, tenant: TenantId, cursor: &str) -> Option<Position> {
        self.app.cursors().open(tenant, cursor).ok()
    }
}
