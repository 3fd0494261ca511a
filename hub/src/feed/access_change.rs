//! An entry of the log that changes somebody's access, and whose access it changes.

use plenum_shared::{
    access::Access,
    entry::{ACCESS_CHANGED, Entry},
    ids::{RoleId, TeamId, UserId},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AccessChange {
    User(UserId),
    Role(RoleId),
    Team(TeamId),
    /// The change is of the tenant, or of a kind that this version does not know.
    Everyone,
}

impl AccessChange {
    /// The change that an entry describes, if it is about access.
    pub(super) fn of(entry: &Entry) -> Option<Self> {
        if entry.kind != ACCESS_CHANGED {
            return None;
        }
        let id = entry.record.uuid();
        Some(match entry.entity.as_str() {
            "user" => Self::User(id.into()),
            "role" => Self::Role(id.into()),
            "team" => Self::Team(id.into()),
            _ => Self::Everyone,
        })
    }

    /// Whether it changes this access, which was loaded before it.
    pub(super) fn affects(self, access: &Access) -> bool {
        match self {
            Self::User(user) => user == access.user,
            Self::Role(role) => role == access.role.id,
            Self::Team(team) => access.teams.contains(&team),
            Self::Everyone => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use plenum_shared::access::Scope;

    use super::*;
    use crate::samples::{member, role, team, user};

    #[test]
    fn a_change_of_a_role_or_team_affects_its_members_alone() {
        let (sales, support) = (role(1, Scope::Team, &[]), role(2, Scope::Own, &[]));
        let members = [(&sales, [10]), (&sales, [20]), (&support, [10])];
        let accesses: Vec<_> = (0..).zip(members).map(|(id, (role, teams))| member(id, role, &teams)).collect();
        let affected = |change: AccessChange| {
            (0..accesses.len()).filter(|index| change.affects(&accesses[*index])).collect::<Vec<_>>()
        };
        assert_eq!(affected(AccessChange::Role(sales.id)), [0, 1]);
        assert_eq!(affected(AccessChange::Team(team(10))), [0, 2]);
        assert_eq!(affected(AccessChange::User(user(1))), [1]);
        assert_eq!(affected(AccessChange::Everyone), [0, 1, 2]);
        assert!(affected(AccessChange::Team(team(30))).is_empty());
    }
}
