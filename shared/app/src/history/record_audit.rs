use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
    page::PageScope,
};
use plenum_store::{TenantTx, log, records::Deleted};

use super::{
    HistoryPage, HistoryRequest,
    audit_item::audit_item,
    changes::Changes,
    page::{Edge, End, Frame, PageAnchor},
    page_budget::PageBudget,
    permissions::READ_AUDIT,
    query::ParsedQuery,
    view::AuditItem,
    visible,
};
use crate::{App, Done, Intent};

/// Reads a page of what happened to a record, with the images before and after and the requests that did it. A deleted
/// record has an audit too: it says who deleted the record.
pub async fn record_audit(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    request: &HistoryRequest,
) -> Result<HistoryPage<AuditItem>> {
    let _permit = app.list_permit(who).await?;
    app.read(who, &RecordAudit { entity, id, request }).await
}

struct RecordAudit<'a> {
    entity: &'static Entity,
    id: RecordId,
    request: &'a HistoryRequest,
}

#[async_trait]
impl Intent for RecordAudit<'_> {
    const NAME: &'static str = "history.record_audit";
    type Output = HistoryPage<AuditItem>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_AUDIT)?;
        let record = visible(tx, caller, self.entity, self.id, Deleted::Include).await?;
        if !caller.access.covers_by(READ_AUDIT, self.entity, &record) {
            let why = "your permission audit.read does not cover this record";
            return Err(Error::new(Code::Forbidden).with_message(why));
        }
        let query = ParsedQuery::parse(self.request)?;
        let list = format!("audit of {} {}", self.entity.name, self.id);
        let scope = PageScope { entity: &list, tenant: caller.tenant, user: caller.user, query: query.fingerprint() };
        let head = log::head(tx).await?;
        let cursor = self.request.cursor.as_deref();
        let anchor = PageAnchor::open(app, &scope, cursor, head)?;

        let mut changes = Changes::new(app.catalogue(), &query, caller.user, &anchor).of(self.entity.name, self.id);
        let mut budget = PageBudget::of(query.limit);
        while budget.is_left() && changes.peek(tx).await?.is_some() {
            let item = changes.take().and_then(|entry| audit_item(caller, entry, Some(&record)));
            budget.take(item.filter(|item| query.wants(&item.kind)))?;
        }
        let more = changes.peek(tx).await?.is_some();
        let end = End { edge: Edge { log: changes.edge(), activities: None }, more };
        let frame = Frame { app, caller, scope, query: &query, head, came_by_cursor: cursor.is_some(), began: anchor };
        Ok(Done { output: frame.page(budget.into_items(), end)?, entries: Vec::new() })
    }
}
