//! The answers to signing in.

use plenum_shared::{
    ids::{TenantId, UserId},
    plan::Plan,
};
use plenum_store::access::LoadedMember;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedInUser {
    pub id: UserId,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    /// The key of the person's role in this tenant.
    pub role: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "TenantSummary")]
pub struct TenantView {
    pub id: TenantId,
    pub name: String,
    pub slug: String,
    pub plan: Plan,
}

/// The tokens of a session.
#[derive(Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: String,
    /// The life of the access token in seconds.
    pub expires_in: u64,
}

impl From<&LoadedMember> for SignedInUser {
    fn from(loaded: &LoadedMember) -> Self {
        Self {
            id: loaded.access.user,
            email: loaded.email.clone(),
            first_name: loaded.first_name.clone(),
            last_name: loaded.last_name.clone(),
            role: loaded.access.role.key.clone(),
        }
    }
}

impl From<&LoadedMember> for TenantView {
    fn from(loaded: &LoadedMember) -> Self {
        Self {
            id: loaded.tenant.id,
            name: loaded.tenant.name.clone(),
            slug: loaded.tenant.slug.clone(),
            plan: loaded.tenant.entitlements.plan,
        }
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    pub user: SignedInUser,
    pub tenant: TenantView,
    pub tokens: Tokens,
}

/// One of the tenants that a person may sign in to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TenantChoice {
    pub id: TenantId,
    pub name: String,
    pub slug: String,
}
