//! Plans over REST, the hubs and the command line.

use plenum_testkit::signalr::HubClient;
use serde_json::{Value, json};

use super::operators::operator;
use crate::plenum;

#[tokio::test]
async fn a_plan_is_read_and_set_by_operators_and_refuses_what_it_does_not_have_by_name() {
    let plenum = plenum().set("PLENUM_NEW_TENANT_PLAN", "free").start().await;
    let (admin, neighbour) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let (olga, support) = (operator(&plenum, "super_admin").await, operator(&plenum, "support").await);
    let path = format!("/api/v1/platform/tenants/{}/plan", admin.tenant);

    let refused = admin.http.get("/api/v1/audit").await.expect_problem(403, "feature_not_in_plan").json();
    assert_eq!(refused["plan"], json!({ "name": "free", "feature": "auditLog" }));
    let usage = admin.http.get("/api/v1/tenant/usage").await.expect(200).data();
    assert_eq!(usage, support.get(&path).await.expect(200).data()["usage"]);
    let of = |usage: &Value, name: &str| {
        let limits = usage["limits"].as_array().cloned().unwrap_or_default();
        limits.into_iter().find(|limit| limit["name"] == name).expect("a limit")
    };
    assert_eq!((&of(&usage, "seats")["allowed"], &of(&usage, "seats")["used"]), (&json!(5), &json!(1)));
    assert_eq!(of(&usage, "hubConnections")["used"], Value::Null);

    let allowed = of(&usage, "records")["used"].as_i64().expect("a number") + 1;
    let change = json!({ "plan": "pro", "limits": { "records": allowed, "hubConnections": 1 } });
    support.put(&path, &change).await.expect_problem(403, "forbidden");
    admin.http.put(&path, &change).await.expect_problem(401, "unauthenticated");
    olga.put(&path, &json!({})).await.expect_problem(422, "invalid");
    for wrong in [
        json!({ "plan": "gold" }),
        json!({ "plan": "pro", "limits": { "moons": 1 } }),
        json!({ "plan": "pro", "limits": { "seats": -1 } }),
        json!({ "plan": "pro", "limits": { "seats": 4_294_967_296_i64 } }),
        json!({ "plan": "pro", "features": { "undo": "yes" } }),
        json!({ "plan": "pro", "features": [] }),
        json!({ "plan": "pro", "colour": "red" }),
    ] {
        olga.put(&path, &wrong).await.expect_problem(422, "invalid");
    }
    assert_eq!(olga.put(&path, &change).await.expect(200).data()["overrides"]["limits"], change["limits"]);
    assert_eq!(admin.http.get("/api/v1/tenant").await.expect(200).data()["plan"], "pro");
    let audit = admin.http.get("/api/v1/audit?type=tenant.plan_changed").await.expect(200).data();
    assert_eq!((&audit[0]["before"]["plan"], &audit[0]["after"]["plan"]), (&json!("free"), &json!("pro")));

    admin.deal("the last").await;
    let full = admin.http.post("/api/v1/deals", &json!({ "title": "one more" })).await;
    let full = full.expect_problem(409, "limit_reached").json();
    let expected = json!({ "name": "pro", "limit": "records", "allowed": allowed, "used": allowed });
    assert_eq!(full["plan"], expected);
    let operations = json!({ "operations": [{ "op": "create", "data": { "title": "one more" } }] });
    let batch = admin.http.post("/api/v1/deals/batch", &operations).await.expect(200).data();
    assert_eq!(batch["results"][0]["error"]["code"], "limit_reached");
    assert_eq!(batch["results"][0]["error"]["plan"], expected);

    let open = async |token: &str| HubClient::open(plenum.hub(0).address(), "/hubs/records", Some(token)).await;
    let held = open(&admin.access_token).await.expect("one connection is allowed");
    assert_eq!(open(&admin.access_token).await.err().map(|status| status.as_u16()), Some(429));
    let _others = open(&neighbour.access_token).await.expect("another tenant has connections of its own");
    drop(held);
    neighbour.http.get("/api/v1/audit").await.expect_problem(403, "feature_not_in_plan");

    let tenant = admin.tenant.to_string();
    let set = ["tenant", "plan", &tenant, "--set", "free", "--feature", "auditLog=true", "--limit", "seats=unlimited"];
    let (status, lines) = plenum.run(&set, &[]).await;
    assert!(status.success() && lines.iter().any(|line| line == "plan free"), "{lines:?}");
    admin.http.get("/api/v1/audit").await.expect(200);
    let (_, lines) = plenum.run(&["tenant", "plan", &tenant], &[]).await;
    assert!(lines.iter().any(|line| line.starts_with("seats") && line.ends_with("1 of unlimited")), "{lines:?}");
    for wrong in ["--limit=moons=1", "--limit=seats=many", "--feature=undo"] {
        let (status, _) = plenum.run(&["tenant", "plan", &tenant, "--set", "free", wrong], &[]).await;
        assert!(!status.success(), "{wrong}");
    }
}
