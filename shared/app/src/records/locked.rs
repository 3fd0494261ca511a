//! Locks the record that a use case is about to change, and checks its version.

use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::Caller,
    catalogue::{Draft, Entity},
    ids::RecordId,
    image::Image,
};
use plenum_store::records::{Deleted, Lock};

use super::rows::Rows;
use crate::{
    change_set::Subject,
    versions::{self, Shown},
};

/// A record that the caller is about to change, locked. One that they may not see is not found; one that they may see
/// but not change is forbidden.
pub(super) async fn locked(
    rows: &mut Rows<'_>,
    caller: &Caller,
    entity: &'static Entity,
    action: Action,
    id: RecordId,
    deleted: Deleted,
) -> Result<Image> {
    caller.access.require(entity, action)?;
    let record = rows.get(entity, id, deleted, Lock::Update).await?;
    let record = record.filter(|record| caller.access.covers(entity, Action::READ, record));
    let record = record.ok_or_else(|| Error::new(Code::NotFound))?;
    if !caller.access.covers(entity, action, &record) {
        let why = format!("your permission {} does not cover this record", entity.permission(action));
        return Err(Error::new(Code::Forbidden).with_message(why));
    }
    Ok(record)
}

/// Refuses to act on another version of a record than the one the caller has read.
pub(super) async fn require_version(
    rows: &mut Rows<'_>,
    caller: &Caller,
    entity: &'static Entity,
    record: &Image,
    expected: Option<i64>,
    draft: &Draft,
) -> Result<()> {
    let id = record.id().ok_or_else(|| Error::internal("a stored record has no id"))?;
    let about = Subject::new(entity.name, id.uuid());
    versions::require_version(rows.tx(), about, record, expected, draft, Shown::Record(&caller.access, entity)).await
}
