use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{AUDIT, Action, Scope},
    caller::{Caller, Identity},
    page::PageScope,
};
use plenum_store::{TenantTx, log};

use super::{
    HistoryPage, HistoryRequest,
    asked::Asked,
    audit::audited,
    changes::Changes,
    place::{Edge, End, Frame, Place},
    room::Room,
    view::AuditItem,
};
use crate::{App, Done, Intent};

/// Reads a page of what happened in the tenant, as far as the caller may see what it happened to.
pub async fn tenant_audit(app: &App, who: &Identity, request: &HistoryRequest) -> Result<HistoryPage<AuditItem>> {
    let _turn = app.lists().of(who).await?;
    app.read(who, &TenantAudit { request }).await
}

struct TenantAudit<'a> {
    request: &'a HistoryRequest,
}

#[async_trait]
impl Intent for TenantAudit<'_> {
    const NAME: &'static str = "history.tenant_audit";
    type Output = HistoryPage<AuditItem>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        caller.access.require_module(AUDIT, Action::Read)?;
        if caller.access.audits() != Some(Scope::All) {
            let why = "the log of the whole organisation needs the permission audit.read with the scope all";
            return Err(Error::new(Code::Forbidden).with_message(why));
        }
        let asked = Asked::read(self.request)?;
        let scope = PageScope { entity: "audit", tenant: caller.tenant, user: caller.user, query: asked.fingerprint() };
        let head = log::head(tx).await?;
        let cursor = self.request.cursor.as_deref();
        let began = Place::open(app, &scope, cursor, head)?;

        let mut changes = Changes::new(app.catalogue(), &asked, caller.user, &began);
        let mut room = Room::of(asked.limit);
        while room.is_left() && changes.peek(tx).await?.is_some() {
            let item = changes.take().and_then(|entry| audited(caller, entry, None));
            room.take(item.filter(|item| asked.wants(&item.kind)))?;
        }
        let more = changes.peek(tx).await?.is_some();
        let end = End { edge: Edge { log: changes.edge(), activities: None }, more };
        let frame = Frame { app, caller, scope, asked: &asked, head, came_by_cursor: cursor.is_some(), began };
        Ok(Done { output: frame.page(room.into_items(), end)?, entries: Vec::new() })
    }
}
