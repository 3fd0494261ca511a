//! Everything a hub node reads from the database: access and log, always together in one snapshot.
//!
//! A reader's access is only worth something with the number it was loaded at: from that number on it judges, and not
//! one entry earlier. So no function here gives out an access without a position.

use std::{collections::HashMap, sync::Arc, time::Duration};

use plenum_app::{App, access};
use plenum_shared::{
    Code, Error, Result,
    access::Access,
    caller::Identity,
    cursor::Position,
    entry::{ActorKind, Entry},
    ids::{SessionId, TenantId, UserId},
};
use plenum_store::log;
use tokio::{sync::Semaphore, time::timeout};

/// Entries per read of the log, and the bytes of their images after which it ends before.
pub(crate) const PAGE: usize = 200;
const PAGE_BYTES: usize = 1 << 20;

/// Reads of gaps that one node makes at a time, over all tenants.
const PARALLEL_FILLS: usize = 8;

/// How long a poll of the heads may take before the database counts as away.
const HEADS_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Clone)]
pub(crate) struct LogReader {
    app: App,
    fills: Arc<Semaphore>,
}

/// What a person may do, and the number from which that is so.
#[derive(Clone)]
pub(crate) struct Snapshot {
    /// A person, or a machine.
    pub(crate) kind: ActorKind,
    pub(crate) access: Arc<Access>,
    pub(crate) head: Position,
}

/// A stretch of the log with the head of the same snapshot.
pub(crate) struct Page {
    pub(crate) entries: Vec<Entry>,
    pub(crate) head: Position,
}

/// A stretch of the log as one person may see it today.
pub(crate) struct Replay {
    pub(crate) snapshot: Snapshot,
    pub(crate) floor: i64,
    pub(crate) entries: Vec<Entry>,
}

/// The access of several people as of one number.
pub(crate) struct Reloaded {
    pub(crate) head: Position,
    pub(crate) access: HashMap<(UserId, SessionId), Result<Arc<Access>>>,
}

impl LogReader {
    pub(crate) fn new(app: App) -> Self {
        Self { app, fills: Arc::new(Semaphore::new(PARALLEL_FILLS)) }
    }

    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// What a person may do now; an error when they may not be here at all.
    pub(crate) async fn snapshot(&self, who: &Identity) -> Result<Snapshot> {
        let work = |mut tx| async move {
            let caller = access::caller(&self.app, &mut tx, who, self.app.source().now()).await?;
            let head = log::head(&mut tx).await?;
            Ok(tx.finish(Snapshot { kind: caller.kind, access: caller.access, head }))
        };
        self.app.store().read("hub.join", who.tenant, Some(who.user), work).await
    }

    /// The log from a number on, inclusive, with today's access of the person who asks.
    pub(crate) async fn replay(&self, who: &Identity, from: i64) -> Result<Replay> {
        let work = |mut tx| async move {
            let caller = access::caller(&self.app, &mut tx, who, self.app.source().now()).await?;
            let head = log::head(&mut tx).await?;
            let floor = log::floor(&mut tx).await?;
            let entries = log::range_within(&mut tx, from.max(1), PAGE, PAGE_BYTES).await?;
            Ok(tx.finish(Replay {
                snapshot: Snapshot { kind: caller.kind, access: caller.access, head },
                floor,
                entries,
            }))
        };
        self.app.store().read("hub.replay", who.tenant, Some(who.user), work).await
    }

    /// The log of a tenant from a number on, inclusive. Waits its turn among the fills of the node.
    pub(crate) async fn page(&self, tenant: TenantId, from: i64) -> Result<Page> {
        let _turn = self.fills.acquire().await.map_err(|_| Error::new(Code::Draining))?;
        let work = |mut tx| async move {
            let head = log::head(&mut tx).await?;
            let entries = log::range_within(&mut tx, from.max(1), PAGE, PAGE_BYTES).await?;
            Ok(tx.finish(Page { entries, head }))
        };
        self.app.store().read("hub.fill", tenant, None, work).await
    }

    /// Loads the access of several people of a tenant again, all in one snapshot and with a few statements however many
    /// they are. What is wrong with one of them is that one's result; what is wrong with the database is everyone's.
    pub(crate) async fn reload(&self, tenant: TenantId, people: &[(UserId, SessionId)]) -> Result<Reloaded> {
        let now = self.app.source().now();
        let work = |mut tx| async move {
            let head = log::head(&mut tx).await?;
            let access = access::callers(&mut tx, people, now).await?;
            Ok(tx.finish(Reloaded { head, access }))
        };
        self.app.store().read("hub.reload", tenant, None, work).await
    }

    /// Where the logs of these tenants stand.
    pub(crate) async fn heads(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, Position)>> {
        match timeout(HEADS_TIMEOUT, log::heads(self.app.store(), tenants)).await {
            Ok(heads) => heads,
            Err(_) => Err(Error::new(Code::Unavailable).with_detail("the heads did not come in time")),
        }
    }
}
