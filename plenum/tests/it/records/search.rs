//! Search over REST: the records that are found, their order and pages, and that unreadable fields stay secret.

use plenum_testkit::people::{Person, everything};
use serde_json::{Value, json};

use crate::plenum;

fn titles(body: &Value) -> Vec<String> {
    let title = |record: &Value| record["title"].as_str().map(str::to_owned);
    body["data"].as_array().into_iter().flatten().filter_map(title).collect()
}

async fn found(person: &Person, query: &str) -> Vec<String> {
    titles(&person.http.get(&format!("/api/v1/deals?{query}")).await.expect(200).json())
}

#[tokio::test]
async fn search_ignores_word_order_and_combines_with_every_list_parameter() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    for (title, description) in [
        ("Große Straße", "six desks for ÉCOLE"),
        ("Desks for Acme", "call ada.l@acme.example"),
        ("Chairs for Acme", "no desks"),
        ("100% wool", "x"),
    ] {
        admin.create("deals", json!({"title": title, "description": description})).await;
    }
    for (query, expected) in [
        ("q=desks", vec!["Chairs for Acme", "Desks for Acme", "Große Straße"]),
        ("q=DES", vec!["Chairs for Acme", "Desks for Acme", "Große Straße"]),
        ("q=acme+des&sort=title", vec!["Chairs for Acme", "Desks for Acme"]),
        ("q=strasse+%C3%A9col", vec!["Große Straße"]),
        ("q=des+acme", vec![]),
        ("q=ecole", vec!["Große Straße"]),
        ("q=ada.l%40acme", vec!["Desks for Acme"]),
        ("q=100%25", vec!["100% wool"]),
        ("q=desks&filter[title][contains]=chair", vec!["Chairs for Acme"]),
        ("q=desks&page=2&limit=2", vec!["Große Straße"]),
        ("q=nothing", vec![]),
    ] {
        assert_eq!(found(&admin, query).await, expected, "{query}");
    }
    // Pages, counts, chosen fields and what comes along.
    let parameters = "q=desks&limit=2&fields=title&include=owner&count=exact";
    let first = admin.http.get(&format!("/api/v1/deals?{parameters}")).await.expect(200);
    let body = first.json();
    assert_eq!((titles(&body).len(), &body["page"]["total"]), (2, &json!(3)));
    assert!(body["data"][0].get("description").is_none() && body["data"][0]["included"]["owner"]["id"].is_string());
    let next = first.header("link").and_then(|links| links.split(['<', '>']).nth(1)).expect("another page").to_owned();
    let last = admin.http.get(&next).await.expect(200).json();
    assert_eq!((titles(&last), &last["page"]["next"]), (vec!["Große Straße".to_owned()], &Value::Null));
    // A cursor belongs to the words of its search.
    let cursor = body["page"]["next"].as_str().expect("a cursor");
    let other = format!("/api/v1/deals?q=desk&limit=2&fields=title&cursor={cursor}");
    admin.http.get(&other).await.expect_problem(400, "invalid_cursor");
    // A deleted or changed record is not found any more, and a restored one is found again.
    let deal = admin.create("deals", json!({"title": "Unicorn"})).await;
    let path = format!("/api/v1/deals/{}", deal["id"].as_str().expect("an id"));
    assert_eq!(found(&admin, "q=unicorn").await, ["Unicorn"]);
    admin.http.delete(&path).await;
    assert!(found(&admin, "q=unicorn").await.is_empty());
    admin.http.post(&format!("{path}/restore"), &json!({})).await;
    assert_eq!(found(&admin, "q=uni").await, ["Unicorn"]);
    admin.change_deal(&deal, json!({"title": "Horse"})).await;
    assert!(found(&admin, "q=unicorn").await.is_empty());
    // Each entity by its own fields, and kinds of one apart.
    admin.http.post("/api/v1/contacts", &json!({"firstName": "Bo", "phone": "+49 30 1234567"})).await.expect(201);
    assert_eq!(admin.http.get("/api/v1/contacts?q=%2B4930123").await.data()[0]["firstName"], "Bo");
    admin.http.post("/api/v1/tasks", &json!({"subject": "ring Bo"})).await.expect(201);
    admin.http.post("/api/v1/activities", &json!({"kind": "note", "subject": "Bo rang"})).await.expect(201);
    assert_eq!(admin.http.get("/api/v1/activities?q=bo").await.data().as_array().map(Vec::len), Some(2));
    assert_eq!(admin.http.get("/api/v1/tasks?q=bo").await.data()[0]["subject"], "ring Bo");
    assert_eq!(admin.http.get("/api/v1/pipelines?q=nosuch").await.data(), json!([]));
    for bad in ["q=", "q=%20", "q=%26%7C!", "q=a+b+c+d+e+f+g+h+i+j+k"] {
        let refused = admin.http.get(&format!("/api/v1/deals?{bad}")).await.expect_problem(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["pointer"], "q", "{bad}");
    }
}

#[tokio::test]
async fn search_reveals_nothing_of_unreadable_fields_and_records() {
    let plenum = plenum().start().await;
    let (admin, rival) = (plenum.admin("acme").await, plenum.admin("rival").await);
    admin.create("deals", json!({"title": "desks", "description": "margin 4711 unicorn"})).await;
    // Enough of them that they are not looked for by their ids.
    for number in 0..15 {
        admin.create("deals", json!({"title": format!("chairs a{number}"), "description": "unicorn"})).await;
    }
    rival.create("deals", json!({"title": "unicorn of the neighbour"})).await;
    let permissions = everything("deals", "all", &json!({"description": "none"}));
    let clerk = plenum.member_in_role(&admin, "clerk", &permissions).await;
    assert_eq!(found(&clerk, "q=desks").await, ["desks"]);
    for guess in ["q=4711", "q=47", "q=unicorn", "q=u", "q=desks+unicorn", "q=desks+uni", "q=unicorn+desks"] {
        let answer = clerk.http.get(&format!("/api/v1/deals?{guess}&count=exact")).await.expect(200).json();
        assert_eq!((&answer["data"], &answer["page"]["total"]), (&json!([]), &json!(0)), "{guess}");
    }
    assert_eq!(found(&admin, "q=desks+unicorn").await, ["desks"]);
    assert_eq!(found(&admin, "q=unicorn&limit=200").await.len(), 16, "none of the neighbour's");
    assert_eq!(found(&rival, "q=unicorn").await, ["unicorn of the neighbour"]);

    // A user who may read none of the searched fields finds nothing, and learns nothing else.
    let permissions = everything("deals", "all", &json!({"description": "none", "title": "none"}));
    let blind = plenum.member_in_role(&admin, "blind", &permissions).await;
    assert_eq!(blind.http.get("/api/v1/deals?q=desks&count=exact").await.expect(200).json()["page"]["total"], 0);
    // A user with access to own records finds only own records.
    let own = plenum.member_in_role(&admin, "own", &everything("deals", "own", &json!({}))).await;
    for guess in ["q=desks", "q=unicorn", "q=chairs"] {
        assert!(found(&own, guess).await.is_empty(), "{guess}");
    }
}
