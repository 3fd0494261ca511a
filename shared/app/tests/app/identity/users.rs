use std::collections::HashSet;

use plenum_app::{
    PageRequest,
    identity::users::{self, UserPatch, UserStatus},
};
use plenum_shared::Code;
use plenum_testkit::app::{PASSWORD, Person, TestApp, object, refused};

fn role(key: &str) -> UserPatch {
    UserPatch { role: Some(key.to_owned()), status: None }
}

fn status(status: UserStatus) -> UserPatch {
    UserPatch { role: None, status: Some(status) }
}

#[tokio::test]
async fn pages_of_members_go_both_ways_and_their_cursors_belong_to_one_reader() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    for _ in 0..4 {
        ada.member("sales_user").await;
    }
    let page = |cursor: Option<String>| users::list(app, &ada.who, PageRequest { limit: Some(2), cursor });
    let first = page(None).await.expect("a page");
    let second = page(first.next.clone()).await.expect("a page");
    let third = page(second.next.clone()).await.expect("a page");
    assert_eq!((first.items.len(), second.items.len(), third.items.len()), (2, 2, 1));
    assert_eq!((first.prev.is_some(), third.next.is_some()), (false, false));
    let pages = [&first, &second, &third];
    let seen: HashSet<_> = pages.iter().flat_map(|page| page.items.iter().map(|member| member.id)).collect();
    assert_eq!(seen.len(), 5);
    assert_eq!(page(third.prev.clone()).await.expect("a page").items, second.items);

    let stolen = PageRequest { limit: None, cursor: first.next };
    assert_eq!(refused(users::list(app, &eve.who, stolen.clone()).await), Code::InvalidCursor);
    assert_eq!(refused(plenum_app::access::teams::list(app, &ada.who, stolen).await), Code::InvalidCursor);
    for limit in [0, 201] {
        let request = PageRequest { limit: Some(limit), cursor: None };
        assert_eq!(refused(users::list(app, &ada.who, request).await), Code::MalformedQuery);
    }
}

#[tokio::test]
async fn a_change_of_a_member_is_checked_against_its_version_and_logged() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let sam = ada.member("sales_user").await.who.user;
    let read = users::get(app, &ada.who, sam).await.expect("sam");

    let managed = users::patch(app, &ada.who, sam, Some(read.version), role("manager")).await.expect("changes");
    assert_eq!((managed.value.role.as_str(), managed.version), ("manager", read.version + 1));
    let last = ada.expect_last(&["user.updated", "access.changed"]).await;
    assert_eq!((last.entity.as_str(), last.record.uuid()), ("user", sam.uuid()));

    let stale = users::patch(app, &ada.who, sam, Some(read.version), status(UserStatus::Suspended)).await;
    let stale = stale.expect_err("stale");
    let versions = stale.stale_versions().expect("three versions");
    assert_eq!((&versions.theirs["role"], &versions.yours["status"]), (&"manager".into(), &"suspended".into()));

    let before = ada.log().await.len();
    users::patch(app, &ada.who, sam, None, role("manager")).await.expect("nothing to do");
    assert_eq!(ada.log().await.len(), before);
    assert_eq!(refused(users::patch(app, &ada.who, sam, None, role("emperor")).await), Code::Invalid);
}

#[tokio::test]
async fn a_suspended_member_is_refused_until_reactivated() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let sam = ada.member("sales_user").await;
    users::patch(app, &ada.who, sam.who.user, None, status(UserStatus::Suspended)).await.expect("suspends");
    assert_eq!(refused(plenum_app::identity::auth::me(app, &sam.who).await), Code::Forbidden);
    users::patch(app, &ada.who, sam.who.user, None, status(UserStatus::Active)).await.expect("takes back");
    assert_eq!(refused(plenum_app::identity::auth::me(app, &sam.who).await), Code::Unauthenticated);
    let again = Person::sign_in(app, &sam.email, PASSWORD, ada.who.tenant).await.expect("signs in again");
    plenum_app::identity::auth::me(app, &again.who).await.expect("in again");
}

#[tokio::test]
async fn the_last_administrator_cannot_leave_or_be_removed() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    for patch in [role("manager"), status(UserStatus::Suspended)] {
        assert_eq!(refused(users::patch(app, &ada.who, ada.who.user, None, patch).await), Code::LastOfItsKind);
    }
    let ben = ada.member("tenant_admin").await;
    users::patch(app, &ada.who, ada.who.user, None, role("manager")).await.expect("there is another");
    assert_eq!(refused(users::patch(app, &ben.who, ben.who.user, None, role("manager")).await), Code::LastOfItsKind);
}

#[tokio::test]
async fn two_administrators_who_suspend_each_other_at_once_leave_one() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let ben = ada.member("tenant_admin").await;
    let suspended = || status(UserStatus::Suspended);
    let (one, other) = tokio::join!(
        users::patch(app, &ada.who, ben.who.user, None, suspended()),
        users::patch(app, &ben.who, ada.who.user, None, suspended()),
    );
    assert!(one.is_ok() ^ other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn administration_without_the_permission_is_refused() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    for key in ["manager", "sales_user", "support_user", "read_only"] {
        let person = ada.member(key).await;
        let (who, page) = (&person.who, PageRequest::default);
        let body = || object(serde_json::json!({ "name": "Mine" }));
        let invite = plenum_app::identity::invitations::Invite {
            email: "new@example.com".to_owned(),
            role: "read_only".to_owned(),
            teams: Vec::new(),
        };
        let codes = [
            refused(users::list(app, who, page()).await),
            refused(users::get(app, who, ada.who.user).await),
            refused(users::patch(app, who, who.user, None, role("tenant_admin")).await),
            refused(plenum_app::access::teams::list(app, who, page()).await),
            refused(plenum_app::access::teams::create(app, who, "Mine").await),
            refused(plenum_app::access::roles::list(app, who, page()).await),
            refused(plenum_app::access::roles::create(app, who, body()).await),
            refused(plenum_app::access::roles::permissions(app, who, Default::default()).await),
            refused(plenum_app::identity::invitations::list(app, who, page()).await),
            refused(plenum_app::identity::invitations::create(app, who, invite).await),
            refused(
                plenum_app::platform::own_tenant::patch(app, who, None, &super::account::tenant_named("Mine")).await,
            ),
        ];
        assert_eq!(codes, [Code::Forbidden; 11], "{key}");
    }
}

#[tokio::test]
async fn a_member_of_another_tenant_is_not_found() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    let sam = ada.member("sales_user").await.who.user;
    let before = ada.log().await.len();
    for id in [sam, ada.who.user, app.source().uuid().into()] {
        assert_eq!(refused(users::get(app, &eve.who, id).await), Code::NotFound);
        assert_eq!(refused(users::patch(app, &eve.who, id, None, role("read_only")).await), Code::NotFound);
    }
    assert_eq!(ada.log().await.len(), before);
}
