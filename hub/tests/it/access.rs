//! A change of access bites on open connections, in its place among the entries.

use plenum_app::{
    access::{roles, teams},
    identity::{auth, users},
};
use plenum_hub::Settings;
use plenum_store::identity::users::MemberStatus;
use serde_json::json;

use crate::{
    client::Client,
    place::{Place, change, colleague, deal, founder, give_role, sign_in, team},
};

#[tokio::test(flavor = "multi_thread")]
async fn after_the_loss_of_a_role_nothing_more_is_heard() {
    let place = Place::new().await;
    let node = place.node().await;
    let app = &node.app;
    let ada = founder(app, "ada").await;
    let vera = colleague(app, &ada, "vera", "read_only").await;
    let mut client = Client::live(&node, "deals", &vera).await;

    deal(app, &ada, "seen", json!({})).await;
    assert_eq!(client.title("DealCreated").await, "seen");
    // An entry is judged by the access of today, so each change has to be heard before the next is made.
    give_role(app, &ada, vera.who.user, "support_user").await;
    client.position().await;
    deal(app, &ada, "unseen", json!({})).await;
    give_role(app, &ada, vera.who.user, "read_only").await;
    client.position().await;
    deal(app, &ada, "seen again", json!({})).await;
    assert_eq!(client.title("DealCreated").await, "seen again");
    assert!(!client.raw.contains("unseen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn joining_and_leaving_a_team_decides_about_the_very_next_entry() {
    let place = Place::new().await;
    let (writer, node) = (place.writer().await, place.node().await);
    let ada = founder(&writer, "ada").await;
    let sam = colleague(&writer, &ada, "sam", "sales_user").await;
    let north = team(&writer, &ada, "North", &[]).await;
    let mut client = Client::live(&node, "deals", &sam).await;

    let before = deal(&writer, &ada, "before", json!({"teamId": north})).await;
    users::join_team(&writer, &ada.who, sam.who.user, north).await.expect("joins");
    change(&writer, &ada, before.id, json!({"title": "now"})).await;
    client.position().await;
    assert_eq!(client.title("DealUpdated").await, "now");

    users::leave_team(&writer, &ada.who, sam.who.user, north).await.expect("leaves");
    change(&writer, &ada, before.id, json!({"title": "after"})).await;
    deal(&writer, &sam, "own", json!({})).await;
    assert_eq!(client.title("DealCreated").await, "own");
    assert!(!client.raw.contains("after"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_logout_closes_the_connections_of_that_session_alone() {
    let place = Place::new().await;
    let node = place.node().await;
    let ada = founder(&node.app, "ada").await;
    let again = sign_in(&node.app, "ada@example.com").await;
    let mut leaving = Client::live(&node, "deals", &ada).await;
    let mut staying = Client::live(&node, "deals", &again).await;
    auth::logout(&node.app, &ada.who).await.expect("logs out");
    assert_eq!(leaving.closed().await, 4001);
    deal(&node.app, &again, "still here", json!({})).await;
    assert_eq!(staying.title("DealCreated").await, "still here");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_member_is_closed_and_cannot_come_back() {
    let place = Place::new().await;
    let node = place.node().await;
    let ada = founder(&node.app, "ada").await;
    let vera = colleague(&node.app, &ada, "vera", "read_only").await;
    let mut client = Client::live(&node, "records", &vera).await;
    users::set_status(&node.app, &ada.who, vera.who.user, MemberStatus::Suspended).await.expect("suspends");
    assert_eq!(client.closed().await, 4003);
    let knocking = crate::client::Knock { path: "/hubs/records", token: Some(&vera.token), ..Default::default() };
    assert_eq!(crate::client::knock(node.address, knocking).await.err(), Some(403));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_a_role_or_team_makes_only_those_look_again_who_have_it() {
    let place = Place::new().await;
    // Nobody is told where they stand because it was quiet.
    let quiet = Settings { position_every: std::time::Duration::from_hours(1), ..Settings::default() };
    let node = place.node_with(quiet).await;
    let app = &node.app;
    let ada = founder(app, "ada").await;
    let body = |name: &str, scope: &str| {
        let permissions = json!([{"permission": "deals.read", "scope": scope}]);
        json!({"name": name, "permissions": permissions}).as_object().cloned().expect("an object")
    };
    let watcher = roles::create(app, &ada.who, body("Watcher", "own")).await.expect("a role").value;
    let (vera, wim) = (colleague(app, &ada, "vera", "read_only").await, colleague(app, &ada, "wim", "watcher").await);
    let north = team(app, &ada, "North", &[wim.who.user]).await;
    let mut aside = Vec::new();
    for _ in 0..20 {
        aside.push(Client::live(&node, "deals", &vera).await);
    }
    let mut concerned = Client::live(&node, "deals", &wim).await;

    // Who looks again is told where they stand, and nobody else is.
    roles::patch(app, &ada.who, watcher.id, None, body("Another name", "own")).await.expect("renamed");
    roles::patch(app, &ada.who, watcher.id, None, body("Another name", "all")).await.expect("widened");
    concerned.position().await;
    teams::delete(app, &ada.who, north, None).await.expect("goes");
    concerned.position().await;
    deal(app, &ada, "after", json!({})).await;
    assert_eq!(concerned.next().await.target, "DealCreated", "a name is nobody's access");
    for mut client in aside {
        assert_eq!(client.next().await.target, "DealCreated");
    }
}
