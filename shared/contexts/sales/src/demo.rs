//! What is being sold in the demo tenant.

use async_trait::async_trait;
use plenum_app::{App, DemoData, DemoPeople, records};
use plenum_shared::{Result, caller::Identity, catalogue::Entity, ids::RecordId};
use serde_json::{Value, json};

use crate::entities::{ACCOUNT, CONTACT, DEAL};

/// The account, the first and last name of its contact, the deal and its worth in euros.
const DEALS: [[&str; 5]; 3] = [
    ["Hillside Offices", "Mira", "Larsen", "Forty desks", "12400.00"],
    ["Harbour Clinic", "Tom", "Okafor", "Annual support", "4800.00"],
    ["Lakeside Logistics", "Ines", "Moreau", "Warehouse scanners", "31250.00"],
];

pub(crate) struct DemoDeals;

#[async_trait]
impl DemoData for DemoDeals {
    /// Makes a few deals, each with its account and contact, of different owners and teams, so that every role has
    /// something to see and something not to.
    async fn seed(&self, app: &App, admin: &Identity, people: &DemoPeople) -> Result<()> {
        for (index, [account, first_name, last_name, title, amount]) in DEALS.into_iter().enumerate() {
            let owner = people.owners[(index + 1) % people.owners.len()];
            let team = people.teams[index % people.teams.len()];
            let owned = |mut fields: Value| {
                fields["ownerId"] = json!(owner);
                fields["teamId"] = json!(team);
                fields
            };
            let account = create(app, admin, &ACCOUNT, owned(json!({ "name": account, "type": "customer" }))).await?;
            let contact =
                json!({ "firstName": first_name, "lastName": last_name, "accountId": account, "isPrimary": true });
            let contact = create(app, admin, &CONTACT, owned(contact)).await?;
            let value = json!({ "amount": amount, "currency": "EUR" });
            let deal = json!({ "title": title, "value": value, "accountId": account, "contactId": contact });
            create(app, admin, &DEAL, owned(deal)).await?;
        }
        Ok(())
    }
}

async fn create(app: &App, admin: &Identity, entity: &'static Entity, fields: Value) -> Result<RecordId> {
    let fields = fields.as_object().cloned().unwrap_or_default();
    Ok(records::create(app, admin, entity, fields).await?.id)
}
