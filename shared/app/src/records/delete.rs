use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::{Draft, Entity},
    ids::RecordId,
    image::Image,
};
use plenum_store::{TenantTx, records::Deleted};

use super::{
    RecordView, WriteContext,
    locked::{locked, require_version},
};
use crate::{App, Done, Intent, change_set::ChangeSet};

/// Deletes a record softly: it is gone from every list and can be restored. With `if_match`, only if the record still
/// has that version.
pub async fn delete(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
) -> Result<RecordView> {
    app.write(who, &Delete { entity, id, if_match }).await
}

struct Delete {
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
}

#[async_trait]
impl Intent for Delete {
    const NAME: &'static str = "records.delete";
    type Output = RecordView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<RecordView>> {
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        let work = WriteContext { app, rows: tx.into(), caller, changes: &mut changes };
        let image = delete_in(work, self.entity, self.id, self.if_match).await?;
        let entries = changes.append(tx).await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}

/// Deletes a record within a transaction.
pub(super) async fn delete_in(
    work: WriteContext<'_>,
    entity: &'static Entity,
    id: RecordId,
    if_match: Option<i64>,
) -> Result<Image> {
    let WriteContext { app, mut rows, caller, changes } = work;
    let before = locked(&mut rows, caller, entity, Action::DELETE, id, Deleted::Exclude).await?;
    require_version(&mut rows, caller, entity, &before, if_match, &Draft::new()).await?;
    app.record_writer(rows, caller, changes).delete(entity, before).await
}
