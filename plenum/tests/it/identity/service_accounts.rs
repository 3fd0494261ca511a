//! Service accounts over REST and the hubs: their credentials, their tokens, and their position in the stream.

mod bridge;

use http::Method;
use plenum_testkit::{
    Plenum,
    http::{Answer, Client},
    people::Person,
    signalr::{HubClient, Incoming},
    wait::{PATIENCE, wait_until},
};
use serde_json::{Value, json};

use crate::plenum;

const HUB: &str = "/hubs/records?resume=1";

/// A machine with its credentials.
pub(crate) struct Machine {
    id: String,
    secret: String,
}

impl Machine {
    pub(crate) async fn of(admin: &Person, role: &str) -> Self {
        let body = json!({ "name": "bridge", "role": role });
        let made = admin.http.post("/api/v1/service-accounts", &body).await.expect(201);
        assert_eq!(made.header("cache-control"), Some("no-store"));
        let machine = Self::shown(&made.data());
        assert_eq!(made.header("location"), Some(machine.path().as_str()));
        machine
    }

    fn shown(made: &Value) -> Self {
        let text = |name: &str| made[name].as_str().expect("text").to_owned();
        assert_eq!(made["id"], made["clientId"]);
        Self { id: text("clientId"), secret: text("clientSecret") }
    }

    fn path(&self) -> String {
        format!("/api/v1/service-accounts/{}", self.id)
    }

    async fn request_token(&self, plenum: &Plenum) -> Answer {
        plenum.secrets().add(&self.secret);
        request_token(&plenum.anonymous(), &self.id, &self.secret).await
    }

    pub(crate) async fn token(&self, plenum: &Plenum) -> String {
        let answer = self.request_token(plenum).await.expect(200);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let token = answer.json();
        assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("Bearer"), &json!(900)));
        let token = token["access_token"].as_str().expect("a token").to_owned();
        plenum.secrets().add(&token);
        token
    }

    /// Opens the hub and resumes at the position that the server has acknowledged. Returns the hub, the events and the
    /// result.
    async fn resume(&self, plenum: &Plenum) -> (HubClient, Vec<Value>, Value) {
        let token = self.token(plenum).await;
        let mut hub = HubClient::connect(plenum.hub(0).address(), HUB, &token).await.expect("in");
        hub.send(&json!({ "type": 1, "invocationId": "r", "target": "Resume", "arguments": [null] })).await;
        let mut received = Vec::new();
        loop {
            match hub.next().await {
                Incoming::Message(message) if message["type"] == 3 => {
                    return (hub, received, message["result"].clone());
                }
                Incoming::Message(message) if message["target"] == "Position" => {}
                Incoming::Message(message) => received.push(message["arguments"][0].clone()),
                Incoming::Closed(code) => panic!("closed ({code:?}) while resuming"),
            }
        }
    }
}

async fn request_token(client: &Client, id: &str, secret: &str) -> Answer {
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    let request = client.request(Method::POST, "/api/v1/auth/token");
    request.header("content-type", "application/x-www-form-urlencoded").body(form).send().await
}

fn titles(events: &[Value]) -> Vec<&str> {
    events.iter().filter_map(|event| event["data"]["title"].as_str()).collect()
}

