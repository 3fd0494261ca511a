//! Creates, changes, deletes and restores records: checks each write, applies the rules of its entity, and adds its
//! entries to a change set.

use plenum_shared::{
    Result,
    caller::Caller,
    catalogue::{Catalogue, Draft, Entity, Field, FieldKind, Ownership, format_timestamp},
    clock::Source,
    image::Image,
};
use serde_json::{Value, json};

use super::{
    references,
    rows::{OWNER, Rows},
    rules::EntityRules,
    write::Write,
};
use crate::change_set::ChangeSet;

/// The values that a record had, as far as it gets them back.
#[derive(Debug, Default)]
pub(crate) struct EarlierValues {
    /// The fields that go back to these values.
    pub(crate) draft: Draft,
    /// The fields that keep the value they have.
    pub(crate) kept: Vec<&'static str>,
    /// What the rules of the entity had made of the values of then.
    pub(crate) derived: Draft,
}

impl EarlierValues {
    /// Takes over the derived values of then, unless the rules derive another choice from what the record is to be: a
    /// deal that stays in its stage keeps the status of that stage. A time, say of closing, is not derived anew.
    fn derive(self, entity: &Entity, before: &Image, draft: &mut Draft) {
        let agrees = |field: &Field| match (field.kind, self.derived.get(field.name)) {
            (FieldKind::Choice(_), Some(then)) => draft.get(field.name).unwrap_or(before.get(field.name)) == then,
            _ => true,
        };
        if entity.fields().all(agrees) {
            draft.extend(self.derived);
        }
    }
}

/// Writes records for a caller in a transaction.
pub struct RecordWriter<'a> {
    write: Write<'a>,
    rules: &'a EntityRules,
}

impl<'a> RecordWriter<'a> {
    pub(crate) fn new(
        source: &'a Source,
        catalogue: &'a Catalogue,
        rules: &'a EntityRules,
        rows: Rows<'a>,
        caller: &'a Caller,
        changes: &'a mut ChangeSet,
    ) -> Self {
        Self { write: Write::new(source, catalogue, rows, caller, changes), rules }
    }

    /// Makes a record of a draft that is complete and checked.
    pub async fn create(&mut self, entity: &'static Entity, mut draft: Draft) -> Result<Image> {
        self.write.check_references(entity, &draft).await?;
        if let Some(rules) = self.rules.of(entity) {
            rules.prepare(&mut self.write, None, &mut draft).await?;
        }
        entity.require_steps(None, &draft)?;
        plenum_shared::catalogue::missing(entity, &draft)?;
        if entity.ownership == Ownership::Owned && !draft.contains_key(OWNER) && self.write.user().is_some() {
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
    pub async fn patch(&mut self, entity: &'static Entity, before: Image, mut draft: Draft) -> Result<Image> {
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
        self.write.lay_over(entity, before, draft).await
    }

    /// Lays earlier values over a record. What must always hold is checked as for any change: required fields,
    /// references, who may see and take what, and the rules of the entity. The steps of a state machine are not.
    pub(crate) async fn put_back(
        &mut self,
        entity: &'static Entity,
        before: Image,
        mut earlier: EarlierValues,
    ) -> Result<Image> {
        let mut draft = std::mem::take(&mut earlier.draft);
        if let Some(kinds) = entity.kinds {
            entity.require_fields_of(before.get(kinds.field), &draft)?;
        }
        entity.require_present(&draft)?;
        self.write.check_references(entity, &draft).await?;
        // A rule fills in what a draft does not name. What stays as it is, is named.
        let kept = earlier.kept.iter().map(|field| ((*field).to_owned(), before.get(field).clone()));
        draft.extend(kept.collect::<Vec<_>>());
        if let Some(rules) = self.rules.of(entity) {
            rules.prepare(&mut self.write, Some(&before), &mut draft).await?;
        }
        self.write.require_owner_sees(entity, &draft).await?;
        earlier.derive(entity, &before, &mut draft);
        let mut after = before.clone();
        after.apply(draft.clone());
        self.write.require_reach(entity, Some(&before), &after)?;
        self.write.require_may_take(entity, &before, &after)?;
        self.write.lay_over(entity, before, draft).await
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
}
