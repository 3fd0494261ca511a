use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{AUDIT, Action},
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
    page::PageScope,
};
use plenum_store::{TenantTx, log, records::Deleted};

use super::{
    HistoryPage, HistoryRequest,
    asked::Asked,
    audit::audited,
    changes::Changes,
    place::{Edge, End, Frame, Place},
    room::Room,
    view::AuditItem,
    visible,
};
use crate::{App, Done, Intent};

/// Reads a page of what happened to a record, with the images before and after and the requests that did it. A deleted
/// record has one too: who deleted it is what is asked most.
pub async fn record_audit(
    app: &App,
    who: &Identity,
    entity: &'static Entity,
    id: RecordId,
    request: &HistoryRequest,
) -> Result<HistoryPage<AuditItem>> {
    let _turn = app.lists().of(who).await?;
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
        caller.access.require_module(AUDIT, Action::Read)?;
        let record = visible(tx, caller, self.entity, self.id, Deleted::Include).await?;
        if !caller.access.may_audit(self.entity, &record) {
            let why = "your permission audit.read does not cover this record";
            return Err(Error::new(Code::Forbidden).with_message(why));
        }
        let asked = Asked::read(self.request)?;
        let list = format!("audit of {} {}", self.entity.name, self.id);
        let scope = PageScope { entity: &list, tenant: caller.tenant, user: caller.user, query: asked.fingerprint() };
        let head = log::head(tx).await?;
        let cursor = self.request.cursor.as_deref();
        let began = Place::open(app, &scope, cursor, head)?;

        let mut changes = Changes::new(app.catalogue(), &asked, caller.user, &began).of(self.entity.name, self.id);
        let mut room = Room::of(asked.limit);
        while room.is_left() && changes.peek(tx).await?.is_some() {
            let item = changes.take().and_then(|entry| audited(caller, entry, Some(&record)));
            room.take(item.filter(|item| asked.wants(&item.kind)))?;
        }
        let more = changes.peek(tx).await?.is_some();
        let end = End { edge: Edge { log: changes.edge(), activities: None }, more };
        let frame = Frame { app, caller, scope, asked: &asked, head, came_by_cursor: cursor.is_some(), began };
        Ok(Done { output: frame.page(room.into_items(), end)?, entries: Vec::new() })
    }
}