#[tokio::test]
async fn a_service_account_signs_in_and_does_what_its_role_permits() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let machine = Machine::of(&admin, "read_only").await;
    let token = machine.token(&plenum).await;
    let http = plenum.anonymous().with_bearer(&token);
    let deal = admin.deal("seen by the machine").await;
    let path = format!("/api/v1/deals/{}", deal["id"].as_str().expect("an id"));
    assert_eq!(http.get(&path).await.expect(200).data()["title"], "seen by the machine");
    http.patch(&path, &json!({ "title": "changed" })).await.expect_problem(403, "forbidden");

    let listed = admin.http.get("/api/v1/service-accounts").await.expect(200);
    assert!(!listed.text().contains("pls_"), "a secret is shown once");
    let shown = admin.http.get(&machine.path()).await.expect(200).data();
    assert_eq!(shown, listed.data()[0]);
    assert_eq!((&shown["status"], &shown["role"]), (&json!("active"), &json!("read_only")));
    assert!(shown["lastUsedAt"].is_string() && shown["ackedAt"].is_null(), "{shown}");

    let basic = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        format!("{}:{}", machine.id, machine.secret),
    );
    plenum.secrets().add(&basic);
    let client = plenum.anonymous();
    let request = client.request(Method::POST, "/api/v1/auth/token").header("authorization", format!("Basic {basic}"));
    let form =
        request.header("content-type", "application/x-www-form-urlencoded").body("grant_type=client_credentials");
    let token = form.send().await.expect(200).json()["access_token"].as_str().expect("a token").to_owned();
    plenum.anonymous().with_bearer(&token).get(&path).await.expect(200);

    // The account has no password: sign-in and operations for users refuse it.
    let email = admin.http.get(&format!("/api/v1/users/{}", machine.id)).await.expect(200).data()["email"].clone();
    let login = json!({ "email": email, "password": machine.secret });
    plenum.anonymous().post("/api/v1/auth/login", &login).await.expect_problem(401, "invalid_credentials");
}

#[tokio::test]
async fn wrong_service_credentials_all_get_the_same_answer() {
    let plenum = plenum().start().await;
    let (acme, other) = (plenum.admin("acme").await, plenum.admin("other").await);
    let (machine, foreign) = (Machine::of(&acme, "read_only").await, Machine::of(&other, "read_only").await);
    let anonymous = plenum.anonymous();
    let stranger = uuid();
    let mut answers = Vec::new();
    for (id, secret) in [
        (machine.id.as_str(), foreign.secret.as_str()),
        (&foreign.id, &machine.secret),
        (&stranger, &machine.secret),
        (&acme.user.to_string(), &machine.secret),
        ("nobody", &machine.secret),
        (&machine.id, "pls_short"),
        (&machine.id, &acme.refresh_token),
    ] {
        let answer = request_token(&anonymous, id, secret).await.expect_problem(401, "invalid_client");
        assert_eq!(answer.json()["error"], "invalid_client", "in the words of RFC 6749");
        answers.push(answer.anonymous());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let json = anonymous.post("/api/v1/auth/token", &json!({ "grant_type": "client_credentials" })).await;
    json.expect_problem(415, "unsupported_media_type");
    let form = anonymous.request(Method::POST, "/api/v1/auth/token");
    let form = form.header("content-type", "application/x-www-form-urlencoded").body("grant_type=password");
    let answer = form.send().await.expect_problem(400, "unsupported_grant_type");
    assert_eq!(answer.json()["error"], "unsupported_grant_type");
}

#[tokio::test]
async fn a_rotated_secret_overlaps_with_the_new_one_or_ends_at_once_with_its_sessions() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let old = Machine::of(&admin, "read_only").await;
    let path = format!("{}/secret", old.path());
    let week_and_more = json!({ "overlapSeconds": 604_801 });
    admin.http.post(&path, &week_and_more).await.expect_problem(422, "invalid");
    let rotated = admin.http.post(&path, &json!({ "overlapSeconds": 3600 })).await.expect(200);
    let second = Machine::shown(&rotated.data());
    let (mut hub, ..) = old.resume(&plenum).await;
    second.token(&plenum).await;

    let third = Machine::shown(&admin.http.post(&path, &json!({})).await.expect(200).data());
    hub.closed().await;
    old.request_token(&plenum).await.expect_problem(401, "invalid_client");
    second.request_token(&plenum).await.expect_problem(401, "invalid_client");
    third.token(&plenum).await;
    let log = plenum.log(admin.tenant).await;
    let count = |kind: &str| log.iter().filter(|entry| entry.kind == kind).count();
    assert_eq!((count("service_account.created"), count("service_account.secret_rotated")), (1, 2));
}

