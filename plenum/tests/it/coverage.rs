//! Every route and every hub method, called as nobody and as the neighbour.
//!
//! The list of routes is the router's own, so that a new one cannot be forgotten: it is called too, or it stands among
//! the exceptions. Those may only become fewer: one that is no longer true fails as well.

use std::collections::{BTreeSet, HashMap};

use http::Method;
use plenum_api::{Auth, RouteInfo, routes};
use plenum_shared::{
    catalogue::{Entity, FieldKind},
    clock::Source,
};
use plenum_testkit::{Plenum, catalogue, http::Client, hub::TestHubs, people::Person, samples, signalr::HubClient};
use serde_json::{Value, json};

use crate::plenum;

/// Operations that anybody may call.
const OPEN_TO_ANYBODY: [&str; 9] =
    ["accept_invitation", "jwks", "live", "login", "openapi", "ready", "refresh", "register", "token"];

/// Operations beside those of records that need a token and name nothing of anybody's, so that there is nothing of the
/// neighbour's to ask for: what they show is looked through for the neighbour's data instead.
const WITHOUT_AN_ID: [&str; 25] = [
    "change_password",
    "create_invitation",
    "create_role",
    "create_service_account",
    "create_team",
    "end_other_sessions",
    "get_notification_preferences",
    "get_tenant",
    "list_audit",
    "get_unread_count",
    "list_following",
    "list_invitations",
    "list_notifications",
    "list_permissions",
    "list_roles",
    "list_service_accounts",
    "list_sessions",
    "list_teams",
    "list_users",
    "logout",
    "mark_all_notifications_read",
    "me",
    "patch_tenant",
    "put_notification_preferences",
    "update_me",
];

/// Every hub with every method that a client can call; held to the hubs themselves below.
const HUB_METHODS: [(&str, &str); 11] = [
    ("/hubs/activities", "Ack"),
    ("/hubs/activities", "Resume"),
    ("/hubs/deals", "Ack"),
    ("/hubs/deals", "Resume"),
    ("/hubs/notifications", "MarkAllRead"),
    ("/hubs/notifications", "MarkRead"),
    ("/hubs/notifications", "MarkReadUpTo"),
    ("/hubs/notifications", "Resume"),
    ("/hubs/notifications", "UnreadCount"),
    ("/hubs/records", "Ack"),
    ("/hubs/records", "Resume"),
];

/// Methods that take nothing of anybody's.
const METHODS_WITHOUT_AN_ID: [&str; 2] = ["MarkAllRead", "UnreadCount"];

#[tokio::test]
async fn the_list_of_hub_methods_is_the_hubs_own() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let known = |(hub, method): (&str, &str)| (hub.to_owned(), method.to_lowercase());
    let served = node.hub.methods().into_iter().map(|(hub, method)| (format!("/hubs{hub}"), method));
    assert_eq!(served.collect::<BTreeSet<_>>(), HUB_METHODS.into_iter().map(known).collect());
    let document = plenum_hub::document(catalogue());
    let operations = document["operations"].as_object().into_iter().flatten();
    let called = operations.filter(|(_, operation)| operation["action"] == "receive");
    let documented = called.filter_map(|(name, _)| name.split_once('.'));
    let documented: BTreeSet<_> =
        documented.map(|(hub, method)| (format!("/hubs/{hub}"), method.to_lowercase())).collect();
    assert_eq!(documented, HUB_METHODS.into_iter().map(known).collect(), "the AsyncAPI document has them all");
}

async fn call(client: &Client, route: &RouteInfo, id: &str, body: &Value) -> plenum_testkit::http::Answer {
    // Where a path names a member beside something else, it is the something else that is asked for here.
    let path = route.path.replace("{id}", id).replace("{userId}", &Source::system().uuid().to_string());
    let ask = client.ask(route.method.clone(), &path);
    let ask = if matches!(route.method, Method::POST | Method::PATCH | Method::PUT) { ask.json(body) } else { ask };
    ask.send().await
}

