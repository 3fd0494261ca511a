//! Everything a hub node reads from the database: access and log, always together in one snapshot.
//!
//! Access is valid from the position it was loaded at, and not one entry earlier. So no function here returns an access
//! without a position.

use std::{collections::HashMap, sync::Arc, time::Duration};

use plenum_app::{App, access};
use plenum_shared::{
    Code, Error, Result,
    access::Access,
    actor::ActorKind,
    caller::{Caller, Identity},
    cursor::Position,
    entry::Entry,
    ids::{SessionId, TenantId, UserId},
    plan::Entitlements,
};
use plenum_store::log;
use tokio::{sync::Semaphore, time::timeout};

/// Entries per read of the log, and the bytes of their images after which a page ends earlier.
pub(crate) const PAGE: usize = 200;
const PAGE_BYTES: usize = 1 << 20;

/// Gap fills that one node reads at a time, over all tenants.
const PARALLEL_FILLS: usize = 8;

/// How long a poll of the heads may take before the database counts as unavailable.
const HEADS_TIMEOUT: Duration = Duration::from_secs(2);

#[derive(Clone)]
pub(crate) struct LogReader {
    app: App,
    fills: Arc<Semaphore>,
}

/// A caller's access, and the position from which it is valid.
#[derive(Clone)]
pub(crate) struct AccessSnapshot {
    /// A person or a service account.
    pub(crate) kind: ActorKind,
    pub(crate) access: Arc<Access>,
    /// What the plan of the tenant allows.
    pub(crate) entitlements: Arc<Entitlements>,
    pub(crate) head: Position,
}

impl AccessSnapshot {
    fn new(caller: Caller, head: Position) -> Self {
        Self { kind: caller.kind, access: caller.access, entitlements: caller.entitlements, head }
    }
}

/// Consecutive entries of the log, with the head of the same snapshot.
pub(crate) struct LogPage {
    pub(crate) entries: Vec<Entry>,
    pub(crate) head: Position,
}

/// Consecutive entries of the log, with the access that one caller has today.
pub(crate) struct ReplayPage {
    pub(crate) snapshot: AccessSnapshot,
    pub(crate) floor: i64,
    pub(crate) entries: Vec<Entry>,
}

/// The access of several people at one position.
pub(crate) struct ReloadedAccess {
    pub(crate) head: Position,
    pub(crate) by_session: HashMap<(UserId, SessionId), Result<Arc<Access>>>,
}

impl LogReader {
    pub(crate) fn new(app: App) -> Self {
        Self { app, fills: Arc::new(Semaphore::new(PARALLEL_FILLS)) }
    }

    /// The access of a caller now; an error when the caller is no active member.
    pub(crate) async fn snapshot(&self, who: &Identity) -> Result<AccessSnapshot> {
        let work = |mut tx| async move {
            let caller = access::caller(&self.app, &mut tx, who, self.app.source().now()).await?;
            let head = log::head(&mut tx).await?;
            Ok(tx.finish(AccessSnapshot::new(caller, head)))
        };
        self.app.store().read("hub.join", who.tenant, Some(who.user), work).await
    }

    /// The log from a number on, inclusive, with today's access of the caller.
    pub(crate) async fn replay_page(&self, who: &Identity, from: i64) -> Result<ReplayPage> {
        let work = |mut tx| async move {
            let caller = access::caller(&self.app, &mut tx, who, self.app.source().now()).await?;
            let head = log::head(&mut tx).await?;
            let floor = log::floor(&mut tx).await?;
            let entries = log::range_within(&mut tx, from.max(1), PAGE, PAGE_BYTES).await?;
            Ok(tx.finish(ReplayPage { snapshot: AccessSnapshot::new(caller, head), floor, entries }))
        };
        self.app.store().read("hub.replay", who.tenant, Some(who.user), work).await
    }

    /// The log of a tenant from a number on, inclusive. Few gap fills of a node read at the same time.
    pub(crate) async fn page(&self, tenant: TenantId, from: i64) -> Result<LogPage> {
        let _permit = self.fills.acquire().await.map_err(|_| Error::new(Code::Draining))?;
        let work = |mut tx| async move {
            let head = log::head(&mut tx).await?;
            let entries = log::range_within(&mut tx, from.max(1), PAGE, PAGE_BYTES).await?;
            Ok(tx.finish(LogPage { entries, head }))
        };
        self.app.store().read("hub.fill", tenant, None, work).await
    }

    /// Loads the access of several people of a tenant again, in one snapshot and with a number of statements that does
    /// not grow with the people. An error about one person is that person's result; an error of the database is the
    /// result of the call.
    pub(crate) async fn reload(&self, tenant: TenantId, people: &[(UserId, SessionId)]) -> Result<ReloadedAccess> {
        let now = self.app.source().now();
        let work = |mut tx| async move {
            let head = log::head(&mut tx).await?;
            let by_session = access::callers(&mut tx, people, now).await?;
            Ok(tx.finish(ReloadedAccess { head, by_session }))
        };
        self.app.store().read("hub.reload", tenant, None, work).await
    }

    /// The heads of these tenants' logs.
    pub(crate) async fn heads(&self, tenants: &[TenantId]) -> Result<Vec<(TenantId, Position)>> {
        match timeout(HEADS_TIMEOUT, log::heads(self.app.store(), tenants)).await {
            Ok(heads) => heads,
            Err(_) => Err(Error::new(Code::Unavailable).with_detail("the heads did not come in time")),
        }
    }
}
