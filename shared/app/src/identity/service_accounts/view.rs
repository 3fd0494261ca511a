use plenum_shared::{
    catalogue::format_timestamp,
    ids::{TeamId, UserId},
};
use plenum_store::identity::service_accounts::ServiceAccount;
use schemars::JsonSchema;
use serde::Serialize;

/// A service account as those see it who may administer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ServiceAccount")]
pub struct ServiceAccountView {
    /// The client id, and the member that the machine is.
    pub id: UserId,
    pub name: String,
    /// The key of the role.
    pub role: String,
    pub teams: Vec<TeamId>,
    pub status: ServiceAccountStatus,
    pub created_by: UserId,
    pub created_at: String,
    /// When it last got a token.
    pub last_used_at: Option<String>,
    /// When it last said how far it has handled the stream.
    pub acked_at: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceAccountStatus {
    Active,
    /// Its membership is suspended for now.
    Suspended,
    /// For good.
    Revoked,
}

/// An account with a new secret, which is shown this once.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "ServiceAccountWithSecret")]
pub struct WithSecret {
    #[serde(flatten)]
    pub account: ServiceAccountView,
    pub client_id: UserId,
    pub client_secret: String,
}

impl std::fmt::Debug for WithSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WithSecret").field("account", &self.account).finish_non_exhaustive()
    }
}

impl WithSecret {
    pub(super) fn new(account: ServiceAccountView, client_secret: String) -> Self {
        Self { client_id: account.id, account, client_secret }
    }
}

impl From<ServiceAccount> for ServiceAccountView {
    fn from(account: ServiceAccount) -> Self {
        let status = match (account.revoked_at, account.active) {
            (Some(_), _) => ServiceAccountStatus::Revoked,
            (None, true) => ServiceAccountStatus::Active,
            (None, false) => ServiceAccountStatus::Suspended,
        };
        Self {
            id: account.id,
            name: account.name,
            role: account.role_key,
            teams: account.teams,
            status,
            created_by: account.created_by,
            created_at: format_timestamp(account.created_at),
            last_used_at: account.last_used_at.map(format_timestamp),
            acked_at: account.acked_at.map(format_timestamp),
        }
    }
}
