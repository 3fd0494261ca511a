use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::{Entity, Reading, parse_patch},
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

/// Changes the fields of a record that a merge patch names (RFC 7396). With `if_match`, only if the record still has
/// that version.
pub async fn patch(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
    body: Map<String, Value>,
) -> Result<RecordView> {
    app.write(who, &Patch { entity, id, if_match, body }).await
}

struct Patch {
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
    body: Map<String, Value>,
}

#[async_trait]
impl Intent for Patch {
    const NAME: &'static str = "records.patch";
    type Output = RecordView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<RecordView>> {
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        let work = WriteContext { app, rows: tx.into(), caller, changes: &mut changes };
        let image = patch_in(work, self.entity, self.id, self.if_match, &self.body).await?;
        let entries = changes.append(tx).await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}

/// Changes a record within a transaction.
pub(super) async fn patch_in(
    work: WriteContext<'_>,
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
    body: &Map<String, Value>,
) -> Result<Image> {
    let WriteContext { app, mut rows, caller, changes } = work;
    let before = locked(&mut rows, caller, entity, Action::WRITE, id, Deleted::Exclude).await?;
    // What is stored in a field that the caller may not write does not decide how the body is read: the answer would tell.
    let writes_own_fields = caller.access.require_fields(entity, body).is_ok();
    let known = writes_own_fields.then(|| before.fields());
    let draft = parse_patch(entity, Reading { country: caller.locality.country, before: known }, body)?;
    caller.access.require_fields(entity, body)?;
    require_version(&mut rows, caller, entity, &before, if_match, &draft).await?;
    app.record_writer(rows, caller, changes).patch(entity, before, draft).await
}
