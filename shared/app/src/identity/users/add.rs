use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result, address,
    caller::{Caller, Identity},
    ids::UserId,
    plan::SEATS,
};
use plenum_store::{
    TenantTx,
    access::roles,
    identity::{
        people::{self, NewPerson},
        users,
    },
    platform::usage::Usage,
};

use super::UserView;
use crate::{
    App, Done, Intent,
    access::permissions::WRITE_USERS,
    change_set::{ChangeSet, Subject, image},
    identity::auth::names,
    platform::plans::require_room,
};

/// A person who has no account yet.
#[derive(Clone)]
pub struct NewUser {
    pub email: String,
    pub password: String,
    pub first_name: String,
    pub last_name: String,
    /// The key of a role of the tenant.
    pub role: String,
}

/// Makes an account and a membership for somebody new. No route leads here: people join by invitation, prove their
/// address and choose their password themselves.
pub async fn add(app: &App, who: &Identity, member: NewUser) -> Result<UserId> {
    let email = address::email(&member.email).ok_or_else(|| Error::field("/email", Code::InvalidValue))?;
    let (first_name, last_name) = names::of_person(&member.first_name, &member.last_name)?;
    app.passwords().check_strength(&member.password, &[&email, &first_name, &last_name]).await?;
    add_unchecked(app, who, NewUser { email, first_name, last_name, ..member }).await
}

/// Makes an account and a membership for somebody new, with whatever password: for the demo tenant, whose password
/// everybody knows.
pub(crate) async fn add_unchecked(app: &App, who: &Identity, member: NewUser) -> Result<UserId> {
    let password_hash = app.passwords().hash(&member.password).await?;
    let user = app.source().uuid().into();
    let person = NewPerson {
        user,
        email: &member.email,
        password_hash: &password_hash,
        first_name: &member.first_name,
        last_name: &member.last_name,
    };
    app.write(who, &Add { person, role: &member.role }).await
}

struct Add<'a> {
    person: NewPerson<'a>,
    role: &'a str,
}

#[async_trait]
impl Intent for Add<'_> {
    const NAME: &'static str = "users.add";
    type Output = UserId;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<UserId>> {
        caller.access.require_permission(WRITE_USERS)?;
        let now = app.source().now();
        let unknown = || Error::field("/role", Code::UnknownReference);
        let role = roles::by_key(tx, self.role).await?.ok_or_else(unknown)?;
        let role = roles::lock_shared(tx, role).await?.ok_or_else(unknown)?;
        caller.require_may_delegate(&role.role)?;
        if !people::create(tx, &self.person, now).await? {
            return Err(Error::new(Code::RegistrationRefused));
        }
        let user = self.person.user;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        require_room(tx, &mut changes, &[(&SEATS, Usage::seats)]).await?;
        users::insert(tx, user, role.role.id, now).await?;
        let member = users::get(tx, user).await?.ok_or_else(|| Error::internal("a new member is gone"))?;
        changes.note("user.created", Subject::user(user), None, Some(image(&UserView::from(member))?));
        changes.access_changed(Subject::user(user));
        Ok(Done { output: user, entries: changes.append(tx).await? })
    }
}
