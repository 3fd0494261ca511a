use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    access::{Action, USERS},
    caller::{Caller, Identity},
    ids::UserId,
};
use plenum_store::{
    TenantTx,
    identity::{self, NewIdentity},
    members, roles,
};

use super::access_changed;
use crate::{App, Done, Intent};

/// Somebody who has no account yet.
#[derive(Clone)]
pub struct NewMember {
    pub email: String,
    pub password: String,
    pub first_name: String,
    pub last_name: String,
    /// The key of a role of the tenant.
    pub role: String,
}

/// Makes an account and a membership for somebody new.
pub async fn add(app: &App, who: &Identity, member: NewMember) -> Result<UserId> {
    let password_hash = app.passwords().hash(&member.password).await?;
    let user = app.source().uuid().into();
    let person = NewIdentity {
        user,
        email: &member.email,
        password_hash: &password_hash,
        first_name: &member.first_name,
        last_name: &member.last_name,
    };
    app.write(who, &Add { person, role: &member.role }).await
}

struct Add<'a> {
    person: NewIdentity<'a>,
    role: &'a str,
}

#[async_trait]
impl Intent for Add<'_> {
    const NAME: &'static str = "members.add";
    type Output = UserId;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<UserId>> {
        caller.access.require_module(USERS, Action::Write)?;
        let now = app.source().now();
        let role = roles::by_key(tx, self.role).await?;
        let role = role.ok_or_else(|| Error::field("/role", Code::UnknownReference))?;
        if !identity::create(tx, &self.person, now).await? {
            return Err(Error::new(Code::RegistrationRefused));
        }
        members::insert(tx, self.person.user, role, now).await?;
        let entries = access_changed(app, tx, caller, self.person.user, now).await?;
        Ok(Done { output: self.person.user, entries })
    }
}
