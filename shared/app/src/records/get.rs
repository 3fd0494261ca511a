use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
};
use plenum_store::{
    TenantTx, log,
    records::{self, Deleted, Lock},
};

use super::Found;
use crate::{App, Done, Intent};

/// Reads a record. One that the caller may not see is not found, like one that never was.
pub async fn get(app: &App, who: &Identity, entity: &'static Entity, id: RecordId) -> Result<Found> {
    app.read(who, &Get { entity, id }).await
}

struct Get {
    entity: &'static Entity,
    id: RecordId,
}

#[async_trait]
impl Intent for Get {
    const NAME: &'static str = "records.get";
    type Output = Found;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Found>> {
        caller.access.require(self.entity, Action::Read)?;
        let head = log::head(tx).await?;
        let record = records::get(tx, self.entity, self.id, Deleted::Exclude, Lock::None).await?;
        let record = record.filter(|record| caller.access.covers(self.entity, Action::Read, record));
        let record = record.ok_or_else(|| Error::new(Code::NotFound))?;
        Ok(Done { output: Found::new(app, caller, self.entity, &record, head)?, entries: Vec::new() })
    }
}
