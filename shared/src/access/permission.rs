//! The words of permissions: what may be done, how much of it, and the roles that every tenant begins with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The module of permissions over a tenant itself: its members, teams, roles, invitations and settings. It knows one
/// scope, all of the tenant.
pub const USERS: &str = "users";

/// The module of the permission to look into the change log: who did what, when, from where, and how it was before.
/// Scopes are judged on the record that an entry is about; what belongs to no record needs the scope *all*.
pub const AUDIT: &str = "audit";

/// The module of the permissions over the change sets of others: to read them, and to revert them. Everybody reads and
/// reverts their own without it. What a set shows and what a revert may write is judged on its records besides.
pub const CHANGE_SETS: &str = "changesets";

/// The modules that no entity declares.
pub const OTHER_MODULES: [&str; 3] = [USERS, AUDIT, CHANGE_SETS];

/// What may be done with records of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PermissionAction")]
pub enum Action {
    Read,
    /// Create and change.
    Write,
    /// Delete and restore.
    Delete,
}

/// How much of a module a grant covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "AccessScope")]
pub enum Scope {
    /// Records that the caller owns or created.
    Own,
    /// Those, and records of the caller's teams.
    Team,
    /// Every record of the tenant.
    All,
}

/// The roles that every tenant begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SystemRole {
    TenantAdmin,
    Manager,
    SalesUser,
    SupportUser,
    ReadOnly,
}

impl Action {
    pub const ALL: [Action; 3] = [Action::Read, Action::Write, Action::Delete];

    pub const fn as_str(self) -> &'static str {
        match self {
            Action::Read => "read",
            Action::Write => "write",
            Action::Delete => "delete",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == text)
    }

    /// What may be granted in a module: nobody writes the past, and nobody deletes a change set.
    pub fn of_module(module: &str) -> &'static [Self] {
        match module {
            AUDIT => &[Self::Read],
            CHANGE_SETS => &[Self::Read, Self::Write],
            _ => &Self::ALL,
        }
    }
}

impl Scope {
    pub const ALL: [Scope; 3] = [Scope::Own, Scope::Team, Scope::All];

    pub const fn as_str(self) -> &'static str {
        match self {
            Scope::Own => "own",
            Scope::Team => "team",
            Scope::All => "all",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }

    /// How far a grant in a module may go. Nobody owns a member or a role: what is administered is administered for all
    /// of the tenant. A change set has records of several owners.
    pub fn of_module(module: &str) -> &'static [Self] {
        if module == USERS || module == CHANGE_SETS { &[Self::All] } else { &Self::ALL }
    }
}

impl SystemRole {
    pub const ALL: [SystemRole; 5] = [
        SystemRole::TenantAdmin,
        SystemRole::Manager,
        SystemRole::SalesUser,
        SystemRole::SupportUser,
        SystemRole::ReadOnly,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            SystemRole::TenantAdmin => "tenant_admin",
            SystemRole::Manager => "manager",
            SystemRole::SalesUser => "sales_user",
            SystemRole::SupportUser => "support_user",
            SystemRole::ReadOnly => "read_only",
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            SystemRole::TenantAdmin => "Tenant Admin",
            SystemRole::Manager => "Manager",
            SystemRole::SalesUser => "Sales User",
            SystemRole::SupportUser => "Support User",
            SystemRole::ReadOnly => "Read-Only",
        }
    }
}
