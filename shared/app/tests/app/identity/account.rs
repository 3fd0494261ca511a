use plenum_app::{
    PageRequest,
    identity::{
        auth::{self, NewNames},
        sessions,
    },
    platform::own_tenant::{self, TenantChange},
};
use plenum_shared::{Code, image::Image};
use plenum_testkit::app::{PASSWORD, Person, TestApp, refused};

const ANOTHER: &str = "seven green kettles hum";

/// Another name for a tenant.
pub(super) fn tenant_named(name: &str) -> TenantChange {
    TenantChange { name: Some(name.to_owned()), settings: None }
}

#[tokio::test]
async fn a_user_changes_their_names() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let elsewhere = ada.admin_of_another_tenant("Second").await;
    let names = |first: Option<&str>, last: Option<&str>| NewNames {
        first_name: first.map(str::to_owned),
        last_name: last.map(str::to_owned),
    };
    let me = auth::update_me(app, &ada.who, names(Some(" Augusta "), None)).await.expect("changes");
    assert_eq!((me.user.first_name.as_str(), me.user.last_name.as_str()), ("Augusta", "Admin"));
    let there = elsewhere.expect_last(&["user.updated"]).await;
    let first_name_of =
        |image: &Option<Image>| image.as_ref().and_then(|image| image.text("firstName").map(str::to_owned));
    assert_eq!(
        (first_name_of(&there.before).as_deref(), first_name_of(&there.after).as_deref()),
        (Some("Ada"), Some("Augusta"))
    );
    let last = ada.expect_last(&["user.updated"]).await;
    assert_eq!(last.after.expect("an image").text("firstName"), Some("Augusta"));
    assert_eq!(refused(auth::update_me(app, &ada.who, names(None, Some(""))).await), Code::Invalid);
}

#[tokio::test]
async fn a_password_change_needs_the_present_password_and_ends_every_other_session() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let laptop = ada.another_session().await;
    let elsewhere = ada.admin_of_another_tenant("Second").await;

    let wrong = auth::change_password(app, &ada.who, "not it at all", ANOTHER).await.expect_err("wrong");
    assert_eq!((wrong.code(), wrong.fields()[0].pointer.as_str()), (Code::Invalid, "/currentPassword"));
    let weak = auth::change_password(app, &ada.who, PASSWORD, &ada.email).await.expect_err("weak");
    assert_eq!((weak.fields()[0].pointer.as_str(), weak.fields()[0].code), ("/newPassword", "weak_password"));
    auth::me(app, &laptop.who).await.expect("nothing has ended");

    auth::change_password(app, &ada.who, PASSWORD, ANOTHER).await.expect("changes");
    auth::me(app, &ada.who).await.expect("the session of the request stays");
    for ended in [&laptop, &elsewhere] {
        assert_eq!(refused(auth::me(app, &ended.who).await), Code::Unauthenticated);
    }
    ada.expect_last(&["session.ended", "access.changed"]).await;
    elsewhere.expect_last(&["session.ended", "access.changed"]).await;
    let old = Person::sign_in(app, &ada.email, PASSWORD, ada.who.tenant).await;
    assert_eq!(refused(old), Code::InvalidCredentials);
    Person::sign_in(app, &ada.email, ANOTHER, ada.who.tenant).await.expect("the new one");
}

#[tokio::test]
async fn a_user_lists_and_ends_their_own_sessions_only() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    let ben = ada.member("tenant_admin").await;
    let laptop = ada.another_session().await;
    let phone = ada.another_session().await;

    let listed = sessions::list(app, &ada.who, PageRequest::default()).await.expect("sessions").items;
    assert_eq!(listed.len(), 3);
    let current: Vec<_> = listed.iter().filter(|session| session.current).map(|session| session.id).collect();
    assert_eq!(current, [ada.who.session]);

    for stranger in [&ben, &eve] {
        assert_eq!(refused(sessions::end(app, &stranger.who, laptop.who.session).await), Code::NotFound);
    }
    sessions::end(app, &ada.who, laptop.who.session).await.expect("ends");
    let last = ada.expect_last(&["session.ended", "access.changed"]).await;
    assert_eq!(last.record.uuid(), ada.who.user.uuid());
    assert_eq!(refused(auth::me(app, &laptop.who).await), Code::Unauthenticated);
    assert_eq!(refused(sessions::end(app, &ada.who, laptop.who.session).await), Code::NotFound);

    sessions::end_others(app, &ada.who).await.expect("ends");
    assert_eq!(refused(auth::me(app, &phone.who).await), Code::Unauthenticated);
    auth::me(app, &ada.who).await.expect("this one stays");
    auth::me(app, &ben.who).await.expect("and so do other people's");
}

#[tokio::test]
async fn a_tenant_is_renamed_by_its_administrator_and_read_by_its_members() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    let sam = ada.member("sales_user").await;
    let read = own_tenant::get(app, &sam.who).await.expect("the tenant");
    let renamed = own_tenant::patch(app, &ada.who, Some(read.version), &tenant_named("Acme")).await.expect("changes");
    assert_eq!((renamed.value.name.as_str(), renamed.value.slug), ("Acme", read.value.slug));
    ada.expect_last(&["tenant.updated"]).await;
    assert_eq!(refused(own_tenant::patch(app, &ada.who, Some(read.version), &tenant_named("B")).await), Code::Stale);
    assert_eq!(refused(own_tenant::patch(app, &ada.who, None, &tenant_named("\u{7}")).await), Code::Invalid);
    assert_ne!(own_tenant::get(app, &eve.who).await.expect("hers").value.name, "Acme");
}
