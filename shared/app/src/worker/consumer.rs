//! Consumers of the log: what happens because something happened.
//!
//! A consumer has one checkpoint in each tenant's log. It reads a batch of entries from there, reacts to each entry,
//! and moves the checkpoint, all in one transaction. So the effects of an entry happen once, wherever a process dies:
//! either the transaction committed, checkpoint and effects, or nothing of it did. The row of the checkpoint is locked
//! meanwhile, so of several workers one works on a tenant at a time.
//!
//! - **Which tenant is next.** The bus says at once that there is work in a tenant, and a poll asks for all tenants
//!   with work once a second. Each tenant gets one batch at a time; a tenant with more work is queued behind the
//!   others. A suspended tenant is passed over, and its consumers catch up when it is reactivated.
//! - **Failures.** When the database is away, all tenants wait. When a lock, a deadlock or a statement's time-out is in
//!   the way, the tenant waits for a moment, and the failure is not counted. When a batch fails, its entries are
//!   processed one by one; the failing entry is tried again with growing pauses, and the tenant waits for it. After
//!   [`TRIES`] failures the entry is parked with an error in the log, a metric, and a row in `consumer_parked`, and the
//!   tenant goes on. Once the cause is fixed an operator [replays](ReplayOutcome) it.
//! - **Derived entries.** An entry that a consumer appends names the entry it comes from and the depth of that chain. A
//!   consumer does not react to the types it produces, and no chain is deeper than eight.
//! - **Records.** A consumer that writes records does so as its [`Automation`], with the rights that it declares,
//!   through [`Batch::records`]. All that a batch writes is one change set.
//!
//! To add a consumer, implement [`Consumer`] in its context, beside its entities, and name it in the context's value.
//! The worker runs it, starts it in the tenants there are, and replays what it parked.

mod any;
mod batch;
mod panics;
mod replay;
mod retry;
mod run;
mod tenant_queue;

use std::sync::Arc;

use async_trait::async_trait;
use plenum_shared::{
    Error, Result,
    actor::Actor,
    caller::{Caller, Origin},
    catalogue::Entity,
    entry::{Entry, MAX_DEPTH, NewEntry},
    ids::{RecordId, UserId},
    image::Image,
};
use plenum_store::{TenantTx, platform::tenants};
use time::OffsetDateTime;

pub use any::AnyConsumer;
pub use plenum_store::consumers::StartPosition;
pub use replay::ReplayOutcome;
pub(crate) use replay::replay;
pub use retry::TRIES;
pub(super) use run::run;
pub use run::{catch_up, start};

use crate::{
    App, Automation,
    change_set::{ChangeSet, origin_of},
    records::{self, Operation, RecordWriter},
};

/// A reader of the log that does something about what it reads.
#[async_trait]
pub trait Consumer: Send + Sync + 'static {
    /// The name of its checkpoints, in the database and in metrics; never changed.
    const NAME: &'static str;

    /// Where it begins in the tenants that are older than it.
    const START: StartPosition;

    /// The types of the entries that it appends, to which it does not react.
    const PRODUCES: &'static [&'static str];

    /// The identity under which it writes records, if it writes any.
    const AUTOMATION: Option<&'static Automation> = None;

    /// What it remembers from one entry to the next within a batch.
    type Memory: Default + Send;

    /// Reacts to an entry, within the transaction of the batch. It may be called again for the same entry, after a
    /// transaction that was rolled back.
    ///
    /// A reaction writes rows of the tenant and nothing else. It never calls out (no HTTP, no mail, no message on the
    /// bus): its transaction is open and holds the tenant's checkpoint, and what left the process could not be rolled
    /// back with it. What must call out is written down as a row, for a job to do after the commit.
    async fn react(&self, batch: &mut Batch<'_, Self::Memory>, entry: &Entry) -> Result<()>;
}

/// The batch of entries at hand: the transaction, and the entries that are appended at its end.
pub struct Batch<'a, M> {
    pub app: &'a App,
    pub tx: &'a mut TenantTx,
    pub now: OffsetDateTime,
    pub memory: M,
    automation: Option<&'static Automation>,
    /// One for the whole batch.
    changes: ChangeSet,
}

/// An entry that a consumer appends because of another. It refers to its record, and has no images.
#[derive(Debug, Clone, Copy)]
pub struct DerivedEntry {
    /// One of the types that the consumer [produces](Consumer::PRODUCES).
    pub kind: &'static str,
    pub entity: &'static str,
    pub record: RecordId,
    /// Of a personal entry: its only reader.
    pub recipient: Option<UserId>,
}

impl<'a, M: Default> Batch<'a, M> {
    fn new(app: &'a App, tx: &'a mut TenantTx, now: OffsetDateTime, automation: Option<&'static Automation>) -> Self {
        let actor = automation.map_or(Actor::SYSTEM, |automation| Actor::automation(automation.name));
        let changes = ChangeSet::by(app.source(), actor, &Origin::default(), now);
        Self { app, tx, now, memory: M::default(), automation, changes }
    }
}

impl<M> Batch<'_, M> {
    /// Appends an entry to the log, at the end of the batch.
    pub fn append(&mut self, cause: &Entry, entry: DerivedEntry) {
        let DerivedEntry { kind, entity, record, recipient } = entry;
        let (id, actor, origin) = (self.app.source().uuid(), cause.actor.clone(), origin_of(cause));
        let entry = NewEntry::new(id, kind, entity, record, actor, origin);
        self.changes.add(entry.with_recipient(recipient).caused_by(cause));
    }

    /// The caller as whom the consumer writes records because of an entry. What the tenant's plan allows holds for it
    /// as for everybody.
    pub async fn caller(&mut self, cause: &Entry) -> Result<Caller> {
        let declared =
            self.automation.ok_or_else(|| Error::internal("a consumer without an automation writes records"))?;
        let entitlements = Arc::new(tenants::get_entitlements(self.tx).await?);
        let text = tenants::get_text_version(self.tx).await?;
        Ok(declared.caller(self.app.catalogue(), self.tx.tenant(), entitlements, text, origin_of(cause)))
    }

    /// Writes records as that caller. What the consumer may do with a record is checked as for everybody; its entries
    /// name the cause.
    pub fn records<'b>(&'b mut self, caller: &'b Caller, cause: &Entry) -> RecordWriter<'b> {
        self.changes.because_of(cause);
        self.app.record_writer(&mut *self.tx, caller, &mut self.changes)
    }

    /// Does up to [`MAX_BULK`](records::MAX_BULK) operations on records as that caller, in few statements. Each is
    /// answered for itself.
    pub async fn bulk(
        &mut self,
        caller: &Caller,
        cause: &Entry,
        entity: &'static Entity,
        operations: &[Operation],
    ) -> Result<Vec<Result<Image>>> {
        self.changes.because_of(cause);
        records::bulk_in(self.app, self.tx, caller, &mut self.changes, entity, operations).await
    }
}

/// Whether a consumer reacts to an entry.
fn accepts<C: Consumer>(entry: &Entry) -> bool {
    entry.depth < MAX_DEPTH && !C::PRODUCES.contains(&entry.kind.as_str())
}
