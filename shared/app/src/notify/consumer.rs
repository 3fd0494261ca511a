//! Writes notifications: reads the log, and tells people what concerns them.
//!
//! Whom an entry may concern follows from the entry alone (`told`). Each of them is then judged as any reader is: they
//! must see the record as the entry left it, and the field that the news would reveal. Who did it is not told of it,
//! nor who wishes not to be. What is written refers to the record and holds nothing of it.

mod told;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use async_trait::async_trait;
use plenum_shared::{
    Result,
    access::{Access, Action},
    catalogue::{Entity, FieldMask},
    entry::Entry,
    event,
    ids::UserId,
    image::Image,
    mention::Mention,
    notification::{self, Category, Channel},
};
use plenum_store::{
    TenantTx, access,
    identity::users,
    notify::{
        notifications::{self, News},
        preferences,
    },
    records::{self, Deleted, Lock, followers},
};
use serde_json::Value;
use time::Duration;
use uuid::Uuid;

use self::told::{Reason, Shown, Told};
use crate::records::followers::MAX_FOLLOWERS;
use crate::worker::consumer::{Batch, Consumer, DerivedEntry, StartPosition};

/// Several of a kind about one record within this time are one notification.
const TOGETHER: Duration = Duration::minutes(1);

/// The consumer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Notifications;

/// What people may do, as loaded in the stretch; nothing for those who may not come in.
type People = HashMap<UserId, Option<Arc<Access>>>;

#[async_trait]
impl Consumer for Notifications {
    const NAME: &'static str = "notifications";
    const START: StartPosition = StartPosition::Now;
    const PRODUCES: &'static [&'static str] = &[notification::RECEIVED];
    type Memory = People;

    async fn react(&self, batch: &mut Batch<'_, People>, entry: &Entry) -> Result<()> {
        let Some(entity) = batch.app.catalogue().by_name(&entry.entity) else { return Ok(()) };
        if entry.recipient.is_some() {
            return Ok(());
        }
        if entry.kind == notification::TASK_DUE {
            return task_due(batch, entity, entry).await;
        }
        let Some(after) = &entry.after else { return Ok(()) };
        let told = told::told(entity, entry.before.as_ref(), after, &entry.kind);
        let reasons = people(batch.tx, entity, entry, told).await?;
        tell(batch, entity, entry, after, reasons).await
    }
}

/// A task that is still open is told to whoever is to do it, to whom it belongs, and to those who follow it.
async fn task_due(batch: &mut Batch<'_, People>, entity: &'static Entity, entry: &Entry) -> Result<()> {
    let task = records::get(batch.tx, entity, entry.record, Deleted::Exclude, Lock::None).await?;
    let Some(task) = task.filter(|task| task.get("completedAt").is_null()) else { return Ok(()) };
    let named = [task.uuid("assigneeId").map(UserId::from), task.owner()];
    let followers = followers::of(batch.tx, entity.name, entry.record, MAX_FOLLOWERS).await?;
    let whose = named.into_iter().flatten().chain(followers);
    let reason = Reason { category: Category::TaskDue, shown: Shown::Field("dueDate") };
    tell(batch, entity, entry, &task, whose.map(|user| (user, vec![reason])).collect()).await
}

/// Finds the people behind what an entry says, with all reasons to tell each of them.
async fn people(
    tx: &mut TenantTx,
    entity: &Entity,
    entry: &Entry,
    told: Told,
) -> Result<BTreeMap<UserId, Vec<Reason>>> {
    let mut reasons: BTreeMap<UserId, Vec<Reason>> = BTreeMap::new();
    for (user, reason) in told.named {
        reasons.entry(user).or_default().push(reason);
    }
    for (mention, reason) in told.mentioned {
        let user = match mention {
            Mention::User(user) => Some(user),
            Mention::Email(email) => users::by_email(tx, &email).await?.map(|member| member.user),
        };
        if let Some(user) = user {
            reasons.entry(user).or_default().push(reason);
        }
    }
    if !told.followers.is_empty() && entity.followable {
        for user in followers::of(tx, entity.name, entry.record, MAX_FOLLOWERS).await? {
            reasons.entry(user).or_default().extend(told.followers.iter().copied());
        }
    }
    if let Some(actor) = entry.actor.id {
        reasons.remove(&actor.into());
    }
    Ok(reasons)
}

/// Tells each of these people the first of their reasons that they may know of and want to hear of.
async fn tell(
    batch: &mut Batch<'_, People>,
    entity: &'static Entity,
    entry: &Entry,
    record: &Image,
    reasons: BTreeMap<UserId, Vec<Reason>>,
) -> Result<()> {
    let users: Vec<Uuid> = reasons.keys().map(|user| user.uuid()).collect();
    if users.is_empty() {
        return Ok(());
    }
    let declined = preferences::declined(batch.tx, &users, Channel::InApp.as_str()).await?;
    let declined: HashSet<(UserId, String)> = declined.into_iter().collect();
    let fields = changed(entity, entry);
    for (user, mut reasons) in reasons {
        let Some(access) = access_of(batch, user).await? else { continue };
        if !access.covers(entity, Action::Read, record) {
            continue;
        }
        reasons.retain(|reason| !declined.contains(&(user, reason.category.as_str().to_owned())));
        reasons.sort_by_key(|reason| reason.category);
        let mask = access.role.readable(entity);
        let may_know = |reason: &&Reason| reason.shown.is_seen(entity, entry.before.as_ref(), record, mask);
        if let Some(reason) = reasons.iter().find(may_know) {
            write(batch, entry, user, reason.category, &fields).await?;
        }
    }
    Ok(())
}

async fn write(
    batch: &mut Batch<'_, People>,
    entry: &Entry,
    user: UserId,
    category: Category,
    fields: &[String],
) -> Result<()> {
    let news = News {
        user,
        category: category.as_str(),
        entity: &entry.entity,
        record: entry.record,
        event: &entry.kind,
        fields,
        actor: entry.actor.id,
        at: entry.recorded_at,
    };
    let id = match notifications::add_to(batch.tx, &news, entry.recorded_at - TOGETHER).await? {
        Some(id) => id,
        None => {
            let id = batch.app.source().uuid().into();
            notifications::insert(batch.tx, id, &news).await?;
            id
        }
    };
    let (kind, entity, record) = (notification::RECEIVED, notification::ENTITY, id.uuid().into());
    batch.append(entry, DerivedEntry { kind, entity, record, recipient: Some(user) });
    metrics::counter!("notifications.written", "category" => category.as_str()).increment(1);
    Ok(())
}

async fn access_of(batch: &mut Batch<'_, People>, user: UserId) -> Result<Option<Arc<Access>>> {
    if let Some(known) = batch.memory.get(&user) {
        return Ok(known.clone());
    }
    let loaded = access::load(batch.tx, user, None, batch.now).await?;
    let loaded = loaded.filter(|row| row.state.member_active && row.state.user_active).map(|row| Arc::new(row.access));
    batch.memory.insert(user, loaded.clone());
    Ok(loaded)
}

/// The names of all fields that changed; which of them somebody is shown is asked when they read.
fn changed(entity: &Entity, entry: &Entry) -> Vec<String> {
    let (Some(before), Some(after)) = (&entry.before, &entry.after) else { return Vec::new() };
    let changes: serde_json::Map<String, Value> = event::changes(entity, before, after, FieldMask::ALL);
    changes.into_iter().map(|(field, _)| field).collect()
}
