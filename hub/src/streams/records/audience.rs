//! Who hears an entry: the readers of one tenant on this node, indexed so that an entry finds them without asking all.
//!
//! Readers with the same role (id and version) and the same hub form a class: they share one mask per entity. Within a
//! class an entry of an owned entity reaches, by the scope of the role, everyone, or the members of the teams and the
//! owners and creators its two images name. The indexes only propose; [`judge`] decides about every reader proposed.
//!
//! An entry is then encoded once per mask and verdict, whatever the number of readers, roles or hubs.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

use plenum_shared::{
    access::{Access, Action, Role, Scope, Verdict, judge},
    catalogue::{Catalogue, Entity, FieldMask, Ownership},
    entry::Entry,
    ids::{RoleId, TeamId, UserId},
    image::Image,
};
use plenum_signalr::Prepared;

use super::encoding::encode;

/// The name of a reader on this node.
pub(crate) type ReaderId = u64;

/// Which entities a hub speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    Every,
    /// The entity of this name.
    Only(&'static str),
    /// No entity, but what its reader is told in person.
    Personal,
}

/// What decides the bytes a reader gets: readers alike in it get the same.
pub(crate) type Kind = (FieldMask, Verdict);

/// The readers of one tenant.
pub(crate) struct Audience {
    catalogue: Catalogue,
    readers: HashMap<ReaderId, (Arc<Access>, ClassKey)>,
    classes: HashMap<ClassKey, Class>,
    users: Index<UserId>,
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
    members: HashSet<ReaderId>,
    by_team: Index<TeamId>,
    by_user: Index<UserId>,
}

/// Readers by something they have; a key without readers is not kept.
struct Index<K>(HashMap<K, HashSet<ReaderId>>);

impl Topic {
    pub(crate) fn includes(self, entity: &Entity) -> bool {
        match self {
            Topic::Every => true,
            Topic::Only(name) => name == entity.name,
            Topic::Personal => false,
        }
    }
}

impl Audience {
    pub(crate) fn new(catalogue: Catalogue) -> Self {
        Self { catalogue, readers: HashMap::new(), classes: HashMap::new(), users: Index::default() }
    }

    /// Seats a reader, or gives a seated one another access.
    pub(crate) fn seat(&mut self, id: ReaderId, access: Arc<Access>, topic: Topic) {
        self.leave(id);
        let key = ClassKey { role: access.role.id, version: access.role.version, topic };
        let class = self.classes.entry(key).or_insert_with(|| Class::new(&self.catalogue, access.role.clone(), topic));
        class.members.insert(id);
        class.by_user.add(access.user, id);
        access.teams.iter().for_each(|team| class.by_team.add(*team, id));
        self.users.add(access.user, id);
        self.readers.insert(id, (access, key));
    }

    pub(crate) fn leave(&mut self, id: ReaderId) {
        let Some((access, key)) = self.readers.remove(&id) else { return };
        self.users.remove(access.user, id);
        let Some(class) = self.classes.get_mut(&key) else { return };
        class.members.remove(&id);
        class.by_user.remove(access.user, id);
        access.teams.iter().for_each(|team| class.by_team.remove(*team, id));
        if class.members.is_empty() {
            self.classes.remove(&key);
        }
    }

    /// What a reader may see.
    pub(crate) fn access_of(&self, id: ReaderId) -> Option<&Access> {
        self.readers.get(&id).map(|(access, _)| &**access)
    }

    /// The readers that are this user's.
    pub(crate) fn of_user(&self, user: UserId) -> Vec<ReaderId> {
        self.users.get(user).collect()
    }

    /// The readers who have this role.
    pub(crate) fn of_role(&self, role: RoleId) -> Vec<ReaderId> {
        let classes = self.classes.iter().filter(|(key, _)| key.role == role);
        classes.flat_map(|(_, class)| class.members.iter().copied()).collect()
    }

    /// The readers who are in this team.
    pub(crate) fn of_team(&self, team: TeamId) -> Vec<ReaderId> {
        self.classes.values().flat_map(|class| class.by_team.get(team)).collect()
    }

    /// Who hears an entry, by what they hear. Nobody hears of an entity that is not in the catalogue.
    pub(crate) fn hearers(&self, entry: &Entry) -> HashMap<Kind, Vec<ReaderId>> {
        let mut hearers: HashMap<Kind, Vec<ReaderId>> = HashMap::new();
        let Some(entity) = self.catalogue.by_name(&entry.entity) else { return hearers };
        for class in self.classes.values() {
            let Some(mask) = class.masks.get(entity.name) else { continue };
            for &id in class.proposed(entity, entry).iter() {
                let Some((access, _)) = self.readers.get(&id) else { continue };
                if let Some(kind) = heard(entity, entry, access, *mask) {
                    hearers.entry(kind).or_default().push(id);
                }
            }
        }
        hearers
    }
}

/// What an entry is to one reader, or nothing. A personal entry is its recipient's alone.
fn heard(entity: &Entity, entry: &Entry, access: &Access, mask: FieldMask) -> Option<Kind> {
    if entry.recipient.is_some_and(|recipient| recipient != access.user) {
        return None;
    }
    match judge(access, entity, entry.before.as_ref(), entry.after.as_ref()) {
        Verdict::Hidden => None,
        // Nothing of the record is in it, so one encoding serves every mask.
        Verdict::Lost => Some((FieldMask::NONE, Verdict::Lost)),
        verdict => Some((mask, verdict)),
    }
}

/// What one reader is sent of an entry, with the bytes of the event, if there is anything to hear.
pub(crate) fn for_one(
    catalogue: &Catalogue,
    topic: Topic,
    access: &Access,
    entry: &Entry,
    cursor: impl FnOnce() -> String,
) -> Option<(Prepared, usize)> {
    let entity = catalogue.by_name(&entry.entity).filter(|entity| topic.includes(entity))?;
    let kind = heard(entity, entry, access, access.role.readable(entity))?;
    encode(catalogue, entry, kind, &cursor())
}

impl Class {
    fn new(catalogue: &Catalogue, role: Arc<Role>, topic: Topic) -> Self {
        let seen = |entity: &&'static Entity| topic.includes(entity) && role.grant(entity, Action::Read).is_some();
        let heard = catalogue.entities().filter(seen);
        let masks = heard.map(|entity| (entity.name, role.readable(entity))).collect();
        Self { role, masks, members: HashSet::new(), by_team: Index::default(), by_user: Index::default() }
    }

    /// A superset of the members who may hear the entry.
    fn proposed(&self, entity: &Entity, entry: &Entry) -> Cow<'_, HashSet<ReaderId>> {
        if let Some(recipient) = entry.recipient {
            return Cow::Owned(self.by_user.get(recipient).collect());
        }
        let scope = self.role.grant(entity, Action::Read).map(|grant| grant.scope);
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

impl<K> Default for Index<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Hash + Eq> Index<K> {
    fn add(&mut self, key: K, id: ReaderId) {
        self.0.entry(key).or_default().insert(id);
    }

    fn remove(&mut self, key: K, id: ReaderId) {
        if let Some(readers) = self.0.get_mut(&key) {
            readers.remove(&id);
            if readers.is_empty() {
                self.0.remove(&key);
            }
        }
    }

    fn get(&self, key: K) -> impl Iterator<Item = ReaderId> {
        self.0.get(&key).into_iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests;
