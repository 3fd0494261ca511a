//! Change sets from outside: a batch, the events of it, its revert, and a record as of a time.

use plenum_testkit::{
    signalr::HubClient,
    wait::{PATIENCE, wait_until},
};
use serde_json::{Value, json};

use crate::{plenum, requests::id_of};

#[tokio::test]
async fn a_batch_is_one_change_set_in_answers_events_and_audits_and_is_reverted_as_one() {
    let plenum = plenum().with_redis().start().await;
    let (admin, stranger) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let mut hub = HubClient::connect(plenum.hub(0).address(), "/hubs/records", &admin.access_token).await.expect("in");
    hub.event("Position").await;
    let (desks, chairs) = (id_of(&admin.deal("Desks").await), id_of(&admin.deal("Chairs").await));
    let operations = json!({ "operations": [
        { "op": "patch", "id": desks, "ifMatch": 1, "data": { "title": "Big desks" } },
        { "op": "patch", "id": chairs, "data": { "title": "" } },
        { "op": "create", "data": { "title": "Sofas" } },
    ] });
    let answer = admin.http.post("/api/v1/deals/batch", &operations).await.expect(200);
    assert!(!answer.cursor().is_empty());
    let batch = answer.data();
    let statuses: Vec<_> =
        batch["results"].as_array().expect("results").iter().map(|result| &result["status"]).collect();
    assert_eq!(statuses, ["done", "refused", "done"]);
    assert_eq!(batch["results"][0]["record"]["title"], "Big desks");
    assert_eq!(batch["results"][1]["error"]["errors"][0]["pointer"], "/title");
    let set = &batch["changeSet"];
    assert_eq!(&hub.event("DealUpdated").await["changeset"], set);
    let audit = admin.http.get(&format!("/api/v1/deals/{desks}/audit")).await.expect(200).data();
    assert_eq!((&audit[0]["changeSet"], &audit[0]["actor"]["id"]), (set, &json!(admin.user)));

    let listed = admin.http.get("/api/v1/change-sets?limit=1").await.expect(200).data();
    assert_eq!((&listed[0]["id"], &listed[0]["counts"]["created"]), (set, &json!(1)));
    let path = format!("/api/v1/change-sets/{}", set.as_str().expect("an id"));
    let shown = admin.http.get(&path).await.expect(200).data();
    assert_eq!(shown["changes"][0]["changes"]["title"], json!({ "from": "Desks", "to": "Big desks" }));
    let revert = format!("{path}/revert");
    for (url, body) in [(&path, None), (&revert, Some(json!({})))] {
        let answer = match &body {
            Some(body) => stranger.http.post(url, body).await,
            None => stranger.http.get(url).await,
        };
        answer.expect_problem(404, "not_found");
    }
    admin.http.post(&revert, &json!({ "dryRun": 1 })).await.expect_problem(422, "invalid");
    let rehearsed = admin.http.post(&revert, &json!({ "dryRun": true })).await.expect(200).data();
    assert_eq!((&rehearsed["dryRun"], &rehearsed["changeSet"]), (&json!(true), &Value::Null));
    let reverted = admin.http.post(&revert, &json!({})).await.expect(200).data();
    assert_eq!((&reverted["counts"], &reverted["records"]), (&rehearsed["counts"], &rehearsed["records"]));
    let event = hub.event("DealUpdated").await;
    assert_eq!((&event["changeset"], &event["data"]["title"]), (&reverted["changeSet"], &json!("Desks")));

    let made = &audit[0]["time"].as_str().expect("a time");
    let then = admin.http.get(&format!("/api/v1/deals/{desks}?asOf={made}")).await.expect(200);
    assert_eq!((then.data()["title"].clone(), then.header("etag")), (json!("Big desks"), Some("\"v2\"")));
    let both = format!("/api/v1/deals/{desks}?asOf={made}&include=owner");
    admin.http.get(&both).await.expect_problem(400, "malformed_query");
    admin.http.get(&format!("/api/v1/deals/{desks}?asOf=now")).await.expect_problem(400, "malformed_query");
}

#[tokio::test]
async fn a_large_set_is_reverted_by_a_job_that_the_answer_names() {
    let plenum = plenum().start().await;
    let (admin, stranger) = (plenum.admin("acme").await, plenum.admin("rival").await);
    // Images of more than 8 MiB are too many for one transaction.
    let create = json!({ "op": "create", "data": { "title": "Lead", "description": "🙂".repeat(20_000) } });
    let mut ids = Vec::new();
    for _ in 0..10 {
        let operations = json!({ "operations": vec![&create; 10] });
        let results = admin.http.post("/api/v1/leads/batch", &operations).await.expect(200).data()["results"].clone();
        ids.extend(results.as_array().expect("results").iter().map(|result| result["record"]["id"].clone()));
    }
    let patch = |id: &Value| json!({ "op": "patch", "id": id, "data": { "score": 1 } });
    let operations = json!({ "operations": ids.iter().map(patch).collect::<Vec<_>>() });
    let batch = admin.http.post("/api/v1/leads/batch", &operations).await.expect(200).data();
    let set = batch["changeSet"].as_str().expect("a set");
    let answer = admin.http.post(&format!("/api/v1/change-sets/{set}/revert"), &json!({})).await.expect(202);
    let begun = answer.data();
    assert_eq!(begun["kind"], "change_set_revert");
    let at = answer.header("location").expect("an address").to_owned();
    assert_eq!(at, format!("/api/v1/jobs/{}", begun["id"].as_str().expect("an id")));
    stranger.http.get(&at).await.expect_problem(404, "not_found");
    wait_until("the job is done", PATIENCE, async || admin.http.get(&at).await.expect(200).data()["state"] == "done")
        .await;
    let report = admin.http.get(&at).await.expect(200).data()["result"].clone();
    assert_eq!((&report["counts"]["reverted"], &report["reverts"]), (&json!(100), &json!(set)));
    let lead = admin.http.get(&format!("/api/v1/leads/{}", ids[0].as_str().expect("an id"))).await.expect(200).data();
    assert_eq!((&lead["score"], lead["version"].as_i64()), (&Value::Null, Some(3)));
}

#[tokio::test]
async fn a_wrong_batch_is_refused_with_its_code() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let desks = id_of(&admin.deal("Desks").await);
    let send = async |body: Value| admin.http.post("/api/v1/deals/batch", &body).await;
    let create = json!({ "op": "create", "data": { "title": "Sofas" } });
    let patch = json!({ "op": "patch", "id": desks, "data": { "title": "x" } });
    let codes = |answer: plenum_testkit::http::Answer| {
        let problem = answer.expect_problem(422, "invalid").json();
        let error = problem["errors"][0].clone();
        (error["pointer"].clone(), error["code"].clone())
    };
    let many = send(json!({ "operations": vec![create.clone(); 101] })).await;
    assert_eq!(codes(many), (json!("/operations"), json!("too_many_operations")));
    let twice = send(json!({ "operations": [patch.clone(), create.clone(), patch.clone()] })).await;
    assert_eq!(codes(twice), (json!("/operations/2/id"), json!("repeated_record")));
    let mut operations = vec![create; 99];
    operations.push(json!({ "op": "patch", "id": desks, "data": { "nonsense": 1 } }));
    let atomic = send(json!({ "atomic": true, "operations": operations })).await;
    assert_eq!(codes(atomic), (json!("/operations/99/nonsense"), json!("unknown_field")));
    assert_eq!(admin.http.get("/api/v1/deals").await.expect(200).data().as_array().map(Vec::len), Some(1));
}
