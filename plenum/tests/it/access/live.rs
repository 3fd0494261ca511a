//! Live events under the same roles, scopes and field rules as REST, and changes of access that take effect on open
//! connections at once.

use std::time::Duration;

use plenum_app::identity::users;
use plenum_store::identity::users::UserStatus;
use plenum_testkit::{
    Plenum,
    people::{Person, everything},
    signalr::{HubClient, Incoming},
};
use serde_json::{Value, json};

use crate::plenum;

/// How soon a change of access must bite, with the bus and without.
const WITH_BUS: Duration = Duration::from_secs(1);
const WITHOUT_BUS: Duration = Duration::from_secs(2);

async fn listen(plenum: &Plenum, person: &Person) -> HubClient {
    let mut hub = HubClient::connect(plenum.hub(0).address(), "/hubs/records", &person.access_token).await.expect("in");
    // A reader that has its position is subscribed.
    hub.event("Position").await;
    hub
}

/// The events received up to the renaming of the default pipeline, which every role may see.
async fn received_until_marker(admin: &Person, hub: &mut HubClient) -> Vec<Value> {
    let pipelines = admin.http.get("/api/v1/pipelines").await.data();
    let path = format!("/api/v1/pipelines/{}", pipelines[0]["id"].as_str().expect("an id"));
    let name = format!("marker {}", plenum_testkit::people::short_id());
    admin.http.patch(&path, &json!({ "name": name })).await.expect(200);
    let mut received = Vec::new();
    loop {
        match hub.next().await {
            Incoming::Message(message) if message["target"] == "PipelineUpdated" => {
                if message["arguments"][0]["data"]["name"] == name {
                    return received;
                }
            }
            Incoming::Message(message) if message["type"] == 1 && message["target"] != "Position" => {
                received.push(message["arguments"][0].clone());
            }
            Incoming::Message(_) => {}
            Incoming::Closed(code) => panic!("closed with {code:?}"),
        }
    }
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().filter_map(|event| event["type"].as_str()).collect()
}

#[tokio::test]
async fn a_field_hidden_from_a_role_is_hidden_in_rest_and_in_every_byte_of_the_hub() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let permissions = everything("deals", "all", &json!({"description": "none", "value": "none"}));
    let clerk = plenum.member_in_role(&admin, "clerk", &permissions).await;
    let (mut open, mut masked) = (listen(&plenum, &admin).await, listen(&plenum, &clerk).await);

    let deal = admin
        .create(
            "deals",
            json!({
                "title": "desks",
                "description": "CANARY-margin",
                "value": { "amount": "4711.17", "currency": "EUR" },
            }),
        )
        .await;
    let id = deal["id"].as_str().expect("an id");
    admin.change_deal(&deal, json!({ "description": "CANARY-again" })).await;
    admin.change_deal(&deal, json!({ "title": "desks and chairs", "value": null })).await;

    let shown = clerk.http.get(&format!("/api/v1/deals/{id}")).await.expect(200).data();
    assert!(shown.get("description").is_none() && shown.get("value").is_none());
    assert_eq!(masked.event("DealCreated").await["data"]["title"], "desks");
    // The change of the hidden field alone is no event to this reader: the next one is the title's.
    let update = masked.event("DealUpdated").await;
    assert_eq!(update["data"], shown, "the event shows what REST shows");
    assert_eq!(update["changes"].as_object().map(|changes| changes.len()), Some(1), "{update}");
    let bytes = masked.frames.concat();
    assert!(!bytes.contains("CANARY") && !bytes.contains("4711.17"), "{bytes}");

    assert_eq!(open.event("DealUpdated").await["data"]["description"], "CANARY-again");
    let refused = clerk.http.patch(&format!("/api/v1/deals/{id}"), &json!({ "description": "mine" })).await;
    refused.expect_problem(422, "invalid");
}

