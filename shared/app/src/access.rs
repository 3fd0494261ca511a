//! From an identity to a caller: what the person of a token may do, as of this transaction.

use std::sync::Arc;

use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, access};
use time::OffsetDateTime;

/// Loads what the bearer of a token may do, in the snapshot of `tx`. A session that was ended, a person who was
/// disabled or suspended, or a tenant that is suspended has no caller.
pub async fn caller(tx: &mut TenantTx, who: &Identity, now: OffsetDateTime) -> Result<Caller> {
    let found = access::load(tx, who.user, Some(who.session), now).await?;
    let row = found.ok_or_else(|| Error::new(Code::Unauthenticated))?;
    if !row.user_active {
        return Err(Error::new(Code::Unauthenticated));
    }
    // Before the session, which ends with a suspension: whoever is suspended is told so.
    require_membership(row.tenant.active, row.member_active)?;
    if !row.session_live {
        return Err(Error::new(Code::Unauthenticated));
    }
    Ok(Caller {
        tenant: who.tenant,
        user: who.user,
        session: who.session,
        access: Arc::new(row.access),
        origin: who.origin.clone(),
    })
}

/// What the caller may do by now. Whoever has waited for a lock asks again: another may have held it to take from the
/// caller what they would give away.
pub(crate) async fn again(tx: &mut TenantTx, before: &Caller, now: OffsetDateTime) -> Result<Caller> {
    let who = Identity {
        tenant: before.tenant,
        user: before.user,
        session: before.session,
        expires_at: i64::MAX,
        origin: before.origin.clone(),
    };
    caller(tx, &who, now).await
}

/// The reasons for which a person whose token is good may still not act.
pub(crate) fn require_membership(tenant_active: bool, membership_active: bool) -> Result<()> {
    match (tenant_active, membership_active) {
        (true, true) => Ok(()),
        (false, _) => Err(Error::new(Code::TenantSuspended)),
        (true, false) => {
            Err(Error::new(Code::Forbidden).with_message("your membership of this organisation is suspended"))
        }
    }
}
