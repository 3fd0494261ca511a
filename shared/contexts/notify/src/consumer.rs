//! Writes notifications: reads the log, and notifies the people whom an entry concerns.
//!
//! Whom an entry may concern follows from the entry and the declared categories (`candidates`). Each of them is then
//! judged as any reader is: they must see the record as the entry left it, and the field that the notification would
//! reveal. The actor of an entry is not notified of it, nor is anybody who declined the category. A notification refers
//! to the record and holds nothing of it.

mod candidates;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use async_trait::async_trait;
use plenum_app::{
    records::followers::MAX_FOLLOWERS,
    worker::consumer::{Batch, Consumer, DerivedEntry, StartPosition},
};
use plenum_shared::{
    Result,
    access::{Access, Action},
    catalogue::{Entity, FieldMask},
    entry::Entry,
    event,
    ids::UserId,
    image::Image,
    mention::Mention,
    notification::{self, Channel, NotificationCategory, Trigger},
};
use plenum_store::{
    TenantTx, access,
    identity::users,
    notify::{
        notifications::{self, NewNotification},
        preferences,
    },
    records::{self, Deleted, Lock, followers},
};
use serde_json::Value;
use time::Duration;
use uuid::Uuid;

use self::candidates::{Candidates, Reason, of_change, of_event};

/// Several changes of one category and record within this time are one notification.
const TOGETHER: Duration = Duration::minutes(1);

/// The same for notifications about the tenant.
const TOGETHER_OF_TENANT: Duration = Duration::days(1);

/// The most administrators who are notified of something about the tenant.
const MAX_ADMINISTRATORS: i64 = 100;

/// The consumer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Notifications;

/// The access of people, as loaded in the batch; nothing for somebody who is no active member.
type AccessCache = HashMap<UserId, Option<Arc<Access>>>;

/// Why each of some people may be notified.
type Reasons = BTreeMap<UserId, Vec<Reason>>;

#[async_trait]
impl Consumer for Notifications {
    const NAME: &'static str = "notifications";
    const START: StartPosition = StartPosition::Now;
    const PRODUCES: &'static [&'static str] = &[notification::RECEIVED];
    type Memory = AccessCache;

    async fn react(&self, batch: &mut Batch<'_, AccessCache>, entry: &Entry) -> Result<()> {
        if entry.recipient.is_some() {
            return Ok(());
        }
        let catalogue = batch.app.catalogue();
        let categories = catalogue.notification_categories();
        if let Some(category) = categories.of_entry(&entry.kind)
            && let Trigger::Tenant { subject, .. } = category.trigger
        {
            return notify_administrators(batch, entry, category, subject).await;
        }
        let Some(entity) = catalogue.by_name(&entry.entity) else { return Ok(()) };
        if let Some(category) = categories.of_entry(&entry.kind)
            && let Trigger::Reminder { condition, .. } = category.trigger
        {
            let record = records::get(batch.tx, entity, entry.record, Deleted::Exclude, Lock::None).await?;
            let Some(record) = record.filter(condition) else { return Ok(()) };
            return notify_all(batch, entity, entry, &record, of_event(category, &record)).await;
        }
        let Some(after) = &entry.after else { return Ok(()) };
        let candidates = of_change(categories, entity, entry.before.as_ref(), after, &entry.kind);
        notify_all(batch, entity, entry, after, candidates).await
    }
}

/// Notifies each candidate for the first of the reasons that they may know of and did not decline.
async fn notify_all(
    batch: &mut Batch<'_, AccessCache>,
    entity: &'static Entity,
    entry: &Entry,
    record: &Image,
    candidates: Candidates,
) -> Result<()> {
    let reasons = reasons(batch.tx, entity, entry, candidates).await?;
    let users: Vec<Uuid> = reasons.keys().map(|user| user.uuid()).collect();
    if users.is_empty() {
        return Ok(());
    }
    let declined = preferences::declined(batch.tx, &users, Channel::InApp.as_str()).await?;
    let declined: HashSet<(UserId, String)> = declined.into_iter().collect();
    let fields = changed(entity, entry);
    for (user, mut reasons) in reasons {
        let Some(access) = access_of(batch, user).await? else { continue };
        if !access.covers(entity, Action::READ, record) {
            continue;
        }
        reasons.retain(|reason| !declined.contains(&(user, reason.category.name.to_owned())));
        reasons.sort_by_key(|reason| reason.category.precedence);
        let mask = access.role.readable(entity);
        let may_know = |reason: &&Reason| reason.requires.is_met(entity, entry.before.as_ref(), record, mask);
        if let Some(reason) = reasons.iter().find(may_know) {
            write(batch, entry, user, reason.category, &fields, TOGETHER).await?;
        }
    }
    Ok(())
}

