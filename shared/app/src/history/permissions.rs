//! The permissions to look into the past, and to undo what others did.

use plenum_shared::access::{Action, ActionDeclaration, Module, Permission, Scope, SystemRole};

/// To look into the change log: who did what, when, from where, and how it was before. Scopes are judged on the record
/// that an entry is about; what belongs to no record needs the scope *all*. Nobody writes the past.
pub const AUDIT: Module = Module {
    name: "audit",
    scopes: &Scope::ALL,
    // The manager of a team may read the history of its records.
    actions: &[ActionDeclaration {
        action: Action::READ,
        implies: &[],
        defaults: &[(SystemRole::Manager, Scope::Team)],
    }],
};

/// Over the change sets of others: to read them, and to revert them. Everybody reads and reverts their own without it.
/// What a set shows and what a revert may write is judged on its records besides. A set has records of several owners,
/// so there is one scope.
pub const CHANGE_SETS: Module = Module {
    name: "changesets",
    scopes: &[Scope::All],
    actions: &[
        ActionDeclaration { action: Action::READ, implies: &[], defaults: &[] },
        ActionDeclaration { action: REVERT, implies: &[("changesets", Action::READ)], defaults: &[] },
    ],
};

const REVERT: Action = Action::new("revert");

pub const READ_AUDIT: Permission = AUDIT.permission(Action::READ);
pub const READ_CHANGE_SETS: Permission = CHANGE_SETS.permission(Action::READ);
pub const REVERT_CHANGE_SETS: Permission = CHANGE_SETS.permission(REVERT);