#[tokio::test]
async fn a_deal_that_moves_between_teams_is_lost_to_one_and_gained_by_the_other() {
    let plenum = plenum().with_redis().start().await;
    let admin = plenum.admin("acme").await;
    let (north, south) = (admin.team("North", &[]).await, admin.team("South", &[]).await);
    let nora = plenum.member(&admin, "sales_user").await;
    let sam = plenum.member(&admin, "sales_user").await;
    admin.join_team(nora.user, north).await;
    admin.join_team(sam.user, south).await;
    let (mut nora_hub, mut sam_hub) = (listen(&plenum, &nora).await, listen(&plenum, &sam).await);

    let deal = admin.create("deals", json!({ "title": "CANARY-north", "teamId": north })).await;
    let moved = admin.change_deal(&deal, json!({ "teamId": south })).await;

    assert_eq!(nora_hub.event("DealCreated").await["data"]["title"], "CANARY-north");
    let lost = nora_hub.event("DealAccessLost").await;
    assert_eq!(lost["data"], json!({ "id": deal["id"] }));
    assert!(lost.get("changes").is_none() && lost.get("actorid").is_none(), "{lost}");
    // The deal was invisible to her until then, so the first event about it carries the whole record.
    let received = received_until_marker(&admin, &mut sam_hub).await;
    assert_eq!(kinds(&received), ["deal.access_gained"]);
    assert_eq!(received[0]["data"], moved);
    assert!(received[0].get("changes").is_none());

    let path = format!("/api/v1/deals/{}", deal["id"].as_str().expect("an id"));
    nora.http.get(&path).await.expect_problem(404, "not_found");
    assert_eq!(sam.http.get(&path).await.expect(200).data(), moved);
}

#[tokio::test]
async fn changes_of_team_and_role_take_effect_on_the_open_connection() {
    let plenum = plenum().with_redis().start().await;
    let admin = plenum.admin("acme").await;
    let team = admin.team("North", &[]).await;
    let member = plenum.member(&admin, "sales_user").await;
    let mut hub = listen(&plenum, &member).await;

    let deal = admin.create("deals", json!({ "title": "one", "teamId": team })).await;
    assert_eq!(kinds(&received_until_marker(&admin, &mut hub).await), [""; 0]);

    // As if by another process: nothing but the bus and the log say so to this one.
    let administration = plenum.in_another_process(&admin).await;
    administration.join_team(member.user, team).await;
    admin.change_deal(&deal, json!({ "title": "two" })).await;
    assert_eq!(kinds(&received_until_marker(&admin, &mut hub).await), ["deal.updated"]);

    administration.leave_team(member.user, team).await;
    admin.change_deal(&deal, json!({ "title": "three" })).await;
    assert_eq!(kinds(&received_until_marker(&admin, &mut hub).await), [""; 0]);

    administration.give_role(member.user, "read_only").await;
    admin.change_deal(&deal, json!({ "title": "four" })).await;
    assert_eq!(kinds(&received_until_marker(&admin, &mut hub).await), ["deal.updated"]);
    let path = format!("/api/v1/deals/{}", deal["id"].as_str().expect("an id"));
    member.http.patch(&path, &json!({ "title": "mine" })).await.expect_problem(403, "forbidden");

    administration.give_role(member.user, "support_user").await;
    admin.change_deal(&deal, json!({ "title": "five" })).await;
    assert_eq!(kinds(&received_until_marker(&admin, &mut hub).await), [""; 0]);
    member.http.get(&path).await.expect_problem(403, "forbidden");
}

#[tokio::test]
async fn a_replay_uses_the_present_access_of_the_reader() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let team = admin.team("North", &[]).await;
    let member = plenum.member(&admin, "sales_user").await;
    let administration = plenum.in_another_process(&admin).await;
    administration.join_team(member.user, team).await;
    let cursor = member.http.get("/api/v1/deals").await.expect(200).cursor();
    admin.create("deals", json!({ "title": "CANARY-teamwork", "teamId": team })).await;
    administration.leave_team(member.user, team).await;
    let own = member.deal("my own").await;

    let address = plenum.hub(0).address();
    let mut hub = HubClient::connect(address, "/hubs/records?resume=1", &member.access_token).await.expect("in");
    let answer = hub.invoke("Resume", json!([cursor])).await;
    assert_eq!(answer["result"]["replayed"], 1, "{answer}");
    assert_eq!(hub.event("DealCreated").await["data"]["id"], own["id"]);
    assert!(!hub.frames.concat().contains("CANARY"));
}

#[tokio::test]
async fn suspension_and_logout_close_open_connections_within_a_second() {
    let plenum = plenum().with_redis().start().await;
    ends_sessions(&plenum, WITH_BUS).await;
}

#[tokio::test]
async fn without_a_shared_bus_suspension_and_logout_close_open_connections_within_two_seconds() {
    // The suspension is made by another process, and the in-process bus of the server carries no notice of it.
    let plenum = plenum().start().await;
    ends_sessions(&plenum, WITHOUT_BUS).await;
}

