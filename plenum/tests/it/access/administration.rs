//! The administration of a tenant over REST, and its immediate effect on tokens and connections.

use http::Method;
use plenum_testkit::signalr::HubClient;
use serde_json::{Value, json};

use crate::plenum;

const PASSWORD: &str = "seven green kettles hum";

fn id(of: &Value) -> &str {
    of["id"].as_str().expect("an id")
}

#[tokio::test]
async fn an_invited_person_joins_and_is_administered() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let body = json!({ "name": "Closers", "permissions": [{ "permission": "deals.read", "scope": "all" }] });
    let made = admin.http.post("/api/v1/roles", &body).await.expect(201);
    let role = made.data();
    assert_eq!(made.header("location"), Some(format!("/api/v1/roles/{}", id(&role)).as_str()));
    assert_eq!(made.header("etag"), Some("\"v1\""));
    let team = admin.http.post("/api/v1/teams", &json!({ "name": "North" })).await.expect(201).data();

    let email = format!("nia-{}@example.com", plenum_testkit::people::short_id());
    let invite = json!({ "email": email, "role": "closers", "teams": [id(&team)] });
    let invited = admin.http.post("/api/v1/invitations", &invite).await.expect(201).data();
    let token = invited["token"].as_str().expect("a token");
    let listed = admin.http.get("/api/v1/invitations").await.expect(200);
    assert!(!listed.text().contains("pli_"), "a token is shown once");

    let accept = json!({ "token": token, "password": PASSWORD, "firstName": "Nia", "lastName": "New" });
    plenum.secrets().add(PASSWORD);
    plenum.secrets().add(token);
    let signed_in = plenum.anonymous().post("/api/v1/auth/accept-invitation", &accept).await.expect(201).data();
    let nia = plenum.person(&email, PASSWORD, &signed_in);
    plenum.anonymous().post("/api/v1/auth/accept-invitation", &accept).await.expect_problem(404, "invalid_invitation");

    let first = admin.http.get("/api/v1/users?limit=1").await.expect(200);
    assert_eq!((&first.data()[0]["id"], &first.data()[0]["role"]), (&json!(nia.user), &json!("closers")));
    assert_eq!(first.data()[0]["teams"], json!([id(&team)]));
    let next = first.header("link").and_then(|link| link.split(['<', '>']).nth(1)).expect("another page").to_owned();
    assert_eq!(admin.http.get(&next).await.expect(200).data()[0]["id"], json!(admin.user));

    let path = format!("/api/v1/users/{}", nia.user);
    let etag = admin.http.get(&path).await.expect(200).header("etag").expect("a version").to_owned();
    let change =
        |role: &str| admin.http.request(Method::PATCH, &path).header("if-match", &etag).json(&json!({ "role": role }));
    assert_eq!(change("read_only").send().await.expect(200).data()["role"], "read_only");
    change("closers").send().await.expect_problem(412, "stale");
    admin.http.patch(&path, &json!({ "isAdmin": true })).await.expect_problem(422, "invalid");

    let member = format!("/api/v1/teams/{}/members/{}", id(&team), nia.user);
    admin.http.delete(&member).await.expect(204);
    admin.http.request(Method::PUT, &member).send().await.expect(204);
    nia.http.get("/api/v1/users").await.expect_problem(403, "forbidden");
    let own = format!("/api/v1/users/{}", admin.user);
    admin.http.patch(&own, &json!({ "status": "suspended" })).await.expect_problem(409, "last_of_its_kind");
}

#[tokio::test]
async fn a_role_without_permissions_receives_no_events_and_an_ended_session_is_closed() {
    let plenum = plenum().with_redis().start().await;
    let admin = plenum.admin("acme").await;
    let body = json!({ "name": "Closers", "permissions": [{ "permission": "deals.read", "scope": "all" }] });
    let role = admin.http.post("/api/v1/roles", &body).await.expect(201).data();
    let member = plenum.member(&admin, "closers").await;
    let mut hub = HubClient::connect(plenum.hub(0).address(), "/hubs/records", &member.access_token).await.expect("in");
    hub.event("Position").await;
    admin.deal("delivered").await;
    assert_eq!(hub.event("DealCreated").await["data"]["title"], "delivered");

    let path = format!("/api/v1/roles/{}", id(&role));
    admin.http.patch(&path, &json!({ "permissions": [] })).await.expect(200);
    admin.deal("CANARY-unheard").await;
    member.http.get("/api/v1/deals").await.expect_problem(403, "forbidden");

    let sessions = member.http.get("/api/v1/auth/sessions").await.expect(200).data();
    let current = sessions.as_array().into_iter().flatten().find(|session| session["current"] == true);
    let path = format!("/api/v1/auth/sessions/{}", id(current.expect("this one")));
    member.http.delete(&path).await.expect(204);
    hub.closed().await;
    assert!(!hub.frames.concat().contains("CANARY"));
    member.http.get("/api/v1/auth/me").await.expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_tenant_sets_the_lifetime_of_its_access_tokens() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let mut token = admin.refresh_token.clone();
    let path = "/api/v1/tenant";
    let etag = admin.http.get(path).await.expect(200).header("etag").expect("a version").to_owned();
    for (minutes, seconds) in [(json!(5), 300), (json!(60), 3_600), (Value::Null, 900)] {
        let body = json!({ "settings": { "accessTokenMinutes": minutes } });
        assert_eq!(admin.http.patch(path, &body).await.expect(200).data()["settings"]["accessTokenMinutes"], minutes);
        let renewed = plenum.anonymous().post("/api/v1/auth/refresh", &json!({ "refreshToken": token })).await;
        let tokens = renewed.expect(200).data()["tokens"].take();
        assert_eq!(tokens["expiresIn"], seconds);
        token = tokens["refreshToken"].as_str().expect("a token").to_owned();
    }
    for wrong in [json!({ "accessTokenMinutes": 4 }), json!({ "colour": "red" }), json!("red")] {
        admin.http.patch(path, &json!({ "settings": wrong })).await.expect_problem(422, "invalid");
    }
    let stale = admin.http.request(Method::PATCH, path).header("if-match", &etag);
    stale.json(&json!({ "settings": { "accessTokenMinutes": 30 } })).send().await.expect_problem(412, "stale");
    let audit = admin.http.get("/api/v1/audit?entity=tenant&type=tenant.updated").await.expect(200).data();
    assert_eq!(audit.as_array().map(Vec::len), Some(3), "each change is in the log");
    let member = plenum.member(&admin, "manager").await;
    member.http.patch(path, &json!({ "settings": {} })).await.expect_problem(403, "forbidden");
}
