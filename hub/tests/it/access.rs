//! A change of access bites on open connections, in its hubs among the entries.

use plenum_app::{
    access::{new_permissions, roles, teams},
    identity::{auth, users},
};
use plenum_hub::Settings;
use plenum_store::identity::users::UserStatus;
use plenum_testkit::{app::Person, hub::TestHubs};
use serde_json::json;

use crate::client::Client;

#[tokio::test(flavor = "multi_thread")]
async fn a_member_who_loses_a_role_receives_no_more_events() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let app = &node.app;
    let ada = Person::admin(app, "ada").await;
    let vera = ada.member("read_only").await;
    let mut client = Client::live(&node, "deals", &vera).await;

    ada.deal("seen").await;
    assert_eq!(client.title("DealCreated").await, "seen");
    // An entry is judged by the present access, so each change has to arrive before the next is made.
    ada.give_role(vera.who.user, "support_user").await;
    client.position().await;
    ada.deal("unseen").await;
    ada.give_role(vera.who.user, "read_only").await;
    client.position().await;
    ada.deal("seen again").await;
    assert_eq!(client.title("DealCreated").await, "seen again");
    assert!(!client.raw.contains("unseen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn joining_and_leaving_a_team_applies_from_the_next_entry() {
    let hubs = TestHubs::new().await;
    let (writer, node) = (hubs.writer().await, hubs.node().await);
    let ada = Person::admin(&writer, "ada").await;
    let sam = ada.member("sales_user").await;
    let north = ada.team("North", &[]).await;
    let mut client = Client::live(&node, "deals", &sam).await;

    let before = ada.create("deals", json!({"title": "before", "teamId": north})).await;
    users::join_team(&writer, &ada.who, sam.who.user, north).await.expect("joins");
    ada.patch("deals", before.id, json!({"title": "now"})).await;
    client.position().await;
    assert_eq!(client.title("DealUpdated").await, "now");

    users::leave_team(&writer, &ada.who, sam.who.user, north).await.expect("leaves");
    ada.patch("deals", before.id, json!({"title": "after"})).await;
    sam.deal("own").await;
    assert_eq!(client.title("DealCreated").await, "own");
    assert!(!client.raw.contains("after"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_logout_closes_the_connections_of_that_session_alone() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let again = ada.another_session().await;
    let mut leaving = Client::live(&node, "deals", &ada).await;
    let mut staying = Client::live(&node, "deals", &again).await;
    auth::logout(&node.app, &ada.who).await.expect("logs out");
    assert_eq!(leaving.closed().await, 4001);
    again.deal("still here").await;
    assert_eq!(staying.title("DealCreated").await, "still here");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_member_is_disconnected_and_cannot_reconnect() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let vera = ada.member("read_only").await;
    let mut client = Client::live(&node, "records", &vera).await;
    users::set_status(&node.app, &ada.who, vera.who.user, UserStatus::Suspended).await.expect("suspends");
    assert_eq!(client.closed().await, 4003);
    let request =
        crate::client::ConnectRequest { path: "/hubs/records", token: Some(&vera.access_token), ..Default::default() };
    assert_eq!(crate::client::connect(node.address, request).await.err(), Some(403));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_role_or_team_reloads_the_access_of_its_members_only() {
    let hubs = TestHubs::new().await;
    // No position is sent because the connection was quiet.
    let quiet = Settings { position_every: std::time::Duration::from_hours(1), ..Settings::default() };
    let node = hubs.node_with(quiet).await;
    let app = &node.app;
    let ada = Person::admin(app, "ada").await;
    let body = |name: &str, scope: &str| {
        let permissions = json!([{"permission": "deals.read", "scope": scope}]);
        json!({"name": name, "permissions": permissions}).as_object().cloned().expect("an object")
    };
    let watcher = roles::create(app, &ada.who, body("Watcher", "own")).await.expect("a role").value;
    let (vera, wim) = (ada.member("read_only").await, ada.member("watcher").await);
    let north = ada.team("North", &[wim.who.user]).await;
    let mut aside = Vec::new();
    for _ in 0..20 {
        aside.push(Client::live(&node, "deals", &vera).await);
    }
    let mut concerned = Client::live(&node, "deals", &wim).await;

    // Only a connection with reloaded access receives its position.
    roles::patch(app, &ada.who, watcher.id, None, body("Another name", "own")).await.expect("renamed");
    roles::patch(app, &ada.who, watcher.id, None, body("Another name", "all")).await.expect("widened");
    concerned.position().await;
    teams::delete(app, &ada.who, north, None).await.expect("goes");
    concerned.position().await;
    ada.deal("after").await;
    assert_eq!(concerned.next().await.target, "DealCreated", "a name changes no access");
    for mut client in aside {
        assert_eq!(client.next().await.target, "DealCreated");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn permissions_that_a_release_adds_apply_to_open_connections() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let every_deal = json!([{"permission": "deals.read", "scope": "all"}]);
    let (vera, cleo) = (ada.member("read_only").await, ada.member_in_role("dealer", every_deal).await);
    // As the tenant is for a release that declares leads: its roles have no grants of them, and it has not met them.
    hubs.database
        .execute(
            "DELETE FROM role_permissions WHERE resource = 'leads';
             UPDATE permission_defaults SET permissions = ARRAY(
                SELECT name FROM unnest(permissions) AS name WHERE name NOT LIKE 'leads.%');
             UPDATE roles SET version = version + 1",
        )
        .await;
    let mut admin = Client::live(&node, "records", &ada).await;
    let mut reader = Client::live(&node, "records", &vera).await;
    let mut custom = Client::live(&node, "records", &cleo).await;

    ada.create("leads", json!({"title": "before"})).await;
    assert_eq!(admin.title("LeadCreated").await, "before", "the administrator holds everything by definition");
    let changed = new_permissions::give_defaults(&node.app, ada.who.tenant).await.expect("gives");
    assert_eq!(changed, 3, "manager, sales_user and read_only");
    reader.position().await;
    ada.create("leads", json!({"title": "after"})).await;
    assert_eq!(reader.title("LeadCreated").await, "after");
    assert_eq!(admin.title("LeadCreated").await, "after");
    ada.deal("seen").await;
    assert_eq!(custom.title("DealCreated").await, "seen");
    assert!(!reader.raw.contains("before"));
    assert!(!custom.raw.contains("LeadCreated"), "a role that the tenant made gets nothing");
}
