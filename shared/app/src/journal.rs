//! What an administrative change leaves in the log: who did what, with the image before and after, and last, when it
//! touches what somebody may do, the entry that makes open connections look again at their access.
//!
//! The things administered (members, teams, roles…) are no entities of the catalogue: nobody hears of these entries,
//! they are there for the audit. An image is made from the view that REST shows, which holds no secret.

use plenum_shared::{
    Error, Result,
    caller::{Caller, Origin},
    cursor::Position,
    entry::{ACCESS_CHANGED, Actor, Entry, NewEntry},
    error::Stale,
    ids::UserId,
    image::Image,
};
use plenum_store::{TenantTx, log};
use serde::Serialize;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::App;

/// What an entry is about: the kind of thing, and which.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject {
    pub(crate) entity: &'static str,
    pub(crate) id: Uuid,
}

/// The entries of a change in the making.
pub(crate) struct Journal<'a> {
    app: &'a App,
    actor: Actor,
    origin: &'a Origin,
    now: OffsetDateTime,
    entries: Vec<NewEntry>,
    /// Kept apart, to stand last.
    access: Vec<NewEntry>,
}

impl Subject {
    pub(crate) fn user(user: UserId) -> Self {
        Self { entity: "user", id: user.uuid() }
    }

    pub(crate) fn new(entity: &'static str, id: impl Into<Uuid>) -> Self {
        Self { entity, id: id.into() }
    }
}

impl<'a> Journal<'a> {
    pub(crate) fn new(app: &'a App, caller: &'a Caller, now: OffsetDateTime) -> Self {
        Self::by(app, Actor::from(caller), &caller.origin, now)
    }

    /// For changes by somebody who is no caller yet.
    pub(crate) fn by(app: &'a App, actor: Actor, origin: &'a Origin, now: OffsetDateTime) -> Self {
        Self { app, actor, origin, now, entries: Vec::new(), access: Vec::new() }
    }

    pub(crate) fn note(&mut self, kind: &str, about: Subject, before: Option<Image>, after: Option<Image>) {
        let entry = self.entry(kind, about, before, after);
        self.entries.push(entry);
    }

    /// An entry of somebody else's making.
    pub(crate) fn add(&mut self, entry: NewEntry) {
        match entry.kind == ACCESS_CHANGED {
            true => self.access.push(entry),
            false => self.entries.push(entry),
        }
    }

    /// What this may do changed: a user, or a role, a team or the tenant, which concerns everybody.
    pub(crate) fn access_changed(&mut self, about: Subject) {
        let entry = self.entry(ACCESS_CHANGED, about, None, None);
        self.access.push(entry);
    }

    /// Appends all of it, as the last statement of the transaction.
    pub(crate) async fn append(self, tx: &mut TenantTx) -> Result<Vec<Entry>> {
        let entries: Vec<_> = self.entries.into_iter().chain(self.access).collect();
        log::append(tx, &entries, self.now).await
    }

    fn entry(&self, kind: &str, about: Subject, before: Option<Image>, after: Option<Image>) -> NewEntry {
        let id = self.app.source().uuid();
        NewEntry::new(id, kind, about.entity, about.id, self.actor, self.origin.clone()).with_images(before, after)
    }
}

/// The image of what a view shows.
pub(crate) fn image(view: &impl Serialize) -> Result<Image> {
    match serde_json::to_value(view).map_err(Error::internal)? {
        Value::Object(fields) => Ok(Image::from(fields)),
        _ => Err(Error::internal("a view is an object")),
    }
}

/// Refuses to act on another version than the one the caller has read, as [records](crate::records) do.
pub(crate) async fn require_version(
    tx: &mut TenantTx,
    about: Subject,
    now_there: &Image,
    expected: Option<i64>,
    draft: Map<String, Value>,
) -> Result<()> {
    let Some(expected) = expected.filter(|version| *version != now_there.version()) else { return Ok(()) };
    let shown = |image: &Image| Value::Object(image.fields().clone());
    let base = log::image_at(tx, about.entity, about.id.into(), expected).await?;
    let yours = base.clone().map(|mut image| {
        image.apply(draft.clone());
        shown(&image)
    });
    Err(Error::stale(Stale {
        base: base.as_ref().map(shown),
        yours: yours.unwrap_or(Value::Object(draft)),
        theirs: shown(now_there),
        who: None,
        when: None,
    }))
}

/// Where the log stands after these entries, or in this snapshot when nothing was written.
pub(crate) async fn position(tx: &mut TenantTx, entries: &[Entry]) -> Result<Position> {
    match entries.last() {
        Some(entry) => Ok(entry.position),
        None => log::head(tx).await,
    }
}
