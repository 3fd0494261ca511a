//! The permissions over a tenant itself: its members, teams, roles, invitations and settings. They know one scope, all
//! of the tenant, for nobody owns a member or a role.

use plenum_shared::access::{Action, ActionDeclaration, Module, Permission, Scope};

pub const USERS: Module = Module {
    name: "users",
    scopes: &[Scope::All],
    actions: &[
        ActionDeclaration { action: Action::READ, implies: &[], defaults: &[] },
        // The answer to a change shows what was changed.
        ActionDeclaration { action: Action::WRITE, implies: &[("users", Action::READ)], defaults: &[] },
        ActionDeclaration { action: Action::DELETE, implies: &[("users", Action::READ)], defaults: &[] },
    ],
};

pub const READ_USERS: Permission = USERS.permission(Action::READ);
pub const WRITE_USERS: Permission = USERS.permission(Action::WRITE);
pub const DELETE_USERS: Permission = USERS.permission(Action::DELETE);
