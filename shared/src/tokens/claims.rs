//! What an access token says.

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{AUDIENCE, SigningKeys};
use crate::ids::{SessionId, TenantId, UserId};

/// The claims of an access token; times are whole seconds since 1970.
///
/// Claims a newer version adds are ignored by an older one, so that both can run side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    pub iss: String,
    pub aud: String,
    pub iat: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    pub exp: i64,
    pub jti: Uuid,
    pub sub: UserId,
    pub tid: TenantId,
    pub sid: SessionId,
    pub role: String,
    pub email: String,
    /// The version of the user's access when the token was made. What the user may do is never read from the token.
    #[serde(rename = "permVer")]
    pub perm_ver: i64,
}

/// To whom a token is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub user: UserId,
    pub tenant: TenantId,
    pub session: SessionId,
    pub role: String,
    pub email: String,
    pub perm_ver: i64,
}

impl SigningKeys {
    /// The claims for `grant`, valid from `now` for `lifetime` (at most [`super::LONGEST_LIFE`]).
    pub fn claims(&self, grant: Grant, jti: Uuid, now: OffsetDateTime, lifetime: Duration) -> AccessClaims {
        let iat = now.unix_timestamp();
        AccessClaims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            iat,
            nbf: None,
            exp: iat + lifetime.whole_seconds(),
            jti,
            sub: grant.user,
            tid: grant.tenant,
            sid: grant.session,
            role: grant.role,
            email: grant.email,
            perm_ver: grant.perm_ver,
        }
    }
}

impl AccessClaims {
    /// When the token ends; a live connection is closed then.
    pub fn expires_at(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.exp).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}
