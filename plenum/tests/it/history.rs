//! Timelines and audits over REST: the permissions they need, and the address that they record.

use http::Method;
use serde_json::json;

use crate::plenum;

#[tokio::test]
async fn an_audit_records_the_address_behind_a_trusted_proxy_only() {
    let plenum = plenum().set("PLENUM_TRUSTED_PROXIES", "127.0.0.0/8").start().await;
    let admin = plenum.admin("acme").await;
    let deal = admin.deal("desks").await;
    let path = format!("/api/v1/deals/{}", deal["id"].as_str().expect("an id"));
    let change = admin
        .http
        .request(Method::PATCH, &path)
        .header("x-forwarded-for", "203.0.113.66, 192.0.2.7")
        .header("user-agent", "desk/1")
        .header("x-request-id", "my-request.7")
        .json(&json!({ "title": "chairs" }));
    change.send().await.expect(200);

    let answer = admin.http.get(&format!("{path}/audit?type=deal.updated")).await.expect(200);
    assert!(!answer.cursor().is_empty());
    let entry = &answer.data()[0];
    assert_eq!((&entry["ip"], &entry["userAgent"]), (&json!("192.0.2.7"), &json!("desk/1")), "{entry}");
    assert_eq!((&entry["requestId"], &entry["actor"]["id"]), (&json!("my-request.7"), &json!(admin.user)));
    assert_eq!((&entry["before"]["title"], &entry["after"]["title"]), (&json!("desks"), &json!("chairs")));
    assert_eq!(entry["changes"], json!({ "title": { "from": "desks", "to": "chairs" } }));

    let next = admin.http.get(&format!("{path}/timeline?limit=1&type=deal.updated,deal.created")).await.expect(200);
    let link = next.header("link").and_then(|link| link.split(['<', '>']).nth(1)).expect("another page").to_owned();
    assert_eq!(admin.http.get(&link).await.expect(200).data()[0]["type"], "deal.created");
    admin.http.get(&format!("{path}/timeline?entity=deal")).await.expect_problem(400, "malformed_query");
    admin.http.get(&format!("{path}/timeline?from=now")).await.expect_problem(400, "malformed_query");
}

#[tokio::test]
async fn an_audit_needs_its_permission() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let team = admin.team("North", &[]).await;
    let deal = admin.create("deals", json!({ "title": "desks", "teamId": team })).await;
    let path = format!("/api/v1/deals/{}", deal["id"].as_str().expect("an id"));
    for (role, audits, timelines) in [("manager", true, true), ("sales_user", false, true), ("read_only", false, true)]
    {
        let member = plenum.member(&admin, role).await;
        admin.join_team(member.user, team).await;
        let audit = member.http.get(&format!("{path}/audit")).await;
        match audits {
            true => assert!(audit.expect(200).data()[0].get("ip").is_none(), "{role}"),
            false => drop(audit.expect_problem(403, "forbidden")),
        }
        let timeline = member.http.get(&format!("{path}/timeline")).await;
        assert_eq!(timeline.status.is_success(), timelines, "{role}");
        member.http.get("/api/v1/audit").await.expect_problem(403, "forbidden");
    }
    let whole = admin.http.get("/api/v1/audit?entity=team").await.expect(200);
    assert_eq!(whole.data()[0]["entity"], "team");
    // Without a proxy of ours before it, the client is the peer of the connection.
    let audit = admin.http.request(Method::GET, &format!("{path}/audit")).header("x-forwarded-for", "192.0.2.7");
    assert_eq!(audit.send().await.expect(200).data()[0]["ip"], "127.0.0.1");
}
