//! What must hold of the declarations of permissions. The program does not start with others.

use super::declared::{DeclaredAction, DeclaredModule};
use crate::access::{
    module::{ActionDeclaration, Module},
    permission::{Action, Scope},
    renamed::RENAMED,
    system_role::SystemRole,
};

/// Why these declarations do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("permissions: {0}")]
pub struct InvalidPermissions(String);

type Checked = Result<(), InvalidPermissions>;

/// A module belongs to one context, and knows one list of scopes.
pub(super) fn check_claim(module: &DeclaredModule, context: &str, scopes: &[Scope]) -> Checked {
    let DeclaredModule { name, context: owner, .. } = module;
    require(*owner == context, || format!("the module {name} belongs to the contexts {owner} and {context}"))?;
    require(module.scopes == scopes, || format!("the module {name} of {context} is declared with two lists of scopes"))
}

/// An action that a declaration adds to its module.
pub(super) fn check_new(into: &DeclaredModule, module: &Module, action: &ActionDeclaration) -> Checked {
    let name = format!("{}.{}", module.name, action.action.as_str());
    let is_new = into.actions.iter().all(|known| known.action != action.action);
    require(is_new, || format!("{name} is declared twice, by {}", into.context))
}

pub(super) fn check(all: &[DeclaredModule]) -> Checked {
    for module in all {
        let (name, context) = (module.name, module.context);
        require(is_word(name), || format!("the module {name} of {context} is no word"))?;
        require(!module.actions.is_empty(), || format!("the module {name} of {context} has no action"))?;
        require(!module.scopes.is_empty(), || format!("the module {name} of {context} has no scope"))?;
        module.actions.iter().try_for_each(|declared| check_action(all, module, declared))?;
    }
    for renamed in RENAMED {
        let is_there = |action: &str| find(all, renamed.module, action).is_some();
        let is_known = all.iter().any(|module| module.name == renamed.module);
        require(!is_known || is_there(renamed.now), || format!("{}.{} is not declared", renamed.module, renamed.now))?;
        require(!is_there(renamed.before), || {
            format!("{}.{} is the earlier name of another action", renamed.module, renamed.before)
        })?;
    }
    Ok(())
}

fn check_action(all: &[DeclaredModule], module: &DeclaredModule, declared: &DeclaredAction) -> Checked {
    let name = declared.name();
    require(is_word(declared.action.as_str()), || format!("{name} of {} is no word", module.context))?;
    for (role, scope) in &declared.defaults {
        let key = role.key();
        require(*role != SystemRole::TenantAdmin, || format!("{name} has a default for {key}, which has everything"))?;
        require(module.scopes.contains(scope), || {
            format!("{name} has a default for {key} of a scope it does not know")
        })?;
        let times = declared.defaults.iter().filter(|(other, _)| other == role).count();
        require(times == 1, || format!("{name} has {times} defaults for {key}"))?;
    }
    for (implied_module, implied_action) in &declared.implies {
        let implied_name = format!("{implied_module}.{}", implied_action.as_str());
        let Some(implied) = find(all, implied_module, implied_action.as_str()) else {
            return Err(InvalidPermissions(format!("{name} implies {implied_name}, which is not declared")));
        };
        let this = (declared.module, declared.action);
        require(implied_name != name && !implied.implies.contains(&this), || {
            format!("{name} and {implied_name} imply each other")
        })?;
        // What is implied by what is implied is named as well, so that nobody has to follow a chain.
        let missing = implied.implies.iter().find(|further| !declared.implies.contains(further));
        require(missing.is_none(), || {
            let further = missing.map(|(module, action): &(&str, Action)| format!("{module}.{}", action.as_str()));
            format!("{name} implies {implied_name}, but not {}, which that implies", further.unwrap_or_default())
        })?;
        for (role, _) in &declared.defaults {
            let key = role.key();
            require(implied.default_of(*role).is_some(), || {
                format!("{name} is a default of {key}, but {implied_name}, which it implies, is not")
            })?;
        }
    }
    Ok(())
}

fn find<'a>(all: &'a [DeclaredModule], module: &str, action: &str) -> Option<&'a DeclaredAction> {
    let module = all.iter().find(|known| known.name == module)?;
    module.actions.iter().find(|known| known.action.as_str() == action)
}

fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn require(holds: bool, problem: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(InvalidPermissions(problem())) }
}
