//! A change set: the entries that a request, or a reaction of the program, appends to the log as one. All of them carry
//! its id, name one actor, and come from one origin. Last, when the change touches somebody's access, comes the entry
//! that makes the hubs check open connections.
//!
//! Every entry of the log is written through a change set. Entries of records are added by the
//! [writer](crate::records::RecordWriter). Members, teams, roles and the like are no entities of the catalogue: their
//! entries are not delivered to clients, they are there for the audit. An image of one is made from the view that REST
//! shows, which holds no secret.

use std::sync::Arc;

use plenum_shared::{
    Error, Result,
    actor::Actor,
    caller::{Caller, Origin},
    clock::Source,
    cursor::Position,
    entry::{ACCESS_CHANGED, Entry, NewEntry},
    ids::{ChangeSetId, EventId, TenantId, UserId},
    image::Image,
    plan::{Entitlements, LIMIT_NEARLY_REACHED, PlanLimit, RECORDS},
};
use plenum_store::{TenantTx, log};
use serde::Serialize;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use uuid::Uuid;

/// The thing that an entry is about: its kind and its id.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    pub(crate) entity: &'static str,
    pub(crate) id: Uuid,
}

/// Collects the entries of one change set in one transaction.
pub struct ChangeSet {
    id: ChangeSetId,
    source: Source,
    actor: Actor,
    origin: Origin,
    /// What the entries that are noted follow from: an entry of the log, and its depth.
    cause: Option<(EventId, i16)>,
    now: OffsetDateTime,
    entries: Vec<NewEntry>,
    /// Appended last.
    access: Vec<NewEntry>,
    /// The tenant, and what its plan allows; nothing where no plan limits what is written.
    plan: Option<(TenantId, Arc<Entitlements>)>,
    /// How many records the tenant had, when that was read.
    records_before: Option<i64>,
}

/// How many entries a change set had at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    entries: usize,
    access: usize,
}

impl Subject {
    pub fn user(user: UserId) -> Self {
        Self { entity: "user", id: user.uuid() }
    }

    pub fn new(entity: &'static str, id: impl Into<Uuid>) -> Self {
        Self { entity, id: id.into() }
    }
}

impl ChangeSet {
    /// Begins the change set of a caller's request.
    pub fn of(source: &Source, caller: &Caller, now: OffsetDateTime) -> Self {
        let plan = Some((caller.tenant, Arc::clone(&caller.entitlements)));
        Self { plan, ..Self::by(source, Actor::from(caller), &caller.origin, now) }
    }

    /// Begins a change set of an actor who is no caller.
    pub fn by(source: &Source, actor: Actor, origin: &Origin, now: OffsetDateTime) -> Self {
        let (source, origin) = (source.clone(), origin.clone());
        let id = source.uuid().into();
        Self {
            id,
            source,
            actor,
            origin,
            cause: None,
            now,
            entries: Vec::new(),
            access: Vec::new(),
            plan: None,
            records_before: None,
        }
    }

    /// With an id that it shares with what other transactions write.
    pub fn with_id(self, id: ChangeSetId) -> Self {
        Self { id, ..self }
    }

    pub fn id(&self) -> ChangeSetId {
        self.id
    }

    /// The time of everything in it.
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// From now on, what is noted follows from this entry of the log. Its trace goes on; the address and the program of
    /// its beginning stand in the first entry alone.
    pub(crate) fn because_of(&mut self, cause: &Entry) {
        self.cause = Some((cause.id, cause.depth));
        self.origin = origin_of(cause);
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len() + self.access.len()
    }

    /// Adds an entry about something that has images, or none.
    pub fn note(&mut self, kind: &str, about: Subject, before: Option<Image>, after: Option<Image>) {
        let entry = self.entry(kind, about).with_images(before, after);
        self.entries.push(entry);
    }

    /// Adds an entry about a record, of which there is one more or one less by it. Refuses one more than the plan
    /// allows where the number of records is [known](Self::count_records); where it is not, [`append`](Self::append)
    /// does.
    pub(crate) fn note_record(
        &mut self,
        kind: &str,
        about: Subject,
        before: Option<Image>,
        after: Image,
        added_records: i8,
    ) -> Result<()> {
        if let (Some(before), Some((_, entitlements))) = (self.records_before, &self.plan) {
            entitlements.require_room(&RECORDS, before + self.added_records(), added_records.into())?;
        }
        let entry = self.entry(kind, about).with_images(before, after);
        self.entries.push(NewEntry { added_records, ..entry });
        Ok(())
    }

    /// Reads how many records the tenant has, so that the first of many that passes the limit of the plan is refused,
    /// and not all of them at the end.
    pub(crate) async fn count_records(&mut self, tx: &mut TenantTx) -> Result<()> {
        let is_known = self.records_before.is_some();
        if !is_known && self.plan.as_ref().is_some_and(|(_, entitlements)| entitlements.limit(&RECORDS).is_some()) {
            self.records_before = Some(log::records(tx).await?);
        }
        Ok(())
    }

    /// Refuses to add one to what the plan limits, of which there are so many in the transaction, and notes when there
    /// are nearly as many as there may be. The tenant must be [locked](plenum_store::platform::tenants::lock)
    /// before counting.
    pub(crate) fn require_room(&mut self, limit: &'static PlanLimit, used: i64) -> Result<()> {
        let Some((tenant, entitlements)) = &self.plan else { return Ok(()) };
        entitlements.require_room(limit, used, 1)?;
        if entitlements.is_nearly_reached(limit, used, 1) {
            let entry = self.nearly_reached(*tenant, entitlements, limit, used + 1);
            self.entries.push(entry);
        }
        Ok(())
    }

