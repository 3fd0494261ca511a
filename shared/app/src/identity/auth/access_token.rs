//! Access tokens of people and of machines.

use std::time::Duration;

use plenum_shared::{ids::SessionId, tokens::TokenSubject};
use plenum_store::access::LoadedMember;
use time::OffsetDateTime;

use crate::{App, platform::own_tenant::TenantSettings};

/// An access token as it is handed out.
pub(in crate::identity) struct AccessToken {
    pub(in crate::identity) text: String,
    pub(in crate::identity) life: Duration,
}

/// An access token of a member for a session.
pub(in crate::identity) fn access_token(
    app: &App,
    loaded: &LoadedMember,
    session: SessionId,
    now: OffsetDateTime,
) -> AccessToken {
    let life = access_token_life(app, loaded);
    let subject = TokenSubject {
        user: loaded.access.user,
        tenant: loaded.tenant.id,
        session,
        role: loaded.access.role.key.clone(),
        email: loaded.email.clone(),
        perm_ver: loaded.access.version,
    };
    let lifetime = time::Duration::seconds(life.as_secs() as i64);
    let claims = app.signing_keys().claims(subject, app.source().uuid(), now, lifetime);
    AccessToken { text: app.signing_keys().issue(&claims), life }
}

/// How long the access tokens of a member's tenant are good for, in whole seconds.
pub(in crate::identity) fn access_token_life(app: &App, loaded: &LoadedMember) -> Duration {
    let life = TenantSettings::of(&loaded.tenant.settings).access_token(app.settings().access_token);
    Duration::from_secs(life.as_secs())
}
