//! The settings of a tenant and of its users.

use plenum_app::platform::settings::{get_tenant, get_user, patch_tenant, patch_user};
use plenum_shared::Code;
use plenum_testkit::app::TestApp;
use serde_json::{Map, Value, json};

fn map(value: Value) -> Map<String, Value> {
    value.as_object().cloned().expect("an object")
}

#[tokio::test]
async fn a_user_has_the_tenants_settings_until_they_set_their_own() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("acme").await);
    let sam = ada.member("read_only").await;
    let of_sam = || async { get_user(app, &sam.who).await.expect("settings").value };
    assert_eq!((&of_sam().await.values["timeZone"], &of_sam().await.values["country"]), (&json!("UTC"), &Value::Null));

    let zone = map(json!({ "timeZone": "America/Sao_Paulo", "country": "BR", "locale": "pt-br" }));
    let changed = patch_tenant(app, &ada.who, None, &zone).await.expect("changed").value;
    assert_eq!((&changed.own["locale"], &changed.values["currency"]), (&json!("pt-BR"), &json!("EUR")));
    assert_eq!(of_sam().await.values["timeZone"], "America/Sao_Paulo");
    assert!(of_sam().await.own.is_empty());

    let own = map(json!({ "timeZone": "europe/berlin" }));
    let berlin = patch_user(app, &sam.who, None, &own).await.expect("changed");
    assert_eq!(
        (&berlin.value.values["timeZone"], &berlin.value.values["country"]),
        (&json!("Europe/Berlin"), &json!("BR"))
    );
    assert_eq!(get_user(app, &ada.who).await.expect("settings").value.values["timeZone"], "America/Sao_Paulo");
    let back =
        patch_user(app, &sam.who, Some(berlin.version), &map(json!({ "timeZone": null }))).await.expect("changed");
    assert_eq!((&back.value.values["timeZone"], back.version), (&json!("America/Sao_Paulo"), berlin.version + 1));
}

#[tokio::test]
async fn a_change_is_an_entry_with_the_settings_before_and_after_and_no_change_is_none() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("acme").await);
    let before = ada.log().await.len();
    let patch = map(json!({ "currency": "USD" }));
    patch_tenant(app, &ada.who, None, &patch).await.expect("changed");
    patch_tenant(app, &ada.who, None, &patch).await.expect("unchanged");
    patch_user(app, &ada.who, None, &map(json!({ "locale": "de" }))).await.expect("changed");
    patch_user(app, &ada.who, None, &map(json!({ "locale": "de" }))).await.expect("unchanged");
    let log = ada.log().await;
    let recorded: Vec<_> = log[before..].iter().map(|entry| entry.kind.as_str()).collect();
    assert_eq!(recorded, ["tenant.settings_changed", "user.settings_changed"]);
    let change = &log[before];
    let currency =
        |image: &Option<plenum_shared::image::Image>| image.as_ref().map(|image| image.get("currency").clone());
    assert_eq!((currency(&change.before), currency(&change.after)), (Some(Value::Null), Some(json!("USD"))));
}

#[tokio::test]
async fn a_wrong_value_another_version_and_a_missing_permission_change_nothing() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("acme").await, test.admin("other").await);
    let sam = ada.member("read_only").await;
    let before = (ada.log().await.len(), get_tenant(app, &ada.who).await.expect("settings").value);
    let wrong = map(
        json!({ "timeZone": "Mars/Olympus", "locale": "english", "country": "XX", "colour": 1, "currency": "USD" }),
    );
    let refused = patch_tenant(app, &ada.who, None, &wrong).await.expect_err("refused");
    let at: Vec<_> = refused.fields().iter().map(|field| (field.pointer.as_str(), field.code)).collect();
    let expected = [
        ("/timeZone", "invalid_value"),
        ("/locale", "invalid_value"),
        ("/country", "invalid_value"),
        ("/colour", "unknown_field"),
    ];
    assert_eq!((refused.code(), at), (Code::Invalid, expected.to_vec()));
    let of_tenant = map(json!({ "accessTokenMinutes": 5 }));
    let refused = patch_user(app, &sam.who, None, &of_tenant).await.expect_err("refused");
    assert_eq!(refused.fields()[0].code, "unknown_field", "what is the tenant's alone");
    let good = map(json!({ "locale": "de" }));
    assert_eq!(patch_tenant(app, &sam.who, None, &good).await.expect_err("refused").code(), Code::Forbidden);
    assert_eq!(patch_tenant(app, &ada.who, Some(99), &good).await.expect_err("refused").code(), Code::Stale);
    assert_eq!(patch_user(app, &sam.who, Some(99), &good).await.expect_err("refused").code(), Code::Stale);

    patch_tenant(app, &eve.who, None, &good).await.expect("their own");
    let after = (ada.log().await.len(), get_tenant(app, &ada.who).await.expect("settings").value);
    assert_eq!(after, before);
    assert!(get_user(app, &sam.who).await.expect("settings").value.own.is_empty());
}
