//! The claims of an access token, and its limits.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::ids::{SessionId, TenantId, UserId};

/// The audience of access tokens: the REST API and the hubs of Plenum. Other kinds of token have other audiences.
pub const AUDIENCE: &str = "plenum";
/// How far two machines' clocks may be apart, in seconds.
pub const LEEWAY: i64 = 5;
/// The longest lifetime of an access token that is accepted, in seconds, whatever key signed it.
pub const MAX_LIFETIME: i64 = 60 * 60;

/// The `alg` of the header: Ed25519 (RFC 8037).
pub(super) const ALGORITHM_NAME: &str = "EdDSA";
/// The `typ` of the header (RFC 9068).
pub(super) const TYPE: &str = "at+jwt";

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
    /// The version of the user's access when the token was issued. Permissions are never read from the token.
    #[serde(rename = "permVer")]
    pub perm_ver: i64,
}

/// The user, tenant and session that a token is issued for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenSubject {
    pub user: UserId,
    pub tenant: TenantId,
    pub session: SessionId,
    pub role: String,
    pub email: String,
    pub perm_ver: i64,
}

impl AccessClaims {
    /// When the token expires; a live connection is closed then.
    pub fn expires_at(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.exp).unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}
