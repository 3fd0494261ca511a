use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::{Entity, parse_patch},
    ids::RecordId,
};
use plenum_store::{TenantTx, records::Deleted};
use serde_json::{Map, Value};

use super::{
    RecordView,
    locked::{locked, require_version},
};
use crate::{App, Done, Intent};

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
        let before = locked(tx, caller, self.entity, Action::Write, self.id, Deleted::Exclude).await?;
        let draft = parse_patch(self.entity, &self.body)?;
        caller.access.require_fields(self.entity, &self.body)?;
        require_version(tx, caller, self.entity, &before, self.if_match, &draft).await?;
        let mut write = app.record_writer(tx, caller);
        let image = write.patch(self.entity, before, draft).await?;
        let entries = write.finish().await?;
        RecordView::written(app, tx, caller, self.entity, &image, entries).await
    }
}
