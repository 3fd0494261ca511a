//! Operation of the processes: probes, the operator's listener, settings, and an orderly shutdown.

use std::time::Duration;

use plenum_testkit::{
    signalr::HubClient,
    wait::{PATIENCE, wait_for, wait_until},
};
use serde_json::json;

use crate::plenum;

#[tokio::test]
async fn probes_are_public_and_details_are_not() {
    let plenum = plenum().start().await;
    let public = plenum.anonymous();
    assert_eq!(public.get("/health/live").await.expect(200).json()["status"], "live");
    assert_eq!(public.get("/health/ready").await.expect(200).json()["status"], "ready");
    for path in ["/metrics", "/health", "/debug", "/admin"] {
        public.get(path).await.expect_problem(404, "not_found");
    }
    let admin = plenum.admin("acme").await;
    admin.deal("desks").await;
    let operators = public.at(plenum.api().admin_address());
    let health = operators.get("/health").await.expect(200).json();
    assert_eq!((&health["database"], &health["bus"]), (&json!("up"), &json!("up")));
    let metrics = operators.get("/metrics").await.expect(200).text();
    for name in ["http_server_request_duration", "store_transactions"] {
        assert!(metrics.contains(name), "{name} in\n{metrics}");
    }
    assert!(!metrics.contains(&admin.tenant.to_string()), "a label for each tenant would never end");
    operators.get("/api/v1/deals").await.expect(404);
}

#[tokio::test]
async fn every_role_answers_its_probes_and_only_the_api_answers_rest() {
    let mut plenum = plenum().hubs(1).start().await;
    let admin = plenum.admin("acme").await;
    for node in plenum.nodes() {
        let client = admin.http.at(node.address());
        client.get("/health/live").await.expect(200);
        client.get("/health/ready").await.expect(200);
        let rest = client.get("/api/v1/deals").await.status.as_u16();
        assert_eq!(rest, if node.role() == "api" { 200 } else { 404 }, "{}", node.role());
        plenum.anonymous().at(node.admin_address()).get("/metrics").await.expect(200);
    }
    // Without the bus a node works on, only slower. Its probe reports that, and stays successful.
    plenum.redis().kill();
    let api = plenum.anonymous();
    wait_until("the bus to be missed", PATIENCE, async || {
        api.get("/health/ready").await.expect(200).json()["status"] == "degraded"
    })
    .await;
    admin.deal("without a bus").await;
}

#[tokio::test]
async fn a_stopped_node_hands_over_its_clients_finishes_its_work_and_exits_with_success() {
    let mut plenum = plenum().set("PLENUM_SHUTDOWN_GRACE", "10s").start().await;
    let admin = plenum.admin("acme").await;
    let mut hub = HubClient::connect(plenum.hub(0).address(), "/hubs/deals", &admin.access_token).await.expect("in");
    hub.event("Position").await;

    let before = plenum.head(admin.tenant).await.seq;
    let writes: Vec<_> = (0..12)
        .map(|number| {
            let client = admin.http.clone();
            let title = json!({ "title": format!("in flight {number}") });
            tokio::spawn(async move {
                let request = client.request(http::Method::POST, "/api/v1/deals").json(&title);
                request.try_send().await.map(|answer| answer.status.as_u16())
            })
        })
        .collect();
    wait_until("the first of the writes", PATIENCE, async || plenum.head(admin.tenant).await.seq > before).await;
    plenum.hub(0).terminate();

    let (code, close) = hub.closed().await;
    assert_eq!(code, Some(1012));
    assert_eq!(close.map(|close| close["allowReconnect"].clone()), Some(json!(true)));
    let mut answered = 0;
    for write in writes {
        // A write is done, or refused before it began, or never got in. None is broken off.
        match write.await.expect("the task ends") {
            Ok(201) => answered += 1,
            Ok(503) | Err(_) => {}
            Ok(other) => panic!("a write in flight was answered with {other}"),
        }
    }
    let status = plenum.hub_mut(0).ended(Duration::from_secs(10)).await;
    assert!(status.success(), "{status}");
    assert_eq!(
        plenum.log(admin.tenant).await.len() as i64 - before,
        answered,
        "what was acknowledged is what is there"
    );
}

