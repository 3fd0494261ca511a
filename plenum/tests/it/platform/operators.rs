//! Operators of the platform over REST and the command line: they suspend and reactivate tenants.

use std::time::Duration;

use http::Method;
use plenum_api::{Auth, routes};
use plenum_shared::clock::Source;
use plenum_testkit::{Plenum, catalogue, http::Client, signalr::HubClient};
use serde_json::json;

use crate::plenum;

pub(super) async fn operator(plenum: &Plenum, role: &str) -> Client {
    let (status, lines) = plenum.run(&["platform", "add", "Olga", "--role", role, "--days", "1"], &[]).await;
    assert!(status.success(), "{lines:?}");
    let token = lines.iter().find_map(|line| line.strip_prefix("token ")).expect("a token");
    plenum.secrets().add(token);
    plenum.anonymous().with_bearer(token)
}

#[tokio::test]
async fn a_suspended_tenant_is_refused_by_rest_and_hubs_at_once_until_reactivated() {
    let plenum = plenum().with_redis().start().await;
    let admin = plenum.admin("acme").await;
    let neighbour = plenum.admin("rival").await;
    let operator = operator(&plenum, "super_admin").await;
    let mut hub = HubClient::connect(plenum.hub(0).address(), "/hubs/records", &admin.access_token).await.expect("in");
    hub.event("Position").await;

    let path = format!("/api/v1/platform/tenants/{}", admin.tenant);
    assert_eq!(operator.get(&path).await.expect(200).data()["status"], "active");
    let body = json!({ "reason": "unpaid" });
    assert_eq!(operator.post(&format!("{path}/suspend"), &body).await.expect(200).data()["status"], "suspended");
    let closed = tokio::time::timeout(Duration::from_secs(1), hub.closed()).await.expect("within a second");
    assert_eq!(closed.0, Some(4003));
    admin.http.get("/api/v1/deals").await.expect_problem(403, "tenant_suspended");
    let login = json!({ "email": admin.email, "password": admin.password });
    plenum.anonymous().post("/api/v1/auth/login", &login).await.expect_problem(403, "tenant_suspended");
    let refresh = json!({ "refreshToken": admin.refresh_token });
    plenum.anonymous().post("/api/v1/auth/refresh", &refresh).await.expect_problem(403, "tenant_suspended");
    let refused = HubClient::open(plenum.hub(0).address(), "/hubs/records", Some(&admin.access_token)).await;
    assert_eq!(refused.err().map(|status| status.as_u16()), Some(403));
    neighbour.deal("not concerned").await;
    let listed = operator.get("/api/v1/platform/tenants?status=suspended").await.expect(200);
    assert_eq!((&listed.data()[0]["id"], listed.data().as_array().map(Vec::len)), (&json!(admin.tenant), Some(1)));

    operator.post(&format!("{path}/reactivate"), &json!({})).await.expect(200);
    admin.deal("as before").await;
    plenum.anonymous().post("/api/v1/auth/refresh", &refresh).await.expect(200);
    let audit = admin.http.get("/api/v1/audit?entity=tenant&type=tenant.suspended").await.expect(200).data();
    assert_eq!((&audit[0]["actor"]["kind"], &audit[0]["after"]["reason"]), (&json!("service"), &json!("unpaid")));

    // The command line does the same, by id or slug.
    let mut hub = HubClient::connect(plenum.hub(0).address(), "/hubs/records", &admin.access_token).await.expect("in");
    hub.event("Position").await;
    let slug = operator.get(&path).await.data()["slug"].as_str().expect("a slug").to_owned();
    let (status, lines) = plenum.run(&["tenant", "suspend", &slug, "--reason", "asked to"], &[]).await;
    assert!(status.success() && lines.iter().any(|line| line.contains("suspended")), "{lines:?}");
    let closed = tokio::time::timeout(Duration::from_secs(2), hub.closed()).await.expect("within two seconds");
    assert_eq!(closed.0, Some(4003));
    let (_, lines) = plenum.run(&["tenant", "list", "--suspended"], &[]).await;
    assert!(lines.iter().any(|line| line.contains(&slug)), "{lines:?}");
    let (status, _) = plenum.run(&["tenant", "reactivate", &admin.tenant.to_string()], &[]).await;
    assert!(status.success());
    admin.deal("and again").await;
    let (status, _) = plenum.run(&["tenant", "suspend", "no-such-tenant"], &[]).await;
    assert!(!status.success());
}

#[tokio::test]
async fn the_command_line_lists_parked_entries_and_replays_them() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let tenant = admin.tenant.to_string();
    let (status, lines) = plenum.run(&["consumers", "parked", &tenant], &[]).await;
    assert!(status.success() && !lines.iter().any(|line| line.contains(&tenant)), "{lines:?}");
    let (status, lines) = plenum.run(&["consumers", "again", &tenant], &[]).await;
    assert!(!status.success() && lines.iter().any(|line| line.contains("no such entry")), "{lines:?}");
    let (status, _) = plenum.run(&["consumers", "again", "no-such-tenant"], &[]).await;
    assert!(!status.success());
}

#[tokio::test]
async fn tenant_tokens_and_operator_tokens_are_refused_by_the_other_side() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let (boss, support) = (operator(&plenum, "super_admin").await, operator(&plenum, "support").await);
    let before = plenum.fingerprint().await;
    for route in routes(catalogue()).into_iter().filter(|route| route.auth != Auth::Public) {
        let wrong = if route.auth == Auth::Bearer { &boss } else { &admin.http };
        let id = Source::system().uuid().to_string();
        let path = route.path.replace("{id}", &id).replace("{userId}", &id);
        let request = wrong.request(route.method.clone(), &path);
        let request = if route.method == Method::GET { request } else { request.json(&json!({})) };
        request.send().await.expect_problem(401, "unauthenticated");
    }
    let path = format!("/api/v1/platform/tenants/{}", admin.tenant);
    support.get(&path).await.expect(200);
    support.post(&format!("{path}/suspend"), &json!({})).await.expect_problem(403, "forbidden");
    boss.post(&format!("{path}/suspend"), &json!({ "why": "x" })).await.expect_problem(422, "invalid");
    let never = format!("/api/v1/platform/tenants/{}/suspend", Source::system().uuid());
    boss.post(&never, &json!({})).await.expect_problem(404, "not_found");
    boss.get("/api/v1/platform/tenants?status=gone").await.expect_problem(400, "malformed_query");
    assert_eq!(plenum.fingerprint().await, before);

    let (_, lines) = plenum.run(&["platform", "list"], &[]).await;
    let id = lines.iter().find(|line| line.contains("support")).and_then(|line| line.split(' ').next()).expect("an id");
    let (status, _) = plenum.run(&["platform", "revoke", id], &[]).await;
    assert!(status.success());
    support.get(&path).await.expect_problem(401, "unauthenticated");
    boss.get(&path).await.expect(200);
}
