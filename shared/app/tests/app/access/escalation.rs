//! A caller cannot grant more access than they have, and cannot change users who have more.

use plenum_app::{
    access::{roles, teams},
    identity::{
        invitations::{self, Invite},
        users::{self, UserPatch, UserStatus},
    },
};
use plenum_shared::{Code, ids::RoleId};
use plenum_store as store;
use plenum_testkit::app::{Person, TestApp, object, refused};
use serde_json::{Value, json};

fn users() -> [Value; 3] {
    ["users.read", "users.write", "users.delete"].map(|permission| json!({"permission": permission, "scope": "all"}))
}

async fn role_of(test: &TestApp, admin: &Person, key: &str) -> RoleId {
    let page = roles::list(&test.app, &admin.who, Default::default()).await.expect("roles");
    page.items.into_iter().find(|role| role.key == key).expect("the role").id
}

#[tokio::test]
async fn an_administrator_of_members_cannot_raise_their_own_access() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let helpdesk = ada.role("Helpdesk", json!(users())).await;
    let hal = ada.member("helpdesk").await;
    let sam = ada.member("sales_user").await.who.user;
    let (admin_role, sales_role) =
        (role_of(&test, &ada, "tenant_admin").await, role_of(&test, &ada, "sales_user").await);
    let before = ada.log().await.len();

    let become_role = |key: &str| UserPatch { role: Some(key.to_owned()), status: None };
    let suspend = UserPatch { role: None, status: Some(UserStatus::Suspended) };
    let more = || object(json!({"name": "More", "permissions": [{"permission": "deals.read", "scope": "own"}]}));
    let invite = Invite { email: "friend@example.com".into(), role: "tenant_admin".into(), teams: Vec::new() };
    let attempts = [
        refused(users::patch(app, &hal.who, hal.who.user, None, become_role("tenant_admin")).await),
        refused(users::patch(app, &hal.who, hal.who.user, None, become_role("read_only")).await),
        refused(users::patch(app, &hal.who, ada.who.user, None, suspend.clone()).await),
        refused(users::patch(app, &hal.who, ada.who.user, None, become_role("helpdesk")).await),
        refused(users::patch(app, &hal.who, sam, None, suspend).await),
        refused(roles::create(app, &hal.who, more()).await),
        refused(roles::patch(app, &hal.who, helpdesk.id, None, more()).await),
        refused(roles::patch(app, &hal.who, sales_role, None, object(json!({"permissions": []}))).await),
        refused(roles::delete(app, &hal.who, admin_role, None).await),
        refused(invitations::create(app, &hal.who, invite).await),
    ];
    assert_eq!(attempts, [Code::BeyondYourAccess; 10]);
    assert_eq!(ada.log().await.len(), before);

    // Changes within the caller's own access succeed.
    let less = object(json!({"name": "Less", "permissions": [{"permission": "users.read", "scope": "all"}]}));
    roles::create(app, &hal.who, less).await.expect("a smaller role");
    ada.member("helpdesk").await;
    let invite = Invite { email: "friend@example.com".into(), role: "less".into(), teams: Vec::new() };
    invitations::create(app, &hal.who, invite).await.expect("an invitation to a smaller role");
}

#[tokio::test]
async fn a_role_cannot_reveal_a_field_that_is_hidden_from_it() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let blind = json!({"permission": "deals.read", "scope": "all", "fields": {"value": "none"}});
    let [read, write, delete] = users();
    ada.role("Blind", json!([blind, read, write, delete])).await;
    let bea = ada.member("blind").await;
    for (name, fields) in [("One", json!({})), ("Two", json!({"value": "read"}))] {
        let sees = json!([{"permission": "deals.read", "scope": "own", "fields": fields}]);
        let body = object(json!({"name": name, "permissions": sees}));
        assert_eq!(refused(roles::create(app, &bea.who, body).await), Code::BeyondYourAccess);
    }
    let body = json!({"name": "Three", "permissions": [blind]});
    roles::create(app, &bea.who, object(body)).await.expect("as blind as bea");
    let body = json!({"name": "Four", "defaultFieldAccess": "deny", "permissions": [
        {"permission": "deals.read", "scope": "team", "fields": {"title": "read"}}]});
    roles::create(app, &bea.who, object(body)).await.expect("less than bea");
}