async fn ends_sessions(plenum: &Plenum, within: Duration) {
    let admin = plenum.admin("acme").await;
    let address = plenum.hub(0).address();

    let suspended = plenum.member(&admin, "sales_user").await;
    let mut hub = listen(plenum, &suspended).await;
    let administration = plenum.in_another_process(&admin).await;
    let suspend = users::set_status(&administration.app, &administration.who, suspended.user, UserStatus::Suspended);
    suspend.await.expect("suspends");
    closes_within(&mut hub, within, 4003).await;
    suspended.http.get("/api/v1/deals").await.expect_problem(403, "forbidden");
    let refused = HubClient::open(address, "/hubs/records", Some(&suspended.access_token)).await;
    assert_eq!(refused.err().map(|status| status.as_u16()), Some(403));

    let leaving = plenum.member(&admin, "sales_user").await;
    let elsewhere = plenum.sign_in(&leaving.email, &leaving.password).await;
    let (mut here, mut there) = (listen(plenum, &leaving).await, listen(plenum, &elsewhere).await);
    leaving.http.post("/api/v1/auth/logout", &json!({})).await.expect(204);
    closes_within(&mut here, within, 4001).await;
    leaving.http.get("/api/v1/auth/me").await.expect_problem(401, "unauthenticated");
    let refused = HubClient::open(address, "/hubs/records", Some(&leaving.access_token)).await;
    assert_eq!(refused.err().map(|status| status.as_u16()), Some(401));
    // The other session of the same person goes on.
    elsewhere.deal("still here").await;
    there.event("DealCreated").await;
}

#[tokio::test]
async fn a_refresh_token_used_twice_ends_the_session_and_its_connections() {
    let plenum = plenum().with_redis().start().await;
    let admin = plenum.admin("acme").await;
    let mut hub = listen(&plenum, &admin).await;
    let refresh =
        async |token: &str| plenum.anonymous().post("/api/v1/auth/refresh", &json!({ "refreshToken": token })).await;
    let second = refresh(&admin.refresh_token).await.expect(200).data();
    let second = second["tokens"]["refreshToken"].as_str().expect("a token").to_owned();
    let third = refresh(&second).await.expect(200).data();
    let third = third["tokens"]["refreshToken"].as_str().expect("a token").to_owned();

    refresh(&admin.refresh_token).await.expect_problem(401, "invalid_refresh_token");
    closes_within(&mut hub, WITH_BUS, 4001).await;
    refresh(&third).await.expect_problem(401, "invalid_refresh_token");
    admin.http.get("/api/v1/auth/me").await.expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_connection_ends_with_its_token() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let token = crate::identity::auth::reissued(&plenum, &admin, |claims| claims.exp = claims.iat + 3);
    let mut hub = HubClient::connect(plenum.hub(0).address(), "/hubs/deals", &token).await.expect("in");
    closes_within(&mut hub, Duration::from_secs(10), 4001).await;
}

#[tokio::test]
async fn a_connection_outlives_its_first_token_when_its_session_brings_a_new_one() {
    let plenum = plenum().start().await;
    let (admin, other) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let brief = crate::identity::auth::reissued(&plenum, &admin, |claims| claims.exp = claims.iat + 3);
    let address = plenum.hub(0).address();
    let request = async |token: &str, path: &str| {
        let client = admin.http.at(address).with_bearer(token);
        client.request(http::Method::POST, path).send().await
    };
    let negotiated = request(&brief, "/hubs/deals/negotiate?negotiateVersion=1").await.expect(200).json();
    assert!((1..=3).contains(&negotiated["tokenLifetimeSeconds"].as_u64().expect("a lifetime")));
    let id = negotiated["connectionToken"].as_str().expect("a token").to_owned();
    let mut renewed = HubClient::connect(address, &format!("/hubs/deals?id={id}"), &brief).await.expect("in");
    let mut first = HubClient::connect(address, "/hubs/deals", &brief).await.expect("in");

    let path = format!("/hubs/deals/refresh?id={id}");
    request("nonsense", &path).await.expect(401);
    request(&other.access_token, &path).await.expect(403);
    let answer = request(&admin.access_token, &path).await.expect(200).json();
    assert!(answer["tokenLifetimeSeconds"].as_u64().expect("a lifetime") > 60);

    closes_within(&mut first, Duration::from_secs(10), 4001).await;
    admin.http.post("/api/v1/deals", &json!({ "title": "later" })).await.expect(201);
    assert_eq!(renewed.event("DealCreated").await["data"]["title"], "later");
    admin.http.post("/api/v1/auth/logout", &json!({})).await.expect(204);
    closes_within(&mut renewed, WITHOUT_BUS, 4001).await;
}

#[track_caller]
fn closes_within(hub: &mut HubClient, within: Duration, code: u16) -> impl Future<Output = ()> {
    let caller = std::panic::Location::caller();
    async move {
        let closed = tokio::time::timeout(within, hub.closed()).await;
        let (closed, _) = closed.unwrap_or_else(|_| panic!("the connection is still open after {within:?} ({caller})"));
        assert_eq!(closed, Some(code), "{caller}");
    }
}
