//! A write in progress: the transaction, the caller, and the entries it will append when all is done.

mod checks;

use plenum_shared::{
    Error, Result,
    caller::Caller,
    catalogue::{Catalogue, Draft, Entity, Ownership, format_timestamp},
    entry::{Actor, Entry, NewEntry},
    ids::RecordId,
    image::Image,
};
use plenum_store::{
    TenantTx, log,
    records::{self, Deleted, Lock},
};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{RecordView, references};
use crate::{App, Done, records::Rules};

const OWNER: &str = "ownerId";

/// A write that a caller makes, in its transaction. The [`Rules`] of entities are handed it.
pub struct Write<'a> {
    app: &'a App,
    tx: &'a mut TenantTx,
    caller: &'a Caller,
    now: OffsetDateTime,
    entries: Vec<NewEntry>,
}

impl<'a> Write<'a> {
    pub(crate) fn new(app: &'a App, tx: &'a mut TenantTx, caller: &'a Caller) -> Self {
        Self { app, tx, caller, now: app.source().now(), entries: Vec::new() }
    }

    /// The moment that everything this write does carries.
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// A live record of the tenant, whatever the caller may see of it.
    pub async fn find(&mut self, entity: &'static Entity, id: RecordId, lock: Lock) -> Result<Option<Image>> {
        records::get(self.tx, entity, id, Deleted::Exclude, lock).await
    }

    /// The live records that refer to this one, in the order of their position.
    pub async fn find_by(&mut self, entity: &'static Entity, field: &str, id: Uuid) -> Result<Vec<Image>> {
        records::find_by(self.tx, entity, field, id).await
    }

    /// The live record of which this field is true.
    pub async fn first_where_true(&mut self, entity: &'static Entity, field: &str) -> Result<Option<Image>> {
        records::first_where_true(self.tx, entity, field).await
    }

    /// The live record of which this flag is true among those that refer to this one.
    pub async fn first_where_true_of(
        &mut self,
        entity: &'static Entity,
        flag: &str,
        field: &str,
        id: Uuid,
    ) -> Result<Option<Image>> {
        records::first_where_true_of(self.tx, entity, flag, field, id).await
    }

    /// Whether any live record refers to this one.
    pub async fn refers(&mut self, entity: &'static Entity, field: &str, id: Uuid) -> Result<bool> {
        Ok(records::count_by(self.tx, entity, field, id).await? > 0)
    }

    /// Makes a record of a draft that is complete and checked.
    pub async fn create(&mut self, entity: &'static Entity, mut draft: Draft) -> Result<Image> {
        self.check_references(entity, &draft).await?;
        if let Some(rules) = self.rules_of(entity) {
            rules.prepare(self, None, &mut draft).await?;
        }
        entity.require_steps(None, &draft)?;
        plenum_shared::catalogue::missing(entity, &draft)?;
        if entity.ownership == Ownership::Owned && !draft.contains_key(OWNER) {
            draft.insert(OWNER.to_owned(), json!(self.caller.user));
        }
        self.require_owner_sees(entity, &draft).await?;

        let (now, user) = (format_timestamp(self.now), json!(self.caller.user));
        let mut image = Image::default();
        for field in entity.fields() {
            image.set(field.name, draft.remove(field.name).unwrap_or(Value::Null));
        }
        image.set("id", json!(self.app.source().uuid()));
        image.set("version", json!(1));
        for (time, person) in [("createdAt", "createdBy"), ("updatedAt", "updatedBy")] {
            image.set(time, json!(now));
            image.set(person, user.clone());
        }
        self.require_reach(entity, None, &image)?;
        records::insert(self.tx, entity, &image).await?;
        self.note(entity, "created", None, &image)?;
        Ok(image)
    }

    /// Checks a draft and lays it over a record. A draft that changes nothing writes nothing.
    pub(crate) async fn patch(&mut self, entity: &'static Entity, before: Image, mut draft: Draft) -> Result<Image> {
        if let Some(kinds) = entity.kinds {
            entity.require_fields_of(before.get(kinds.field), &draft)?;
        }
        self.check_references(entity, &draft).await?;
        if let Some(rules) = self.rules_of(entity) {
            rules.prepare(self, Some(&before), &mut draft).await?;
        }
        self.require_owner_sees(entity, &draft).await?;
        entity.require_steps(Some(&before), &draft)?;
        let mut after = before.clone();
        after.apply(draft.clone());
        self.require_reach(entity, Some(&before), &after)?;
        self.require_may_take(entity, &before, &after)?;
        self.change(entity, before, draft).await
    }

