//! Limits a list to the records that its reader may see: the rule of `Access::covers` in SQL.

use plenum_shared::{
    access::{Access, Scope},
    catalogue::{Entity, Ownership},
    ids::{TeamId, UserId},
};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

/// A scope in the form of a predicate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visibility {
    All,
    Team { user: UserId, teams: Vec<TeamId> },
    Own { user: UserId },
}

impl Visibility {
    /// What a grant of this scope lets the caller see.
    pub fn of(access: &Access, scope: Scope) -> Self {
        match scope {
            Scope::All => Self::All,
            Scope::Team => Self::Team { user: access.user, teams: access.teams.clone() },
            Scope::Own => Self::Own { user: access.user },
        }
    }
}

pub(super) fn push(sql: &mut QueryBuilder<Postgres>, entity: &Entity, visible: &Visibility) {
    let (user, teams) = match (entity.ownership, visible) {
        // Records without an owner are seen by all readers of the entity.
        (Ownership::Shared, _) | (_, Visibility::All) => return,
        (Ownership::Owned, Visibility::Own { user }) => (user, None),
        (Ownership::Owned, Visibility::Team { user, teams }) => (user, Some(teams)),
    };
    sql.push(" AND (owner_id = ").push_bind(user.uuid()).push(" OR created_by = ").push_bind(user.uuid());
    if let Some(teams) = teams {
        let teams: Vec<Uuid> = teams.iter().map(|team| team.uuid()).collect();
        sql.push(" OR team_id = ANY (").push_bind(teams).push(")");
    }
    sql.push(")");
}
