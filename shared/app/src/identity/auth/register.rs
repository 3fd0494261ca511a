use plenum_shared::{
    Code, Error, Result,
    actor::Actor,
    address::{self, EMAIL_MAX},
    caller::{Identity, Origin},
    catalogue::schema::FULL_LINE,
    entry::{Entry, NewEntry},
    error::FieldError,
    ids::TenantId,
};
use plenum_store::{
    TenantTx,
    identity::{
        people::{self, NewPerson},
        users,
    },
    platform::tenants,
};
use schemars::JsonSchema;
use serde::Deserialize;
use time::OffsetDateTime;

use super::{
    SignedIn,
    check_password::{VerifiedPerson, check_password},
    names::{self, MAX_NAME},
    sign_in::{self, NewSession},
};
use crate::{
    App, access,
    change_set::{ChangeSet, image},
    identity::{passwords::Passwords, users::UserView},
    platform::{own_tenant::TenantDetails, setup},
};

pub(crate) const MAX_COMPANY: usize = 120;

#[derive(Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Registration")]
pub struct Register {
    #[schemars(extend("format" = "idn-email"), length(max = EMAIL_MAX))]
    pub email: String,
    #[schemars(length(min = 8, max = 256))]
    pub password: String,
    #[schemars(length(max = MAX_NAME), regex(pattern = FULL_LINE))]
    pub first_name: String,
    #[schemars(length(max = MAX_NAME), regex(pattern = FULL_LINE))]
    pub last_name: String,
    /// The name of the new tenant.
    #[schemars(length(max = MAX_COMPANY), regex(pattern = FULL_LINE))]
    pub company: String,
}

/// Makes a tenant with its first administrator, and signs that person in. Somebody who has an account already, and
/// knows its password, gets a further tenant; with another password the registration is refused.
pub async fn register(app: &App, input: &Register, origin: &Origin) -> Result<SignedIn> {
    let admitted = app.sign_in_throttle().admit(origin)?;
    let input = checked(app.passwords(), input).await?;
    let newcomer = newcomer(app, &input).await?;
    if let Some(signed_in) = create_tenant(app, &input, Founder::New(&newcomer), origin).await? {
        return Ok(signed_in);
    }
    let refused = || Error::new(Code::RegistrationRefused);
    let verified = check_password(app, &admitted, &input.email, &input.password)
        .await
        .map_err(|error| if error.code() == Code::InvalidCredentials { refused() } else { error })?;
    create_tenant(app, &input, Founder::Known(&verified), origin).await?.ok_or_else(refused)
}

/// Founds a tenant for a new person with any password: for the demo tenant, whose password is public.
pub(crate) async fn register_unchecked(app: &App, input: &Register, origin: &Origin) -> Result<SignedIn> {
    let signed_in = create_tenant(app, input, Founder::New(&newcomer(app, input).await?), origin).await?;
    signed_in.ok_or_else(|| Error::new(Code::RegistrationRefused))
}

/// The identity of a person who has no account yet.
async fn newcomer(app: &App, input: &Register) -> Result<VerifiedPerson> {
    let password_hash = app.passwords().hash(&input.password).await?;
    Ok(VerifiedPerson { user: app.source().uuid().into(), password_hash })
}

/// The first administrator of a tenant.
#[derive(Clone, Copy)]
enum Founder<'a> {
    /// A person without an account.
    New(&'a VerifiedPerson),
    Known(&'a VerifiedPerson),
}

/// Founds a tenant in one transaction, or does nothing when the e-mail address of a new person is taken.
async fn create_tenant(app: &App, input: &Register, founder: Founder<'_>, origin: &Origin) -> Result<Option<SignedIn>> {
    let tenant = TenantId::from(app.source().uuid());
    let (Founder::New(verified) | Founder::Known(verified)) = founder;
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        if let Founder::New(VerifiedPerson { user, password_hash }) = founder {
            let person = NewPerson {
                user: *user,
                email: &input.email,
                password_hash,
                first_name: &input.first_name,
                last_name: &input.last_name,
            };
            if !people::create(&mut tx, &person, now).await? {
                return Ok(tx.finish(None));
            }
        }
        let founded = set_up(app, &mut tx, verified, input, origin, now).await?;
        Ok(tx.finish(Some(founded)))
    };
    let founded = app.store().write("auth.register", tenant, Some(verified.user), work).await?;
    Ok(founded.map(|(signed_in, entries)| {
        app.publish(&entries);
        signed_in
    }))
}