#[tokio::test]
async fn joining_a_team_to_gain_access_is_refused() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let [read, write, delete] = users();
    let team_deals = json!({"permission": "deals.read", "scope": "team"});
    ada.role("Leader", json!([team_deals.clone(), read, write, delete])).await;
    let lea = ada.member("leader").await;
    let sam = ada.member("leader").await;
    let north = ada.team("North", &[]).await;
    assert_eq!(refused(users::join_team(app, &lea.who, lea.who.user, north).await), Code::BeyondYourAccess);
    let invite = |teams| Invite { email: "friend@example.com".into(), role: "leader".into(), teams };
    assert_eq!(refused(invitations::create(app, &lea.who, invite(vec![north])).await), Code::BeyondYourAccess);

    let kim = ada.member("support_user").await.who.user;
    ada.join_team(kim, north).await;
    ada.role("Watcher", json!([team_deals])).await;
    ada.role("Nothing", json!([])).await;
    let become_role = |key: &str| UserPatch { role: Some(key.to_owned()), status: None };
    users::patch(app, &ada.who, kim, None, become_role("nothing")).await.expect("the administrator may");
    let watched = users::patch(app, &lea.who, kim, None, become_role("watcher")).await;
    assert_eq!(refused(watched), Code::BeyondYourAccess);

    ada.join_team(lea.who.user, north).await;
    users::join_team(app, &lea.who, sam.who.user, north).await.expect("into a team of one's own");
    invitations::create(app, &lea.who, invite(vec![north])).await.expect("into a team of one's own");
    users::patch(app, &lea.who, kim, None, become_role("watcher")).await.expect("in a team of one's own");
}

#[tokio::test]
async fn a_role_cannot_be_widened_for_a_team_that_the_caller_does_not_see() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let [read, write, delete] = users();
    let deals = |scope: &str| json!({"permission": "deals.read", "scope": scope});
    ada.role("Leader", json!([deals("team"), read, write, delete])).await;
    let watcher = ada.role("Watcher", json!([deals("own")])).await;
    let (north, south) = (ada.team("North", &[]).await, ada.team("South", &[]).await);
    let lea = ada.member("leader").await;
    let friend = ada.member("watcher").await;
    ada.join_team(lea.who.user, north).await;
    users::join_team(app, &ada.who, friend.who.user, south).await.expect("joins");

    let widen = || object(json!({"permissions": [deals("team")]}));
    assert_eq!(refused(roles::patch(app, &lea.who, watcher.id, None, widen()).await), Code::BeyondYourAccess);
    let rename = object(json!({"name": "Onlooker"}));
    roles::patch(app, &lea.who, watcher.id, None, rename).await.expect("another name gives nothing");
    users::leave_team(app, &ada.who, friend.who.user, south).await.expect("leaves");
    ada.join_team(friend.who.user, north).await;
    roles::patch(app, &lea.who, watcher.id, None, widen()).await.expect("in a team of one's own");
    // By now it shows what others see in their teams; narrower, or with another name, it shows them no more.
    users::join_team(app, &ada.who, friend.who.user, south).await.expect("joins");
    let rename = object(json!({"name": "Watcher again"}));
    roles::patch(app, &lea.who, watcher.id, None, rename).await.expect("another name gives nothing");
}

#[tokio::test]
async fn a_member_with_more_access_than_the_caller_cannot_be_put_into_a_team() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let [read, write, delete] = users();
    let blind = json!({"permission": "deals.read", "scope": "all", "fields": {"value": "none"}});
    ada.role("Blind", json!([blind, read, write, delete])).await;
    ada.role("Seeing", json!([{"permission": "deals.read", "scope": "team"}])).await;
    let (bea, sue) = (ada.member("blind").await, ada.member("seeing").await);
    let north = ada.team("North", &[]).await;
    assert_eq!(refused(users::join_team(app, &bea.who, sue.who.user, north).await), Code::BeyondYourAccess);
    ada.join_team(sue.who.user, north).await;
    assert_eq!(refused(users::leave_team(app, &bea.who, sue.who.user, north).await), Code::BeyondYourAccess);
}

