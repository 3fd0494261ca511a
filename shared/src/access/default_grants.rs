//! What the roles of a new tenant may do, as the entities declare it.

use super::permission::{AUDIT, Action, CHANGE_SETS, Scope, SystemRole, USERS};
use crate::catalogue::Catalogue;

impl SystemRole {
    /// What the role of a new tenant is granted: (module, action, scope), without repeats.
    pub fn default_grants(self, catalogue: &Catalogue) -> Vec<(&'static str, Action, Scope)> {
        let mut grants = Vec::new();
        for entity in catalogue.entities() {
            let declared = entity.default_grants.iter().filter(|(role, ..)| *role == self);
            let declared = declared.map(|(_, action, scope)| (entity.module, *action, *scope));
            match self {
                SystemRole::TenantAdmin => grants.extend(all_of(entity.module)),
                _ => grants.extend(declared),
            }
        }
        match self {
            SystemRole::TenantAdmin => {
                grants.extend(all_of(USERS));
                grants.push((AUDIT, Action::Read, Scope::All));
                grants.extend(Action::of_module(CHANGE_SETS).iter().map(|action| (CHANGE_SETS, *action, Scope::All)));
            }
            // The manager of a team may read the history of its records.
            SystemRole::Manager => grants.push((AUDIT, Action::Read, Scope::Team)),
            SystemRole::SalesUser | SystemRole::SupportUser | SystemRole::ReadOnly => {}
        }
        grants.sort_by_key(|(module, action, _)| (*module, *action));
        grants.dedup_by_key(|(module, action, _)| (*module, *action));
        grants
    }
}

fn all_of(module: &'static str) -> [(&'static str, Action, Scope); 3] {
    Action::ALL.map(|action| (module, action, Scope::All))
}
