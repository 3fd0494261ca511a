//! The roles of a tenant: what each may do, down to the field.
//!
//! Nobody makes, changes or deletes a role that exceeds their own. The administrator's role stays as it
//! is, and the roles that every tenant begins with stay.

mod content;
mod create;
mod delete;
mod get;
mod input;
mod list;
mod patch;
mod permissions;
mod view;

pub use create::create;
pub use delete::delete;
pub use get::get;
pub use input::{NewPermission, NewRole, RolePatch, permission_names};
pub use list::list;
pub use patch::patch;
pub use permissions::{ModuleView, PermissionList, permissions};
pub use view::RoleView;

pub(crate) use content::content_of;

use plenum_shared::{
    Code, Error, Result,
    access::{DefaultFieldAccess, FieldAccess, Role},
    caller::Caller,
    ids::RoleId,
    plan::FIELD_RULES,
};
use plenum_store::{
    TenantTx,
    access::roles::{self, RoleContent, StoredRole},
};

/// A role that the caller is about to change, locked. One that exceeds the caller's is refused.
async fn locked(tx: &mut TenantTx, caller: &Caller, role: RoleId) -> Result<StoredRole> {
    let role = roles::lock(tx, role).await?.ok_or_else(|| Error::new(Code::NotFound))?;
    caller.require_may_delegate(&role.role)?;
    Ok(role)
}

/// Refuses rules for single fields that were not there before, when the tenant's plan has none. Those that are there
/// go on to hold, and may stay or be dropped.
fn require_field_rules(caller: &Caller, before: Option<&RoleContent>, after: &RoleContent) -> Result<()> {
    let is_old = |rule: &_| before.is_some_and(|before| rules_of(before).any(|old| old == *rule));
    let denies = after.default_field_access == DefaultFieldAccess::Deny
        && before.is_none_or(|before| before.default_field_access != DefaultFieldAccess::Deny);
    if denies || rules_of(after).any(|rule| !is_old(&rule)) {
        caller.entitlements.require(&FIELD_RULES)
    } else {
        Ok(())
    }
}

fn rules_of(content: &RoleContent) -> impl Iterator<Item = (&str, &str, &str, FieldAccess)> {
    content.grants.iter().flat_map(|(module, action, grant)| {
        grant.fields.iter().map(|(field, rule)| (module.as_str(), action.as_str(), field.as_str(), *rule))
    })
}

/// The role that this content would make.
fn role_of(id: RoleId, key: &str, content: &RoleContent) -> Role {
    let grants = content.grants.iter().cloned();
    Role::new(id, key, content.name.as_str(), 1, content.default_field_access, grants)
}
