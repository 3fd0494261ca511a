use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::Scope,
    caller::{Caller, Identity},
    page::PageScope,
    plan::{AUDIT_LOG, Feature},
};
use plenum_store::{TenantTx, log};

use super::{
    HistoryPage, HistoryRequest,
    audit_item::audit_item,
    changes::Changes,
    page::{Edge, End, Frame, PageAnchor},
    page_budget::PageBudget,
    permissions::READ_AUDIT,
    query::ParsedQuery,
    view::AuditItem,
};
use crate::{App, Done, Intent};

/// Reads a page of what happened in the tenant, as far as the caller may see what it happened to.
pub async fn tenant_audit(app: &App, who: &Identity, request: &HistoryRequest) -> Result<HistoryPage<AuditItem>> {
    let _permit = app.list_permit(who).await?;
    app.read(who, &TenantAudit { request }).await
}

struct TenantAudit<'a> {
    request: &'a HistoryRequest,
}

#[async_trait]
impl Intent for TenantAudit<'_> {
    const NAME: &'static str = "history.tenant_audit";
    const FEATURE: Option<&'static Feature> = Some(&AUDIT_LOG);
    type Output = HistoryPage<AuditItem>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_permission(READ_AUDIT)?;
        if caller.access.scope_of(READ_AUDIT) != Some(Scope::All) {
            let why = "the log of the whole organisation needs the permission audit.read with the scope all";
            return Err(Error::new(Code::Forbidden).with_message(why));
        }
        let query = ParsedQuery::parse(self.request)?;
        let scope = PageScope { entity: "audit", tenant: caller.tenant, user: caller.user, query: query.fingerprint() };
        let head = log::head(tx).await?;
        let cursor = self.request.cursor.as_deref();
        let anchor = PageAnchor::open(app, &scope, cursor, head)?;

        let mut changes = Changes::new(app.catalogue(), &query, caller.user, &anchor);
        let mut budget = PageBudget::of(query.limit);
        while budget.is_left() && changes.peek(tx).await?.is_some() {
            let item = changes.take().and_then(|entry| audit_item(caller, entry, None));
            budget.take(item.filter(|item| query.wants(&item.kind)))?;
        }
        let more = changes.peek(tx).await?.is_some();
        let end = End { edge: Edge { log: changes.edge(), activities: None }, more };
        let frame = Frame { app, caller, scope, query: &query, head, came_by_cursor: cursor.is_some(), began: anchor };
        Ok(Done { output: frame.page(budget.into_items(), end)?, entries: Vec::new() })
    }
}
