use plenum_shared::{
    Code, Error, Result,
    caller::Origin,
    ids::{TenantId, UserId},
};
use plenum_store::identity::{self, Membership};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{SignedIn, TenantChoice, session};
use crate::{App, passwords::Verified};

#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Login {
    pub email: String,
    pub password: String,
    /// Needed by a person of several tenants.
    pub tenant_id: Option<TenantId>,
}

/// What a right password leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoginOutcome {
    SignedIn(Box<SignedIn>),
    /// The person belongs to several tenants and named none: the same request again, with one of these.
    SelectTenant(Vec<TenantChoice>),
}

/// Signs a person in. An unknown address, a wrong password, a disabled account and a tenant one is not a member of
/// are one and the same answer, after the same work.
pub async fn login(app: &App, input: &Login, origin: &Origin) -> Result<LoginOutcome> {
    let user = check_password(app, &input.email, &input.password).await?;
    let mut memberships = identity::memberships_of(app.store(), user).await?;
    memberships.retain(|membership| membership.member_active);
    if let Some(tenant) = input.tenant_id {
        memberships.retain(|membership| membership.tenant == tenant);
    }
    match memberships.as_slice() {
        [] => Err(Error::new(Code::InvalidCredentials)),
        [only] => {
            crate::access::require_membership(only.tenant_active, only.member_active)?;
            let signed_in = session::begin(app, only.tenant, user, origin).await?;
            Ok(LoginOutcome::SignedIn(Box::new(signed_in)))
        }
        several => Ok(LoginOutcome::SelectTenant(several.iter().map(choice).collect())),
    }
}

/// The person of an e-mail address, if the password is theirs.
pub(super) async fn check_password(app: &App, email: &str, password: &str) -> Result<UserId> {
    let known = identity::by_email(app.store(), &email.to_lowercase()).await?;
    let stored = known.as_ref().map(|identity| identity.password_hash.as_str());
    let verified = app.passwords().verify(password, stored).await?;
    let identity = known.filter(|identity| identity.active).ok_or_else(|| Error::new(Code::InvalidCredentials))?;
    match verified {
        Verified::No => return Err(Error::new(Code::InvalidCredentials)),
        Verified::Yes => {}
        Verified::YesWithNewHash(new) => {
            identity::rehash(app.store(), identity.user, &identity.password_hash, &new).await?;
        }
    }
    Ok(identity.user)
}

fn choice(membership: &Membership) -> TenantChoice {
    TenantChoice { id: membership.tenant, name: membership.tenant_name.clone(), slug: membership.tenant_slug.clone() }
}
