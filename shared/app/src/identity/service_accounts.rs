//! Service accounts: machines that are members of a tenant. They sign in with a client id and a secret, hear what their
//! role may hear, and the server remembers how far they have handled it.
//!
//! A service account is a member like any other: its role, its teams and its suspension are administered where those of
//! people are, by the same rules. Nobody gives a machine more than they have. It has no password, counts as no
//! administrator, and what it did stands in the log under its id.

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

use plenum_shared::{
    Code, Error, Result,
    access::{Action, USERS},
    caller::Caller,
    entry::NewEntry,
    ids::UserId,
};
use plenum_store::{
    TenantTx,
    access::roles,
    identity::{
        service_accounts::{self, ServiceAccount},
        sessions, users,
    },
};
use time::OffsetDateTime;

use crate::{
    App, access,
    identity::auth::{Owner, end_entry},
};

/// The most accounts of a tenant that were not revoked.
const MOST: i64 = 100;

/// Sessions that one transaction ends; what an account has beyond that ends within the life of an access token.
const SESSIONS_AT_ONCE: i64 = 200;

/// The account, held until the transaction ends, and what the caller may do by then, if that still is this action, the
/// account was not revoked, and the caller reaches as far as its role.
async fn locked(
    app: &App,
    tx: &mut TenantTx,
    caller: &Caller,
    id: UserId,
    action: Action,
) -> Result<(ServiceAccount, Caller)> {
    caller.access.require_module(USERS, action)?;
    let not_found = || Error::new(Code::NotFound);
    let account = service_accounts::lock(tx, id).await?.ok_or_else(not_found)?;
    if account.revoked_at.is_some() {
        return Err(not_found());
    }
    let member = users::lock(tx, id).await?.ok_or_else(|| Error::internal("a service account is no member"))?;
    let role = roles::hold(tx, member.role).await?.ok_or_else(|| Error::internal("a member without a role"))?;
    // Whoever held these before us may have taken from the caller what this needs.
    let caller = access::again(tx, caller, app.source().now()).await?;
    caller.access.require_module(USERS, action)?;
    caller.require_may_delegate(&role.role)?;
    Ok((account, caller))
}

/// Ends the sessions of an account, and says so in entries.
async fn end_sessions(
    app: &App,
    tx: &mut TenantTx,
    id: UserId,
    caller: &Caller,
    reason: &'static str,
    now: OffsetDateTime,
) -> Result<Vec<NewEntry>> {
    let ended = sessions::revoke_some(tx, id, None, SESSIONS_AT_ONCE, reason, now).await?;
    let owner = Owner::in_the_hands_of(caller, id);
    let entry = |session| end_entry(app, session, owner, reason, &caller.origin);
    Ok(ended.into_iter().map(entry).collect())
}
