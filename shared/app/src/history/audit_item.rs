//! An entry as an audit shows it to one reader.

use plenum_shared::{
    access::{Access, Action, Scope, Verdict, judge},
    caller::Caller,
    catalogue::{Entity, format_timestamp},
    entry::Entry,
    event::visible_change,
    image::Image,
};
use serde_json::{Map, Value, json};

use super::{permissions::READ_AUDIT, view::AuditItem};
use crate::access::permissions::READ_USERS;

/// Changes with every write, and so says nothing about it.
const BOOKKEEPING: &str = "version";

/// `None` when the reader may not know of the entry. `now` is the record itself, in the audit of one record.
pub(super) fn audit_item(caller: &Caller, entry: Entry, now: Option<&Image>) -> Option<AuditItem> {
    let access = &*caller.access;
    match caller.catalogue.by_name(&entry.entity) {
        Some(entity) if entry.before.is_none() && entry.after.is_none() => about_record(access, entity, entry, now),
        Some(entity) => of_record(access, entity, entry),
        None => of_administration(access, entry),
    }
}

/// An entry that changed nothing of the record, for instance a new follower, has no image to be judged on: readers who
/// see the record see the entry, and without the record, readers who see all records of its kind.
fn about_record(access: &Access, entity: &'static Entity, entry: Entry, now: Option<&Image>) -> Option<AuditItem> {
    let sees = match now {
        Some(record) => access.covers(entity, Action::READ, record),
        None => access.require(entity, Action::READ).is_ok_and(|scope| scope == Scope::All),
    };
    sees.then(|| with_origin(access, bare(&entry, entry.kind.clone()), entry))
}

fn of_record(access: &Access, entity: &'static Entity, entry: Entry) -> Option<AuditItem> {
    let verdict = judge(access, entity, entry.before.as_ref(), entry.after.as_ref());
    let mask = access.role.readable(entity);
    let change = visible_change(entity, &entry, verdict, mask)?;
    let before = entry.before.as_ref().filter(|_| verdict == Verdict::Seen);
    let before = before.map(|image| image.masked(entity, mask));
    let item = AuditItem { before, after: change.after, changes: change.changes, ..bare(&entry, change.kind) };
    // A reader who lost sight of a record does not learn who took it away, nor from where.
    Some(if verdict == Verdict::Lost { item } else { with_origin(access, item, entry) })
}

/// Members, roles, teams, invitations, sessions and the tenant itself have no owner, so their entries are only for
/// readers of the whole log who may also read what is administered.
fn of_administration(access: &Access, entry: Entry) -> Option<AuditItem> {
    if access.scope_of(READ_AUDIT) != Some(Scope::All) || access.require_permission(READ_USERS).is_err() {
        return None;
    }
    let changes = match (&entry.before, &entry.after) {
        (Some(before), Some(after)) => differences(before, after),
        _ => Map::new(),
    };
    let shown = |image: &Option<Image>| image.as_ref().map(|image| image.fields().clone());
    let (before, after) = (shown(&entry.before), shown(&entry.after));
    let item = AuditItem { before, after, changes, ..bare(&entry, entry.kind.clone()) };
    Some(with_origin(access, item, entry))
}

fn differences(before: &Image, after: &Image) -> Map<String, Value> {
    let gone = before.fields().keys().filter(|name| !after.fields().contains_key(*name));
    let names = after.fields().keys().chain(gone).filter(|name| *name != BOOKKEEPING);
    let changed = names.map(|name| (name, before.get(name), after.get(name))).filter(|(_, from, to)| from != to);
    changed.map(|(name, from, to)| (name.clone(), json!({ "from": from, "to": to }))).collect()
}

/// The entry without its actor, request and images.
fn bare(entry: &Entry, kind: String) -> AuditItem {
    AuditItem {
        id: entry.id,
        kind,
        time: format_timestamp(entry.recorded_at),
        entity: entry.entity.clone(),
        record_id: entry.record,
        actor: None,
        request_id: None,
        change_set: None,
        traceparent: None,
        cause: None,
        ip: None,
        user_agent: None,
        before: None,
        after: None,
        changes: Map::new(),
    }
}

/// The actor and the request. The address says much about a person, so it is only for readers of the whole log.
fn with_origin(access: &Access, item: AuditItem, entry: Entry) -> AuditItem {
    let whole = access.scope_of(READ_AUDIT) == Some(Scope::All);
    AuditItem {
        actor: Some(entry.actor.into()),
        request_id: Some(entry.request_id),
        change_set: entry.change_set,
        traceparent: entry.traceparent,
        cause: entry.cause,
        ip: entry.ip.filter(|_| whole),
        user_agent: entry.user_agent.filter(|_| whole),
        ..item
    }
}
