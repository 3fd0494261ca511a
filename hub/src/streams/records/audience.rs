//! Who gets an entry: the subscribers of one tenant on this node, indexed so that an entry finds its recipients without
//! a look at every subscriber.
//!
//! Subscribers with the same role (id and version) and the same topic form a class: they share one mask per entity.
//! Within a class an entry of an owned entity goes, by the scope of the role, to every member, or to the members of the
//! teams and to the owners and creators that its two images name. The indexes only propose; [`judge`] decides about
//! each proposed subscriber.
//!
//! An entry is then encoded once per mask and verdict, whatever the number of subscribers, roles or hubs.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use plenum_shared::{
    access::{Access, Action, Role, Scope, Verdict, judge},
    catalogue::{Catalogue, Entity, FieldMask, Ownership},
    entry::Entry,
    ids::{RoleId, TeamId, UserId},
    image::Image,
};

use crate::{
    connection_state::SubscriberId,
    streams::{subscriber_index::SubscriberIndex, topic::Topic},
};

/// What decides the bytes of an event: readers with the same projection get the same bytes.
pub(super) type Projection = (FieldMask, Verdict);

/// The subscribers of one tenant.
pub(super) struct Audience {
    catalogue: Catalogue,
    subscribers: HashMap<SubscriberId, (Arc<Access>, ClassKey)>,
    classes: HashMap<ClassKey, Class>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct ClassKey {
    role: RoleId,
    version: i64,
    topic: Topic,
}

struct Class {
    role: Arc<Role>,
    masks: HashMap<&'static str, FieldMask>,
    members: HashSet<SubscriberId>,
    by_team: SubscriberIndex<TeamId>,
    by_user: SubscriberIndex<UserId>,
}

impl Audience {
    pub(super) fn new(catalogue: Catalogue) -> Self {
        Self { catalogue, subscribers: HashMap::new(), classes: HashMap::new() }
    }

    /// Adds a subscriber, or replaces the access of one.
    pub(super) fn add(&mut self, id: SubscriberId, access: Arc<Access>, topic: Topic) {
        self.remove(id);
        let key = ClassKey { role: access.role.id, version: access.role.version, topic };
        let class = self.classes.entry(key).or_insert_with(|| Class::new(&self.catalogue, access.role.clone(), topic));
        class.members.insert(id);
        class.by_user.add(access.user, id);
        access.teams.iter().for_each(|team| class.by_team.add(*team, id));
        self.subscribers.insert(id, (access, key));
    }

    pub(super) fn remove(&mut self, id: SubscriberId) {
        let Some((access, key)) = self.subscribers.remove(&id) else { return };
        let Some(class) = self.classes.get_mut(&key) else { return };
        class.members.remove(&id);
        class.by_user.remove(access.user, id);
        access.teams.iter().for_each(|team| class.by_team.remove(*team, id));
        if class.members.is_empty() {
            self.classes.remove(&key);
        }
    }

    /// The recipients of an entry, by projection. An entity that is not in the catalogue has no recipients.
    pub(super) fn recipients(&self, entry: &Entry) -> HashMap<Projection, Vec<SubscriberId>> {
        let mut recipients: HashMap<Projection, Vec<SubscriberId>> = HashMap::new();
        let Some(entity) = self.catalogue.by_name(&entry.entity) else { return recipients };
        for class in self.classes.values() {
            let Some(mask) = class.masks.get(entity.name) else { continue };
            for &id in class.proposed(entity, entry).iter() {
                let Some((access, _)) = self.subscribers.get(&id) else { continue };
                if let Some(projection) = delivery_for(entity, entry, access, *mask) {
                    recipients.entry(projection).or_default().push(id);
                }
            }
        }
        recipients
    }
}

/// How one reader gets an entry, if it does. A personal entry goes to its recipient alone.
fn delivery_for(entity: &Entity, entry: &Entry, access: &Access, mask: FieldMask) -> Option<Projection> {
    if entry.recipient.is_some_and(|recipient| recipient != access.user) {
        return None;
    }
    match judge(access, entity, entry.before.as_ref(), entry.after.as_ref()) {
        Verdict::Hidden => None,
        // The event contains no field of the record, so one encoding serves every mask.
        Verdict::Lost => Some((FieldMask::NONE, Verdict::Lost)),
        verdict => Some((mask, verdict)),
    }
}

/// How a reader of a topic gets an entry, if it does.
pub(super) fn delivery_to(catalogue: &Catalogue, topic: Topic, access: &Access, entry: &Entry) -> Option<Projection> {
    let entity = catalogue.by_name(&entry.entity).filter(|entity| topic.includes(entity))?;
    delivery_for(entity, entry, access, access.role.readable(entity))
}

impl Class {
    fn new(catalogue: &Catalogue, role: Arc<Role>, topic: Topic) -> Self {
        let is_readable =
            |entity: &&'static Entity| topic.includes(entity) && role.grant(entity, Action::READ).is_some();
        let readable = catalogue.entities().filter(is_readable);
        let masks = readable.map(|entity| (entity.name, role.readable(entity))).collect();
        Self {
            role,
            masks,
            members: HashSet::new(),
            by_team: SubscriberIndex::default(),
            by_user: SubscriberIndex::default(),
        }
    }

    /// A superset of the members that get the entry.
    fn proposed(&self, entity: &Entity, entry: &Entry) -> Cow<'_, HashSet<SubscriberId>> {
        if let Some(recipient) = entry.recipient {
            return Cow::Owned(self.by_user.get(recipient).collect());
        }
        let scope = self.role.grant(entity, Action::READ).map(|grant| grant.scope);
        let (teams, everyone) = match (entity.ownership, scope) {
            (_, None) => return Cow::Owned(HashSet::new()),
            (Ownership::Shared, _) | (_, Some(Scope::All)) => (false, true),
            (Ownership::Owned, Some(Scope::Team)) => (true, false),
            (Ownership::Owned, Some(Scope::Own)) => (false, false),
        };
        if everyone {
            return Cow::Borrowed(&self.members);
        }
        let mut proposed = HashSet::new();
        for image in [&entry.before, &entry.after].into_iter().flatten() {
            let users = [Image::owner(image), Image::created_by(image)];
            proposed.extend(users.into_iter().flatten().flat_map(|user| self.by_user.get(user)));
            if teams {
                proposed.extend(image.team().into_iter().flat_map(|team| self.by_team.get(team)));
            }
        }
        Cow::Owned(proposed)
    }
}

#[cfg(test)]
mod tests;
