use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::{Draft, Entity, Reading, Replacement, parse_replace},
    error::{FieldError, pointer},
    ids::RecordId,
    image::Image,
};
use plenum_store::{TenantTx, records::Deleted};
use serde_json::{Map, Value};

use super::{
    RecordView, WriteContext,
    locked::{locked, require_version},
};
use crate::{App, Done, Intent, change_set::ChangeSet};

/// Makes a record what the body says: fields it does not name get their default, or none. What the caller may not write
/// stays as it is. With `if_match`, only if the record still has that version.
pub async fn replace(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
    body: Map<String, Value>,
) -> Result<RecordView> {
    app.write(who, &Replace { entity, id, if_match, body }).await
}

struct Replace {
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
    body: Map<String, Value>,
}

#[async_trait]
impl Intent for Replace {
    const NAME: &'static str = "records.replace";
    type Output = RecordView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<RecordView>> {
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        let work = WriteContext { app, rows: tx.into(), caller, changes: &mut changes };
        let image = replace_in(work, self.entity, self.id, self.if_match, &self.body).await?;
        let entries = changes.append(tx).await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}

/// Replaces a record within a transaction.
pub(super) async fn replace_in(
    work: WriteContext<'_>,
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
    body: &Map<String, Value>,
) -> Result<Image> {
    let WriteContext { app, mut rows, caller, changes } = work;
    let before = locked(&mut rows, caller, entity, Action::WRITE, id, Deleted::Exclude).await?;
    let kind = entity.kinds.map(|kinds| before.get(kinds.field).clone()).unwrap_or_default();
    let role = &caller.access.role;
    let reading = Reading { country: caller.locality.country, before: Some(before.fields()) };
    let may_write = |field: &_| role.may_write_field(entity, field);
    let Replacement { draft, kept } = parse_replace(entity, reading, &kind, body, may_write)?;
    require_version(&mut rows, caller, entity, &before, if_match, &draft).await?;
    require_kept(caller, entity, &before, &kept)?;
    // From here on it is a change of so many fields.
    app.record_writer(rows, caller, changes).patch(entity, before, draft).await
}

/// A field that the caller may not write may be in the body unchanged, so that a record can be sent back whole. A field
/// that is hidden from the caller may not: they could otherwise try out what it holds.
fn require_kept(caller: &Caller, entity: &Entity, before: &Image, kept: &Draft) -> Result<()> {
    let readable = caller.access.role.readable(entity);
    let errors = kept.iter().filter_map(|(name, value)| {
        let error = FieldError::new(pointer(name), Code::ReadOnlyField);
        match readable.index(entity, name) {
            None => Some(error),
            Some(_) if before.get(name) == value => None,
            Some(_) => Some(error.with_message("the field is not yours to set, and has another value")),
        }
    });
    let errors: Vec<_> = errors.collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::invalid(errors)) }
}
