use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::{Entity, parse_create},
};
use plenum_store::TenantTx;
use serde_json::{Map, Value};

use super::RecordView;
use crate::{App, Done, Intent};

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
        caller.access.require(self.entity, Action::Write)?;
        let draft = parse_create(self.entity, &self.body)?;
        caller.access.require_fields(self.entity, &self.body)?;
        let mut write = app.record_writer(tx, caller);
        let image = write.create(self.entity, draft).await?;
        let entries = write.finish().await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}
