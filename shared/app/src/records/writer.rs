//! Creates, changes, deletes and restores records: checks each write, applies the rules of its entity, and collects the
//! entries that are appended last.

use plenum_shared::{
    Result,
    caller::Caller,
    catalogue::{Catalogue, Draft, Entity, Ownership, format_timestamp},
    clock::Source,
    entry::{Entry, NewEntry},
    image::Image,
};
use plenum_store::TenantTx;
use serde_json::{Value, json};

use super::{
    references,
    rules::EntityRules,
    write::{OWNER, Write},
};

/// The writes of a caller in one transaction.
pub struct RecordWriter<'a> {
    write: Write<'a>,
    rules: &'a EntityRules,
}

impl<'a> RecordWriter<'a> {
    pub(crate) fn new(
        source: &'a Source,
        catalogue: &'a Catalogue,
        rules: &'a EntityRules,
        tx: &'a mut TenantTx,
        caller: &'a Caller,
    ) -> Self {
        Self { write: Write::new(source, catalogue, tx, caller), rules }
    }

    /// Makes a record of a draft that is complete and checked.
    pub async fn create(&mut self, entity: &'static Entity, mut draft: Draft) -> Result<Image> {
        self.write.check_references(entity, &draft).await?;
        if let Some(rules) = self.rules.of(entity) {
            rules.prepare(&mut self.write, None, &mut draft).await?;
        }
        entity.require_steps(None, &draft)?;
        plenum_shared::catalogue::missing(entity, &draft)?;
        if entity.ownership == Ownership::Owned && !draft.contains_key(OWNER) {
            draft.insert(OWNER.to_owned(), json!(self.write.user()));
        }
        self.write.require_owner_sees(entity, &draft).await?;

        let (now, user) = (format_timestamp(self.write.now()), json!(self.write.user()));
        let mut image = Image::default();
        for field in entity.fields() {
            image.set(field.name, draft.remove(field.name).unwrap_or(Value::Null));
        }
        image.set("id", json!(self.write.new_id()));
        image.set("version", json!(1));
        for (time, person) in [("createdAt", "createdBy"), ("updatedAt", "updatedBy")] {
            image.set(time, json!(now));
            image.set(person, user.clone());
        }
        self.write.require_reach(entity, None, &image)?;
        self.write.insert(entity, &image).await?;
        Ok(image)
    }

    /// Checks a draft and lays it over a record. A draft that changes nothing writes nothing.
    pub(crate) async fn patch(&mut self, entity: &'static Entity, before: Image, mut draft: Draft) -> Result<Image> {
        if let Some(kinds) = entity.kinds {
            entity.require_fields_of(before.get(kinds.field), &draft)?;
        }
        self.write.check_references(entity, &draft).await?;
        if let Some(rules) = self.rules.of(entity) {
            rules.prepare(&mut self.write, Some(&before), &mut draft).await?;
        }
        self.write.require_owner_sees(entity, &draft).await?;
        entity.require_steps(Some(&before), &draft)?;
        let mut after = before.clone();
        after.apply(draft.clone());
        self.write.require_reach(entity, Some(&before), &after)?;
        self.write.require_may_take(entity, &before, &after)?;
        self.write.change(entity, before, draft).await
    }

    /// Deletes a record softly.
    pub(crate) async fn delete(&mut self, entity: &'static Entity, before: Image) -> Result<Image> {
        references::require_unheld(&mut self.write, entity, &before).await?;
        if let Some(rules) = self.rules.of(entity) {
            rules.before_delete(&mut self.write, &before).await?;
        }
        let deleted = [
            ("deletedAt".to_owned(), json!(format_timestamp(self.write.now()))),
            ("deletedBy".to_owned(), json!(self.write.user())),
        ];
        self.write.store(entity, "deleted", before, Draft::from_iter(deleted)).await
    }

    /// Restores a deleted record.
    pub(crate) async fn restore(&mut self, entity: &'static Entity, before: Image) -> Result<Image> {
        let nobody = [("deletedAt".to_owned(), Value::Null), ("deletedBy".to_owned(), Value::Null)];
        let mut draft = Draft::from_iter(nobody);
        if let Some(rules) = self.rules.of(entity) {
            rules.before_restore(&mut self.write, &before, &mut draft).await?;
        }
        references::require_live(&mut self.write, entity, &before).await?;
        self.write.store(entity, "restored", before, draft).await
    }

    /// Adds an entry of the use case, beside the entries that the records make.
    pub(crate) fn note_entry(&mut self, entry: NewEntry) {
        self.write.note_entry(entry);
    }

    /// Appends the entries to the log, as the last statement of the transaction.
    pub(crate) async fn finish(self) -> Result<Vec<Entry>> {
        self.write.finish().await
    }
}
