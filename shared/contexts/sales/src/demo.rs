//! What is being sold in the demo tenant.

use async_trait::async_trait;
use plenum_app::{
    App, DemoData, DemoPeople,
    records::{self, Operation},
};
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
        let owned = |index: usize, mut fields: Value| {
            fields["ownerId"] = json!(people.owners[(index + 1) % people.owners.len()]);
            fields["teamId"] = json!(people.teams[index % people.teams.len()]);
            fields
        };
        let rows = || DEALS.iter().enumerate();
        let accounts = rows().map(|(index, [name, ..])| owned(index, json!({ "name": name, "type": "customer" })));
        let accounts = create_all(app, admin, &ACCOUNT, accounts).await?;
        let contacts = rows().zip(&accounts).map(|((index, [_, first_name, last_name, ..]), account)| {
            let name =
                json!({ "firstName": first_name, "lastName": last_name, "accountId": account, "isPrimary": true });
            owned(index, name)
        });
        let contacts = create_all(app, admin, &CONTACT, contacts).await?;
        let deals = rows().zip(accounts.iter().zip(&contacts));
        let deals = deals.map(|((index, [.., title, amount]), (account, contact))| {
            let value = json!({ "amount": amount, "currency": "EUR" });
            owned(index, json!({ "title": title, "value": value, "accountId": account, "contactId": contact }))
        });
        create_all(app, admin, &DEAL, deals).await.map(drop)
    }
}

async fn create_all(
    app: &App,
    admin: &Identity,
    entity: &'static Entity,
    records: impl Iterator<Item = Value>,
) -> Result<Vec<RecordId>> {
    let fields = |record: Value| record.as_object().cloned().unwrap_or_default();
    let operations = records.map(|record| Operation::Create { data: fields(record) }).collect();
    let created = records::bulk(app, admin, entity, operations).await?;
    created.items.into_iter().map(|item| item.map(|record| record.id)).collect()
}