#[tokio::test]
async fn nobody_gets_past_any_door_that_is_not_open() {
    let plenum = plenum().start().await;
    let before = plenum.fingerprint().await;
    let mut open = BTreeSet::new();
    for route in routes(catalogue()) {
        if route.auth == Auth::Public {
            open.insert(route.operation);
            continue;
        }
        let id = Source::system().uuid().to_string();
        let answer = call(&plenum.anonymous(), &route, &id, &json!({ "title": "x", "name": "x" })).await;
        assert_eq!(answer.status.as_u16(), 401, "{} {}", route.method, route.path);
        let answer = answer.expect_problem(401, "unauthenticated");
        assert!(answer.header("www-authenticate").is_some_and(|scheme| scheme.starts_with("Bearer")));
    }
    assert_eq!(open, BTreeSet::from(OPEN_TO_ANYBODY.map(str::to_owned)), "the exceptions are what is open, no more");

    let address = plenum.hub(0).address();
    for (hub, _) in HUB_METHODS {
        let refused = HubClient::open(address, hub, None).await;
        assert_eq!(refused.err().map(|status| status.as_u16()), Some(401), "{hub}");
        let negotiate = format!("{hub}/negotiate?negotiateVersion=1");
        let refused = plenum.anonymous().at(address).ask(Method::POST, &negotiate).send().await;
        assert_eq!(refused.status.as_u16(), 401, "{negotiate}");
    }
    assert_eq!(plenum.fingerprint().await, before);
}

/// A record of each entity, with a canary in every text of it that is needed, and one of everything that is
/// administered: the ids of those that paths name, by the word for them in a path.
pub(crate) struct Records(pub(crate) HashMap<&'static str, String>);

impl Records {
    pub(crate) async fn of(person: &Person, canary: &str) -> Self {
        let mut records = Self(HashMap::new());
        for entity in catalogue().entities() {
            let body = records.body(entity, canary);
            let made = person.http.post(&format!("/api/v1/{}", entity.plural), &body).await.expect(201).data();
            records.0.insert(entity.name, id_of(&made));
        }
        let invite = json!({ "email": format!("{canary}@example.com"), "role": "read_only" });
        let machine = json!({ "name": canary, "role": "read_only" });
        for (place, body) in [
            ("teams", json!({ "name": canary })),
            ("roles", json!({ "name": canary })),
            ("invitations", invite),
            ("service-accounts", machine),
        ] {
            let made = person.http.post(&format!("/api/v1/{place}"), &body).await.expect(201).data();
            records.0.insert(place, id_of(&made));
        }
        let sessions = person.http.get("/api/v1/auth/sessions").await.expect(200).data();
        records.0.insert("sessions", id_of(&sessions[0]));
        records.0.insert("users", person.user.to_string());
        records
    }

    /// The least that makes a record.
    pub(crate) fn body(&self, entity: &Entity, text: &str) -> Value {
        samples::body(entity, text, |target| json!(self.0[target]))
    }

    pub(crate) fn named_by(&self, path: &str) -> &str {
        let key = match entity_of(path) {
            Some(entity) => entity.name,
            None => path.split('/').find(|word| self.0.contains_key(word)).unwrap_or_else(|| panic!("{path}")),
        };
        &self.0[key]
    }
}

/// Something that this person was told.
pub(crate) async fn notification(plenum: &Plenum, person: &Person) -> String {
    let colleague = plenum.member(person, "tenant_admin").await;
    colleague.create("deals", json!({ "title": "CANARY-RIVAL", "ownerId": person.user })).await;
    plenum.settled().await;
    id_of(&person.http.get("/api/v1/notifications").await.expect(200).data()[0])
}

pub(crate) fn id_of(made: &Value) -> String {
    made["id"].as_str().expect("an id").to_owned()
}

/// The entity whose records a path names, if it names records.
pub(crate) fn entity_of(path: &str) -> Option<&'static Entity> {
    path.split('/').find_map(|segment| catalogue().by_segment(segment))
}

/// A change of one text, or of what else can be changed there.
pub(crate) fn change_of(path: &str) -> Value {
    if path.ends_with("/secret") {
        return json!({});
    }
    let field = match entity_of(path) {
        Some(entity) => {
            let mut texts = entity.own_fields.iter().filter(|field| matches!(field.kind, FieldKind::Text { .. }));
            texts.next().expect("a text").name
        }
        None if path.contains("/users") => "role",
        None => "name",
    };
    json!({ field: "mine" })
}

