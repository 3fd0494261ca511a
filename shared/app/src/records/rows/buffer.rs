//! The buffer of a bulk: what was read and locked in its transaction, and changes that wait for one statement.
//!
//! A buffer answers as the database would. A record is known once it is locked, so nobody else changes it. An answer of
//! a query is kept until something is written to its entity, and before a query to an entity its changes are written.
//!
//! The writes of a bulk come one after the other, and one that is refused leaves nothing behind: it is
//! [undone](WriteBuffer::undo_write) in the buffer. That is not enough once some of it is in the database, or when the
//! database refused a statement. Then the buffer [must be rolled back](WriteBuffer::must_roll_back) with the savepoint.

use std::collections::{HashMap, HashSet};

use plenum_shared::{
    Error, Result,
    access::Action,
    catalogue::{Catalogue, Entity, FieldKind},
    ids::RecordId,
    image::Image,
};
use plenum_store::{
    TenantTx,
    access::teams,
    identity::users,
    records::{self, Deleted, Lock},
};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The field that names the owner of a record.
pub(crate) const OWNER: &str = "ownerId";

type Key = (&'static str, Uuid);

/// What a bulk knows and has not written yet.
#[derive(Default)]
pub(crate) struct WriteBuffer {
    records: HashMap<Key, Held>,
    answers: HashMap<Question, Vec<Image>>,
    /// Whether these users are active members.
    active: HashMap<Uuid, bool>,
    /// Whether the roles of these users may read the records of a module.
    readers: HashMap<(&'static str, Uuid), bool>,
    teams: HashMap<Uuid, bool>,
    /// In the order in which they are to be written; a record is in it once.
    pending: Vec<Pending>,
    places: HashMap<Key, usize>,
    /// What was known before, since the savepoint.
    earlier: Vec<(Key, Option<Held>)>,
    /// Where the write at hand begins, in `pending` and in `earlier`.
    write_starts: (usize, usize),
    must_roll_back: bool,
}

/// A record that this transaction has locked; nothing: there is none.
#[derive(Debug, Clone)]
struct Held {
    lock: Lock,
    image: Option<Image>,
}

/// A row that is still to be written.
struct Pending {
    entity: &'static Entity,
    image: Image,
    /// The version that is replaced; nothing: the record is new.
    replaces: Option<i64>,
}

/// A query for live records of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    entity: &'static str,
    what: String,
    id: Uuid,
}

/// What the writes of a bulk will need, so that it can be read at once.
#[derive(Default)]
pub(crate) struct Wanted {
    records: HashMap<&'static str, HashSet<Uuid>>,
    users: HashSet<Uuid>,
    owners: HashMap<&'static str, HashSet<Uuid>>,
    teams: HashSet<Uuid>,
}

impl Question {
    pub(super) fn new(entity: &'static Entity, what: &str, id: Uuid) -> Self {
        Self { entity: entity.name, what: what.to_owned(), id }
    }
}

impl Wanted {
    /// Adds what fields of a record of this entity refer to.
    pub(crate) fn add(&mut self, entity: &'static Entity, fields: &Map<String, Value>) {
        for field in entity.fields() {
            let id = fields.get(field.name).and_then(Value::as_str).and_then(|text| text.parse::<RecordId>().ok());
            let Some(id) = id.map(RecordId::uuid) else { continue };
            match field.kind {
                FieldKind::Reference(target) => drop(self.records.entry(target).or_default().insert(id)),
                FieldKind::User => drop(self.users.insert(id)),
                FieldKind::Team => drop(self.teams.insert(id)),
                _ => {}
            }
            if field.name == OWNER {
                self.owners.entry(entity.module).or_default().insert(id);
            }
        }
    }
}

impl WriteBuffer {
    /// Locks those of these records that the tenant has, in the order of their ids, and knows them from now on.
    pub(crate) async fn lock_all(
        &mut self,
        tx: &mut TenantTx,
        entity: &'static Entity,
        ids: impl IntoIterator<Item = Uuid>,
        lock: Lock,
    ) -> Result<()> {
        let is_new = |id: &Uuid| self.records.get(&(entity.name, *id)).is_none_or(|held| held.lock < lock);
        let ids: Vec<_> = ids.into_iter().filter(is_new).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let images = records::get_locked(tx, entity, &ids, lock).await?;
        let mut images: HashMap<_, _> =
            images.into_iter().filter_map(|image| Some((image.uuid("id")?, image))).collect();
        for id in ids {
            let image = images.remove(&id);
            // A narrowed entity says nothing of records of another kind.
            if image.is_some() || entity.narrowed.is_none() {
                self.hold((entity.name, id), Held { lock, image });
            }
        }
        Ok(())
    }

    /// Reads what is wanted: the records under a shared lock, as the check of a reference locks them.
    pub(crate) async fn read(&mut self, tx: &mut TenantTx, catalogue: &Catalogue, wanted: Wanted) -> Result<()> {
        for entity in catalogue.entities() {
            if let Some(ids) = wanted.records.get(entity.name) {
                self.lock_all(tx, entity, ids.iter().copied(), Lock::Share).await?;
            }
        }
        if !wanted.users.is_empty() {
            let all = Vec::from_iter(wanted.users);
            let active = users::active_among(tx, &all).await?;
            self.active.extend(all.into_iter().map(|user| (user, active.contains(&user))));
        }
        for (module, owners) in wanted.owners {
            let all = Vec::from_iter(owners);
            let readers = users::granted_among(tx, &all, module, Action::READ.as_str()).await?;
            self.readers.extend(all.into_iter().map(|user| ((module, user), readers.contains(&user))));
        }
        if !wanted.teams.is_empty() {
            let all = Vec::from_iter(wanted.teams);
            let there = teams::existing_among(tx, &all).await?;
            self.teams.extend(all.into_iter().map(|team| (team, there.contains(&team))));
        }
        Ok(())
    }

    /// A record that is locked, as it is by now.
    pub(crate) fn held(&self, entity: &Entity, id: RecordId) -> Option<&Image> {
        self.records.get(&(entity.name, id.uuid()))?.image.as_ref().filter(|image| is_of(entity, image))
    }

    pub(super) async fn get(
        &mut self,
        tx: &mut TenantTx,
        entity: &'static Entity,
        id: RecordId,
        lock: Lock,
    ) -> Result<Option<Image>> {
        if self.records.get(&(entity.name, id.uuid())).is_some_and(|held| held.lock >= lock) {
            return Ok(self.held(entity, id).cloned());
        }
        if lock == Lock::None {
            return records::get(tx, entity, id, Deleted::Include, lock).await;
        }
        if lock == Lock::Update {
            // It may have changed before it could be locked, and who reads again wants to see that.
            self.forget_answers(entity);
        }
        self.lock_all(tx, entity, [id.uuid()], lock).await?;
        Ok(self.held(entity, id).cloned())
    }

    pub(super) fn is_active(&self, user: Uuid) -> Option<bool> {
        self.active.get(&user).copied()
    }

    pub(super) fn may_read(&self, user: Uuid, entity: &Entity) -> Option<bool> {
        self.readers.get(&(entity.module, user)).copied()
    }

    pub(super) fn team_exists(&self, team: Uuid) -> Option<bool> {
        self.teams.get(&team).copied()
    }

    pub(super) fn know_active(&mut self, user: Uuid, is_active: bool) {
        self.active.insert(user, is_active);
    }

    pub(super) fn know_reader(&mut self, user: Uuid, entity: &Entity, may_read: bool) {
        self.readers.insert((entity.module, user), may_read);
    }

    pub(super) fn know_team(&mut self, team: Uuid, exists: bool) {
        self.teams.insert(team, exists);
    }

    pub(super) async fn answer(&mut self, tx: &mut TenantTx, question: &Question) -> Result<Option<Vec<Image>>> {
        if let Some(known) = self.answers.get(question) {
            return Ok(Some(known.clone()));
        }
        self.flush_if(tx, |pending| pending.entity.name == question.entity).await?;
        Ok(None)
    }

    pub(super) fn remember(&mut self, question: Question, answer: &[Image]) {
        self.answers.insert(question, answer.to_vec());
    }

    pub(super) fn insert(&mut self, entity: &'static Entity, image: &Image) -> Result<()> {
        self.push(Pending { entity, image: image.clone(), replaces: None })
    }

    pub(super) async fn update(
        &mut self,
        tx: &mut TenantTx,
        entity: &'static Entity,
        image: &Image,
        expected: i64,
    ) -> Result<()> {
        let key = key_of(entity, image)?;
        match self.places.get(&key) {
            // The write at hand changes its record again; only the last state is written.
            Some(place) if *place >= self.write_starts.0 => {
                let place = *place;
                self.known(entity, key, image);
                self.pending[place].image = image.clone();
                return Ok(());
            }
            Some(_) => self.flush(tx).await?,
            None => {}
        }
        self.push(Pending { entity, image: image.clone(), replaces: Some(expected) })
    }

    pub(super) async fn update_first(
        &mut self,
        tx: &mut TenantTx,
        entity: &'static Entity,
        image: &Image,
        expected: i64,
    ) -> Result<bool> {
        self.flush(tx).await?;
        self.must_roll_back = true;
        let is_written = records::update(tx, entity, image, expected).await?;
        self.known(entity, key_of(entity, image)?, image);
        Ok(is_written)
    }

    pub(super) async fn flush_entity(&mut self, tx: &mut TenantTx, entity: &Entity) -> Result<()> {
        self.flush_if(tx, |pending| pending.entity.name == entity.name).await
    }

    /// Writes all changes, in as few statements as their order allows.
    pub(crate) async fn flush(&mut self, tx: &mut TenantTx) -> Result<()> {
        let pending = std::mem::take(&mut self.pending);
        self.places.clear();
        // What is written of the write at hand cannot be undone here any more. A statement that fails leaves the
        // transaction to be rolled back.
        self.must_roll_back |= pending.len() > self.write_starts.0;
        self.write_starts.0 = 0;
        let alike = |one: &Pending, other: &Pending| {
            let of = |pending: &Pending| (pending.entity.name, pending.entity.narrowed, pending.replaces.is_none());
            of(one) == of(other)
        };
        for part in pending.chunk_by(alike) {
            let written = write(tx, part).await;
            self.must_roll_back |= written.is_err();
            written?;
        }
        Ok(())
    }

    /// Begins the next write of the bulk.
    pub(crate) fn begin_write(&mut self) {
        self.write_starts = (self.pending.len(), self.earlier.len());
        self.must_roll_back = false;
    }

    /// Whether the write at hand has left something that only the database can undo.
    pub(crate) fn must_roll_back(&self) -> bool {
        self.must_roll_back
    }

    /// Drops what the write at hand did.
    pub(crate) fn undo_write(&mut self) {
        let (pending, earlier) = self.write_starts;
        for dropped in self.pending.drain(pending..) {
            if let Ok(key) = key_of(dropped.entity, &dropped.image) {
                self.places.remove(&key);
            }
            self.answers.retain(|question, _| question.entity != dropped.entity.name);
        }
        self.restore(earlier);
    }

    /// Forgets what came since the savepoint, locks among it: the transaction was rolled back to it.
    pub(crate) fn roll_back(&mut self) {
        self.pending.clear();
        self.places.clear();
        self.answers.clear();
        self.restore(0);
    }

    /// Everything is written, and there is another savepoint from here on.
    pub(crate) fn keep(&mut self) {
        self.earlier.clear();
    }

    async fn flush_if(&mut self, tx: &mut TenantTx, is_wanted: impl Fn(&Pending) -> bool) -> Result<()> {
        if self.pending.iter().any(is_wanted) { self.flush(tx).await } else { Ok(()) }
    }

    fn push(&mut self, pending: Pending) -> Result<()> {
        let key = key_of(pending.entity, &pending.image)?;
        self.known(pending.entity, key, &pending.image);
        self.places.insert(key, self.pending.len());
        self.pending.push(pending);
        Ok(())
    }

    /// A record is this from now on.
    fn known(&mut self, entity: &Entity, key: Key, image: &Image) {
        self.forget_answers(entity);
        self.hold(key, Held { lock: Lock::Update, image: Some(image.clone()) });
    }

    fn hold(&mut self, key: Key, held: Held) {
        let before = self.records.insert(key, held);
        self.earlier.push((key, before));
    }

    fn restore(&mut self, place: usize) {
        for (key, before) in self.earlier.drain(place..).rev() {
            match before {
                Some(before) => drop(self.records.insert(key, before)),
                None => drop(self.records.remove(&key)),
            }
        }
    }

    fn forget_answers(&mut self, entity: &Entity) {
        self.answers.retain(|question, _| question.entity != entity.name);
    }
}

/// Writes rows of one entity that are all new, or all not.
async fn write(tx: &mut TenantTx, rows: &[Pending]) -> Result<()> {
    let Some(Pending { entity, replaces, .. }) = rows.first() else { return Ok(()) };
    if replaces.is_none() {
        return records::insert_all(tx, entity, &Vec::from_iter(rows.iter().map(|row| &row.image))).await;
    }
    let changed: Vec<_> = rows.iter().filter_map(|row| Some((&row.image, row.replaces?))).collect();
    match records::update_all(tx, entity, &changed).await? {
        true => Ok(()),
        false => Err(Error::internal("a locked record changed under its lock")),
    }
}

fn key_of(entity: &Entity, image: &Image) -> Result<Key> {
    let id = image.id().ok_or_else(|| Error::internal("a record has no id"))?;
    Ok((entity.name, id.uuid()))
}

/// Whether a record belongs to a narrowed entity.
fn is_of(entity: &Entity, image: &Image) -> bool {
    match (entity.kinds, entity.narrowed) {
        (Some(kinds), Some(kind)) => image.text(kinds.field) == Some(kind),
        _ => true,
    }
}
