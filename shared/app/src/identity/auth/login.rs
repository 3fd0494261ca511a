use plenum_shared::{Code, Error, Result, caller::Origin, ids::TenantId};
use plenum_store::identity::people::{self, Membership};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{SignedIn, TenantChoice, check_password::check_password, sign_in::sign_in};
use crate::App;

#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "LoginRequest")]
pub struct Login {
    pub email: String,
    pub password: String,
    /// Needed by a person of several tenants.
    pub tenant_id: Option<TenantId>,
}

/// The outcome of a right password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginOutcome {
    SignedIn(Box<SignedIn>),
    /// The person belongs to several tenants and named none: the same request again, with one of these.
    SelectTenant(Vec<TenantChoice>),
}

/// Signs a person in. An unknown address, a wrong password, a disabled account and a tenant that the person is not a
/// member of get one and the same answer, after the same work.
pub async fn login(app: &App, input: &Login, origin: &Origin) -> Result<LoginOutcome> {
    let admitted = app.sign_in_throttle().admit(origin)?;
    let verified = check_password(app, &admitted, &input.email, &input.password).await?;
    drop(admitted);
    let mut memberships = people::memberships_of(app.store(), verified.user).await?;
    memberships.retain(|membership| membership.member_active);
    if let Some(tenant) = input.tenant_id {
        memberships.retain(|membership| membership.tenant == tenant);
    }
    match memberships.as_slice() {
        [] => Err(Error::new(Code::InvalidCredentials)),
        [only] if !only.tenant_active => Err(Error::new(Code::TenantSuspended)),
        [only] => {
            let signed_in = sign_in(app, only.tenant, &verified, origin).await?;
            Ok(LoginOutcome::SignedIn(Box::new(signed_in)))
        }
        several => Ok(LoginOutcome::SelectTenant(several.iter().map(choice).collect())),
    }
}

fn choice(membership: &Membership) -> TenantChoice {
    TenantChoice { id: membership.tenant, name: membership.tenant_name.clone(), slug: membership.tenant_slug.clone() }
}