    /// Adds an entry that was made elsewhere.
    pub fn add(&mut self, entry: NewEntry) {
        match entry.kind == ACCESS_CHANGED {
            true => self.access.push(entry),
            false => self.entries.push(entry),
        }
    }

    /// With entries that were made elsewhere.
    pub fn with(mut self, entries: impl IntoIterator<Item = NewEntry>) -> Self {
        entries.into_iter().for_each(|entry| self.add(entry));
        self
    }

    /// The access of some users has changed: of the subject when it is a user, of those who have the role or are in the
    /// team, or of all when it is the tenant.
    pub(crate) fn access_changed(&mut self, about: Subject) {
        let entry = self.entry(ACCESS_CHANGED, about);
        self.access.push(entry);
    }

    /// The place to which [`undo_to`](Self::undo_to) goes back.
    pub(crate) fn mark(&self) -> Mark {
        Mark { entries: self.entries.len(), access: self.access.len() }
    }

    /// Drops the entries that were added since the mark: the transaction was rolled back to a savepoint.
    pub(crate) fn undo_to(&mut self, mark: Mark) {
        self.entries.truncate(mark.entries);
        self.access.truncate(mark.access);
    }

    /// Whether there is nothing to append.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends all of it, as the last statement of the transaction. More entries than one statement may append take one
    /// statement after the other: the first of them locks the tenant's counter, so they are numbered without a gap.
    pub async fn append(self, tx: &mut TenantTx) -> Result<Vec<Entry>> {
        let (added, mut this) = (self.added_records(), self);
        let all = std::mem::take(&mut this.entries).into_iter().chain(std::mem::take(&mut this.access));
        let entries: Vec<_> = all.map(|entry| NewEntry { change_set: Some(this.id), ..entry }).collect();
        let mut appended = Vec::with_capacity(entries.len());
        let mut records = None;
        for part in entries.chunks(log::MAX_APPEND) {
            let log::Appended { entries, records: counted } = log::append_counting(tx, part, this.now).await?;
            appended.extend(entries);
            records = counted.or(records);
        }
        if let (Some(records), Some((tenant, entitlements))) = (records, &this.plan) {
            let used = records - added;
            entitlements.require_room(&RECORDS, used, added)?;
            if entitlements.is_nearly_reached(&RECORDS, used, added) {
                let warning = this.nearly_reached(*tenant, entitlements, &RECORDS, records);
                let warning = NewEntry { change_set: Some(this.id), ..warning };
                appended.extend(log::append(tx, &[warning], this.now).await?);
            }
        }
        Ok(appended)
    }

    /// How many more records there are by these entries.
    fn added_records(&self) -> i64 {
        self.entries.iter().map(|entry| i64::from(entry.added_records)).sum()
    }

    /// The entry that warns that a limit of the plan is nearly reached.
    fn nearly_reached(&self, tenant: TenantId, entitlements: &Entitlements, limit: &PlanLimit, used: i64) -> NewEntry {
        let reached = Image::from(Map::from_iter([
            ("plan".to_owned(), entitlements.plan.as_str().into()),
            ("limit".to_owned(), limit.name.into()),
            ("allowed".to_owned(), entitlements.limit(limit).into()),
            ("used".to_owned(), used.into()),
        ]));
        self.entry(LIMIT_NEARLY_REACHED, Subject::new("tenant", tenant)).with_images(None, reached)
    }

    fn entry(&self, kind: &str, about: Subject) -> NewEntry {
        let (id, actor, origin) = (self.source.uuid(), self.actor.clone(), self.origin.clone());
        let entry = NewEntry::new(id, kind, about.entity, about.id, actor, origin);
        match self.cause {
            Some((cause, depth)) => NewEntry { cause: Some(cause), depth: depth + 1, ..entry },
            None => entry,
        }
    }
}

/// Appends entries as the last statements of a transaction, any number of them.
pub(crate) async fn append_all(tx: &mut TenantTx, entries: &[NewEntry], now: OffsetDateTime) -> Result<Vec<Entry>> {
    let mut appended = Vec::with_capacity(entries.len());
    for part in entries.chunks(log::MAX_APPEND) {
        appended.extend(log::append(tx, part, now).await?);
    }
    Ok(appended)
}

/// Where an entry comes from that follows from another.
pub(crate) fn origin_of(cause: &Entry) -> Origin {
    Origin { request_id: cause.request_id.clone(), traceparent: cause.traceparent.clone(), ..Origin::default() }
}

/// A view as an image.
pub fn image(view: &impl Serialize) -> Result<Image> {
    match serde_json::to_value(view).map_err(Error::internal)? {
        Value::Object(fields) => Ok(Image::from(fields)),
        _ => Err(Error::internal("a view is an object")),
    }
}

/// The position of the last of these entries, or the head of the log when nothing was written.
pub async fn position(tx: &mut TenantTx, entries: &[Entry]) -> Result<Position> {
    match entries.last() {
        Some(entry) => Ok(entry.position),
        None => log::head(tx).await,
    }
}
