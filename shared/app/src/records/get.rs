use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
    include::include,
};
use plenum_store::{
    TenantTx, log,
    records::{self, Deleted, Lock},
};

use super::RecordView;
use crate::{App, Done, Intent};

/// Reads a record, with the relations that `include` names (`account,owner`). One that the caller may not see is not
/// found, like one that does not exist.
pub async fn get(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    include: Option<&str>,
) -> Result<RecordView> {
    app.read(who, &Get { entity, id, include }).await
}

struct Get<'a> {
    entity: &'static Entity,
    id: RecordId,
    include: Option<&'a str>,
}

#[async_trait]
impl Intent for Get<'_> {
    const NAME: &'static str = "records.get";
    type Output = RecordView;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<RecordView>> {
        caller.access.require(self.entity, Action::READ)?;
        let relations = match self.include {
            Some(text) => include(app.catalogue(), self.entity, &caller.access.role, text)?,
            None => Vec::new(),
        };
        let head = log::head(tx).await?;
        let record = records::get(tx, self.entity, self.id, Deleted::Exclude, Lock::None).await?;
        let record = record.filter(|record| caller.access.covers(self.entity, Action::READ, record));
        let record = record.ok_or_else(|| Error::new(Code::NotFound))?;
        let mut found = RecordView::new(app, caller, self.entity, &record, head)?;
        super::include::add(tx, caller, &relations, &[record], std::slice::from_mut(&mut found.record)).await?;
        Ok(Done { output: found, entries: Vec::new() })
    }
}
