//! The full replacement of a record, and how it differs from a change.

use plenum_app::{access::roles, records};
use plenum_shared::Code;
use plenum_testkit::{
    app::{Person, TestApp, refused_field},
    catalogue,
};
use serde_json::{Map, Value, json};

/// A record as it was read, with other values in some fields and without others.
fn rewritten(record: &Map<String, Value>, with: Value, without: &[&str]) -> Value {
    let mut body = record.clone();
    body.extend(with.as_object().cloned().unwrap_or_default());
    body.retain(|name, _| !without.contains(&name.as_str()));
    Value::Object(body)
}

#[tokio::test]
async fn a_record_can_be_sent_back_as_read_and_omitted_fields_get_their_default() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let value = json!({"amount": "12.50", "currency": "EUR"});
    let deal = ada.create("deals", json!({"title": "Desks", "value": value, "description": "long"})).await;
    let same = ada.replace("opportunities", deal.id, rewritten(&deal.record, json!({}), &[])).await.expect("replaced");
    assert_eq!((same.version, &same.record), (1, &deal.record), "nothing to do");

    let other = rewritten(
        &deal.record,
        json!({"title": "Chairs"}),
        &["description", "value", "ownerId", "version", "createdAt"],
    );
    let replaced = ada.replace("deals", deal.id, other).await.expect("replaced");
    assert_eq!(replaced.version, 2);
    for field in ["description", "value", "ownerId"] {
        assert_eq!(replaced.record[field], Value::Null, "{field}");
    }
    assert_eq!(
        (&replaced.record["title"], &replaced.record["createdAt"]),
        (&json!("Chairs"), &deal.record["createdAt"])
    );
    assert_eq!(ada.kinds(deal.id).await, ["deal.created", "deal.updated"]);

    let contact = ada.create("contacts", json!({"firstName": "Bo", "status": "customer", "isPrimary": false})).await;
    let replaced = ada.replace("contacts", contact.id, json!({"firstName": "Bo"})).await.expect("replaced");
    assert_eq!((&replaced.record["status"], &replaced.record["isPrimary"]), (&json!("active"), &json!(false)));
}

#[tokio::test]
async fn a_replacement_is_checked_like_a_patch_and_needs_required_fields() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let deal = ada.create("deals", json!({"title": "Desks"})).await;
    let body = |with: Value, without: &[&str]| rewritten(&deal.record, with, without);
    for (body, code, field) in [
        (body(json!({}), &["title"]), Code::Invalid, "/title"),
        (body(json!({}), &["stageId"]), Code::Invalid, "/stageId"),
        (body(json!({"title": null}), &[]), Code::Invalid, "/title"),
        (body(json!({"colour": "red"}), &[]), Code::Invalid, "/colour"),
        (body(json!({"status": "won"}), &[]), Code::Invalid, "/status"),
        (body(json!({"version": 7}), &[]), Code::Invalid, "/version"),
        (body(json!({"contactId": deal.id}), &[]), Code::Invalid, "/contactId"),
    ] {
        assert_eq!(refused_field(ada.replace("deals", deal.id, body).await), (code, field.to_owned()));
    }
    ada.patch("deals", deal.id, json!({"title": "Tables"})).await;
    let who = &ada.who;
    let fields = body(json!({"title": "Chairs"}), &[]).as_object().cloned().unwrap_or_default();
    let deals = catalogue().by_segment("deals").expect("deals");
    let stale = records::replace(&test.app, who, deals, deal.id, Some(1), fields).await.expect_err("stale");
    let versions = stale.stale_versions().expect("the three versions");
    let title = |record: &Value| record["title"].clone();
    assert_eq!(versions.base.as_ref().map(title), Some(json!("Desks")));
    assert_eq!((title(&versions.yours), title(&versions.theirs)), (json!("Chairs"), json!("Tables")));
    assert_eq!(versions.who, Some(json!(who.user)));
    assert!(versions.when.is_some());
}

#[tokio::test]
async fn a_replacement_keeps_what_the_writer_may_not_write_and_the_kind_of_an_activity() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let permissions = json!([
        {"permission": "deals.read", "scope": "all", "fields": {"description": "none"}},
        {"permission": "deals.write", "scope": "all", "fields": {"value": "read"}},
        {"permission": "pipelines.read", "scope": "all"},
    ]);
    let body = json!({ "name": "clerk", "permissions": permissions });
    roles::create(&test.app, &ada.who, body.as_object().cloned().unwrap_or_default()).await.expect("a role");
    let clerk: Person = ada.member("clerk").await;
    let value = json!({"amount": "12.50", "currency": "EUR"});
    let made = json!({"title": "Desks", "value": value, "description": "secret", "expectedCloseDate": "2026-12-01"});
    let deal = ada.create("deals", made).await;
    let seen = clerk.try_get("deals", deal.id).await.expect("seen").record;
    let body = rewritten(&seen, json!({"title": "Chairs"}), &["expectedCloseDate", "value"]);
    clerk.replace("deals", deal.id, body.clone()).await.expect("replaced");
    let now = ada.try_get("deals", deal.id).await.expect("seen").record;
    assert_eq!((&now["description"], &now["value"]), (&json!("secret"), &value), "kept");
    assert_eq!((&now["title"], &now["expectedCloseDate"]), (&json!("Chairs"), &Value::Null));

    let current =
        rewritten(&body.as_object().cloned().unwrap_or_default(), json!({}), &["version", "updatedAt", "updatedBy"]);
    let current = current.as_object().cloned().unwrap_or_default();
    for (field, guess) in [("description", json!("secret")), ("value", json!({"amount": "13.00", "currency": "EUR"}))] {
        let guess = rewritten(&current, json!({ field: guess }), &[]);
        assert_eq!(refused_field(clerk.replace("deals", deal.id, guess).await), (Code::Invalid, format!("/{field}")));
    }

    let task = ada.create("tasks", json!({"subject": "Call", "dueDate": "2026-12-01", "priority": "high"})).await;
    let replaced = ada.replace("tasks", task.id, json!({"subject": "Write", "kind": "task"})).await.expect("replaced");
    assert_eq!((&replaced.record["dueDate"], &replaced.record["priority"]), (&Value::Null, &json!("normal")));
    assert_eq!(replaced.record["kind"], "task");
    let other = ada.replace("tasks", task.id, json!({"subject": "Write", "kind": "note"})).await;
    assert_eq!(refused_field(other), (Code::Invalid, "/kind".to_owned()));
}
