//! What follows from the declarations of a module.

use crate::access::{
    permission::{Action, Scope},
    system_role::SystemRole,
};

/// A module with all of its actions.
#[derive(Debug, Clone)]
pub struct DeclaredModule {
    pub name: &'static str,
    /// The context that it belongs to.
    pub context: &'static str,
    pub scopes: &'static [Scope],
    /// Sorted; first those that every module of records has, if it is one.
    pub actions: Vec<DeclaredAction>,
}

/// An action of a module, with what follows from its declaration.
#[derive(Debug, Clone)]
pub struct DeclaredAction {
    pub module: &'static str,
    pub action: Action,
    /// The message that is its title.
    pub title: String,
    pub implies: Vec<(&'static str, Action)>,
    pub defaults: Vec<(SystemRole, Scope)>,
}

impl DeclaredModule {
    /// The message that is its title.
    pub fn title(&self) -> String {
        format!("module-{}", self.name)
    }

    pub fn widest_scope(&self) -> Scope {
        self.scopes.iter().copied().max().unwrap_or(Scope::All)
    }
}

impl DeclaredAction {
    /// `deals.read`
    pub fn name(&self) -> String {
        format!("{}.{}", self.module, self.action.as_str())
    }

    /// The names of the permissions that it implies.
    pub fn implied(&self) -> Vec<String> {
        self.implies.iter().map(|(module, action)| format!("{module}.{}", action.as_str())).collect()
    }

    /// What a built-in role gets of it; the administrator has no line.
    pub fn default_of(&self, role: SystemRole) -> Option<Scope> {
        self.defaults.iter().find(|(to, _)| *to == role).map(|(_, scope)| *scope)
    }

    /// Whether it is one of those that every module of records has.
    pub fn is_of_records(&self) -> bool {
        self.title == title_of_records(self.action)
    }
}

/// The message that is the title of what every module of records has.
pub(super) fn title_of_records(action: Action) -> String {
    format!("action-{}", action.as_str())
}
