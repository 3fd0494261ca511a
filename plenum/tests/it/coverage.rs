//! Every route and every hub method, called without a token and from another tenant.
//!
//! The lists are those of the router and of the hubs, so that a new route or method is called too. Operations that need
//! no token are the only exceptions; an exception that is no longer true fails as well.

use std::collections::BTreeSet;

use http::Method;
use plenum_api::{Auth, RouteInfo, Target, routes};
use plenum_hub::{HubMethodInfo, SampleArgument, hub_methods};
use plenum_shared::clock::Source;
use plenum_testkit::{
    Plenum, catalogue,
    http::{Answer, Client},
    hub::TestHubs,
    people::Person,
    signalr::HubClient,
};
use serde_json::{Value, json};

use crate::{plenum, requests::Records};

/// Operations that need no token.
const OPEN_TO_ANYBODY: [&str; 10] = [
    "accept_invitation",
    "jwks",
    "live",
    "login",
    "openapi",
    "openapi_legacy",
    "ready",
    "refresh",
    "register",
    "token",
];

#[tokio::test]
async fn the_hubs_and_their_document_have_the_methods_of_the_rows() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let rows = hub_methods().into_iter().map(|method| (format!("/hubs/{}", method.hub), method.name.to_lowercase()));
    let rows: BTreeSet<_> = rows.collect();
    let served = node.hub.methods().into_iter().map(|(hub, method)| (format!("/hubs{hub}"), method));
    assert_eq!(served.collect::<BTreeSet<_>>(), rows);
    let document = plenum_hub::document(catalogue());
    let operations = document["operations"].as_object().into_iter().flatten();
    let called = operations.filter(|(_, operation)| operation["action"] == "receive");
    let documented = called.filter_map(|(name, _)| name.split_once('.'));
    let documented: BTreeSet<_> =
        documented.map(|(hub, method)| (format!("/hubs/{hub}"), method.to_lowercase())).collect();
    assert_eq!(documented, rows, "the AsyncAPI document has them all");
}

async fn call(client: &Client, route: &RouteInfo, id: &str, body: Option<&Value>) -> Answer {
    // A path may name a user beside the target; this test is about the target.
    let path = route.path.replace("{id}", id).replace("{userId}", &never());
    let request = client.request(route.method.clone(), &path);
    match body {
        Some(body) => request.json(body).send().await,
        None => request.send().await,
    }
}

/// An id that nothing has.
fn never() -> String {
    Source::system().uuid().to_string()
}

#[tokio::test]
async fn routes_and_hubs_that_need_a_token_refuse_requests_without_one() {
    let plenum = plenum().start().await;
    let before = plenum.fingerprint().await;
    let mut open = BTreeSet::new();
    for route in routes(catalogue()) {
        if route.auth == Auth::Public {
            open.insert(route.operation);
            continue;
        }
        let body = route.sample.as_ref().map(|_| json!({ "title": "x", "name": "x" }));
        let answer = call(&plenum.anonymous(), &route, &never(), body.as_ref()).await;
        assert_eq!(answer.status.as_u16(), 401, "{} {}", route.method, route.path);
        let answer = answer.expect_problem(401, "unauthenticated");
        assert!(answer.header("www-authenticate").is_some_and(|scheme| scheme.starts_with("Bearer")));
    }
    assert_eq!(open, BTreeSet::from(OPEN_TO_ANYBODY.map(str::to_owned)), "the exceptions are the public operations");

    let address = plenum.hub(0).address();
    for hub in hub_methods().into_iter().map(|method| format!("/hubs/{}", method.hub)).collect::<BTreeSet<_>>() {
        let refused = HubClient::open(address, &hub, None).await;
        assert_eq!(refused.err().map(|status| status.as_u16()), Some(401), "{hub}");
        let negotiate = format!("{hub}/negotiate?negotiateVersion=1");
        let refused = plenum.anonymous().at(address).request(Method::POST, &negotiate).send().await;
        assert_eq!(refused.status.as_u16(), 401, "{negotiate}");
    }
    assert_eq!(plenum.fingerprint().await, before);
}

