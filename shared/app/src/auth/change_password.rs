use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    error::FieldError,
};
use plenum_store::{
    TenantTx,
    access::{self, Loaded},
    identity,
};

use super::{
    login::check_password,
    sessions::{BATCH, end_batch, end_everywhere_else, end_others},
};
use crate::{App, Done, Intent};

/// Gives the caller another password and ends all of their sessions but the one that asks, in every tenant. A token
/// alone is not enough: whoever asks must know the present password.
pub async fn change_password(app: &App, who: &Identity, current: &str, new: &str) -> Result<()> {
    let person = app.read(who, &Person).await?;
    let wrong = || Error::field("/currentPassword", Code::InvalidCredentials);
    check_password(app, &person.email, current).await.map_err(|error| match error.code() {
        Code::InvalidCredentials => wrong(),
        _ => error,
    })?;
    let related = [person.email.as_str(), &person.first_name, &person.last_name, &person.tenant.name];
    app.passwords().check_strength(new, &related).await.map_err(|weak| match weak.code() {
        Code::Invalid => {
            let moved = weak.fields().iter().cloned();
            Error::invalid(moved.map(|field| FieldError { pointer: "/newPassword".to_owned(), ..field }).collect())
        }
        _ => weak,
    })?;

    // Asked for once more, because checking may have put a stronger hash in its place.
    let known = identity::by_email(app.store(), &person.email).await?.ok_or_else(wrong)?;
    let new = app.passwords().hash(new).await?;
    if app.write(who, &Change { old: &known.password_hash, new: &new }).await? == BATCH {
        end_others(app, who).await?;
    }
    end_everywhere_else(app, who.user, who.tenant, "password_changed", &who.origin).await
}

struct Person;

#[async_trait]
impl Intent for Person {
    const NAME: &'static str = "auth.person";
    type Output = Loaded;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Loaded>> {
        let row = access::load(tx, caller.user, Some(caller.session), app.source().now()).await?;
        let output = row.ok_or_else(|| Error::new(Code::Unauthenticated))?;
        Ok(Done { output, entries: Vec::new() })
    }
}

struct Change<'a> {
    old: &'a str,
    new: &'a str,
}

#[async_trait]
impl Intent for Change<'_> {
    const NAME: &'static str = "auth.change_password";
    /// How many sessions it ended.
    type Output = usize;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<usize>> {
        if !identity::change_password(tx, caller.user, self.old, self.new).await? {
            // Somebody was quicker; what was proved is not the password any more.
            return Err(Error::field("/currentPassword", Code::InvalidCredentials));
        }
        let now = app.source().now();
        let keep = Some(caller.session);
        let (output, entries) = end_batch(app, tx, caller.user, keep, "password_changed", &caller.origin, now).await?;
        Ok(Done { output, entries })
    }
}