#[tokio::test]
async fn what_is_the_neighbours_is_to_every_route_as_if_it_had_never_been() {
    let plenum = plenum().start().await;
    let (ours, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let mut records = Records::of(&theirs, "CANARY-RIVAL").await;
    records.0.insert("notifications", notification(&plenum, &theirs).await);
    let before = plenum.fingerprint().await;
    let (mut without_id, mut called) = (BTreeSet::new(), 0);
    for route in routes(catalogue()).into_iter().filter(|route| route.auth == Auth::Bearer) {
        if !route.path.contains("{id}") {
            without_id.insert(route.operation.clone());
            continue;
        }
        called += 1;
        let body = change_of(&route.path);
        let foreign = call(&ours.http, &route, records.named_by(&route.path), &body).await;
        let never = call(&ours.http, &route, &Source::system().uuid().to_string(), &body).await;
        assert_eq!(never.status.as_u16(), 404, "{} {}: {}", route.method, route.path, never.text());
        assert_eq!(foreign.anonymous(), never.anonymous(), "{} {}", route.method, route.path);
        let nonsense = call(&ours.http, &route, "no-id", &body).await;
        assert_eq!(nonsense.anonymous(), never.anonymous(), "{} {}", route.method, route.path);
    }
    assert!(called >= 48, "only {called} routes name a record");
    let of_records = catalogue()
        .segments()
        .flat_map(|(_, entity)| [format!("create_{}", entity.noun()), format!("list_{}", entity.plural)]);
    let expected: BTreeSet<_> = WITHOUT_AN_ID.map(str::to_owned).into_iter().chain(of_records).collect();
    assert_eq!(without_id, expected, "the exceptions are what names no record");
    assert_eq!(plenum.fingerprint().await, before, "nothing changed");

    let records_lists = catalogue().segments().map(|(segment, _)| segment);
    let administered = ["users", "teams", "roles", "invitations", "service-accounts", "auth/sessions", "audit"];
    let lists = records_lists.chain(administered);
    let lists = lists.map(|list| format!("/api/v1/{list}?limit=200"));
    let others = [
        "/api/v1/auth/me",
        "/api/v1/tenant",
        "/api/v1/following",
        "/api/v1/notifications",
        "/api/v1/permissions",
        "/api/deals",
    ]
    .map(str::to_owned);
    for path in lists.chain(others) {
        let shown = ours.http.get(&path).await;
        assert!(!shown.expect(200).text().contains("CANARY"), "{path}");
    }
    // What a body names is judged like what a path names.
    let never = Source::system().uuid().to_string();
    for (field, foreign) in [
        ("pipelineId", records.0["pipeline"].clone()),
        ("stageId", records.0["stage"].clone()),
        ("accountId", records.0["account"].clone()),
        ("contactId", records.0["contact"].clone()),
        ("ownerId", theirs.user.to_string()),
        ("teamId", theirs.team("North", &[]).await.to_string()),
    ] {
        let named = ours.http.post("/api/v1/deals", &json!({ "title": "x", field: foreign })).await;
        let never = ours.http.post("/api/v1/deals", &json!({ "title": "x", field: never })).await;
        assert_eq!(never.status.as_u16(), 422, "{field}");
        assert_eq!(named.anonymous(), never.anonymous(), "{field}");
    }
}

#[tokio::test]
async fn a_neighbours_cursor_is_to_every_hub_method_and_list_as_good_as_nonsense() {
    let plenum = plenum().start().await;
    let (ours, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let cursor = theirs.http.get("/api/v1/deals").await.expect(200).cursor();
    theirs.deal("CANARY-RIVAL").await;
    let notification = notification(&plenum, &theirs).await;
    for (hub, method) in HUB_METHODS.into_iter().filter(|(_, method)| !METHODS_WITHOUT_AN_ID.contains(method)) {
        let mut answers = Vec::new();
        let arguments = match method {
            "Ack" | "Resume" | "MarkReadUpTo" => [json!([cursor]), json!(["nonsense"])],
            "MarkRead" => [json!([[notification]]), json!([["nonsense"]])],
            other => panic!("no call of {other} yet"),
        };
        for arguments in arguments {
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
    // One of our own is no good to a colleague, or in another list.
    let colleague = plenum.member(&theirs, "tenant_admin").await;
    colleague.http.get(&format!("/api/v1/deals?cursor={next}")).await.expect_problem(400, "invalid_cursor");
    theirs.http.get(&format!("/api/v1/stages?cursor={next}")).await.expect_problem(400, "invalid_cursor");
}

async fn resumable(plenum: &Plenum, hub: &str, person: &Person) -> HubClient {
    let path = format!("{hub}?resume=1");
    HubClient::connect(plenum.hub(0).address(), &path, &person.access_token).await.expect("in")
}
