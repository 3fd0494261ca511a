//! Sessions and the tokens that go with them.

use plenum_shared::{
    Error, Result,
    caller::Origin,
    ids::{SessionId, TenantId, UserId},
    tokens::{Grant, RefreshToken},
};
use plenum_store::{
    TenantTx,
    access::{self, Loaded},
    log, refresh_tokens, sessions,
};
use time::OffsetDateTime;

use super::{SignedIn, TenantView, Tokens, UserView, session_entry};
use crate::App;

/// Signs a member in: a new session with its first tokens.
pub(super) async fn begin(app: &App, tenant: TenantId, user: UserId, origin: &Origin) -> Result<SignedIn> {
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        let (session, refresh_token) = open(app, &mut tx, user, origin, now).await?;
        let signed_in = signed_in(app, &mut tx, user, session, &refresh_token, now).await?;
        let entries = [session_entry(app, "session.started", session, user, origin)];
        let entries = log::append(&mut tx, &entries, now).await?;
        Ok(tx.finish((signed_in, entries)))
    };
    let (signed_in, entries) = app.store().write("auth.login", tenant, Some(user), work).await?;
    app.publish(&entries);
    Ok(signed_in)
}

/// Writes a new session and its first refresh token.
pub(super) async fn open(
    app: &App,
    tx: &mut TenantTx,
    user: UserId,
    origin: &Origin,
    now: OffsetDateTime,
) -> Result<(SessionId, RefreshToken)> {
    let session = SessionId::from(app.source().uuid());
    let token = RefreshToken::new(tx.tenant(), app.source());
    let expires_at = now + app.settings().refresh_absolute;
    let new = sessions::NewSession {
        id: session,
        user,
        expires_at,
        ip: origin.ip.as_deref(),
        user_agent: origin.user_agent.as_deref(),
    };
    sessions::create(tx, &new, now).await?;
    add_token(app, tx, session, &token, now, expires_at).await?;
    Ok((session, token))
}

/// Writes a further refresh token of a session, which ends with the session at the latest.
pub(super) async fn add_token(
    app: &App,
    tx: &mut TenantTx,
    session: SessionId,
    token: &RefreshToken,
    now: OffsetDateTime,
    session_ends: OffsetDateTime,
) -> Result<()> {
    let expires_at = (now + app.settings().refresh_idle).min(session_ends);
    refresh_tokens::insert(tx, &token.hash(), session, now, expires_at).await
}

/// What a member gets who just signed in.
pub(super) async fn signed_in(
    app: &App,
    tx: &mut TenantTx,
    user: UserId,
    session: SessionId,
    refresh_token: &RefreshToken,
    now: OffsetDateTime,
) -> Result<SignedIn> {
    let found = access::load(tx, user, Some(session), now).await?;
    let row = found.ok_or_else(|| Error::internal("a new session belongs to nobody"))?;
    let tokens = tokens(app, &row, user, session, refresh_token, now);
    Ok(SignedIn { user: user_view(user, &row), tenant: tenant_view(&row), tokens })
}

/// A new access token for a session, beside the refresh token it has.
pub(super) fn tokens(
    app: &App,
    row: &Loaded,
    user: UserId,
    session: SessionId,
    refresh_token: &RefreshToken,
    now: OffsetDateTime,
) -> Tokens {
    let life = app.settings().access_token;
    let grant = Grant {
        user,
        tenant: row.tenant.id,
        session,
        role: row.access.role.key.clone(),
        email: row.email.clone(),
        perm_ver: row.access.version,
    };
    let lifetime = time::Duration::seconds(life.as_secs() as i64);
    let claims = app.signing_keys().claims(grant, app.source().uuid(), now, lifetime);
    Tokens {
        access_token: app.signing_keys().issue(&claims),
        refresh_token: refresh_token.expose(),
        expires_in: life.as_secs(),
    }
}

pub(super) fn user_view(user: UserId, row: &Loaded) -> UserView {
    UserView {
        id: user,
        email: row.email.clone(),
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        role: row.access.role.key.clone(),
    }
}

pub(super) fn tenant_view(row: &Loaded) -> TenantView {
    TenantView {
        id: row.tenant.id,
        name: row.tenant.name.clone(),
        slug: row.tenant.slug.clone(),
        plan: row.tenant.plan.clone(),
    }
}
