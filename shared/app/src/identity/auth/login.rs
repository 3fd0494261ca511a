use plenum_shared::{
    Code, Error, Result,
    caller::Origin,
    ids::{TenantId, UserId},
};
use plenum_store::identity::people::{self, Identity, Membership};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{SignedIn, TenantChoice, doors::Visitor, session};
use crate::{App, access::tenant_suspended, identity::passwords::Verified};

/// How often a password is checked when its hash is replaced meanwhile.
const TRIES: u32 = 3;

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
    let visitor = app.doors().enter(origin)?;
    let proven = check_password(app, &visitor, &input.email, &input.password).await?;
    drop(visitor);
    let mut memberships = people::memberships_of(app.store(), proven.user).await?;
    memberships.retain(|membership| membership.member_active);
    if let Some(tenant) = input.tenant_id {
        memberships.retain(|membership| membership.tenant == tenant);
    }
    match memberships.as_slice() {
        [] => Err(Error::new(Code::InvalidCredentials)),
        [only] if !only.tenant_active => Err(tenant_suspended()),
        [only] => {
            let signed_in = session::begin(app, only.tenant, &proven, origin).await?;
            Ok(LoginOutcome::SignedIn(Box::new(signed_in)))
        }
        several => Ok(LoginOutcome::SelectTenant(several.iter().map(choice).collect())),
    }
}

/// Somebody whose password was right a moment ago, and what it was right by: whatever is done on the strength of it
/// asks whether that still is so.
pub(super) struct Proven {
    pub(super) user: UserId,
    pub(super) password_hash: String,
}

/// The person of an e-mail address, if the password is theirs. What is wrong counts against whoever asks.
pub(super) async fn check_password(app: &App, visitor: &Visitor, email: &str, password: &str) -> Result<Proven> {
    let attempt = app.doors().attempt(app, visitor, email).await?;
    match prove(app, email, password).await {
        Ok(proven) => {
            attempt.succeeded(app).await?;
            Ok(proven)
        }
        Err(wrong) if wrong.code() == Code::InvalidCredentials => Err(wrong),
        Err(failed) => {
            attempt.undone(app).await;
            Err(failed)
        }
    }
}

async fn prove(app: &App, email: &str, password: &str) -> Result<Proven> {
    let wrong = || Error::new(Code::InvalidCredentials);
    for _ in 0..TRIES {
        let known = people::by_email(app.store(), &email.to_lowercase()).await?;
        let stored = known.as_ref().map(|identity| identity.password_hash.as_str());
        let verified = app.passwords().verify(password, stored).await?;
        let Identity { user, password_hash, .. } = known.filter(|identity| identity.active).ok_or_else(wrong)?;
        match verified {
            Verified::No => return Err(wrong()),
            Verified::Yes => return Ok(Proven { user, password_hash }),
            Verified::YesWithNewHash(new) => {
                if people::rehash(app.store(), user, &password_hash, &new).await? {
                    return Ok(Proven { user, password_hash: new });
                }
                // Somebody was quicker: the same password at another door, or another password.
            }
        }
    }
    Err(Error::new(Code::Busy))
}

fn choice(membership: &Membership) -> TenantChoice {
    TenantChoice { id: membership.tenant, name: membership.tenant_name.clone(), slug: membership.tenant_slug.clone() }
}
