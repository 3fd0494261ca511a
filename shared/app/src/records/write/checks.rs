//! The checks of a record before it is written: against the caller, and against other records.

use plenum_shared::{
    Code, Error, Result,
    access::Action,
    catalogue::{Draft, Entity, FieldKind, Ownership},
    error::FieldError,
    ids::RecordId,
    image::Image,
};
use plenum_store::records::Lock;
use serde_json::Value;
use uuid::Uuid;

use super::Write;
use crate::records::rows::OWNER;

impl Write<'_> {
    /// Every record, person and team that a draft names must exist in the tenant and, for records, be visible to the
    /// caller. One that the caller may not see is unknown, like one that does not exist. The records are locked until
    /// the commit, so that they cannot be deleted in between.
    pub(in crate::records) async fn check_references(&mut self, entity: &'static Entity, draft: &Draft) -> Result<()> {
        let mut errors = Vec::new();
        for field in entity.fields() {
            let Some(id) = draft.get(field.name).and_then(Value::as_str).and_then(|text| text.parse().ok()) else {
                continue;
            };
            let known = match field.kind {
                FieldKind::Reference(target) => {
                    let target = self.entity(target)?;
                    let found = self.find(target, id, Lock::Share).await?;
                    found.is_some_and(|record| self.caller.access.covers(target, Action::READ, &record))
                }
                FieldKind::User => self.rows.is_active(id.uuid()).await?,
                FieldKind::Team => self.rows.team_exists(id.uuid()).await?,
                _ => true,
            };
            if !known {
                errors.push(FieldError::new(format!("/{}", field.name), Code::UnknownReference));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
    }

    /// The owner of a record must be able to see it, whether the client or a rule of the entity named them.
    pub(in crate::records) async fn require_owner_sees(
        &mut self,
        entity: &'static Entity,
        draft: &Draft,
    ) -> Result<()> {
        let Some(owner) = draft.get(OWNER).and_then(Value::as_str).and_then(|text| text.parse::<RecordId>().ok())
        else {
            return Ok(());
        };
        match self.rows.may_read(owner.uuid(), entity).await? {
            true => Ok(()),
            false => Err(Error::field(format!("/{OWNER}"), Code::UnknownReference)),
        }
    }

    /// Refuses to put a record where the caller may not write, with one exception: the owner or creator of a record may
    /// give it away.
    pub(in crate::records) fn require_reach(
        &self,
        entity: &Entity,
        before: Option<&Image>,
        after: &Image,
    ) -> Result<()> {
        let access = &self.caller.access;
        if access.covers(entity, Action::WRITE, after) || before.is_some_and(|before| access.owns(before)) {
            return Ok(());
        }
        let why = format!("your permission {} does not reach where this would go", entity.permission(Action::WRITE));
        Err(Error::new(Code::Forbidden).with_message(why))
    }

    /// Refuses to let the caller become the owner of a record that they may not take.
    pub(in crate::records) fn require_may_take(&self, entity: &Entity, before: &Image, after: &Image) -> Result<()> {
        let takes = after.owner() == Some(self.caller.user) && before.owner() != after.owner();
        if !takes || entity.ownership != Ownership::Owned || self.may_take(entity, before) {
            return Ok(());
        }
        let why = format!("to own this you need the permission {} for it", entity.permission(Action::DELETE));
        Err(Error::new(Code::Forbidden).with_message(why))
    }

    /// Whether the caller may become the owner of a record: by owning it they could delete it, so they must be able to
    /// do that already.
    pub fn may_take(&self, entity: &Entity, before: &Image) -> bool {
        let access = &self.caller.access;
        access.owns(before) || before.owner().is_none() || access.covers(entity, Action::DELETE, before)
    }

    /// Whether the caller's role may name who owns records of this kind.
    pub fn may_name_owner(&self, entity: &Entity) -> bool {
        entity.field(OWNER).is_some_and(|owner| self.caller.access.role.may_write_field(entity, owner))
    }

    /// Whether the caller's permission to write covers this record.
    pub fn may_write(&self, entity: &Entity, record: &Image) -> bool {
        self.caller.access.covers(entity, Action::WRITE, record)
    }

    pub fn is_caller(&self, person: Uuid) -> bool {
        self.caller.user.uuid() == person
    }
}
