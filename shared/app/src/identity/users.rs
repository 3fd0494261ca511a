//! The users of a tenant, its members: their roles, teams and status.
//!
//! Every change of a member's access is an entry of the tenant's log, so that open connections, which read the same
//! log, judge no later entry by the older access. Nobody gives or takes more than they have themselves, and the last
//! administrator stays one.

mod add;
mod get;
mod join_team;
mod leave_team;
mod list;
mod patch;
mod set_role;
mod set_status;
mod view;

pub(crate) use add::add_unchecked;
pub use add::{NewUser, add};
pub use get::get;
pub use join_team::join_team;
pub use leave_team::leave_team;
pub use list::list;
pub use patch::{UserPatch, patch};
pub use plenum_store::identity::users::UserStatus;
pub use set_role::set_role;
pub use set_status::set_status;
pub use view::UserView;

use plenum_shared::{Code, Error, Result, caller::Caller, ids::UserId};
use plenum_store::{
    TenantTx,
    access::roles,
    identity::users::{self, Member},
};

/// A member whom the caller is about to change, locked. A member whose role exceeds the caller's is refused.
async fn locked(tx: &mut TenantTx, caller: &Caller, member: UserId) -> Result<Member> {
    let member = users::lock(tx, member).await?.ok_or_else(|| Error::new(Code::NotFound))?;
    require_covered(tx, caller, &member).await?;
    Ok(member)
}

async fn require_covered(tx: &mut TenantTx, caller: &Caller, member: &Member) -> Result<()> {
    let role = roles::get(tx, member.role).await?.ok_or_else(|| Error::internal("a member without a role"))?;
    caller.require_may_delegate(&role.role)
}
