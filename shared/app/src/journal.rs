//! The entries that an administrative change appends to the log: the actor, the image before and after, and last, when
//! the change touches somebody's access, the entry that makes the hubs check open connections.
//!
//! Members, teams, roles and the like are no entities of the catalogue: these entries are not delivered to clients,
//! they are there for the audit. An image is made from the view that REST shows, which holds no secret.

use plenum_shared::{
    Error, Result,
    actor::Actor,
    caller::{Caller, Origin},
    cursor::Position,
    entry::{ACCESS_CHANGED, Entry, NewEntry},
    ids::UserId,
    image::Image,
};
use plenum_store::{TenantTx, log};
use serde::Serialize;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::App;

/// The thing that an entry is about: its kind and its id.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    pub(crate) entity: &'static str,
    pub(crate) id: Uuid,
}

/// Collects the entries of a change.
pub struct Journal<'a> {
    app: &'a App,
    actor: Actor,
    origin: &'a Origin,
    now: OffsetDateTime,
    entries: Vec<NewEntry>,
    /// Appended last.
    access: Vec<NewEntry>,
}

impl Subject {
    pub fn user(user: UserId) -> Self {
        Self { entity: "user", id: user.uuid() }
    }

    pub(crate) fn new(entity: &'static str, id: impl Into<Uuid>) -> Self {
        Self { entity, id: id.into() }
    }
}

impl<'a> Journal<'a> {
    pub fn new(app: &'a App, caller: &'a Caller, now: OffsetDateTime) -> Self {
        Self::by(app, Actor::from(caller), &caller.origin, now)
    }

    /// For changes by an actor who is no caller.
    pub(crate) fn by(app: &'a App, actor: Actor, origin: &'a Origin, now: OffsetDateTime) -> Self {
        Self { app, actor, origin, now, entries: Vec::new(), access: Vec::new() }
    }

    pub fn note(&mut self, kind: &str, about: Subject, before: Option<Image>, after: Option<Image>) {
        let entry = self.entry(kind, about, before, after);
        self.entries.push(entry);
    }

    /// Adds an entry made elsewhere.
    pub(crate) fn add(&mut self, entry: NewEntry) {
        match entry.kind == ACCESS_CHANGED {
            true => self.access.push(entry),
            false => self.entries.push(entry),
        }
    }

    /// The access of some users has changed: of the subject when it is a user, of those who have the role or are in the
    /// team, or of all when it is the tenant.
    pub(crate) fn access_changed(&mut self, about: Subject) {
        let entry = self.entry(ACCESS_CHANGED, about, None, None);
        self.access.push(entry);
    }

    /// Appends all of it, as the last statement of the transaction.
    pub async fn append(self, tx: &mut TenantTx) -> Result<Vec<Entry>> {
        let entries: Vec<_> = self.entries.into_iter().chain(self.access).collect();
        log::append(tx, &entries, self.now).await
    }

    fn entry(&self, kind: &str, about: Subject, before: Option<Image>, after: Option<Image>) -> NewEntry {
        let id = self.app.source().uuid();
        NewEntry::new(id, kind, about.entity, about.id, self.actor, self.origin.clone()).with_images(before, after)
    }
}

/// A view as an image.
pub fn image(view: &impl Serialize) -> Result<Image> {
    match serde_json::to_value(view).map_err(Error::internal)? {
        Value::Object(fields) => Ok(Image::from(fields)),
        _ => Err(Error::internal("a view is an object")),
    }
}

/// The position of the last of these entries, or the head of the log when nothing was written.
pub(crate) async fn position(tx: &mut TenantTx, entries: &[Entry]) -> Result<Position> {
    match entries.last() {
        Some(entry) => Ok(entry.position),
        None => log::head(tx).await,
    }
}
