use plenum_app::{PageRequest, access::teams, identity::users, records};
use plenum_shared::Code;
use plenum_testkit::{
    app::{TestApp, object, refused},
    catalogue,
};
use serde_json::json;

#[tokio::test]
async fn a_team_is_created_changed_and_deleted() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let sam = ada.member("sales_user").await;
    let north = teams::create(app, &ada.who, "  North ").await.expect("a team");
    assert_eq!((north.value.name.as_str(), north.version), ("North", 1));
    assert_eq!(refused(teams::create(app, &ada.who, "NORTH").await), Code::AlreadyExists);
    assert_eq!(refused(teams::create(app, &ada.who, " ").await), Code::Invalid);

    users::join_team(app, &ada.who, sam.who.user, north.value.id).await.expect("joins");
    let last = ada.expect_last(&["user.joined_team", "access.changed"]).await;
    assert_eq!(last.record.uuid(), sam.who.user.uuid());
    users::join_team(app, &ada.who, sam.who.user, north.value.id).await.expect("is in it already");
    let read = teams::get(app, &ada.who, north.value.id).await.expect("the team");
    assert_eq!(read.value.member_count, 1);
    let inside = teams::list_members(app, &ada.who, north.value.id, Default::default()).await.expect("members");
    assert_eq!(inside.items.iter().map(|member| member.id).collect::<Vec<_>>(), [sam.who.user]);

    let renamed = teams::patch(app, &ada.who, north.value.id, Some(1), Some("Far North")).await.expect("changes");
    assert_eq!(renamed.version, 2);
    assert_eq!(refused(teams::patch(app, &ada.who, north.value.id, Some(1), Some("X")).await), Code::Stale);
    assert_eq!(refused(teams::delete(app, &ada.who, north.value.id, Some(1)).await), Code::Stale);

    teams::delete(app, &ada.who, north.value.id, Some(2)).await.expect("goes");
    let last = ada.expect_last(&["team.deleted", "access.changed"]).await;
    assert_eq!((last.entity.as_str(), last.record.uuid()), ("team", north.value.id.uuid()));
    assert!(users::get(app, &ada.who, sam.who.user).await.expect("sam").value.teams.is_empty());
    assert!(teams::list(app, &ada.who, PageRequest::default()).await.expect("a page").items.is_empty());
}

#[tokio::test]
async fn a_team_in_use_by_a_record_cannot_be_deleted() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let north = ada.team("North", &[]).await;
    let deal = catalogue().by_name("deal").expect("deals");
    records::create(app, &ada.who, deal, object(json!({"title": "Desks", "teamId": north}))).await.expect("a deal");
    assert_eq!(refused(teams::delete(app, &ada.who, north, None).await), Code::InUse);
    teams::get(app, &ada.who, north).await.expect("still there");
}

#[tokio::test]
async fn a_team_of_another_tenant_is_not_found_and_takes_no_members() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    let (hers, his) = (teams::create(app, &ada.who, "North").await, teams::create(app, &eve.who, "North").await);
    let (hers, his) = (hers.expect("a team").value.id, his.expect("the same name elsewhere").value.id);
    let codes = [
        refused(teams::get(app, &eve.who, hers).await),
        refused(teams::patch(app, &eve.who, hers, None, Some("Mine")).await),
        refused(teams::delete(app, &eve.who, hers, None).await),
        refused(users::join_team(app, &eve.who, eve.who.user, hers).await),
        refused(users::join_team(app, &eve.who, ada.who.user, his).await),
        refused(users::leave_team(app, &eve.who, ada.who.user, hers).await),
    ];
    assert_eq!(codes, [Code::NotFound; 6]);
}

#[tokio::test]
async fn joining_a_team_twice_is_one_change_of_access() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    ada.team("North", &[ada.who.user, ada.who.user]).await;
    let changes = ada.log().await.into_iter().filter(|entry| entry.kind == "access.changed").count();
    assert_eq!(changes, 1);
}
