//! The demo tenant: an organisation with a person of every role, two teams and a few deals, made through the same use
//! cases as everything else. Its passwords are public; it is for trying Plenum out, never for a server on a network.

use plenum_shared::{
    Code, Result,
    caller::{Identity, Origin},
    ids::{RecordId, TeamId, UserId},
};
use serde_json::{Value, json};

use crate::{
    App,
    access::teams,
    identity::{
        auth::{self, Login, LoginOutcome, Register},
        users::{self, NewMember},
    },
    records,
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
pub async fn demo(app: &App) -> Result<Seeded> {
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
    deals(app, &who, &owners, &[north, south]).await?;
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
    let member = NewMember {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        first_name,
        last_name: "Demo".to_owned(),
        role: role.to_owned(),
    };
    users::add_unchecked(app, who, member).await
}

/// What is being sold in the demo: the account, whom to ask there, the deal and its worth.
const DEALS: [[&str; 5]; 3] = [
    ["Hillside Offices", "Mira", "Larsen", "Forty desks", "12400.00"],
    ["Harbour Clinic", "Tom", "Okafor", "Annual support", "4800.00"],
    ["Lakeside Logistics", "Ines", "Moreau", "Warehouse scanners", "31250.00"],
];

/// A few deals, each with its account and contact, of different owners and teams, so that every role has something to
/// see and something not to.
async fn deals(app: &App, who: &Identity, owners: &[UserId], teams: &[TeamId]) -> Result<()> {
    for (index, [account, first_name, last_name, title, amount]) in DEALS.into_iter().enumerate() {
        let owner = owners[(index + 1) % owners.len()];
        let team = teams[index % teams.len()];
        let owned = |mut fields: Value| {
            fields["ownerId"] = json!(owner);
            fields["teamId"] = json!(team);
            fields
        };
        let account = record(app, who, "account", owned(json!({ "name": account, "type": "customer" }))).await?;
        let contact =
            json!({ "firstName": first_name, "lastName": last_name, "accountId": account, "isPrimary": true });
        let contact = record(app, who, "contact", owned(contact)).await?;
        let value = json!({ "amount": amount, "currency": "EUR" });
        let deal = json!({ "title": title, "value": value, "accountId": account, "contactId": contact });
        record(app, who, "deal", owned(deal)).await?;
    }
    Ok(())
}

async fn record(app: &App, who: &Identity, entity: &str, fields: Value) -> Result<RecordId> {
    let fields = fields.as_object().cloned().unwrap_or_default();
    Ok(records::create(app, who, records::entity(entity)?, fields).await?.id)
}