/// The tenant itself, its administrator with a first session, and the records that every tenant begins with.
async fn set_up(
    app: &App,
    tx: &mut TenantTx,
    verified: &VerifiedPerson,
    input: &Register,
    origin: &Origin,
    now: OffsetDateTime,
) -> Result<(SignedIn, Vec<Entry>)> {
    let administrator = setup::tenant(app, tx, &input.company, now).await?;
    let user = verified.user;
    users::insert(tx, user, administrator, now).await?;
    let NewSession { session, refresh_token, entries } = sign_in::open_session(app, tx, verified, origin, now).await?;
    let member = users::get(tx, user).await?.ok_or_else(|| Error::internal("a new member is gone"))?;
    let signed_in = sign_in::signed_in(app, tx, user, session, &refresh_token, now).await?;

    let tenant = tx.tenant();
    let who = Identity { tenant, user, session, expires_at: i64::MAX, origin: origin.clone() };
    let caller = access::caller(app, tx, &who, now).await?;
    let there = tenants::get(tx).await?.ok_or_else(|| Error::internal("a new tenant is gone"))?;
    let mut changes = ChangeSet::of(app.source(), &caller, now);
    let created = setup::created_entry(app.source(), image(&TenantDetails::from(there))?, tenant, origin);
    changes.add(created);
    let joined = image(&UserView::from(member))?;
    let actor = Actor::user(user);
    let joined_entry = NewEntry::new(app.source().uuid(), "user.created", "user", user.uuid(), actor, origin.clone());
    changes.add(joined_entry.with_images(None, joined));
    let mut write = app.record_writer(&mut *tx, &caller, &mut changes);
    for new_tenant in &app.product().new_tenant {
        new_tenant.set_up(&mut write).await?;
    }
    Ok((signed_in, changes.with(entries).append(tx).await?))
}

/// The input in its written form, or everything that is wrong with it.
async fn checked(passwords: &Passwords, input: &Register) -> Result<Register> {
    let mut errors = Vec::new();
    let email = address::email(&input.email).unwrap_or_else(|| {
        errors.push(FieldError::new("/email", Code::InvalidValue).with_message("expected an e-mail address"));
        String::new()
    });
    let mut name = |pointer, text, max| {
        names::written(pointer, text, max).unwrap_or_else(|problem| {
            errors.push(problem);
            String::new()
        })
    };
    let input = Register {
        email,
        password: input.password.clone(),
        first_name: name("/firstName", &input.first_name, MAX_NAME),
        last_name: name("/lastName", &input.last_name, MAX_NAME),
        company: name("/company", &input.company, MAX_COMPANY),
    };
    let related = [input.email.as_str(), &input.first_name, &input.last_name, &input.company];
    match passwords.check_strength(&input.password, &related).await {
        Err(weak) if weak.code() == Code::Invalid => errors.extend(weak.fields().iter().cloned()),
        checked => checked?,
    }
    if errors.is_empty() { Ok(input) } else { Err(Error::invalid(errors)) }
}

#[cfg(test)]
mod tests {
    use plenum_shared::clock::Source;

    use super::*;

    fn input() -> Register {
        Register {
            email: " Ada@Example.com ".into(),
            password: "tulip-harbor-42".into(),
            first_name: "Ada".into(),
            last_name: "L".into(),
            company: "Acme".into(),
        }
    }

    #[tokio::test]
    async fn input_is_trimmed_and_every_problem_is_named_at_once() {
        let passwords = Passwords::new(Source::system()).expect("starts");
        assert_eq!(
            checked(&passwords, &input()).await.map(|input| input.email).ok().as_deref(),
            Some("Ada@example.com")
        );
        let beyond_ascii =
            Register { email: "jose\u{301}@KÖLN.de".into(), first_name: "Jose\u{301}".into(), ..input() };
        let written = checked(&passwords, &beyond_ascii).await.expect("a registration");
        assert_eq!((written.email.as_str(), written.first_name.as_str()), ("josé@köln.de", "José"));
        let bad = Register {
            email: "no".into(),
            password: "x".into(),
            first_name: String::new(),
            last_name: "\u{7}".into(),
            company: "x".repeat(121),
        };
        let error = checked(&passwords, &bad).await.err().expect("all of it is wrong");
        let pointers: Vec<_> = error.fields().iter().map(|field| field.pointer.as_str()).collect();
        assert_eq!(pointers, ["/email", "/firstName", "/lastName", "/company", "/password"]);
    }
}
