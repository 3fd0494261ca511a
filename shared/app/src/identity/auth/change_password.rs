use std::time::Duration;

use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    error::FieldError,
};
use plenum_store::{
    TenantTx,
    access::{self, LoadedMember},
    identity::{people, sessions},
};

use super::check_password::check_password;
use crate::{
    App, Done, Intent,
    identity::sessions::{end_batch, end_everywhere_else, end_others_because},
};

/// How often the end of the other sessions is announced before it is left to their own next request.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(200);

/// Gives the caller another password and ends all of their sessions but the one of the request, in every tenant. A
/// token alone is not enough: the request must name the present password.
pub async fn change_password(app: &App, who: &Identity, current: &str, new: &str) -> Result<()> {
    let admitted = app.sign_in_throttle().admit(&who.origin)?;
    let person = app.read(who, &Person).await?;
    let wrong = |error: Error| match error.code() {
        Code::InvalidCredentials => Error::field("/currentPassword", Code::InvalidCredentials),
        _ => error,
    };
    let verified = check_password(app, &admitted, &person.email, current).await.map_err(wrong)?;
    let related = [person.email.as_str(), &person.first_name, &person.last_name, &person.tenant.name];
    app.passwords().check_strength(new, &related).await.map_err(|weak| match weak.code() {
        Code::Invalid => {
            let moved = weak.fields().iter().cloned();
            Error::invalid(moved.map(|field| FieldError { pointer: "/newPassword".to_owned(), ..field }).collect())
        }
        _ => weak,
    })?;
    let new = app.passwords().hash(new).await?;
    app.write(who, &Change { old: &verified.password_hash, new: &new }).await?;
    // All other sessions are over by now, in every tenant. That is still to be written in the logs, which closes open
    // connections; the work goes on even when the client hangs up.
    let announcing = app.tasks().spawn(announce(app.clone(), who.clone()));
    announcing.await.map_err(Error::internal)
}

/// Writes the end of the other sessions into the logs of all tenants.
async fn announce(app: App, who: Identity) {
    for attempt in 1..=TRIES {
        let announced = async {
            end_others_because(&app, &who, "password_changed").await?;
            end_everywhere_else(&app, who.user, who.tenant, "password_changed", &who.origin).await
        };
        match announced.await {
            Ok(()) => return,
            Err(error) => {
                tracing::warn!(%error, attempt, "the end of a person's other sessions could not be announced")
            }
        }
        tokio::time::sleep(PAUSE * attempt).await;
    }
}

struct Person;

#[async_trait]
impl Intent for Person {
    const NAME: &'static str = "auth.person";
    type Output = LoadedMember;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<LoadedMember>> {
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
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        let changed = people::change_password(tx, caller.user, self.old, self.new).await?;
        // The password was changed meanwhile, so what was proved is out of date.
        let stale = || Error::field("/currentPassword", Code::InvalidCredentials);
        sessions::carry_over(tx, caller.session, changed.ok_or_else(stale)?).await?;
        let now = app.source().now();
        let keep = Some(caller.session);
        let (_, entries) = end_batch(app, tx, caller.into(), keep, "password_changed", &caller.origin, now).await?;
        Ok(Done { output: (), entries })
    }
}
