//! A role: what its members may do, down to the field.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    grant::{DefaultFieldAccess, FieldAccess, Grant},
    permission::{Action, Permission, Scope},
    permissions::Permissions,
    renamed,
};
use crate::{
    catalogue::{Entity, Field, FieldMask},
    ids::RoleId,
};

/// A role with its grants. Readers with the same role and version share one, and so one encoding of each event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub key: String,
    pub name: String,
    pub version: i64,
    pub default_field_access: DefaultFieldAccess,
    pub(super) grants: Grants,
}

/// What a role holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Grants {
    /// Every permission that there is or will be, of everything, and every field: the administrator's, by definition.
    /// A role that lists all permissions of today is less.
    Everything,
    /// By module and action, as words: what another version of the program has granted is kept, and matches nothing
    /// that this one requires.
    Listed(HashMap<(String, String), Grant>),
}

static EVERYTHING: LazyLock<Grant> = LazyLock::new(|| Grant { scope: Scope::All, fields: HashMap::new() });

impl Role {
    /// A role of these grants: module, action, and what is granted. An action that has another name now may have the
    /// earlier one.
    pub fn new<A: Into<String>>(
        id: RoleId,
        key: impl Into<String>,
        name: impl Into<String>,
        version: i64,
        default_field_access: DefaultFieldAccess,
        grants: impl IntoIterator<Item = (String, A, Grant)>,
    ) -> Self {
        let mut listed = HashMap::new();
        for (module, action, grant) in grants {
            let action = action.into();
            let action = renamed::present_word(&module, &action).map_or(action, ToOwned::to_owned);
            listed.entry((module, action)).or_insert(grant);
        }
        let grants = Grants::Listed(listed);
        Self { id, key: key.into(), name: name.into(), version, default_field_access, grants }
    }

    /// The role of a tenant's administrators.
    pub fn administrator(id: RoleId, key: impl Into<String>, name: impl Into<String>, version: i64) -> Self {
        let (default_field_access, grants) = (DefaultFieldAccess::Allow, Grants::Everything);
        Self { id, key: key.into(), name: name.into(), version, default_field_access, grants }
    }

    /// Whether the role holds everything by definition.
    pub fn is_administrator(&self) -> bool {
        self.grants == Grants::Everything
    }

    /// What the role has of an action on the records of an entity.
    pub fn grant(&self, entity: &Entity, action: Action) -> Option<&Grant> {
        self.find(entity.module, action.as_str())
    }

    /// What the role has of a permission. A grant is valid only beside grants of what the permission implies.
    pub fn permitted(&self, permission: Permission) -> Option<&Grant> {
        let is_beside = |(module, action): &(&'static str, Action)| self.find(module, action.as_str()).is_some();
        let grant = self.find(permission.module, permission.action.as_str());
        grant.filter(|_| permission.implies.iter().all(is_beside))
    }

    /// Whether the role has a grant of this action, whatever that is worth by itself.
    pub fn holds(&self, module: &str, action: Action) -> bool {
        self.find(module, action.as_str()).is_some()
    }

    pub(super) fn find(&self, module: &str, action: &str) -> Option<&Grant> {
        match &self.grants {
            Grants::Everything => Some(&EVERYTHING),
            // The key is owned, so a look-up by reference would need copies of both words; a role has few grants.
            Grants::Listed(grants) => {
                let found = grants.iter().find(|((name, granted), _)| name == module && granted == action);
                found.map(|(_, grant)| grant)
            }
        }
    }

    /// The declared permissions that the role holds, each with its grant, sorted by module.
    pub fn permissions(&self, declared: &Permissions) -> Vec<(&'static str, Action, Grant)> {
        let held = declared.modules().flat_map(|module| {
            module.actions.iter().filter_map(|known| {
                let grant = self.find(known.module, known.action.as_str())?.clone();
                let scope = if self.is_administrator() { module.widest_scope() } else { grant.scope };
                Some((known.module, known.action, Grant { scope, ..grant }))
            })
        });
        held.collect()
    }

    /// What another version of the program has granted: module, action and grant of permissions that this one does not
    /// declare, sorted.
    pub fn undeclared(&self, declared: &Permissions) -> Vec<(String, String, Grant)> {
        let Grants::Listed(grants) = &self.grants else { return Vec::new() };
        let unknown = grants.iter().filter(|((module, action), _)| declared.find(module, action).is_none());
        let mut unknown: Vec<_> =
            unknown.map(|((module, action), grant)| (module.clone(), action.clone(), grant.clone())).collect();
        unknown.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
        unknown
    }

    /// The fields of the entity that this role may read. The id is always among them.
    pub fn readable(&self, entity: &Entity) -> FieldMask {
        let Some(grant) = self.grant(entity, Action::READ) else { return FieldMask::NONE };
        let mut mask = FieldMask::NONE;
        for (index, field) in entity.fields().enumerate() {
            if field.name == "id" || self.rule(grant, field.name) >= FieldAccess::Read {
                mask = mask.with(index);
            }
        }
        mask
    }

    /// Whether this role may set the field: it can be read, and its rule says write.
    pub fn may_write_field(&self, entity: &Entity, field: &Field) -> bool {
        let rule = |action| self.grant(entity, action).map(|grant| self.rule(grant, field.name));
        rule(Action::READ) >= Some(FieldAccess::Read) && rule(Action::WRITE) == Some(FieldAccess::Write)
    }

    /// What a grant of this role lets its members do with a field.
    pub(super) fn rule(&self, grant: &Grant, field: &str) -> FieldAccess {
        match (grant.fields.get(field), self.default_field_access) {
            (Some(rule), _) => *rule,
            (None, DefaultFieldAccess::Allow) => FieldAccess::Write,
            (None, DefaultFieldAccess::Deny) => FieldAccess::None,
        }
    }
}
