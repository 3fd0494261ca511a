//! The demo tenant: an organisation with a person of every role, two teams and the records of the contexts, made
//! through the same use cases as everything else. Its passwords are public; it is for trying Plenum out, never for a
//! server on a network.

use plenum_shared::{
    Code, Result,
    caller::{Identity, Origin},
    ids::UserId,
    plan::{Plan, PlanOverrides},
};

use crate::{
    App, Contexts, DemoPeople,
    access::teams,
    identity::{
        auth::{self, Login, LoginOutcome, Register},
        users::{self, NewUser},
    },
    platform::{
        Operator,
        plans::{self, PlanChange},
    },
};

/// The password of everybody in the demo tenant.
pub const PASSWORD: &str = "password123";

/// The people of the demo tenant: e-mail address and role.
pub const PEOPLE: [(&str, &str); 5] = [
    ("admin@demo.com", "tenant_admin"),
    ("manager@demo.com", "manager"),
    ("sales@demo.com", "sales_user"),
    ("support@demo.com", "support_user"),
    ("viewer@demo.com", "read_only"),
];

/// Whether the demo tenant had to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeded {
    Made,
    WasThere,
}

/// Makes the demo tenant unless it is there.
pub async fn demo(app: &App, contexts: &Contexts) -> Result<Seeded> {
    let origin = Origin { request_id: "seed".to_owned(), ..Origin::default() };
    let [(admin, _), colleagues @ ..] = PEOPLE;
    let login = Login { email: admin.to_owned(), password: PASSWORD.to_owned(), tenant_id: None };
    match auth::login(app, &login, &origin).await {
        Ok(outcome) => return complete(app, outcome, origin).await,
        Err(error) if error.code() == Code::InvalidCredentials => {}
        Err(error) => return Err(error),
    }
    let registration = Register {
        email: admin.to_owned(),
        password: PASSWORD.to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Admin".to_owned(),
        company: "Demo".to_owned(),
    };
    let signed_in = auth::register_unchecked(app, &registration, &origin).await?;
    let who = app.identify(&signed_in.tokens.access_token, origin)?;
    // The demo shows all that there is.
    let everything = PlanChange { plan: Plan::Enterprise, overrides: PlanOverrides::default() };
    plans::set(app, &Operator::at_the_console(who.origin.clone()), who.tenant, &everything).await?;
    let north = teams::create(app, &who, "North").await?.value.id;
    let south = teams::create(app, &who, "South").await?.value.id;
    let mut owners = vec![who.user];
    for (email, role) in colleagues {
        let member = colleague(app, &who, email, role).await?;
        users::join_team(app, &who, member, north).await?;
        // The owner of a deal must be able to see it.
        if role != "support_user" {
            owners.push(member);
        }
    }
    let people = DemoPeople { owners, teams: vec![north, south] };
    for demo in contexts.iter().filter_map(|context| context.demo) {
        demo.seed(app, &who, &people).await?;
    }
    Ok(Seeded::Made)
}

/// Adds the people who are missing, in case an earlier seed was cut short.
async fn complete(app: &App, outcome: LoginOutcome, origin: Origin) -> Result<Seeded> {
    let LoginOutcome::SignedIn(signed_in) = outcome else { return Ok(Seeded::WasThere) };
    let who = app.identify(&signed_in.tokens.access_token, origin.clone())?;
    let mut seeded = Seeded::WasThere;
    for (email, role) in PEOPLE {
        let login = Login { email: email.to_owned(), password: PASSWORD.to_owned(), tenant_id: Some(who.tenant) };
        match auth::login(app, &login, &origin).await {
            Err(error) if error.code() == Code::InvalidCredentials => {
                colleague(app, &who, email, role).await?;
                seeded = Seeded::Made;
            }
            other => drop(other?),
        }
    }
    Ok(seeded)
}

async fn colleague(app: &App, who: &Identity, email: &str, role: &str) -> Result<UserId> {
    let name = email.split('@').next().unwrap_or(email);
    let first_name = name[..1].to_uppercase() + &name[1..];
    let member = NewUser {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        first_name,
        last_name: "Demo".to_owned(),
        role: role.to_owned(),
    };
    users::add_unchecked(app, who, member).await
}
