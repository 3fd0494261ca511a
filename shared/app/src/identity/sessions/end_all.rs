//! Ends all sessions of a member because of what somebody else does: a suspension, a revoked secret.

use plenum_shared::{Result, caller::Caller, entry::NewEntry, ids::UserId};
use plenum_store::{TenantTx, identity::sessions};
use time::OffsetDateTime;

use super::entries::{SessionOwner, ended};
use crate::App;

/// More sessions than one member has, and fewer entries than one append takes.
const AT_ONCE: i64 = 900;

/// Ends the sessions; returns the entries about them, which are the caller's to append.
pub(in crate::identity) async fn end_all(
    app: &App,
    tx: &mut TenantTx,
    caller: &Caller,
    user: UserId,
    reason: &'static str,
    now: OffsetDateTime,
) -> Result<Vec<NewEntry>> {
    let revoked = sessions::revoke_some(tx, user, None, AT_ONCE, reason, now).await?;
    let owner = SessionOwner::ended_by(caller, user);
    Ok(revoked.into_iter().map(|session| ended(app, session, &owner, reason, &caller.origin)).collect())
}
