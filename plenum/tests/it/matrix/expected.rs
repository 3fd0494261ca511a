//! The expected answer, which follows from the permission of an operation and the grants of a role.

use std::collections::HashMap;

use plenum_shared::catalogue::Ownership;
use plenum_testkit::catalogue;
use serde_json::Value;

use super::document::{Access, Operation};

/// The grants of a role as `GET /roles` shows them: permissions with their scopes.
#[derive(Debug, Clone)]
pub(super) struct Grants(HashMap<String, String>);

/// The owner of a record in relation to the caller. Another user has created all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum OwnedBy {
    Own,
    Team,
    OtherTeam,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Unauthenticated,
    Forbidden,
    NotFound,
    /// A success, or a documented refusal that does not depend on the caller.
    Answered,
}

impl OwnedBy {
    pub(super) const ALL: [Self; 3] = [Self::Own, Self::Team, Self::OtherTeam];

    fn is_within(self, scope: &str) -> bool {
        match scope {
            "all" => true,
            "team" => self != Self::OtherTeam,
            "own" => self == Self::Own,
            other => panic!("an unknown scope: {other}"),
        }
    }
}

impl Grants {
    pub(super) fn of(role: &Value) -> Self {
        let text = |value: &Value| value.as_str().expect("a word").to_owned();
        let granted = role["permissions"].as_array().expect("permissions").iter();
        Self(granted.map(|granted| (text(&granted["permission"]), text(&granted["scope"]))).collect())
    }

    pub(super) fn have(&self, permission: &str) -> bool {
        self.0.contains_key(permission)
    }

    fn cover(&self, permission: &str, owned_by: OwnedBy) -> bool {
        self.0.get(permission).is_some_and(|scope| owned_by.is_within(scope))
    }

    /// Whether a list of records shows one with this owner.
    pub(super) fn show(&self, operation: &Operation, owned_by: OwnedBy) -> bool {
        let entity = operation.entity().expect("a list of records");
        entity.ownership == Ownership::Shared || self.cover(&format!("{}.read", entity.module), owned_by)
    }

    /// The answer of this operation to a member with these grants; `owned_by` is the owner of the record in its path.
    pub(super) fn expect(&self, operation: &Operation, owned_by: OwnedBy) -> Expected {
        let permission = match &operation.access {
            Access::Public | Access::Members(None) => return Expected::Answered,
            Access::Operators => return Expected::Unauthenticated,
            Access::Members(Some(permission)) => permission,
        };
        let module = permission.split('.').next().unwrap_or_default();
        // What is not about records is valid only beside what it implies: the answer to a change of a role or member
        // shows it, so the change needs the permission to read too.
        let declared = catalogue().permissions().named(permission).expect("a declared permission");
        let implied = declared.implied().into_iter().filter(|_| !declared.is_of_records());
        if !self.have(permission) || implied.into_iter().any(|implied| !self.have(&implied)) {
            return Expected::Forbidden;
        }
        let Some(entity) = operation.entity() else {
            // An operation without a record is about the whole tenant.
            let is_for_all = self.cover(permission, OwnedBy::OtherTeam);
            return if is_for_all { Expected::Answered } else { Expected::Forbidden };
        };
        if !operation.names_something() {
            return Expected::Answered;
        }
        let read = format!("{}.read", entity.module);
        match entity.ownership {
            // A reader of the history of a record must be able to read records of its entity.
            _ if module != entity.module && !self.have(&read) => Expected::Forbidden,
            Ownership::Shared => Expected::Answered,
            Ownership::Owned if !self.cover(&read, owned_by) => Expected::NotFound,
            Ownership::Owned if !self.cover(permission, owned_by) => Expected::Forbidden,
            Ownership::Owned => Expected::Answered,
        }
    }
}
