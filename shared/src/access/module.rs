//! A module of permissions, as its owner declares it.
//!
//! The module of an entity's records has `read`, `write` and `delete` without a declaration. A context declares a
//! module of its own where there are no records, as that of the administration of members, or further actions of the
//! module of its records.

use super::{
    permission::{Action, Permission, Scope},
    system_role::SystemRole,
};

/// A module of permissions.
#[derive(Debug)]
pub struct Module {
    /// The first half of its permissions: `changesets` in `changesets.revert`.
    pub name: &'static str,
    /// How far a grant in it may go. A module of records has all of them.
    pub scopes: &'static [Scope],
    pub actions: &'static [ActionDeclaration],
}

/// An action of a module. Its title is the attribute of its name of the message `module-<name>`.
#[derive(Debug)]
pub struct ActionDeclaration {
    pub action: Action,
    /// The permissions without which it is worth nothing, all of them: those that an implied one implies too. A grant
    /// of it is valid only beside grants of these, and a role cannot be written that has it alone.
    pub implies: &'static [(&'static str, Action)],
    /// What the roles that every tenant begins with get of it: in a new tenant, and in every tenant when the permission
    /// is new. The administrator holds it by definition, and has no line.
    pub defaults: &'static [(SystemRole, Scope)],
}

impl Module {
    /// The permission that a use case requires. In a constant, an action that the module does not declare is an error
    /// of the compiler.
    ///
    /// # Panics
    /// When the module does not declare the action.
    pub const fn permission(&self, action: Action) -> Permission {
        let mut index = 0;
        while index < self.actions.len() {
            let declared = &self.actions[index];
            if declared.action.is(action) {
                return Permission { module: self.name, action, implies: declared.implies };
            }
            index += 1;
        }
        panic!("the module does not declare this action")
    }
}
