//! From an identity to a caller: the access of the person of a token, as of this transaction.

mod declaration;
pub mod new_permissions;
pub mod permissions;
pub mod roles;
pub mod teams;

use std::{collections::HashMap, sync::Arc};

use plenum_shared::{
    Code, Error, Result,
    access::Access,
    caller::{Caller, Identity, Origin},
    catalogue::Catalogue,
    ids::{SessionId, UserId},
};
use plenum_store::{
    TenantTx,
    access::{self, MemberState, SessionAccess},
};
use time::OffsetDateTime;
use uuid::Uuid;

pub use declaration::CONTEXT;

use crate::App;

/// Loads what the bearer of a token may do, in the snapshot of `tx`. A session that was ended, a person who was
/// disabled or suspended, or a tenant that is suspended has no caller.
pub async fn caller(app: &App, tx: &mut TenantTx, who: &Identity, now: OffsetDateTime) -> Result<Caller> {
    let caller = load(app.catalogue(), tx, who, Some(who.session), now).await?;
    app.known_plans().remember(caller.tenant, &caller.entitlements);
    app.known_machines().remember(&caller);
    Ok(caller)
}

/// A member for whom work goes on that they began, as of this transaction: a job outlives the session that asked for
/// it. A person who was disabled or suspended has no caller, nor has a member of a tenant that is suspended.
pub async fn member(app: &App, tx: &mut TenantTx, user: UserId, origin: Origin, now: OffsetDateTime) -> Result<Caller> {
    let who = Identity { tenant: tx.tenant(), user, session: Uuid::nil().into(), expires_at: i64::MAX, origin };
    load(app.catalogue(), tx, &who, None, now).await
}

async fn load(
    catalogue: &Catalogue,
    tx: &mut TenantTx,
    who: &Identity,
    session: Option<SessionId>,
    now: OffsetDateTime,
) -> Result<Caller> {
    let loaded = access::load(tx, who.user, session, now).await?;
    let loaded = loaded.ok_or_else(|| Error::new(Code::Unauthenticated))?;
    let languages = loaded.languages;
    require_active(loaded.state, Code::Unauthenticated).map_err(|refusal| refusal.for_reader(languages))?;
    Ok(Caller {
        tenant: who.tenant,
        user: who.user,
        kind: loaded.kind,
        session: who.session,
        access: Arc::new(loaded.access),
        entitlements: Arc::new(loaded.tenant.entitlements),
        languages,
        locality: loaded.locality,
        catalogue: catalogue.clone(),
        text: tx.text_versions().of_tenant(loaded.tenant.text_version),
        origin: who.origin.clone(),
        automation: None,
    })
}

/// The access of each of these people in the snapshot of `tx`, or the error that [`caller`] would give for them, in as
/// many statements for all as for one.
pub async fn callers(
    tx: &mut TenantTx,
    people: &[(UserId, SessionId)],
    now: OffsetDateTime,
) -> Result<HashMap<(UserId, SessionId), Result<Arc<Access>>>> {
    let unknown = || Err(Error::new(Code::Unauthenticated));
    let mut found: HashMap<_, _> = people.iter().map(|person| (*person, unknown())).collect();
    for SessionAccess { session, access, state } in access::load_many(tx, people, now).await? {
        found.insert((access.user, session), require_active(state, Code::Unauthenticated).map(|()| Arc::new(access)));
    }
    Ok(found)
}

/// The caller with their present access. A use case that has waited for a lock loads it again: the transaction that
/// held the lock may have taken from the caller what this one would give away.
pub(crate) async fn reload(tx: &mut TenantTx, before: &Caller, now: OffsetDateTime) -> Result<Caller> {
    let who = Identity {
        tenant: before.tenant,
        user: before.user,
        session: before.session,
        expires_at: i64::MAX,
        origin: before.origin.clone(),
    };
    load(&before.catalogue, tx, &who, Some(who.session), now).await
}

/// Refuses a person who may not act: with this code when the person or the session is no longer good, and else with the
/// reason.
pub(crate) fn require_active(state: MemberState, not_good: Code) -> Result<()> {
    let MemberState { user_active, tenant_active, member_active, session_live } = state;
    if !user_active {
        return Err(Error::new(not_good));
    }
    // A suspension ends the session as well, so the reason comes before the session.
    if !tenant_active {
        return Err(Error::new(Code::TenantSuspended));
    }
    if !member_active {
        let message = "your membership of this organisation is suspended";
        return Err(Error::new(Code::Forbidden).with_message(message));
    }
    if session_live { Ok(()) } else { Err(Error::new(not_good)) }
}