#[tokio::test]
async fn every_route_answers_for_ids_of_another_tenant_as_for_unknown_ones() {
    let plenum = plenum().start().await;
    let (ours, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let records = Records::of(&plenum, &theirs, "CANARY-RIVAL").await;
    let before = plenum.fingerprint().await;
    let mut called = 0;
    for route in routes(catalogue()).into_iter().filter(|route| route.auth == Auth::Bearer) {
        let at = format!("{} {}", route.method, route.path);
        if route.target != Target::None {
            called += 1;
            let body = records.body(&route);
            let foreign = call(&ours.http, &route, records.target(&route), body.as_ref()).await;
            let unknown = call(&ours.http, &route, &never(), body.as_ref()).await;
            assert_eq!(unknown.status.as_u16(), 404, "{at}: {}", unknown.text());
            assert_eq!(foreign.anonymous(), unknown.anonymous(), "{at}");
            let nonsense = call(&ours.http, &route, "no-id", body.as_ref()).await;
            assert_eq!(nonsense.anonymous(), unknown.anonymous(), "{at}");
        } else if route.method == Method::GET {
            // A route without an id cannot name a record of another tenant, and shows none.
            for query in ["", "?limit=200"] {
                let shown = ours.http.get(&format!("{}{query}", route.path)).await;
                assert!(!query.is_empty() || shown.status == 200, "{at}: {}", shown.text());
                assert!(!shown.text().contains("CANARY"), "{at}");
            }
        }
    }
    assert!(called >= 48, "only {called} routes name a record");
    assert_eq!(plenum.fingerprint().await, before, "nothing changed");

    // An id in a body is checked like an id in a path.
    for (field, foreign) in [
        ("pipelineId", records.id("pipeline").to_owned()),
        ("stageId", records.id("stage").to_owned()),
        ("accountId", records.id("account").to_owned()),
        ("contactId", records.id("contact").to_owned()),
        ("ownerId", theirs.user.to_string()),
        ("teamId", theirs.team("North", &[]).await.to_string()),
    ] {
        let named = ours.http.post("/api/v1/deals", &json!({ "title": "x", field: foreign })).await;
        let unknown = ours.http.post("/api/v1/deals", &json!({ "title": "x", field: never() })).await;
        assert_eq!(unknown.status.as_u16(), 422, "{field}");
        assert_eq!(named.anonymous(), unknown.anonymous(), "{field}");
    }
}

#[tokio::test]
async fn every_hub_method_and_list_answers_for_arguments_of_another_tenant_as_for_nonsense() {
    let plenum = plenum().start().await;
    let (ours, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let cursor = theirs.http.get("/api/v1/deals").await.expect(200).cursor();
    theirs.deal("CANARY-RIVAL").await;
    let records = Records::of(&plenum, &theirs, "CANARY-RIVAL").await;
    let notification = records.id("notifications");
    for HubMethodInfo { hub, name: method, sample } in hub_methods() {
        if sample.is_empty() {
            continue;
        }
        let mut answers = Vec::new();
        let arguments = sample.iter().map(|argument| match argument {
            SampleArgument::Cursor => (json!(cursor), json!("nonsense")),
            SampleArgument::NotificationIds => (json!([notification]), json!(["nonsense"])),
        });
        let (foreign, nonsense): (Vec<_>, Vec<_>) = arguments.unzip();
        for arguments in [json!(foreign), json!(nonsense)] {
            let mut client = resumable(&plenum, hub, &ours).await;
            let answer = client.invoke(method, arguments).await;
            assert!(!client.frames.concat().contains("CANARY"));
            answers.push(answer);
        }
        if method == "Resume" {
            assert_eq!(answers[0]["result"]["replayed"], 0, "{answers:?}");
            assert_eq!(answers[0]["result"]["reset"]["reason"], "invalid_cursor");
            answers.iter_mut().for_each(|answer| answer["result"]["cursor"] = Value::Null);
        }
        assert_eq!(answers[0], answers[1], "{hub} {method}");
    }
    let still = theirs.http.get("/api/v1/notifications/unread-count").await.expect(200).data();
    assert_eq!(still, json!({ "unread": 1 }));
    for _ in 0..3 {
        theirs.deal("CANARY-RIVAL").await;
    }
    let page = theirs.http.get("/api/v1/deals?limit=1").await.expect(200).json();
    let next = page["page"]["next"].as_str().expect("another page");
    let foreign = ours.http.get(&format!("/api/v1/deals?cursor={next}")).await;
    foreign.expect_problem(400, "invalid_cursor");
    // A cursor is refused for a colleague, and in another list.
    let colleague = plenum.member(&theirs, "tenant_admin").await;
    colleague.http.get(&format!("/api/v1/deals?cursor={next}")).await.expect_problem(400, "invalid_cursor");
    theirs.http.get(&format!("/api/v1/stages?cursor={next}")).await.expect_problem(400, "invalid_cursor");
}

async fn resumable(plenum: &Plenum, hub: &str, person: &Person) -> HubClient {
    let path = format!("/hubs/{hub}?resume=1");
    HubClient::connect(plenum.hub(0).address(), &path, &person.access_token).await.expect("in")
}
