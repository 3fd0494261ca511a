use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::{Draft, Entity},
    ids::RecordId,
};
use plenum_store::{TenantTx, records::Deleted};

use super::{
    RecordView,
    locked::{locked, require_version},
};
use crate::{App, Done, Intent};

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
        let before = locked(tx, caller, self.entity, Action::Delete, self.id, Deleted::Exclude).await?;
        require_version(tx, caller, self.entity, &before, self.if_match, &Draft::new()).await?;
        let mut write = app.record_writer(tx, caller);
        let image = write.delete(self.entity, before).await?;
        let entries = write.finish().await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}