#[tokio::test]
async fn a_team_is_emptied_and_deleted_only_by_a_caller_who_may_fill_it() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let [read, write, delete] = users();
    ada.role("Helpdesk", json!([read, write, delete])).await;
    let of_team = json!({"permission": "deals.read", "scope": "team"});
    let [read, write, delete] = users();
    ada.role("Leader", json!([of_team, read, write, delete])).await;
    let (hal, lea) = (ada.member("helpdesk").await, ada.member("leader").await);
    let other = ada.member("leader").await;
    let (north, empty) = (ada.team("North", &[]).await, ada.team("Empty", &[]).await);
    ada.join_team(other.who.user, north).await;
    assert_eq!(refused(users::leave_team(app, &lea.who, other.who.user, north).await), Code::BeyondYourAccess);
    for who in [&hal, &lea] {
        assert_eq!(refused(teams::delete(app, &who.who, north, None).await), Code::BeyondYourAccess);
    }
    teams::delete(app, &hal.who, empty, None).await.expect("the team is empty");
    ada.join_team(lea.who.user, north).await;
    users::leave_team(app, &lea.who, other.who.user, north).await.expect("a team of one's own");
    ada.join_team(ada.who.user, north).await;
    assert_eq!(refused(teams::delete(app, &lea.who, north, None).await), Code::BeyondYourAccess);
}

#[tokio::test]
async fn a_change_of_members_shows_none_to_a_caller_who_may_not_read_them() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let role = ada.role("Writer", json!(users())).await;
    // No such role is written any more, but there may be one.
    test.database
        .execute(
            "DELETE FROM role_permissions p USING roles r
             WHERE r.tenant_id = p.tenant_id AND r.id = p.role_id AND r.key = 'writer' AND p.action = 'read'",
        )
        .await;
    let wim = ada.member("writer").await;
    let rename = || object(json!({"name": "Mine"}));
    let friend = Invite { email: "friend@example.com".into(), role: "writer".into(), teams: Vec::new() };
    let north = ada.team("North", &[]).await;
    let attempts = [
        refused(roles::patch(app, &wim.who, role.id, Some(1), rename()).await),
        refused(roles::create(app, &wim.who, rename()).await),
        refused(users::patch(app, &wim.who, wim.who.user, None, UserPatch::default()).await),
        refused(teams::patch(app, &wim.who, north, None, Some("South")).await),
        refused(teams::delete(app, &wim.who, north, None).await),
        refused(invitations::create(app, &wim.who, friend).await),
    ];
    assert_eq!(attempts, [Code::Forbidden; 6]);
}

#[tokio::test]
async fn a_caller_demoted_while_waiting_for_a_lock_grants_nothing() {
    let test = &TestApp::new().await;
    let (app, ada) = (&test.app, &test.admin("ada").await);
    let ben = &ada.member("tenant_admin").await;
    let friend = ada.member("read_only").await;
    let admin_role = role_of(test, ada, "tenant_admin").await;
    // Ada holds the role of administrators; Ben waits for it to promote a friend, and is demoted before he has it.
    let held = &tokio::sync::Notify::new();
    let demote = app.store().write("test.demote", ada.who.tenant, Some(ada.who.user), |mut tx| async move {
        store::access::roles::lock(&mut tx, admin_role).await?;
        held.notify_one();
        while test.database.waiting_for_locks().await == 0 {
            tokio::task::yield_now().await;
        }
        let role = store::access::roles::by_key(&mut tx, "read_only").await?.expect("a system role");
        store::identity::users::set_role(&mut tx, ben.who.user, role, app.source().now()).await?;
        Ok(tx.finish(()))
    });
    let promote = async {
        held.notified().await;
        let role = UserPatch { role: Some("tenant_admin".to_owned()), status: None };
        users::patch(app, &ben.who, friend.who.user, None, role).await
    };
    let (demoted, promoted) = tokio::join!(demote, promote);
    demoted.expect("demotes");
    assert_eq!(refused(promoted), Code::Forbidden);
}
