use plenum_shared::Code;
use plenum_testkit::app::{TestApp, refused_field};
use serde_json::{Value, json};

#[tokio::test]
async fn a_parent_that_closes_a_circle_is_refused() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let top = ada.create("accounts", json!({"name": "Top"})).await.id;
    let middle = ada.create("companies", json!({"name": "Middle", "parentId": top})).await.id;
    let bottom = ada.create("customers", json!({"name": "Bottom", "parentId": middle})).await.id;
    for (account, parent) in [(top, top), (top, middle), (top, bottom), (middle, bottom)] {
        let refused = refused_field(ada.try_patch("accounts", account, json!({"parentId": parent})).await);
        assert_eq!(refused, (Code::Invalid, "/parentId".to_owned()));
    }
    ada.patch("accounts", middle, json!({"parentId": null})).await;
    ada.patch("accounts", top, json!({"parentId": bottom})).await;
    assert_eq!(ada.value("accounts", top, "parentId").await, json!(bottom));
}

#[tokio::test]
async fn concurrent_moves_close_no_circle() {
    let test = &TestApp::new().await;
    let ada = &test.admin("acme").await;
    for round in 0..5 {
        let one = ada.create("accounts", json!({"name": format!("One {round}")})).await.id;
        let two = ada.create("accounts", json!({"name": format!("Two {round}")})).await.id;
        let moves = tokio::join!(
            ada.try_patch("accounts", one, json!({"parentId": two})),
            ada.try_patch("accounts", two, json!({"parentId": one})),
        );
        let done = [moves.0.is_ok(), moves.1.is_ok()];
        assert!(done == [true, false] || done == [false, true], "{done:?}");
    }
}

#[tokio::test]
async fn a_hierarchy_deeper_than_the_limit_is_refused() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let mut parent = Value::Null;
    for level in 0..=20 {
        parent = json!(ada.create("accounts", json!({"name": level.to_string(), "parentId": parent})).await.id);
    }
    let refused = refused_field(ada.try_create("accounts", json!({"name": "one more", "parentId": parent})).await);
    assert_eq!(refused, (Code::Invalid, "/parentId".to_owned()));
}

#[tokio::test]
async fn an_account_in_use_cannot_be_deleted() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let account = ada.create("accounts", json!({"name": "Acme"})).await.id;
    let users = [
        ("accounts", json!({"name": "Part", "parentId": account})),
        ("contacts", json!({"firstName": "Bo", "accountId": account})),
        ("deals", json!({"title": "Desks", "accountId": account})),
    ];
    for (segment, body) in users {
        let user = ada.create(segment, body).await.id;
        assert_eq!(refused_field(ada.try_delete("accounts", account).await).0, Code::InUse, "{segment}");
        ada.try_delete(segment, user).await.expect("it goes first");
        let gone = ada.try_delete("accounts", account).await.expect("nothing holds it").id;
        assert_eq!(refused_field(ada.try_restore(segment, user).await).0, Code::InUse, "what it refers to is gone");
        ada.try_restore("accounts", gone).await.expect("restored");
        ada.try_restore(segment, user).await.expect("and what refers to it");
        ada.try_delete(segment, user).await.expect("gone again");
    }
    // Activities do not keep an account from being deleted.
    ada.create("activities", json!({"kind": "note", "subject": "Hm", "accountId": account})).await;
    ada.try_delete("accounts", account).await.expect("deleted");
}

#[tokio::test]
async fn a_reference_to_an_invisible_record_is_refused() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let hidden = ada.create("accounts", json!({"name": "Hidden"})).await.id;
    let foreign = test.admin("acme").await.create("accounts", json!({"name": "Foreign"})).await.id;
    for account in [hidden, foreign] {
        let refused = sam.try_create("contacts", json!({"firstName": "Bo", "accountId": account})).await;
        assert_eq!(refused_field(refused), (Code::Invalid, "/accountId".to_owned()));
        assert_eq!(refused_field(sam.try_get("accounts", account).await).0, Code::NotFound);
    }
}