#[tokio::test]
async fn a_killed_node_leaves_no_partial_write() {
    let mut plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let writes: Vec<_> = (0..20)
        .map(|number| {
            let client = admin.http.clone();
            tokio::spawn(async move {
                let title = json!({ "title": format!("deal {number}") });
                let sent = client.request(http::Method::POST, "/api/v1/deals").json(&title).try_send().await;
                sent.is_ok_and(|answer| answer.status.as_u16() == 201)
            })
        })
        .collect();
    wait_until("some writes to be done", PATIENCE, async || plenum.log(admin.tenant).await.len() > 15).await;
    plenum.hub_mut(0).kill();
    let mut acknowledged = 0;
    for write in writes {
        acknowledged += usize::from(write.await.expect("the task ends"));
    }
    plenum.restart_hub(0).await;
    let client = plenum.anonymous().with_bearer(&admin.access_token);
    let deals = client.get("/api/v1/deals?limit=200").await.expect(200).data().as_array().map_or(0, Vec::len);
    let entries = plenum.log(admin.tenant).await.iter().filter(|entry| entry.kind == "deal.created").count();
    assert_eq!(entries, deals, "a row and its entry are there together or not at all");
    assert!(deals >= acknowledged, "{deals} of {acknowledged}");
}

#[tokio::test]
async fn wrong_settings_stop_the_start_with_every_problem_at_once() {
    let plenum = plenum().start().await;
    let (status, said) = plenum.run(&["config", "check"], &[]).await;
    assert!(status.success(), "{said:?}");
    let said = said.join("\n");
    assert!(said.contains("PLENUM_DB_POOL") && said.contains("[redacted]") || !said.contains("postgres://plenum_app:"));

    let wrong = [
        ("PLENUM_LISTEN", "nowhere"),
        ("PLENUM_DB_POOL", "0"),
        ("PLENUM_LOG", "loud"),
        ("PLENUM_LISTENS", "127.0.0.1:0"),
        ("DATABASE_URL", "mysql://plenum:hunter2@localhost/plenum"),
    ];
    for command in [&["config", "check"][..], &["serve"], &["api"], &["hub"], &["worker"]] {
        let (status, said) = plenum.run(command, &wrong).await;
        assert!(!status.success(), "{command:?}");
        let said = said.join("\n");
        for (name, _) in wrong {
            assert!(said.contains(name), "{command:?} says nothing of {name}:\n{said}");
        }
        assert!(said.contains("did you mean PLENUM_LISTEN?"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[tokio::test]
async fn a_node_refuses_malformed_keys_and_a_database_role_with_too_many_rights() {
    let plenum = plenum().start().await;
    let nowhere = std::env::temp_dir().join("plenum-no-such-key");
    let nowhere = nowhere.to_str().expect("a path");
    let (status, said) = plenum.run(&["serve"], &[("PLENUM_SECRET_KEY_FILE", nowhere)]).await;
    assert!(!status.success() && said.join("\n").contains("PLENUM_SECRET_KEY_FILE"), "{said:?}");

    for (url, what) in [(plenum.database().superuser_url(), "superuser"), (plenum.database().owner_url(), "owner")] {
        let (status, said) = plenum.run(&["serve"], &[("DATABASE_URL", &url)]).await;
        assert!(!status.success(), "{what}: {said:?}");
    }
}

#[tokio::test]
async fn seeding_twice_makes_the_demo_tenant_once() {
    let plenum = plenum().start().await;
    for _ in 0..2 {
        let (status, said) = plenum.run(&["seed"], &[]).await;
        assert!(status.success(), "{said:?}");
        assert!(said.join("\n").contains("admin@demo.com"), "{said:?}");
    }
    let admin = plenum.sign_in("admin@demo.com", "password123").await;
    let deals = admin.http.get("/api/v1/deals").await.expect(200).data();
    assert!(deals.as_array().is_some_and(|deals| !deals.is_empty()));
    plenum.sign_in("viewer@demo.com", "password123").await;
}

#[tokio::test]
async fn the_log_line_of_a_hub_request_names_its_route_and_tenant() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let hub = HubClient::connect(plenum.hub(0).address(), "/hubs/records", &admin.access_token).await.expect("in");
    let look = async || {
        let lines = plenum.hub(0).output().lines();
        lines.into_iter().find(|line| line.contains("request answered") && line.contains("/hubs/records"))
    };
    let line = wait_for("the line about the upgrade", PATIENCE, look).await;
    let line: serde_json::Value = serde_json::from_str(&line).expect("json");
    assert_eq!((&line["route"], &line["status"]), (&json!("/hubs/records"), &json!(101)), "{line}");
    assert_eq!(line["tenant"], json!(admin.tenant), "{line}");
    drop(hub);
}
