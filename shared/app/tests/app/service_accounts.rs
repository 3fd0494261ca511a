//! Machines: what they are given, and what is told of what they do.

use plenum_app::{
    service_accounts::{self, NewServiceAccount, ServiceToken, WithSecret},
    tenant::{self, TenantChange},
};
use plenum_shared::caller::Origin;
use serde_json::json;

use crate::{person::Person, world::World};

impl World {
    async fn machine(&self, of: &Person<'_>, role: &str) -> WithSecret {
        let new = NewServiceAccount { name: "Robot".to_owned(), role: role.to_owned(), teams: Vec::new() };
        service_accounts::create(&self.app, &of.who, new).await.expect("a machine")
    }

    async fn token(&self, machine: &WithSecret) -> ServiceToken {
        let id = machine.account.id.to_string();
        let token = service_accounts::token(&self.app, &id, &machine.client_secret, &Origin::default()).await;
        token.expect("a token")
    }
}

#[tokio::test]
async fn a_machines_token_lives_as_long_as_its_tenant_says() {
    let world = World::new().await;
    let ada = world.founder().await;
    let machine = world.machine(&ada, "read_only").await;
    let installation = plenum_app::Settings::default().access_token;
    assert_eq!(world.token(&machine).await.expires_in, installation.as_secs());
    let settings = json!({ "accessTokenMinutes": 7 }).as_object().cloned();
    let change = TenantChange { settings, ..TenantChange::default() };
    tenant::patch(&world.app, &ada.who, None, &change).await.expect("a setting");
    assert_eq!(world.token(&machine).await.expires_in, 7 * 60);
}
