use plenum_shared::Code;
use plenum_testkit::app::{TestApp, refused_field};
use serde_json::json;

#[tokio::test]
async fn an_account_has_one_primary_contact() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let account = ada.create("accounts", json!({"name": "Acme"})).await.id;
    let contact = |name: &str| json!({"firstName": name, "accountId": account, "isPrimary": true});
    let bo = ada.create("contacts", contact("Bo")).await.id;
    let cy = ada.create("contacts", contact("Cy")).await.id;
    assert_eq!(ada.value("contacts", bo, "isPrimary").await, json!(false), "there is another");
    assert_eq!(ada.kinds(bo).await, ["contact.created", "contact.updated"], "and everybody learns of it");
    ada.patch("contacts", bo, json!({"isPrimary": true})).await;
    assert_eq!(ada.value("contacts", cy, "isPrimary").await, json!(false));

    // A contact that returns finds another primary contact.
    ada.try_delete("contacts", bo).await.expect("deleted");
    ada.patch("contacts", cy, json!({"isPrimary": true})).await;
    let restored = ada.try_restore("contacts", bo).await.expect("restored");
    assert_eq!(restored.record["isPrimary"], json!(false));
}

#[tokio::test]
async fn a_contact_without_an_account_cannot_be_primary() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let refused = ada.try_create("contacts", json!({"firstName": "Bo", "isPrimary": true})).await;
    assert_eq!(refused_field(refused), (Code::Invalid, "/isPrimary".to_owned()));
    let one = ada.create("accounts", json!({"name": "One"})).await.id;
    let two = ada.create("accounts", json!({"name": "Two"})).await.id;
    let bo = ada.create("contacts", json!({"firstName": "Bo", "accountId": one, "isPrimary": true})).await.id;
    let moved = ada.patch("contacts", bo, json!({"accountId": two})).await;
    assert_eq!(moved.record["isPrimary"], json!(false), "a newcomer there");
    ada.patch("contacts", bo, json!({"isPrimary": true})).await;
    let left = ada.patch("contacts", bo, json!({"accountId": null})).await;
    assert_eq!(left.record["isPrimary"], json!(false));
}

#[tokio::test]
async fn contact_details_are_normalised() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let given = json!({"firstName": "Bo", "email": "Bo@Example.COM", "phone": "+49 (0)30 1234", "website": "http://EXAMPLE.com"});
    let bo = ada.create("contacts", given).await;
    assert_eq!(bo.record["email"], json!("Bo@example.com"));
    assert_eq!(bo.record["phone"], json!("+49301234"));
    assert_eq!(bo.record["website"], json!("http://example.com/"));
    let refused = ada.try_patch("contacts", bo.id, json!({"website": "javascript:alert(1)"})).await;
    assert_eq!(refused_field(refused), (Code::Invalid, "/website".to_owned()));
}