#[tokio::test]
async fn a_revoked_service_account_loses_access_at_once_and_for_good() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let machine = Machine::of(&admin, "read_only").await;
    let http = plenum.anonymous().with_bearer(&machine.token(&plenum).await);
    let (mut hub, ..) = machine.resume(&plenum).await;
    admin.http.delete(&machine.path()).await.expect(204);
    let code = hub.closed().await.0;
    assert!(matches!(code, Some(4001 | 4003)), "{code:?}");
    machine.request_token(&plenum).await.expect_problem(401, "invalid_client");
    assert!(!http.get("/api/v1/deals").await.status.is_success());
    assert_eq!(admin.http.get(&machine.path()).await.expect(200).data()["status"], "revoked");
    // Its membership can be taken back, but that opens nothing: there is no secret any more.
    let member = format!("/api/v1/users/{}", machine.id);
    admin.http.patch(&member, &json!({ "status": "active" })).await.expect(200);
    machine.request_token(&plenum).await.expect_problem(401, "invalid_client");
    admin.http.delete(&machine.path()).await.expect_problem(404, "not_found");
    admin.http.post(&format!("{}/secret", machine.path()), &json!({})).await.expect_problem(404, "not_found");
    let log = plenum.log(admin.tenant).await;
    assert_eq!(log.iter().filter(|entry| entry.kind == "service_account.revoked").count(), 1);
}

#[tokio::test]
async fn granting_a_service_account_more_than_the_callers_access_is_refused() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let permissions =
        ["read", "write", "delete"].map(|action| json!({ "permission": format!("users.{action}"), "scope": "all" }));
    let helpdesk = json!({ "name": "Helpdesk", "permissions": permissions });
    admin.http.post("/api/v1/roles", &helpdesk).await.expect(201);
    let helper = plenum.member(&admin, "helpdesk").await;
    for role in ["tenant_admin", "read_only"] {
        let body = json!({ "name": "mine", "role": role });
        helper.http.post("/api/v1/service-accounts", &body).await.expect_problem(403, "beyond_your_access");
    }
    Machine::of(&helper, "helpdesk").await;
    let machine = Machine::of(&admin, "tenant_admin").await;
    let secret = format!("{}/secret", machine.path());
    helper.http.post(&secret, &json!({})).await.expect_problem(403, "beyond_your_access");
    helper.http.delete(&machine.path()).await.expect_problem(403, "beyond_your_access");
    let body = json!({ "name": "mine", "role": "nonsense" });
    admin.http.post("/api/v1/service-accounts", &body).await.expect_problem(422, "invalid");

    let member = plenum.member(&admin, "read_only").await;
    member.http.get("/api/v1/service-accounts").await.expect_problem(403, "forbidden");
    // A service account does not count as an administrator: one user with the role must remain.
    let own = format!("/api/v1/users/{}", admin.user);
    admin.http.patch(&own, &json!({ "status": "suspended" })).await.expect_problem(409, "last_of_its_kind");
}

#[tokio::test]
async fn an_acknowledged_position_is_stored_while_events_go_on() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let machine = Machine::of(&admin, "read_only").await;
    let deal = admin.deal("changes often").await;
    // More than a line holds on its way: the replay waits for its reader.
    for number in 0..200 {
        let description = format!("{number} {}", "x".repeat(19_000));
        admin.change_deal(&deal, json!({ "description": description })).await;
    }
    let token = machine.token(&plenum).await;
    let mut hub = HubClient::connect(plenum.hub(0).address(), HUB, &token).await.expect("in");
    hub.send(&json!({ "type": 1, "invocationId": "r", "target": "Resume", "arguments": [null] })).await;
    let first = hub.event("DealCreated").await;
    hub.send(&json!({ "type": 1, "invocationId": "a", "target": "Ack", "arguments": [first["cursor"]] })).await;
    // The client reads no further, so the replay cannot have ended.
    wait_until("the place is stored", PATIENCE, async || {
        admin.http.get(&machine.path()).await.data()["ackedAt"].is_string()
    })
    .await;
    let mut received = 0;
    loop {
        match hub.next().await {
            Incoming::Message(message) if message["invocationId"] == "r" => break,
            Incoming::Message(message) => received += usize::from(message["target"] == "DealUpdated"),
            Incoming::Closed(code) => panic!("closed ({code:?}) while resuming"),
        }
    }
    assert_eq!(received, 200);
}

