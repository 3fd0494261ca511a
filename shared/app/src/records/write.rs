//! A write in progress: the transaction, the caller, and the change set that it adds its entries to. It offers the
//! operations that the [`Rules`](super::Rules) of entities need; the [writer](super::RecordWriter) applies those rules.

mod checks;

use plenum_shared::{
    Error, Result,
    caller::Caller,
    catalogue::{Catalogue, Draft, Entity, format_timestamp},
    clock::Source,
    ids::{RecordId, UserId},
    image::Image,
};
use plenum_store::records::{Deleted, Lock};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::rows::Rows;
use crate::change_set::{ChangeSet, Subject};

/// A write of a caller in its transaction.
pub struct Write<'a> {
    source: &'a Source,
    catalogue: &'a Catalogue,
    rows: Rows<'a>,
    caller: &'a Caller,
    changes: &'a mut ChangeSet,
}

impl<'a> Write<'a> {
    pub(super) fn new(
        source: &'a Source,
        catalogue: &'a Catalogue,
        rows: Rows<'a>,
        caller: &'a Caller,
        changes: &'a mut ChangeSet,
    ) -> Self {
        Self { source, catalogue, rows, caller, changes }
    }

    /// The id of a new record.
    pub(super) fn new_id(&self) -> Uuid {
        self.source.uuid()
    }

    /// The member who writes; an automation is none.
    pub(super) fn user(&self) -> Option<UserId> {
        self.caller.automation.is_none().then_some(self.caller.user)
    }

    /// The time of everything that this write does.
    pub fn now(&self) -> OffsetDateTime {
        self.changes.now()
    }

    /// A live record of the tenant, whatever the caller may see of it.
    pub async fn find(&mut self, entity: &'static Entity, id: RecordId, lock: Lock) -> Result<Option<Image>> {
        self.rows.get(entity, id, Deleted::Exclude, lock).await
    }

    /// The live records that refer to this one, in the order of their position.
    pub async fn find_by(&mut self, entity: &'static Entity, field: &str, id: Uuid) -> Result<Vec<Image>> {
        self.rows.find_by(entity, field, id).await
    }

    /// The live record of which this field is true.
    pub async fn first_where_true(&mut self, entity: &'static Entity, field: &str) -> Result<Option<Image>> {
        self.rows.first_where_true(entity, field).await
    }

    /// The live record of which this flag is true among those that refer to this one.
    pub async fn first_where_true_of(
        &mut self,
        entity: &'static Entity,
        flag: &str,
        field: &str,
        id: Uuid,
    ) -> Result<Option<Image>> {
        self.rows.first_where_true_of(entity, flag, field, id).await
    }

    /// Whether any live record refers to this one.
    pub async fn refers(&mut self, entity: &'static Entity, field: &str, id: Uuid) -> Result<bool> {
        Ok(self.rows.count_by(entity, field, id).await? > 0)
    }

    /// Lays a draft that needs no further check over another record than the one being written, which comes after it.
    pub async fn change(&mut self, entity: &'static Entity, before: Image, draft: Draft) -> Result<Image> {
        if draft.iter().all(|(field, value)| before.get(field) == value) {
            return Ok(before);
        }
        let after = self.next_version(&before, draft);
        let is_written = self.rows.update_first(entity, &after, before.version()).await?;
        self.written(entity, "updated", before, after, is_written)
    }

    /// Lays a draft that is checked over the record that is being written.
    pub(super) async fn lay_over(&mut self, entity: &'static Entity, before: Image, draft: Draft) -> Result<Image> {
        if draft.iter().all(|(field, value)| before.get(field) == value) {
            return Ok(before);
        }
        self.store(entity, "updated", before, draft).await
    }

    /// The entity that a reference names; a catalogue has none that is not there.
    pub(super) fn entity(&self, name: &str) -> Result<&'static Entity> {
        let entity = self.catalogue.by_name(name);
        entity.ok_or_else(|| Error::internal(format!("the catalogue has no entity {name}")))
    }

    /// The entities that records are of.
    pub(super) fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// Writes the next version of a record.
    pub(super) async fn store(
        &mut self,
        entity: &'static Entity,
        what: &str,
        before: Image,
        draft: Draft,
    ) -> Result<Image> {
        let after = self.next_version(&before, draft);
        let is_written = self.rows.update(entity, &after, before.version()).await?;
        self.written(entity, what, before, after, is_written)
    }

    /// Writes a new record.
    pub(super) async fn insert(&mut self, entity: &'static Entity, image: &Image) -> Result<()> {
        self.rows.insert(entity, image).await?;
        self.note(entity, "created", None, image)
    }

    fn next_version(&self, before: &Image, draft: Draft) -> Image {
        let mut after = before.clone();
        after.apply(draft);
        after.set("version", json!(before.version() + 1));
        after.set("updatedAt", json!(format_timestamp(self.now())));
        after.set("updatedBy", json!(self.user()));
        after
    }

    fn written(&mut self, entity: &Entity, what: &str, before: Image, after: Image, is_written: bool) -> Result<Image> {
        if !is_written {
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
        let about = Subject::new(entity.name, record);
        // Of several entries of one write, the first counts.
        let mut added = match what {
            "created" | "restored" => 1,
            "deleted" => -1,
            _ => 0,
        };
        for kind in kinds {
            self.changes.note_record(&kind, about, before.clone(), after.clone(), std::mem::take(&mut added))?;
        }
        Ok(())
    }
}
