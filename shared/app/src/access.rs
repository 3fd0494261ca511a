//! From an identity to a caller: what the person of a token may do, as of this transaction.

pub mod roles;
pub mod teams;

use std::{collections::HashMap, sync::Arc};

use plenum_shared::{
    Code, Error, Result,
    access::Access,
    caller::{Caller, Identity},
    catalogue::Catalogue,
    ids::{SessionId, UserId},
};
use plenum_store::{
    TenantTx,
    access::{self, Presence, Present},
};
use time::OffsetDateTime;

use crate::App;

/// Loads what the bearer of a token may do, in the snapshot of `tx`. A session that was ended, a person who was
/// disabled or suspended, or a tenant that is suspended has no caller.
pub async fn caller(app: &App, tx: &mut TenantTx, who: &Identity, now: OffsetDateTime) -> Result<Caller> {
    load(app.catalogue(), tx, who, now).await
}

async fn load(catalogue: &Catalogue, tx: &mut TenantTx, who: &Identity, now: OffsetDateTime) -> Result<Caller> {
    let found = access::load(tx, who.user, Some(who.session), now).await?;
    let row = found.ok_or_else(|| Error::new(Code::Unauthenticated))?;
    require_presence(row.presence)?;
    Ok(Caller {
        tenant: who.tenant,
        user: who.user,
        kind: row.kind,
        session: who.session,
        access: Arc::new(row.access),
        catalogue: catalogue.clone(),
        origin: who.origin.clone(),
    })
}

/// What each of these people may do, in the snapshot of `tx`, or why they may not be here: as [`caller`] would say of
/// each, in as many statements for all as for one.
pub async fn callers(
    tx: &mut TenantTx,
    people: &[(UserId, SessionId)],
    now: OffsetDateTime,
) -> Result<HashMap<(UserId, SessionId), Result<Arc<Access>>>> {
    let nobody = || Err(Error::new(Code::Unauthenticated));
    let mut found: HashMap<_, _> = people.iter().map(|person| (*person, nobody())).collect();
    for Present { session, access, presence } in access::load_many(tx, people, now).await? {
        found.insert((access.user, session), require_presence(presence).map(|()| Arc::new(access)));
    }
    Ok(found)
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
    load(&before.catalogue, tx, &who, now).await
}

fn require_presence(presence: Presence) -> Result<()> {
    if !presence.user_active {
        return Err(Error::new(Code::Unauthenticated));
    }
    // Before the session, which ends with a suspension: whoever is suspended is told so.
    require_membership(presence)?;
    if presence.session_live { Ok(()) } else { Err(Error::new(Code::Unauthenticated)) }
}

/// The reasons for which a person whose token is good may still not act.
pub(crate) fn require_membership(presence: Presence) -> Result<()> {
    if !presence.tenant_active {
        return Err(tenant_suspended());
    }
    if !presence.member_active {
        let message = "your membership of this organisation is suspended";
        return Err(Error::new(Code::Forbidden).with_message(message));
    }
    Ok(())
}

pub(crate) fn tenant_suspended() -> Error {
    Error::new(Code::TenantSuspended)
}
