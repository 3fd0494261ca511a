use plenum_shared::{
    Code, Error, Result,
    caller::Origin,
    ids::{SessionId, UserId},
    tokens::{Grant, ServiceSecret},
};
use plenum_store::{
    TenantTx, access, log, service_accounts,
    sessions::{self, NewSession},
};

use super::{machine, session_entry};
use crate::{App, access::require_membership};

/// An access token for a machine. There is no refresh token: the secret is one (RFC 6749, section 4.4.3).
#[derive(Clone, PartialEq, Eq)]
pub struct ServiceToken {
    pub access_token: String,
    /// How long it is good for, in seconds.
    pub expires_in: u64,
}

impl std::fmt::Debug for ServiceToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ServiceToken").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

/// Exchanges the credentials of a machine for an access token, with a session that lives as long. An unknown client,
/// a wrong secret, one of another tenant and an account that was revoked are one and the same answer.
pub async fn token(app: &App, client_id: &str, client_secret: &str, origin: &Origin) -> Result<ServiceToken> {
    let secret = ServiceSecret::parse(client_secret)?;
    let client: UserId = client_id.parse().map_err(|_| refused())?;
    let presented = &secret;
    let work = |mut tx: TenantTx| async move {
        let done = begin(app, &mut tx, client, presented, origin).await?;
        Ok(tx.finish(done))
    };
    let (token, entries) = app.store().write("auth.token", secret.tenant(), Some(client), work).await?;
    app.publish(&entries);
    Ok(token)
}

async fn begin(
    app: &App,
    tx: &mut TenantTx,
    client: UserId,
    secret: &ServiceSecret,
    origin: &Origin,
) -> Result<(ServiceToken, Vec<plenum_shared::entry::Entry>)> {
    let now = app.source().now();
    // The account first, as whoever revokes it does: of the two, the second sees what the first has done.
    let account = service_accounts::lock(tx, client).await?.filter(|account| account.revoked_at.is_none());
    if account.is_none() || !service_accounts::holds_secret(tx, client, &secret.hash(), now).await? {
        return Err(refused());
    }
    let row = access::load(tx, client, None, now).await?.filter(|row| row.user_active).ok_or_else(refused)?;
    require_membership(row.tenant.active, row.member_active)?;
    let (life, session) = (app.settings().access_token, SessionId::from(app.source().uuid()));
    let lifetime = time::Duration::seconds(life.as_secs() as i64);
    let new = NewSession {
        id: session,
        user: client,
        expires_at: now + lifetime,
        ip: origin.ip.as_deref(),
        user_agent: origin.user_agent.as_deref(),
    };
    sessions::create(tx, &new, now).await?;
    service_accounts::touch(tx, client, now).await?;
    let grant = Grant {
        user: client,
        tenant: tx.tenant(),
        session,
        role: row.access.role.key.clone(),
        email: row.email,
        perm_ver: row.access.version,
    };
    let claims = app.signing_keys().claims(grant, app.source().uuid(), now, lifetime);
    let token = ServiceToken { access_token: app.signing_keys().issue(&claims), expires_in: life.as_secs() };
    let entries = [session_entry(app, "session.started", session, machine(client), origin)];
    Ok((token, log::append(tx, &entries, now).await?))
}

fn refused() -> Error {
    Error::new(Code::InvalidClient)
}
