use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    entry::Entry,
    error::FieldError,
    ids::{ChangeSetId, UserId},
    page::{Fingerprint, PageScope},
};
use plenum_store::{
    TenantTx,
    history::change_sets::{self as store, ChangeSetQuery},
    log,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    REVERTED, entities, is_author, may_read_others,
    view::{ChangeSetView, CountKind, Tally},
    visible::VisibleRecords,
};
use crate::{
    App, Done, Intent, Paged,
    paging::{open_cursor, page_size, seal_cursor},
};

/// Entries have two images each, and those may be large.
const BATCH: i64 = 50;

/// The most entries that one page looks at, whatever it shows of them.
const MAX_EXAMINED: usize = 1_000;

/// Which page of the change sets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSetRequest {
    /// How many, 1 to [`MAX_LIMIT`](crate::MAX_LIMIT); [`DEFAULT_LIMIT`](crate::DEFAULT_LIMIT) when not given.
    pub limit: Option<u32>,
    /// The `next` of another page.
    pub cursor: Option<String>,
    /// Only those of this member, by id.
    pub actor: Option<String>,
}

/// Reads a page of the change sets of the tenant, the newest first. A caller without `changesets.read` reads their own.
/// A page may be short, even empty, and still have a `next`.
pub async fn list(app: &App, who: &Identity, request: &ChangeSetRequest) -> Result<Paged<ChangeSetView>> {
    let _permit = app.list_permit(who).await?;
    app.read(who, &List { request }).await
}

struct List<'a> {
    request: &'a ChangeSetRequest,
}

/// The place of a page: only entries before this one.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Anchor {
    change_set: ChangeSetId,
    seq: i64,
}

#[async_trait]
impl Intent for List<'_> {
    const NAME: &'static str = "history.change_sets";
    type Output = Paged<ChangeSetView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let limit = page_size(self.request.limit)?;
        let actor = self.request.actor.as_deref().map(member).transpose()?;
        let query = Fingerprint::of(self.request.actor.as_deref().map(|actor| ("actor", actor)));
        let scope = PageScope { entity: "change sets", tenant: caller.tenant, user: caller.user, query };
        let anchor: Option<Anchor> =
            self.request.cursor.as_deref().map(|cursor| open_cursor(app, &scope, cursor)).transpose()?;
        let head = log::head(tx).await?;
        let own = caller.user.uuid();
        let (items, end) = match (may_read_others(caller), actor.map(UserId::uuid)) {
            (false, Some(other)) if other != own => (Vec::new(), None),
            (true, actor) => read(tx, caller, limit as usize, anchor, actor).await?,
            (false, _) => read(tx, caller, limit as usize, anchor, Some(own)).await?,
        };
        let next = end.map(|anchor| seal_cursor(app, &scope, &anchor)).transpose()?;
        let cursor = app.cursors().seal(caller.tenant, head);
        Ok(Done { output: Paged { items, limit, next, prev: None, cursor }, entries: Vec::new() })
    }
}

/// The sets from an anchor on, and the anchor of the next page if there is one.
async fn read(
    tx: &mut TenantTx,
    caller: &Caller,
    limit: usize,
    mut anchor: Option<Anchor>,
    actor: Option<Uuid>,
) -> Result<(Vec<ChangeSetView>, Option<Anchor>)> {
    let entities = entities(&caller.catalogue);
    let (mut shown, mut current, mut examined): (Vec<Tally>, Option<Tally>, _) = (Vec::new(), None, 0);
    let end = loop {
        let before = anchor.map(|anchor| (anchor.change_set, anchor.seq));
        let query = ChangeSetQuery { before, actor, entities: entities.clone(), limit: BATCH };
        let entries = store::newest_entries(tx, &query).await?;
        let visible = VisibleRecords::of(tx, caller, &entries).await?;
        let is_last = (entries.len() as i64) < BATCH;
        let mut full = None;
        for entry in &entries {
            let Some(id) = entry.change_set else { continue };
            if current.as_ref().is_none_or(|tally| tally.id() != id) {
                shown.extend(current.take().filter(|tally| !tally.is_empty()));
                if shown.len() >= limit || examined >= MAX_EXAMINED {
                    // The set of this entry begins the next page.
                    full = Some(anchor);
                    break;
                }
                current = Some(Tally::new(id, entry));
            }
            examined += 1;
            count(caller, &visible, current.as_mut(), entry);
            anchor = Some(Anchor { change_set: id, seq: entry.position.seq });
        }
        if let Some(anchor) = full {
            break anchor;
        }
        if is_last {
            shown.extend(current.take().filter(|tally| !tally.is_empty()));
            break None;
        }
        if examined >= MAX_EXAMINED {
            // A set too large for a page is shown as far as it was read, and the next page begins behind it.
            let passed = anchor.map(|anchor| Anchor { seq: 0, ..anchor });
            if let Some(mut tally) = current.take().filter(|tally| !tally.is_empty()) {
                tally.counts_are = CountKind::AtLeast;
                shown.push(tally);
            }
            break passed;
        }
    };
    let ids: Vec<_> = shown.iter().map(|tally| tally.id().uuid()).collect();
    let reverts = store::referring(tx, &ids, REVERTED).await?;
    let reverted_by = |id| reverts.iter().find(|(by, _)| *by == id).map(|(_, reverted)| *reverted);
    let views = shown.into_iter().map(|tally| {
        let reverts = reverted_by(tally.id());
        tally.view(reverts)
    });
    Ok((views.collect(), end))
}

fn count(caller: &Caller, visible: &VisibleRecords, tally: Option<&mut Tally>, entry: &Entry) {
    if !is_author(caller, &entry.actor) && !may_read_others(caller) {
        return;
    }
    if let (Some(tally), Some((entity, change))) = (tally, visible.change(caller, entry)) {
        tally.count(entity, entry, &change);
    }
}

fn member(text: &str) -> Result<UserId> {
    let id = text.parse::<UserId>().ok().filter(|id| id.to_string() == text);
    id.ok_or_else(|| {
        let wrong = FieldError::new("actor", Code::InvalidValue).with_message("expected the id of a member");
        Error::new(Code::MalformedQuery).with_fields(vec![wrong])
    })
}
