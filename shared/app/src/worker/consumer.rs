//! Consumers of the log: what happens because something happened.
//!
//! A consumer has one place in each tenant's log. It reads a stretch from there, does what follows from each entry, and
//! moves its place, all in one transaction. So whatever becomes of the process, what follows from an entry happens
//! once: either the transaction committed, place and effects, or nothing of it did. The row that holds the place is
//! locked meanwhile, so of several workers one works on a tenant at a time.
//!
//! - **Who is next.** The bus says at once that there is something to do in a tenant, and once a second all tenants are
//!   asked in one question. Each gets one stretch at a time; who has more waits in line behind the others. A tenant
//!   that is suspended is passed over, and caught up with when it is taken back.
//! - **What fails.** When the database is away, everybody waits. When others are in the way (a lock, a deadlock, a
//!   statement that took too long), the tenant waits a moment, and nothing is held against the entry. When it is a
//!   stretch that cannot be dealt with, it is gone through entry by entry; the one that fails is tried again with
//!   growing pauses, and the tenant waits at it. After [`TRIES`] times it is put aside with an error in the log, a
//!   metric, and a row in `consumer_parked`, and the tenant goes on. Once the cause is mended an operator has it done
//!   [again](Again).
//! - **What it makes.** Entries that a consumer appends name the one they come from, and how deep the chain is. It does
//!   not hear of those it makes itself, and nobody's chain goes beyond eight.
//!
//! To add one: implement [`Consumer`] in a file beside `notifications.rs`, give it a line in the worker's `run`, and a
//! row in `consumer_positions` for each tenant there is, in its migration, unless it should read their whole past; and
//! an arm in `platform/parked.rs`, which does again what it put aside.

mod batch;
mod replay;
mod retry;
mod run;

use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::Origin,
    entry::{Entry, MAX_DEPTH, NewEntry},
    ids::{RecordId, UserId},
};
use plenum_store::TenantTx;
use time::OffsetDateTime;

pub use replay::Again;
pub(crate) use replay::again;
pub use retry::TRIES;
pub use run::catch_up;
pub(super) use run::keep;

use crate::App;

/// A reader of the log that does something about what it reads.
#[async_trait]
pub trait Consumer: Send + Sync + 'static {
    /// The name of its places, in the database and in metrics; never changed.
    const NAME: &'static str;

    /// The types of the entries that it appends, which it does not hear of.
    const PRODUCES: &'static [&'static str];

    /// What it remembers from one entry to the next within a stretch.
    type Memory: Default + Send;

    /// Does what follows from an entry, within the transaction of the scene. It may be called again for the same entry,
    /// when nothing of the first time came to be.
    async fn react(&self, scene: &mut Scene<'_, Self::Memory>, entry: &Entry) -> Result<()>;
}

/// Where a consumer works: the transaction, and what it leaves in the log at its end.
pub struct Scene<'a, M> {
    pub app: &'a App,
    pub tx: &'a mut TenantTx,
    pub now: OffsetDateTime,
    pub memory: M,
    entries: Vec<NewEntry>,
}

/// An entry that a consumer appends because of another. It refers to what it is about, and has no images.
#[derive(Debug, Clone, Copy)]
pub struct Effect {
    /// One of those that the consumer says it [produces](Consumer::PRODUCES).
    pub kind: &'static str,
    pub entity: &'static str,
    pub record: RecordId,
    /// Who alone may hear of it.
    pub recipient: Option<UserId>,
}

impl<'a, M: Default> Scene<'a, M> {
    fn new(app: &'a App, tx: &'a mut TenantTx, now: OffsetDateTime) -> Self {
        Self { app, tx, now, memory: M::default(), entries: Vec::new() }
    }
}

impl<M> Scene<'_, M> {
    /// Leaves an entry in the log, which is appended when the whole stretch is done.
    pub fn append(&mut self, cause: &Entry, effect: Effect) {
        // The trace goes on; the address and the program of its beginning stand in the first entry alone.
        let origin = Origin {
            request_id: cause.request_id.clone(),
            traceparent: cause.traceparent.clone(),
            ..Origin::default()
        };
        let Effect { kind, entity, record, recipient } = effect;
        let entry = NewEntry::new(self.app.source().uuid(), kind, entity, record, cause.actor, origin);
        self.entries.push(entry.with_recipient(recipient).caused_by(cause));
    }
}

/// Whether a consumer is told of an entry.
fn hears<C: Consumer>(entry: &Entry) -> bool {
    entry.depth < MAX_DEPTH && !C::PRODUCES.contains(&entry.kind.as_str())
}
