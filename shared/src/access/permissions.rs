//! Every permission of the product: the modules that the entities and the contexts declare, put together when the
//! program starts, and checked against each other.

mod checks;
mod declared;

pub use checks::InvalidPermissions;
pub use declared::{DeclaredAction, DeclaredModule};

use std::sync::Arc;

use self::declared::title_of_records;
use super::{
    module::Module,
    permission::{Action, Scope},
    renamed,
    system_role::SystemRole,
};
use crate::catalogue::Entity;

/// All permissions, by module and action. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Permissions(Arc<Vec<DeclaredModule>>);

impl Permissions {
    /// The permissions of the entities and modules, each with the name of its context. Fails for a declaration that
    /// contradicts itself or another.
    pub fn new(
        entities: impl IntoIterator<Item = (&'static str, &'static Entity)>,
        modules: impl IntoIterator<Item = (&'static str, &'static Module)>,
    ) -> Result<Self, InvalidPermissions> {
        let mut all = Vec::new();
        for (context, entity) in entities {
            add_entity(claim(&mut all, context, entity.module, &Scope::ALL)?, entity);
        }
        let declared: Vec<_> = modules.into_iter().collect();
        for (context, module) in &declared {
            let into = claim(&mut all, context, module.name, module.scopes)?;
            for action in module.actions {
                checks::check_new(into, module, action)?;
                into.actions.push(DeclaredAction {
                    module: module.name,
                    action: action.action,
                    title: format!("module-{}.{}", module.name, action.action.as_str()),
                    implies: action.implies.to_vec(),
                    defaults: action.defaults.to_vec(),
                });
            }
        }
        all.sort_by_key(|module| module.name);
        checks::check(&all)?;
        Ok(Self(Arc::new(all)))
    }

    /// The permissions over the records of these entities alone, unchecked: what a catalogue has before it gets those
    /// of the product.
    pub fn of_records(entities: &[&'static Entity]) -> Self {
        let mut all: Vec<DeclaredModule> = Vec::new();
        for entity in entities {
            if let Ok(module) = claim(&mut all, "", entity.module, &Scope::ALL) {
                add_entity(module, entity);
            }
        }
        all.sort_by_key(|module| module.name);
        Self(Arc::new(all))
    }

    /// All modules, sorted by name.
    pub fn modules(&self) -> impl Iterator<Item = &DeclaredModule> {
        self.0.iter()
    }

    pub fn module(&self, name: &str) -> Option<&DeclaredModule> {
        self.0.iter().find(|module| module.name == name)
    }

    /// All permissions, sorted by module.
    pub fn all(&self) -> impl Iterator<Item = &DeclaredAction> {
        self.modules().flat_map(|module| &module.actions)
    }

    /// The permission of these words, if it is declared.
    pub fn find(&self, module: &str, action: &str) -> Option<&DeclaredAction> {
        self.module(module)?.actions.iter().find(|declared| declared.action.as_str() == action)
    }

    /// The permission that a client names, `deals.read`; by its earlier name too, if it had one.
    pub fn named(&self, name: &str) -> Option<&DeclaredAction> {
        let (module, action) = name.split_once('.')?;
        self.find(module, renamed::present_word(module, action).unwrap_or(action))
    }

    /// Whether the permission is about fields of records, so that a grant of it may have rules for them: others are
    /// about a record as a whole, or about none.
    pub fn is_about_fields(&self, module: &str, action: Action) -> bool {
        let has_records = self.find(module, Action::DELETE.as_str()).is_some_and(DeclaredAction::is_of_records);
        has_records && (action == Action::READ || action == Action::WRITE)
    }

    /// What a built-in role gets of this: (module, action, scope), in order. The administrator gets everything.
    pub fn defaults(&self, role: SystemRole) -> Vec<(&'static str, Action, Scope)> {
        let all = self.modules().flat_map(|module| module.actions.iter().map(move |action| (module, action)));
        let granted = all.filter_map(|(module, declared)| {
            let scope = match role {
                SystemRole::TenantAdmin => module.widest_scope(),
                _ => declared.default_of(role)?,
            };
            Some((declared.module, declared.action, scope))
        });
        granted.collect()
    }
}

/// The messages of the titles of what every module of records has.
pub fn titles_of_records() -> [String; 3] {
    Action::OF_RECORDS.map(title_of_records)
}

/// The module, which belongs to the context: a new one, or one that the same context has begun.
fn claim<'a>(
    all: &'a mut Vec<DeclaredModule>,
    context: &'static str,
    name: &'static str,
    scopes: &'static [Scope],
) -> Result<&'a mut DeclaredModule, InvalidPermissions> {
    let index = match all.iter().position(|module| module.name == name) {
        Some(index) => {
            checks::check_claim(&all[index], context, scopes)?;
            index
        }
        None => {
            all.push(DeclaredModule { name, context, scopes, actions: Vec::new() });
            all.len() - 1
        }
    };
    Ok(&mut all[index])
}

/// An entity that shares its module with another adds to what built-in roles get by default.
fn add_entity(module: &mut DeclaredModule, entity: &'static Entity) {
    for action in Action::OF_RECORDS {
        let defaults = entity.default_grants.iter().filter(|(_, granted, _)| *granted == action);
        let defaults = defaults.map(|(role, _, scope)| (*role, *scope));
        match module.actions.iter_mut().find(|declared| declared.action == action) {
            Some(declared) => {
                for (role, scope) in defaults {
                    if declared.default_of(role).is_none() {
                        declared.defaults.push((role, scope));
                    }
                }
            }
            None => module.actions.push(DeclaredAction {
                module: entity.module,
                action,
                title: title_of_records(action),
                implies: if action == Action::READ { Vec::new() } else { vec![(entity.module, Action::READ)] },
                defaults: defaults.collect(),
            }),
        }
    }
}

#[cfg(test)]
mod tests;
