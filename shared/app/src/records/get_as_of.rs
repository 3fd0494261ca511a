use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
    plan::{Feature, PAST_RECORDS},
};
use plenum_store::{
    TenantTx,
    history::change_sets,
    log,
    records::{self, Deleted, Lock},
};
use time::OffsetDateTime;

use super::RecordView;
use crate::{App, Done, Intent};

/// Reads a record as it was at a time. A caller who may not see the record now, or could not have seen it then, finds
/// nothing; what they may see of it is what they may see of the record today. A record that was deleted then, or not
/// yet made, is not found, and neither is one of whose state then the log has no entry any more.
pub async fn get_as_of(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    at: OffsetDateTime,
) -> Result<RecordView> {
    app.read(who, &GetAsOf { entity, id, at }).await
}

struct GetAsOf {
    entity: &'static Entity,
    id: RecordId,
    at: OffsetDateTime,
}

#[async_trait]
impl Intent for GetAsOf {
    const NAME: &'static str = "records.get_as_of";
    const FEATURE: Option<&'static Feature> = Some(&PAST_RECORDS);
    type Output = RecordView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<RecordView>> {
        caller.access.require(self.entity, Action::READ)?;
        let head = log::head(tx).await?;
        let not_found = || Error::new(Code::NotFound);
        let sees = |image: &_| caller.access.covers(self.entity, Action::READ, image);
        let record = records::get(tx, self.entity, self.id, Deleted::Exclude, Lock::None).await?;
        record.filter(sees).ok_or_else(not_found)?;
        let then = change_sets::image_at(tx, self.entity.name, self.id, self.at).await?;
        let then = then.filter(|image| !image.is_deleted()).filter(sees).ok_or_else(not_found)?;
        Ok(Done { output: RecordView::new(app, caller, self.entity, &then, head)?, entries: Vec::new() })
    }
}
