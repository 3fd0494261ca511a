//! Service accounts: machines that are members of a tenant. They sign in with a client id and a secret, receive the
//! events that their role may see, and the server remembers how far they have handled them.
//!
//! A service account is a member like any other: its role, its teams and its suspension are administered where those of
//! people are, by the same rules. Nobody gives a machine more than they have. It has no password, counts as no
//! administrator, and its actions are in the log under its id.

mod ack;
mod create;
mod delete;
mod get;
mod list;
mod position;
mod rotate_secret;
mod token;
mod view;

pub use ack::{Acked, ack};
pub use create::{NewServiceAccount, create};
pub use delete::delete;
pub use get::get;
pub use list::list;
pub use position::position;
pub use rotate_secret::{MAX_OVERLAP, rotate_secret};
pub use token::{ServiceToken, token};
pub use view::{ServiceAccountStatus, ServiceAccountView, WithSecret};

use crate::{App, access};
use plenum_shared::{Code, Error, Result, access::Permission, caller::Caller, ids::UserId};
use plenum_store::{
    TenantTx,
    access::roles,
    identity::{
        service_accounts::{self, ServiceAccount},
        users,
    },
};

/// The account, locked, and the caller with their present access, if that still has this permission, the account was
/// not revoked, and the caller's access covers the account's role.
async fn locked(
    app: &App,
    tx: &mut TenantTx,
    caller: &Caller,
    id: UserId,
    permission: Permission,
) -> Result<(ServiceAccount, Caller)> {
    caller.access.require_permission(permission)?;
    let not_found = || Error::new(Code::NotFound);
    let account = service_accounts::lock(tx, id).await?.ok_or_else(not_found)?;
    if account.revoked_at.is_some() {
        return Err(not_found());
    }
    let member = users::lock(tx, id).await?.ok_or_else(|| Error::internal("a service account is no member"))?;
    let role = roles::lock_shared(tx, member.role).await?.ok_or_else(|| Error::internal("a member without a role"))?;
    // The transaction that held these locks before may have taken from the caller what this needs.
    let caller = access::reload(tx, caller, app.source().now()).await?;
    caller.access.require_permission(permission)?;
    caller.require_may_delegate(&role.role)?;
    Ok((account, caller))
}