#[tokio::test]
async fn a_service_account_resumes_at_its_acknowledged_position_which_never_goes_back() {
    let plenum = plenum().set("PLENUM_RESUME_MAX_EVENTS", "3").start().await;
    let admin = plenum.admin("acme").await;
    let machine = Machine::of(&admin, "read_only").await;
    for number in 0..4 {
        admin.deal(&format!("before {number}")).await;
    }
    // More than a person may resume over, and from before it ever came: its stream began with the account.
    let (mut hub, received, answer) = machine.resume(&plenum).await;
    assert_eq!(titles(&received), ["before 0", "before 1", "before 2", "before 3"]);
    assert_eq!((&answer["replayed"], &answer["reset"]), (&json!(4), &Value::Null));
    admin.deal("live").await;
    let live = hub.event("DealCreated").await;

    let second = received[1]["cursor"].clone();
    let acked = hub.invoke("Ack", json!([second])).await;
    assert_eq!(acked["result"], json!({ "cursor": acked["result"]["cursor"], "moved": true }));
    assert_eq!(hub.invoke("Ack", json!([second])).await["result"]["moved"], false);
    assert_eq!(hub.invoke("Ack", json!([received[0]["cursor"]])).await["result"]["moved"], false, "never back");
    let error = hub.invoke("Ack", json!(["nonsense"])).await["error"].to_string();
    assert!(error.contains("invalid_cursor"), "{error}");
    drop(hub);

    let (mut hub, received, _) = machine.resume(&plenum).await;
    assert_eq!(titles(&received), ["before 2", "before 3", "live"]);
    assert_eq!(received[2]["id"], live["id"]);
    assert_eq!(hub.invoke("Ack", json!([received[2]["cursor"]])).await["result"]["moved"], true);
    drop(hub);
    let (_, received, _) = machine.resume(&plenum).await;
    assert!(received.is_empty(), "{received:?}");
    assert!(admin.http.get(&machine.path()).await.data()["ackedAt"].is_string());

    // People have no place on the server, and a cursor of another tenant is none.
    let mut person = HubClient::connect(plenum.hub(0).address(), HUB, &admin.access_token).await.expect("in");
    assert_eq!(person.invoke("Resume", json!([null])).await["result"]["replayed"], 0);
    let error = person.invoke("Ack", json!([live["cursor"]])).await["error"].to_string();
    assert!(error.contains("forbidden"), "{error}");
    let other = plenum.admin("other").await;
    let foreign = Machine::of(&other, "read_only").await;
    let (mut hub, received, _) = foreign.resume(&plenum).await;
    assert!(received.is_empty());
    let error = hub.invoke("Ack", json!([live["cursor"]])).await["error"].to_string();
    assert!(error.contains("invalid_cursor"), "{error}");
}

#[tokio::test]
async fn a_position_of_a_lost_epoch_is_replaced_by_one_of_the_new_epoch() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let machine = Machine::of(&admin, "read_only").await;
    admin.deal("one").await;
    admin.deal("two").await;
    let (mut hub, received, _) = machine.resume(&plenum).await;
    let [one, two] = [&received[0]["cursor"], &received[1]["cursor"]];
    assert_eq!(hub.invoke("Ack", json!([two])).await["result"]["moved"], true);
    // As if the entry that was acknowledged had been lost in a fail-over: its number now belongs to another epoch.
    let position = plenum.cursors().open(admin.tenant, two.as_str().expect("text")).expect("ours");
    plenum.change_epoch(admin.tenant, position.seq).await;
    let acked = hub.invoke("Ack", json!([one])).await;
    assert_eq!(acked["result"]["moved"], true, "{acked}");
    let error = hub.invoke("Ack", json!([two])).await["error"].to_string();
    assert!(error.contains("invalid_cursor"), "{error}");
}

fn uuid() -> String {
    plenum_shared::clock::Source::system().uuid().to_string()
}
