use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::ChangeSetId,
};
use plenum_store::{
    TenantTx,
    history::change_sets::{self as store, SetEntries},
    log,
};

use super::{
    MAX_BYTES, MAX_ENTRIES, REVERTED, entities, is_author, may_read_others,
    view::{ChangeSetDetails, CountKind, SetChange, Tally},
    visible::VisibleRecords,
};
use crate::{App, Done, Intent, Versioned, history::page_budget::PageBudget};

/// Reads a change set with its changes.
pub async fn get(app: &App, who: &Identity, id: ChangeSetId) -> Result<Versioned<ChangeSetDetails>> {
    let _permit = app.list_permit(who).await?;
    app.read(who, &Get { id }).await
}

struct Get {
    id: ChangeSetId,
}

#[async_trait]
impl Intent for Get {
    const NAME: &'static str = "history.change_set";
    type Output = Versioned<ChangeSetDetails>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let not_found = || Error::new(Code::NotFound);
        let head = log::head(tx).await?;
        let entities = entities(&caller.catalogue);
        let SetEntries { entries, is_whole } =
            store::entries_of(tx, self.id, &entities, MAX_ENTRIES, MAX_BYTES).await?;
        let first = entries.first().ok_or_else(not_found)?;
        if !is_author(caller, &first.actor) && !may_read_others(caller) {
            return Err(not_found());
        }
        let mut tally = Tally::new(self.id, first);
        let visible = VisibleRecords::of(tx, caller, &entries).await?;
        let (mut budget, mut has_more) = (PageBudget::of(MAX_ENTRIES as u32), !is_whole);
        for entry in &entries {
            let Some((entity, change)) = visible.change(caller, entry) else { continue };
            tally.count(entity, entry, &change);
            match budget.is_left() {
                true => budget.take(Some(SetChange::of(entity, entry, change)))?,
                false => has_more = true,
            }
        }
        if tally.is_empty() {
            return Err(not_found());
        }
        tally.counts_are = if is_whole { CountKind::Exact } else { CountKind::AtLeast };
        let reverts = store::referring(tx, &[self.id.uuid()], REVERTED).await?;
        let change_set = tally.view(reverts.first().map(|(_, reverted)| *reverted));
        let value = ChangeSetDetails { change_set, changes: budget.into_items(), has_more };
        let cursor = app.cursors().seal(caller.tenant, head);
        Ok(Done { output: Versioned { value, version: 1, cursor }, entries: Vec::new() })
    }
}
