use plenum_app::{
    PageRequest,
    access::roles,
    identity::users::{self, UserPatch},
    records::{self, ListRequest},
};
use plenum_shared::{
    Code,
    access::Scope,
    language::{AcceptLanguage, Language},
};
use plenum_testkit::{
    app::{TestApp, object, refused},
    catalogue,
};
use serde_json::json;

#[tokio::test]
async fn a_role_is_created_changed_and_deleted_and_applies_at_once() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let deal = catalogue().by_name("deal").expect("deals");
    let body = json!({"name": "Closers", "defaultFieldAccess": "deny", "permissions": [
        {"permission": "deals.read", "scope": "all", "fields": {"title": "read"}}]});
    let role = roles::create(app, &ada.who, object(body)).await.expect("a role");
    assert_eq!((role.value.key.as_str(), role.value.is_system, role.version), ("closers", false, 1));
    assert_eq!(roles::get(app, &ada.who, role.value.id).await.expect("the role").value, role.value);
    ada.expect_last(&["role.created"]).await;

    let sam = ada.member("closers").await;
    records::create(app, &ada.who, deal, object(json!({"title": "Desks"}))).await.expect("a deal");
    let seen = records::list(app, &sam.who, deal, &ListRequest::default()).await.expect("a list");
    assert_eq!(seen.records[0].keys().collect::<Vec<_>>(), ["title", "id"]);

    let none = object(json!({"permissions": []}));
    let changed = roles::patch(app, &ada.who, role.value.id, Some(1), none.clone()).await.expect("changes");
    assert_eq!((changed.version, changed.value.permissions.len()), (2, 0));
    let last = ada.expect_last(&["role.updated", "access.changed"]).await;
    assert_eq!((last.entity.as_str(), last.record.uuid()), ("role", role.value.id.uuid()));
    assert_eq!(refused(records::list(app, &sam.who, deal, &ListRequest::default()).await), Code::Forbidden);
    assert_eq!(refused(roles::patch(app, &ada.who, role.value.id, Some(1), none).await), Code::Stale);

    assert_eq!(refused(roles::delete(app, &ada.who, role.value.id, None).await), Code::InUse);
    let other = UserPatch { role: Some("read_only".to_owned()), status: None };
    users::patch(app, &ada.who, sam.who.user, None, other).await.expect("another role");
    assert_eq!(refused(roles::delete(app, &ada.who, role.value.id, Some(1)).await), Code::Stale);
    roles::delete(app, &ada.who, role.value.id, Some(2)).await.expect("goes");
    assert_eq!(refused(roles::get(app, &ada.who, role.value.id).await), Code::NotFound);
}

#[tokio::test]
async fn system_roles_cannot_be_deleted_and_the_administrators_cannot_be_changed() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let all = roles::list(app, &ada.who, PageRequest::default()).await.expect("roles").items;
    assert!(all.len() >= 5 && all.iter().all(|role| role.is_system));
    for role in &all {
        assert_eq!(refused(roles::delete(app, &ada.who, role.id, None).await), Code::SystemRole, "{}", role.key);
    }
    let admin = all.iter().find(|role| role.key == "tenant_admin").expect("the administrator's");
    for weaker in [json!({"permissions": []}), json!({"defaultFieldAccess": "deny"})] {
        assert_eq!(refused(roles::patch(app, &ada.who, admin.id, None, object(weaker)).await), Code::SystemRole);
    }
    roles::patch(app, &ada.who, admin.id, None, object(json!({"name": "Boss"}))).await.expect("another name");
    let sales = all.iter().find(|role| role.key == "sales_user").expect("the sellers'");
    let body = object(json!({"permissions": [{"permission": "deals.read", "scope": "own"}]}));
    roles::patch(app, &ada.who, sales.id, None, body).await.expect("other permissions");
    assert_eq!(refused(roles::patch(app, &ada.who, sales.id, None, object(json!({"key": "x"}))).await), Code::Invalid);
}

#[tokio::test]
async fn a_role_with_names_unknown_to_the_catalogue_is_refused() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    for body in [
        json!({}),
        json!({"name": "A", "isSystem": true}),
        json!({"name": "A", "tenantId": ada.who.tenant}),
        json!({"name": "A", "permissions": [{"permission": "dragons.read", "scope": "all"}]}),
        json!({"name": "A", "permissions": [{"permission": "deals.read", "scope": "all", "fields": {"salary": "read"}}]}),
    ] {
        assert_eq!(refused(roles::create(app, &ada.who, object(body)).await), Code::Invalid);
    }
    let taken = object(json!({"name": "A", "key": "manager"}));
    assert_eq!(refused(roles::create(app, &ada.who, taken).await), Code::AlreadyExists);
    let shown = roles::permissions(app, &ada.who, AcceptLanguage::parse(b"de")).await.expect("permissions");
    assert_eq!(shown.language, Language::German);
    let deals = shown.modules.iter().find(|module| module.module == "deals").expect("deals");
    assert!(deals.entities[0].fields.iter().any(|field| field.name == "title" && field.writable));
    let (write, sets) = (&deals.permissions[1], shown.modules.iter().find(|module| module.module == "changesets"));
    assert_eq!((write.permission.as_str(), write.title.as_str()), ("deals.write", "Anlegen und ändern"));
    assert_eq!(write.implies, ["deals.read"]);
    let sets = sets.expect("change sets");
    assert_eq!((sets.title.as_str(), sets.scopes.as_slice()), ("Änderungspakete", &[Scope::All][..]));
    assert_eq!(sets.actions.iter().map(|action| action.as_str()).collect::<Vec<_>>(), ["read", "revert"]);
}

#[tokio::test]
async fn a_role_of_another_tenant_is_not_found() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    let role = ada.role("Closers", json!([])).await.id;
    let body = || object(json!({"name": "Mine"}));
    let give = UserPatch { role: Some("closers".to_owned()), status: None };
    let codes = [
        refused(roles::get(app, &eve.who, role).await),
        refused(roles::patch(app, &eve.who, role, None, body()).await),
        refused(roles::delete(app, &eve.who, role, None).await),
        refused(users::set_role(app, &eve.who, eve.who.user, role).await),
    ];
    assert_eq!(codes, [Code::NotFound; 4]);
    assert_eq!(refused(users::patch(app, &eve.who, eve.who.user, None, give).await), Code::Invalid);
}
