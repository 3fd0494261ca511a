//! How far a permission to write reaches: over the record as it was, and as it would be.

use plenum_shared::Code;
use plenum_testkit::app::{Person, TestApp};
use serde_json::json;

#[tokio::test]
async fn a_record_of_the_team_cannot_be_moved_out_of_scope_and_an_own_record_can() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let (north, south) = (admin.team("North", &[]).await, admin.team("South", &[]).await);
    let seller = admin.member("sales_user").await;
    admin.join_team(seller.who.user, north).await;

    let theirs = admin.create("deals", json!({"title": "a", "teamId": north})).await;
    let refused = seller.try_patch("deals", theirs.id, json!({"teamId": south})).await.expect_err("out of reach");
    assert_eq!(refused.code(), Code::Forbidden);
    seller.try_patch("deals", theirs.id, json!({"title": "b"})).await.expect("within reach");

    let own = admin.create("deals", json!({"title": "c", "ownerId": seller.who.user})).await;
    let given = seller
        .try_patch("deals", own.id, json!({"ownerId": admin.who.user, "teamId": south}))
        .await
        .expect("given away");
    assert_eq!(given.record.keys().collect::<Vec<_>>(), ["id"], "what went out of sight is not shown");
}

#[tokio::test]
async fn an_owner_must_have_access_to_the_record() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let support = admin.member("support_user").await;
    let refused =
        admin.try_create("deals", json!({"title": "a", "ownerId": support.who.user})).await.expect_err("blind");
    assert_eq!(refused.fields().first().map(|field| field.pointer.as_str()), Some("/ownerId"));
}

#[tokio::test]
async fn concurrent_choices_of_a_default_pipeline_succeed_and_leave_one_default() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let made = |name: &'static str| admin.try_create("pipelines", json!({"name": name, "isDefault": true}));
    let (one, two, three) = tokio::join!(made("a"), made("b"), made("c"));
    let all = admin.list("pipelines").await;
    let defaults = all.iter().filter(|pipeline| pipeline["isDefault"] == json!(true)).count();
    assert_eq!(defaults, 1);
    for outcome in [one, two, three] {
        outcome.expect("made");
    }
}

#[tokio::test]
async fn taking_over_a_colleagues_record_to_delete_it_is_refused() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let north = admin.team("North", &[]).await;
    let (seller, manager) = (admin.member("sales_user").await, admin.member("manager").await);
    for member in [&seller, &manager] {
        admin.join_team(member.who.user, north).await;
    }
    let theirs = admin.create("deals", json!({"title": "a", "teamId": north})).await.id;
    let taken =
        seller.try_patch("deals", theirs, json!({"ownerId": seller.who.user})).await.expect_err("not to be taken");
    assert_eq!(taken.code(), Code::Forbidden);
    manager
        .try_patch("deals", theirs, json!({"ownerId": manager.who.user}))
        .await
        .expect("a manager could delete it anyway");
    manager.try_patch("deals", theirs, json!({"ownerId": seller.who.user})).await.expect("given");
    seller.try_patch("deals", theirs, json!({"ownerId": seller.who.user})).await.expect("it is theirs");

    // The same by being given a task: it is theirs to do, and not theirs to delete.
    let task = json!({"kind": "task", "subject": "Call", "teamId": north});
    let task = admin.create("activities", task).await.id;
    let assigned = |to: &Person| json!({"assigneeId": to.who.user});
    let done = seller.try_patch("activities", task, assigned(&seller)).await.expect("assigned");
    assert_eq!(
        (&done.record["assigneeId"], &done.record["ownerId"]),
        (&json!(seller.who.user), &json!(admin.who.user))
    );
    seller.try_delete("activities", task).await.expect_err("not theirs");
    let given = admin.try_patch("activities", task, assigned(&manager)).await.expect("assigned");
    assert_eq!(given.record["ownerId"], json!(manager.who.user), "who may name the owner names them by the assignee");
}

#[tokio::test]
async fn an_assignee_does_not_become_owner_when_the_role_may_not_set_the_owner() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let permissions = json!([
        {"permission": "activities.read", "scope": "all"},
        {"permission": "activities.write", "scope": "all", "fields": {"ownerId": "read"}},
        {"permission": "activities.delete", "scope": "all"},
    ]);
    admin.role("Dispatcher", permissions).await;
    let (dispatcher, seller) = (admin.member("dispatcher").await, admin.member("sales_user").await);
    let task = admin.create("activities", json!({"kind": "task", "subject": "Call"})).await.id;
    let assigned = json!({"assigneeId": seller.who.user});
    let done = dispatcher.try_patch("activities", task, assigned).await.expect("assigned");
    assert_eq!(
        (&done.record["assigneeId"], &done.record["ownerId"]),
        (&json!(seller.who.user), &json!(admin.who.user))
    );
}

#[tokio::test]
async fn a_primary_contact_out_of_scope_keeps_its_flag() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let north = admin.team("North", &[]).await;
    let seller = admin.member("sales_user").await;
    admin.join_team(seller.who.user, north).await;
    let account = admin.create("accounts", json!({"name": "Acme", "teamId": north})).await.id;
    let contact =
        |name: &str, team| json!({"firstName": name, "accountId": account, "isPrimary": true, "teamId": team});
    let bo = admin.create("contacts", contact("Bo", None)).await.id;
    let refused = seller.try_create("contacts", contact("Cy", Some(north))).await.expect_err("out of reach");
    assert_eq!(refused.code(), Code::Forbidden);
    assert_eq!(admin.value("contacts", bo, "isPrimary").await, json!(true));
    admin.patch("contacts", bo, json!({"teamId": north})).await;
    seller.create("contacts", contact("Cy", Some(north))).await;
}