    /// Lays a draft that needs no further check over a record.
    pub async fn change(&mut self, entity: &'static Entity, before: Image, draft: Draft) -> Result<Image> {
        if draft.iter().all(|(field, value)| before.get(field) == value) {
            return Ok(before);
        }
        self.store(entity, "updated", before, draft).await
    }

    pub(crate) async fn delete(&mut self, entity: &'static Entity, before: Image) -> Result<Image> {
        references::require_unheld(self, entity, &before).await?;
        if let Some(rules) = self.rules_of(entity) {
            rules.before_delete(self, &before).await?;
        }
        let deleted = [
            ("deletedAt".to_owned(), json!(format_timestamp(self.now))),
            ("deletedBy".to_owned(), json!(self.caller.user)),
        ];
        self.store(entity, "deleted", before, Draft::from_iter(deleted)).await
    }

    pub(crate) async fn restore(&mut self, entity: &'static Entity, before: Image) -> Result<Image> {
        let nobody = [("deletedAt".to_owned(), Value::Null), ("deletedBy".to_owned(), Value::Null)];
        let mut draft = Draft::from_iter(nobody);
        if let Some(rules) = self.rules_of(entity) {
            rules.before_restore(self, &before, &mut draft).await?;
        }
        references::require_live(self, entity, &before).await?;
        self.store(entity, "restored", before, draft).await
    }

    /// Adds an entry of the use case's own, beside those that the records make.
    pub(crate) fn note_entry(&mut self, entry: NewEntry) {
        self.entries.push(entry);
    }

    /// Appends what happened to the log, as the last statement of the transaction, and shows the record to the caller
    /// with a cursor from after the write.
    pub(crate) async fn done(self, entity: &'static Entity, image: &Image) -> Result<Done<RecordView>> {
        let entries = log::append(self.tx, &self.entries, self.now).await?;
        let position = match entries.last() {
            Some(entry) => entry.position,
            None => log::head(self.tx).await?,
        };
        Ok(Done { output: RecordView::new(self.app, self.caller, entity, image, position)?, entries })
    }

    /// Appends what happened to the log, as the last statement of the transaction.
    pub(crate) async fn finish(self) -> Result<Vec<Entry>> {
        log::append(self.tx, &self.entries, self.now).await
    }

    /// The entity that a reference names; a catalogue has none that is not there.
    pub(super) fn entity(&self, name: &str) -> Result<&'static Entity> {
        let entity = self.app.catalogue().by_name(name);
        entity.ok_or_else(|| Error::internal(format!("the catalogue has no entity {name}")))
    }

    /// The entities that records are of.
    pub(super) fn catalogue(&self) -> &'a Catalogue {
        self.app.catalogue()
    }

    fn rules_of(&self, entity: &Entity) -> Option<&'static dyn Rules> {
        self.app.contexts().rules_of(entity)
    }

    async fn store(&mut self, entity: &'static Entity, what: &str, before: Image, draft: Draft) -> Result<Image> {
        let mut after = before.clone();
        after.apply(draft);
        after.set("version", json!(before.version() + 1));
        after.set("updatedAt", json!(format_timestamp(self.now)));
        after.set("updatedBy", json!(self.caller.user));
        if !records::update(self.tx, entity, &after, before.version()).await? {
            return Err(Error::internal("a locked record changed under its lock"));
        }
        self.note(entity, what, Some(before), &after)?;
        Ok(after)
    }

    fn note(&mut self, entity: &Entity, what: &str, before: Option<Image>, after: &Image) -> Result<()> {
        let plain = format!("{}.{what}", entity.name);
        let kinds = match what {
            "created" | "updated" => entity.event_types(plain, before.as_ref(), after),
            _ => vec![plain],
        };
        let record = after.id().ok_or_else(|| Error::internal("a record has no id"))?;
        for kind in kinds {
            let (id, actor, origin) = (self.app.source().uuid(), Actor::from(self.caller), self.caller.origin.clone());
            let entry = NewEntry::new(id, kind, entity.name, record, actor, origin);
            self.entries.push(entry.with_images(before.clone(), after.clone()));
        }
        Ok(())
    }
}
