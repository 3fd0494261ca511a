use plenum_shared::{
    Code, Error, Result, actor::Actor, caller::Origin, entry::Entry, ids::UserId, tokens::ServiceSecret,
};
use plenum_store::{
    TenantTx,
    access::{self, MemberState},
    identity::{service_accounts, users},
};

use crate::{
    App,
    access::require_active,
    change_set::ChangeSet,
    identity::{
        auth::access_token::{AccessToken, access_token, access_token_life},
        sessions::{
            entries::{self, SessionOwner},
            open::{Admitted, Opened, TOO_MANY, open},
        },
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
    // A secret is cheap to check, but not free: an address is limited as it is for passwords.
    let _admitted = app.sign_in_throttle().admit(origin)?;
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
    // The account first, like a transaction that revokes it: of the two, the second sees what the first has done.
    let account = service_accounts::lock(tx, client).await?.filter(|account| account.revoked_at.is_none());
    account.ok_or_else(refused)?;
    let credential_version = service_accounts::lock_secret(tx, client, &secret.hash(), now).await?;
    let credential_version = credential_version.ok_or_else(refused)?;
    // A transaction that suspends the membership waits for this one, and then finds the session.
    let active = users::lock_active(tx, client).await?;
    let loaded = access::load(tx, client, None, now).await?;
    let loaded = loaded.ok_or_else(refused)?;
    require_active(MemberState { member_active: active, ..loaded.state }, Code::InvalidClient)?;
    // There is nothing to refresh it: the session ends with its token.
    let until = now + access_token_life(app, &loaded);
    let admitted = Admitted { user: client, credential_version, until };
    let Opened { session, ended } = open(app, tx, admitted, origin, now).await?;
    service_accounts::touch(tx, client, now).await?;
    let AccessToken { text, life } = access_token(app, &loaded, session, now);
    let token = ServiceToken { access_token: text, expires_in: life.as_secs() };
    let machine = SessionOwner::machine(client);
    let mut appended = vec![entries::started(app, session, &machine, origin)];
    appended.extend(ended.into_iter().map(|session| entries::ended(app, session, &machine, TOO_MANY, origin)));
    let changes = ChangeSet::by(app.source(), Actor::service(client.uuid()), origin, now).with(appended);
    Ok((token, changes.append(tx).await?))
}

fn refused() -> Error {
    Error::new(Code::InvalidClient)
}
