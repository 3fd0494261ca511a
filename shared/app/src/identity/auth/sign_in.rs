//! Signs a person in whose password was right: a session with its first tokens, and the answer that holds them.

use plenum_shared::{
    Code, Error, Result,
    actor::Actor,
    caller::Origin,
    entry::NewEntry,
    ids::{SessionId, TenantId, UserId},
    tokens::RefreshToken,
};
use plenum_store::{
    TenantTx,
    access::{self, LoadedMember},
    identity::{people, refresh_tokens, users},
};
use time::OffsetDateTime;

use super::{
    SignedIn, SignedInUser, TenantView, Tokens,
    access_token::{AccessToken, access_token},
    check_password::VerifiedPerson,
};
use crate::{
    App,
    change_set::ChangeSet,
    identity::sessions::{
        entries::{SessionOwner, all_ended, started},
        open::{self, Admitted, TOO_MANY},
    },
};

/// A session of a person, with its first refresh token.
pub(super) struct NewSession {
    pub(super) session: SessionId,
    pub(super) refresh_token: RefreshToken,
    /// The entries of it, and of the sessions that ended because it was one too many.
    pub(super) entries: Vec<NewEntry>,
}

/// Signs a member in: a new session with its first tokens.
pub(super) async fn sign_in(
    app: &App,
    tenant: TenantId,
    verified: &VerifiedPerson,
    origin: &Origin,
) -> Result<SignedIn> {
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        let NewSession { session, refresh_token, entries } = open_session(app, &mut tx, verified, origin, now).await?;
        let signed_in = signed_in(app, &mut tx, verified.user, session, &refresh_token, now).await?;
        let changes = ChangeSet::by(app.source(), Actor::user(verified.user), origin, now).with(entries);
        let entries = changes.append(&mut tx).await?;
        Ok(tx.finish((signed_in, entries)))
    };
    let (signed_in, entries) = app.store().write("auth.login", tenant, Some(verified.user), work).await?;
    app.publish(&entries);
    Ok(signed_in)
}

/// Writes a new session and its first refresh token, if what was verified still is the person's password. Nobody can
/// change that, or suspend the member, before the transaction ends; a transaction that does so next finds the session.
pub(super) async fn open_session(
    app: &App,
    tx: &mut TenantTx,
    verified: &VerifiedPerson,
    origin: &Origin,
    now: OffsetDateTime,
) -> Result<NewSession> {
    let user = verified.user;
    let credential_version = people::lock_credentials(tx, user, &verified.password_hash).await?;
    let credential_version = credential_version.ok_or_else(|| Error::new(Code::InvalidCredentials))?;
    if !users::lock_active(tx, user).await? {
        return Err(Error::new(Code::InvalidCredentials));
    }
    let until = now + app.settings().refresh_absolute;
    let opened = open::open(app, tx, Admitted { user, credential_version, until }, origin, now).await?;
    let refresh_token = RefreshToken::new(tx.tenant(), app.source());
    add_token(app, tx, opened.session, &refresh_token, now, until).await?;
    let owner = SessionOwner::person(user);
    let mut entries = vec![started(app, opened.session, &owner, origin)];
    entries.extend(all_ended(app, &opened.ended, &owner, TOO_MANY, origin));
    Ok(NewSession { session: opened.session, refresh_token, entries })
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

/// The answer to a member who has just signed in.
pub(super) async fn signed_in(
    app: &App,
    tx: &mut TenantTx,
    user: UserId,
    session: SessionId,
    refresh_token: &RefreshToken,
    now: OffsetDateTime,
) -> Result<SignedIn> {
    let loaded = access::load(tx, user, Some(session), now).await?;
    let loaded = loaded.ok_or_else(|| Error::internal("a new session belongs to nobody"))?;
    let tokens = tokens(app, &loaded, session, refresh_token, now);
    Ok(SignedIn { user: SignedInUser::from(&loaded), tenant: TenantView::from(&loaded), tokens })
}

/// A new access token for a session, beside the refresh token it has.
pub(super) fn tokens(
    app: &App,
    loaded: &LoadedMember,
    session: SessionId,
    refresh_token: &RefreshToken,
    now: OffsetDateTime,
) -> Tokens {
    let AccessToken { text, life } = access_token(app, loaded, session, now);
    Tokens { access_token: text, refresh_token: refresh_token.expose(), expires_in: life.as_secs() }
}
