use plenum_shared::{Code, Error, Result, caller::Origin, entry::Entry, ids::UserId, tokens::ServiceSecret};
use plenum_store::{
    TenantTx,
    access::{self, Presence},
    identity::{service_accounts, users},
    log,
};

use crate::{
    App,
    access::require_membership,
    identity::auth::{
        Owner, end_entry,
        session::{self, AccessToken, Admitted, Begun, TOO_MANY},
        start_entry,
    },
};

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
    // Asking is cheap, but not free: an address has a share of it, as of everything that lets somebody in.
    let _place = app.doors().enter(origin)?;
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
) -> Result<(ServiceToken, Vec<Entry>)> {
    let now = app.source().now();
    // The account first, as whoever revokes it does: of the two, the second sees what the first has done.
    let account = service_accounts::lock(tx, client).await?.filter(|account| account.revoked_at.is_none());
    account.ok_or_else(refused)?;
    let held = service_accounts::hold_secret(tx, client, &secret.hash(), now).await?;
    let credential_version = held.ok_or_else(refused)?;
    // Who suspends the membership waits for us, and then finds the session.
    let active = users::hold_active(tx, client).await?;
    let row = access::load(tx, client, None, now).await?.filter(|row| row.presence.user_active).ok_or_else(refused)?;
    require_membership(Presence { member_active: active, ..row.presence })?;
    // There is nothing to refresh it: the session ends with its token.
    let until = now + session::access_token_life(app, &row);
    let admitted = Admitted { user: client, credential_version, until };
    let Begun { session, ended } = session::write(app, tx, admitted, origin, now).await?;
    service_accounts::touch(tx, client, now).await?;
    let AccessToken { text, life } = session::access_token(app, &row, session, now);
    let token = ServiceToken { access_token: text, expires_in: life.as_secs() };
    let machine = Owner::machine(client);
    let mut entries = vec![start_entry(app, session, machine, origin)];
    entries.extend(ended.into_iter().map(|session| end_entry(app, session, machine, TOO_MANY, origin)));
    Ok((token, log::append(tx, &entries, now).await?))
}

fn refused() -> Error {
    Error::new(Code::InvalidClient)
}
