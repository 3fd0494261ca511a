use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
};
use plenum_store::{TenantTx, records::Deleted};

use super::{RecordView, locked::locked};
use crate::{App, Done, Intent};

/// Brings a deleted record back.
pub async fn restore(app: &App, who: &Identity, entity: &'static Entity, id: RecordId) -> Result<RecordView> {
    app.write(who, &Restore { entity, id }).await
}

struct Restore {
    entity: &'static Entity,
    id: RecordId,
}

#[async_trait]
impl Intent for Restore {
    const NAME: &'static str = "records.restore";
    type Output = RecordView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<RecordView>> {
        let before = locked(tx, caller, self.entity, Action::Delete, self.id, Deleted::Include).await?;
        if !before.is_deleted() {
            return Err(Error::new(Code::NotDeleted));
        }
        let mut write = app.record_writer(tx, caller);
        let image = write.restore(self.entity, before).await?;
        let entries = write.finish().await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}
