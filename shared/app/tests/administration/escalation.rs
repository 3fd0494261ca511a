//! Nobody gives more than they have, and nobody takes from those who have more.

use plenum_app::{
    invitations::{self, Invite},
    members::{self, MemberPatch, MemberStatus},
    roles, teams,
};
use plenum_shared::{Code, ids::RoleId};
use serde_json::{Value, json};

use crate::world::{Person, World, object, refused};

fn users() -> [Value; 3] {
    ["users.read", "users.write", "users.delete"].map(|permission| json!({"permission": permission, "scope": "all"}))
}

async fn role_of(world: &World, admin: &Person, key: &str) -> RoleId {
    let page = roles::list(&world.app, &admin.who, Default::default()).await.expect("roles");
    page.items.into_iter().find(|role| role.key == key).expect("the role").id
}

#[tokio::test]
async fn who_administers_members_alone_cannot_become_more_than_that() {
    let world = World::new().await;
    let (app, ada) = (&world.app, world.admin("ada").await);
    let helpdesk = world.role(&ada, "Helpdesk", json!(users())).await;
    let hal = world.member(&ada, "hal", "helpdesk").await;
    let sam = world.member(&ada, "sam", "sales_user").await.who.user;
    let (admin_role, sales_role) =
        (role_of(&world, &ada, "tenant_admin").await, role_of(&world, &ada, "sales_user").await);
    let before = world.log(&ada).await.len();

    let become_role = |key: &str| MemberPatch { role: Some(key.to_owned()), status: None };
    let suspend = MemberPatch { role: None, status: Some(MemberStatus::Suspended) };
    let more = || object(json!({"name": "More", "permissions": [{"permission": "deals.read", "scope": "own"}]}));
    let invite = Invite { email: "friend@example.com".into(), role: "tenant_admin".into(), teams: Vec::new() };
    let attempts = [
        refused(members::patch(app, &hal.who, hal.who.user, None, become_role("tenant_admin")).await),
        refused(members::patch(app, &hal.who, hal.who.user, None, become_role("read_only")).await),
        refused(members::patch(app, &hal.who, ada.who.user, None, suspend.clone()).await),
        refused(members::patch(app, &hal.who, ada.who.user, None, become_role("helpdesk")).await),
        refused(members::patch(app, &hal.who, sam, None, suspend).await),
        refused(roles::create(app, &hal.who, more()).await),
        refused(roles::patch(app, &hal.who, helpdesk.id, None, more()).await),
        refused(roles::patch(app, &hal.who, sales_role, None, object(json!({"permissions": []}))).await),
        refused(roles::delete(app, &hal.who, admin_role, None).await),
        refused(invitations::create(app, &hal.who, invite).await),
    ];
    assert_eq!(attempts, [Code::BeyondYourAccess; 10]);
    assert_eq!(world.log(&ada).await.len(), before);

    // What is within reach works.
    let less = object(json!({"name": "Less", "permissions": [{"permission": "users.read", "scope": "all"}]}));
    roles::create(app, &hal.who, less).await.expect("a smaller role");
    world.member(&ada, "hanna", "helpdesk").await;
    let invite = Invite { email: "friend@example.com".into(), role: "less".into(), teams: Vec::new() };
    invitations::create(app, &hal.who, invite).await.expect("an invitation to a smaller role");
}

#[tokio::test]
async fn a_field_hidden_from_a_role_cannot_be_opened_by_it() {
    let world = World::new().await;
    let (app, ada) = (&world.app, world.admin("ada").await);
    let blind = json!({"permission": "deals.read", "scope": "all", "fields": {"value": "none"}});
    let [read, write, delete] = users();
    world.role(&ada, "Blind", json!([blind, read, write, delete])).await;
    let bea = world.member(&ada, "bea", "blind").await;
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
async fn nobody_joins_a_team_to_see_what_they_could_not() {
    let world = World::new().await;
    let (app, ada) = (&world.app, world.admin("ada").await);
    let [read, write, delete] = users();
    let team_deals = json!({"permission": "deals.read", "scope": "team"});
    world.role(&ada, "Leader", json!([team_deals.clone(), read, write, delete])).await;
    let lea = world.member(&ada, "lea", "leader").await;
    let sam = world.member(&ada, "sam", "leader").await;
    let north = teams::create(app, &ada.who, "North").await.expect("a team").value.id;
    assert_eq!(refused(members::join_team(app, &lea.who, lea.who.user, north).await), Code::BeyondYourAccess);
    let invite = |teams| Invite { email: "friend@example.com".into(), role: "leader".into(), teams };
    assert_eq!(refused(invitations::create(app, &lea.who, invite(vec![north])).await), Code::BeyondYourAccess);

    let kim = world.member(&ada, "kim", "support_user").await.who.user;
    members::join_team(app, &ada.who, kim, north).await.expect("the administrator may");
    world.role(&ada, "Watcher", json!([team_deals])).await;
    world.role(&ada, "Nothing", json!([])).await;
    let become_role = |key: &str| MemberPatch { role: Some(key.to_owned()), status: None };
    members::patch(app, &ada.who, kim, None, become_role("nothing")).await.expect("the administrator may");
    let watched = members::patch(app, &lea.who, kim, None, become_role("watcher")).await;
    assert_eq!(refused(watched), Code::BeyondYourAccess);

    members::join_team(app, &ada.who, lea.who.user, north).await.expect("the administrator may");
    members::join_team(app, &lea.who, sam.who.user, north).await.expect("into a team of one's own");
    invitations::create(app, &lea.who, invite(vec![north])).await.expect("into a team of one's own");
    members::patch(app, &lea.who, kim, None, become_role("watcher")).await.expect("in a team of one's own");
}
