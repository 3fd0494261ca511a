//! The roles of a tenant: what each may do, down to the field.
//!
//! Nobody makes, changes or deletes a role that reaches further than their own. The administrator's role stays as it
//! is, and the roles that every tenant begins with stay.

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
pub use permissions::{ModuleView, permissions};
pub use view::RoleView;

use plenum_shared::{Code, Error, Result, access::Role, caller::Caller, ids::RoleId};
use plenum_store::{
    TenantTx,
    access::roles::{self, RoleContent, StoredRole},
};

/// The most roles of a tenant.
const MOST: i64 = 200;

/// A role that the caller is about to change, locked. One that reaches beyond the caller's is out of reach.
async fn locked(tx: &mut TenantTx, caller: &Caller, role: RoleId) -> Result<StoredRole> {
    let role = roles::lock(tx, role).await?.ok_or_else(|| Error::new(Code::NotFound))?;
    caller.require_may_delegate(&role.role)?;
    Ok(role)
}

/// The role that this content would make.
fn role_of(id: RoleId, key: &str, content: &RoleContent) -> Role {
    let grants = content.grants.iter().cloned();
    Role::new(id, key, content.name.as_str(), 1, content.default_field_access, grants)
}
