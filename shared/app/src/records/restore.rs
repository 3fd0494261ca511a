use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
    image::Image,
};
use plenum_store::{TenantTx, records::Deleted};

use super::{RecordView, WriteContext, locked::locked};
use crate::{App, Done, Intent, change_set::ChangeSet};

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
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        let work = WriteContext { app, rows: tx.into(), caller, changes: &mut changes };
        let image = restore_in(work, self.entity, self.id).await?;
        let entries = changes.append(tx).await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}

/// Restores a record within a transaction.
pub(super) async fn restore_in(work: WriteContext<'_>, entity: &'static Entity, id: RecordId) -> Result<Image> {
    let WriteContext { app, mut rows, caller, changes } = work;
    let before = locked(&mut rows, caller, entity, Action::DELETE, id, Deleted::Include).await?;
    if !before.is_deleted() {
        return Err(Error::new(Code::NotDeleted));
    }
    app.record_writer(rows, caller, changes).restore(entity, before).await
}
