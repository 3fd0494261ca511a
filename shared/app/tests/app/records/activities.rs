use plenum_shared::Code;
use plenum_testkit::app::{TestApp, refused_field};
use serde_json::json;

#[tokio::test]
async fn tasks_are_the_activities_of_that_kind() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let call = ada.create("activities", json!({"kind": "call", "subject": "Hello"})).await.id;
    let task = ada.create("tasks", json!({"subject": "Call back", "dueDate": "2026-12-01"})).await;
    assert_eq!((&task.record["kind"], &task.record["priority"]), (&json!("task"), &json!("normal")));
    assert_eq!(ada.ids("tasks").await, [task.id.to_string()]);
    assert_eq!(ada.ids("activities").await.len(), 2);

    // At the address of the tasks there is no call, whatever one wants of it.
    assert_eq!(refused_field(ada.try_get("tasks", call).await).0, Code::NotFound);
    assert_eq!(refused_field(ada.try_patch("tasks", call, json!({"subject": "x"})).await).0, Code::NotFound);
    assert_eq!(refused_field(ada.try_delete("tasks", call).await).0, Code::NotFound);
    ada.try_delete("activities", call).await.expect("deleted");
    assert_eq!(refused_field(ada.try_restore("tasks", call).await).0, Code::NotFound);
    let refused = ada.try_create("tasks", json!({"kind": "call", "subject": "x"})).await;
    assert_eq!(refused_field(refused), (Code::Invalid, "/kind".to_owned()));
    assert_eq!(ada.value("activities", task.id, "subject").await, json!("Call back"), "one record, two addresses");
}

#[tokio::test]
async fn an_activity_keeps_its_kind_and_has_the_fields_of_that_kind() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let meeting = json!({"kind": "meeting", "subject": "Kick-off", "attendees": ["Bo", "Cy"], "location": "Room 1",
        "startsAt": "2026-12-01T09:00:00Z", "durationMinutes": 45, "outcome": "Agreed"});
    let meeting = ada.create("activities", meeting).await;
    assert_eq!(meeting.record["attendees"], json!(["Bo", "Cy"]));
    let refused = ada.try_patch("activities", meeting.id, json!({"dueDate": "2026-12-01"})).await;
    assert_eq!(refused_field(refused), (Code::Invalid, "/dueDate".to_owned()));
    let refused = ada.try_patch("activities", meeting.id, json!({"kind": "task"})).await;
    assert_eq!(refused_field(refused), (Code::Invalid, "/kind".to_owned()));
    ada.patch("activities", meeting.id, json!({"dueDate": null, "attendees": []})).await;
}

#[tokio::test]
async fn completing_a_task_twice_emits_one_completion() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let task = ada.create("tasks", json!({"subject": "Call back"})).await.id;
    ada.patch("tasks", task, json!({"completedAt": "2026-12-01T09:00:00Z"})).await;
    ada.patch("tasks", task, json!({"completedAt": "2026-12-02T09:00:00Z"})).await;
    ada.patch("tasks", task, json!({"completedAt": null})).await;
    let expected =
        ["activity.created", "activity.updated", "activity.completed", "activity.updated", "activity.updated"];
    assert_eq!(ada.kinds(task).await, expected);
}

#[tokio::test]
async fn an_assignee_sees_the_task() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let task = ada.create("tasks", json!({"subject": "Call back"})).await.id;
    assert_eq!(refused_field(sam.try_get("tasks", task).await).0, Code::NotFound);
    ada.patch("tasks", task, json!({"assigneeId": sam.who.user})).await;
    assert_eq!(sam.value("tasks", task, "ownerId").await, json!(sam.who.user));
    let other = json!({"subject": "Ada keeps it", "assigneeId": sam.who.user, "ownerId": ada.who.user});
    let kept = ada.create("tasks", other).await;
    assert_eq!(kept.record["ownerId"], json!(ada.who.user), "the client said so");
}

#[tokio::test]
async fn an_activity_refers_to_an_account_a_contact_and_a_deal() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let account = ada.create("accounts", json!({"name": "Acme"})).await.id;
    let contact = ada.create("contacts", json!({"firstName": "Bo", "accountId": account})).await.id;
    let deal = ada.create("deals", json!({"title": "Desks", "accountId": account, "contactId": contact})).await.id;
    let body = json!({"kind": "call", "subject": "x", "accountId": account, "contactId": contact, "dealId": deal});
    let call = ada.create("activities", body).await;
    assert_eq!(call.record["dealId"], json!(deal));
    let refused = ada.try_create("activities", json!({"kind": "note", "subject": "x", "dealId": account})).await;
    assert_eq!(refused_field(refused), (Code::Invalid, "/dealId".to_owned()));
}
