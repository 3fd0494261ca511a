//! Sessions and the tokens that go with them, of people and of machines.

use std::time::Duration;

use plenum_shared::{
    Code, Error, Result,
    caller::Origin,
    entry::NewEntry,
    ids::{SessionId, TenantId, UserId},
    tokens::{RefreshToken, TokenSubject},
};
use plenum_store::{
    TenantTx,
    access::{self, Loaded},
    identity::{people, refresh_tokens, sessions, users},
    log,
};
use time::OffsetDateTime;

use super::{Owner, SignedIn, TenantView, Tokens, UserView, end_entries, login::Proven, start_entry};
use crate::{App, platform::tenant::TenantSettings};

/// The most live sessions of one member, person or machine; with one more, the oldest ends.
const MOST: i64 = 50;

/// How many of those that are too many end at a time.
const AT_ONCE: i64 = 100;

/// Why they end.
pub(crate) const TOO_MANY: &str = "too_many_sessions";

/// A member who has shown who they are, and so may begin a session.
pub(crate) struct Admitted {
    pub(crate) user: UserId,
    /// Of the credentials that were shown.
    pub(crate) credential_version: i64,
    /// When the session ends at the latest.
    pub(crate) until: OffsetDateTime,
}

/// A session that was written.
pub(crate) struct Begun {
    pub(crate) session: SessionId,
    /// Those that ended because it was one too many.
    pub(crate) ended: Vec<SessionId>,
}

/// An access token as it is handed out.
pub(crate) struct AccessToken {
    pub(crate) text: String,
    pub(crate) life: Duration,
}

/// A session that begins.
pub(super) struct Opened {
    pub(super) session: SessionId,
    pub(super) refresh_token: RefreshToken,
    /// The entries of it and of those that ended for it.
    pub(super) entries: Vec<NewEntry>,
}

/// Signs a member in: a new session with its first tokens.
pub(super) async fn begin(app: &App, tenant: TenantId, proven: &Proven, origin: &Origin) -> Result<SignedIn> {
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        let Opened { session, refresh_token, entries } = open(app, &mut tx, proven, origin, now).await?;
        let signed_in = signed_in(app, &mut tx, proven.user, session, &refresh_token, now).await?;
        let entries = log::append(&mut tx, &entries, now).await?;
        Ok(tx.finish((signed_in, entries)))
    };
    let (signed_in, entries) = app.store().write("auth.login", tenant, Some(proven.user), work).await?;
    app.publish(&entries);
    Ok(signed_in)
}

/// Writes a new session and its first refresh token, if what was proven still is the person's password. Nobody can
/// change that, or suspend the member, before the transaction ends; and whoever does so next finds the session.
pub(super) async fn open(
    app: &App,
    tx: &mut TenantTx,
    proven: &Proven,
    origin: &Origin,
    now: OffsetDateTime,
) -> Result<Opened> {
    let user = proven.user;
    let held = people::hold(tx, user, &proven.password_hash).await?;
    let credential_version = held.ok_or_else(|| Error::new(Code::InvalidCredentials))?;
    if !users::hold_active(tx, user).await? {
        return Err(Error::new(Code::InvalidCredentials));
    }
    let until = now + app.settings().refresh_absolute;
    let Begun { session, ended } = write(app, tx, Admitted { user, credential_version, until }, origin, now).await?;
    let refresh_token = RefreshToken::new(tx.tenant(), app.source());
    add_token(app, tx, session, &refresh_token, now, until).await?;
    let mut entries = vec![start_entry(app, session, Owner::person(user), origin)];
    entries.extend(end_entries(app, &ended, Owner::person(user), TOO_MANY, origin));
    Ok(Opened { session, refresh_token, entries })
}

/// Writes a new session of a member, and ends the oldest beyond the most that a member may have. What the log hears of
/// it is for whoever calls to say.
pub(crate) async fn write(
    app: &App,
    tx: &mut TenantTx,
    admitted: Admitted,
    origin: &Origin,
    now: OffsetDateTime,
) -> Result<Begun> {
    let Admitted { user, credential_version, until } = admitted;
    let session = SessionId::from(app.source().uuid());
    let new = sessions::NewSession {
        id: session,
        user,
        credential_version,
        expires_at: until,
        ip: origin.ip.as_deref(),
        user_agent: origin.user_agent.as_deref(),
    };
    sessions::create(tx, &new, now).await?;
    let ended = sessions::revoke_oldest(tx, user, MOST, AT_ONCE, TOO_MANY, now).await?;
    Ok(Begun { session, ended })
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
    let tokens = tokens(app, &row, session, refresh_token, now);
    Ok(SignedIn { user: user_view(user, &row), tenant: tenant_view(&row), tokens })
}

/// A new access token for a session, beside the refresh token it has.
pub(super) fn tokens(
    app: &App,
    row: &Loaded,
    session: SessionId,
    refresh_token: &RefreshToken,
    now: OffsetDateTime,
) -> Tokens {
    let AccessToken { text, life } = access_token(app, row, session, now);
    Tokens { access_token: text, refresh_token: refresh_token.expose(), expires_in: life.as_secs() }
}

/// An access token of a member for a session.
pub(crate) fn access_token(app: &App, row: &Loaded, session: SessionId, now: OffsetDateTime) -> AccessToken {
    let life = access_token_life(app, row);
    let subject = TokenSubject {
        user: row.access.user,
        tenant: row.tenant.id,
        session,
        role: row.access.role.key.clone(),
        email: row.email.clone(),
        perm_ver: row.access.version,
    };
    let lifetime = time::Duration::seconds(life.as_secs() as i64);
    let claims = app.signing_keys().claims(subject, app.source().uuid(), now, lifetime);
    AccessToken { text: app.signing_keys().issue(&claims), life }
}

/// How long the access tokens of a member's tenant are good for, in whole seconds.
pub(crate) fn access_token_life(app: &App, row: &Loaded) -> Duration {
    let life = TenantSettings::of(&row.tenant.settings).access_token(app.settings().access_token);
    Duration::from_secs(life.as_secs())
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