/// Notifies the administrators of something about the tenant, unless they declined the category. One who has not read
/// the last notification of it within a day gets no second.
async fn notify_administrators(
    batch: &mut Batch<'_, AccessCache>,
    entry: &Entry,
    category: &NotificationCategory,
    subject: &str,
) -> Result<()> {
    let subject = entry.after.as_ref().and_then(|after| after.text(subject)).map(str::to_owned);
    let subjects: Vec<_> = subject.into_iter().collect();
    let users = users::administrators(batch.tx, MAX_ADMINISTRATORS).await?;
    let ids: Vec<_> = users.iter().map(|user| user.uuid()).collect();
    let declined: HashSet<(UserId, String)> =
        preferences::declined(batch.tx, &ids, Channel::InApp.as_str()).await?.into_iter().collect();
    for user in users {
        if !declined.contains(&(user, category.name.to_owned())) {
            write(batch, entry, user, category, &subjects, TOGETHER_OF_TENANT).await?;
        }
    }
    Ok(())
}

/// Finds the people behind the candidates, with all reasons to notify each of them.
async fn reasons(tx: &mut TenantTx, entity: &Entity, entry: &Entry, candidates: Candidates) -> Result<Reasons> {
    let mut reasons = Reasons::new();
    for (user, reason) in candidates.named {
        reasons.entry(user).or_default().push(reason);
    }
    for (mention, reason) in candidates.mentioned {
        let user = match mention {
            Mention::User(user) => Some(user),
            Mention::Email(email) => users::by_email(tx, &email).await?.map(|member| member.user),
        };
        if let Some(user) = user {
            reasons.entry(user).or_default().push(reason);
        }
    }
    if !candidates.followers.is_empty() && entity.followable {
        for user in followers::of(tx, entity.name, entry.record, MAX_FOLLOWERS).await? {
            reasons.entry(user).or_default().extend(candidates.followers.iter().copied());
        }
    }
    if let Some(actor) = entry.actor.id {
        reasons.remove(&actor.into());
    }
    Ok(reasons)
}

async fn write(
    batch: &mut Batch<'_, AccessCache>,
    entry: &Entry,
    user: UserId,
    category: &NotificationCategory,
    fields: &[String],
    together: Duration,
) -> Result<()> {
    let news = NewNotification {
        user,
        category: category.name,
        entity: &entry.entity,
        record: entry.record,
        event: &entry.kind,
        fields,
        actor: entry.actor.id,
        at: entry.recorded_at,
    };
    let id = match notifications::add_to(batch.tx, &news, entry.recorded_at - together).await? {
        Some(id) => id,
        None => {
            let id = batch.app.source().uuid().into();
            notifications::insert(batch.tx, id, &news).await?;
            id
        }
    };
    let (kind, entity, record) = (notification::RECEIVED, notification::ENTITY, id.uuid().into());
    batch.append(entry, DerivedEntry { kind, entity, record, recipient: Some(user) });
    metrics::counter!("notifications.written", "category" => category.name).increment(1);
    Ok(())
}

async fn access_of(batch: &mut Batch<'_, AccessCache>, user: UserId) -> Result<Option<Arc<Access>>> {
    if let Some(known) = batch.memory.get(&user) {
        return Ok(known.clone());
    }
    let loaded = access::load(batch.tx, user, None, batch.now).await?;
    let loaded = loaded.filter(|row| row.state.member_active && row.state.user_active).map(|row| Arc::new(row.access));
    batch.memory.insert(user, loaded.clone());
    Ok(loaded)
}

/// The names of all fields that changed. Which of them the recipient may see is judged when the notification is read.
fn changed(entity: &Entity, entry: &Entry) -> Vec<String> {
    let (Some(before), Some(after)) = (&entry.before, &entry.after) else { return Vec::new() };
    let changes: serde_json::Map<String, Value> = event::changes(entity, before, after, FieldMask::ALL);
    changes.into_iter().map(|(field, _)| field).collect()
}
