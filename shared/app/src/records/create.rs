use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::{Entity, Reading, parse_create},
    image::Image,
};
use plenum_store::TenantTx;
use serde_json::{Map, Value};

use super::{RecordView, WriteContext};
use crate::{App, Done, Intent, change_set::ChangeSet};

/// Makes a record.
pub async fn create(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    body: Map<String, Value>,
) -> Result<RecordView> {
    app.write(who, &Create { entity, body }).await
}

struct Create {
    entity: &'static Entity,
    body: Map<String, Value>,
}

#[async_trait]
impl Intent for Create {
    const NAME: &'static str = "records.create";
    type Output = RecordView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<RecordView>> {
        let mut changes = ChangeSet::of(app.source(), caller, app.source().now());
        let work = WriteContext { app, rows: tx.into(), caller, changes: &mut changes };
        let image = create_in(work, self.entity, &self.body).await?;
        let entries = changes.append(tx).await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}

/// Makes a record within a transaction.
pub(super) async fn create_in(
    work: WriteContext<'_>,
    entity: &'static Entity,
    body: &Map<String, Value>,
) -> Result<Image> {
    let WriteContext { app, rows, caller, changes } = work;
    caller.access.require(entity, Action::WRITE)?;
    let draft = parse_create(entity, Reading { country: caller.locality.country, before: None }, body)?;
    caller.access.require_fields(entity, body)?;
    app.record_writer(rows, caller, changes).create(entity, draft).await
}
