use plenum_app::{PageRequest, access::teams, identity::users, records};
use plenum_shared::Code;
use serde_json::json;

use crate::world::{World, object, refused};

#[tokio::test]
async fn a_team_lives_from_its_making_to_its_end() {
    let world = World::new().await;
    let (app, ada) = (&world.app, world.admin("ada").await);
    let sam = world.member(&ada, "sam", "sales_user").await;
    let north = teams::create(app, &ada.who, "  North ").await.expect("a team");
    assert_eq!((north.value.name.as_str(), north.version), ("North", 1));
    assert_eq!(refused(teams::create(app, &ada.who, "NORTH").await), Code::AlreadyExists);
    assert_eq!(refused(teams::create(app, &ada.who, " ").await), Code::Invalid);

    users::join_team(app, &ada.who, sam.who.user, north.value.id).await.expect("joins");
    let last = world.expect_last(&ada, &["user.joined_team", "access.changed"]).await;
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
    let last = world.expect_last(&ada, &["team.deleted", "access.changed"]).await;
    assert_eq!((last.entity.as_str(), last.record.uuid()), ("team", north.value.id.uuid()));
    assert!(users::get(app, &ada.who, sam.who.user).await.expect("sam").value.teams.is_empty());
    assert!(teams::list(app, &ada.who, PageRequest::default()).await.expect("a page").items.is_empty());
}

#[tokio::test]
async fn a_team_that_a_record_names_stays() {
    let world = World::new().await;
    let (app, ada) = (&world.app, world.admin("ada").await);
    let north = teams::create(app, &ada.who, "North").await.expect("a team").value.id;
    let deal = &plenum_sales::DEAL;
    records::create(app, &ada.who, deal, object(json!({"title": "Desks", "teamId": north}))).await.expect("a deal");
    assert_eq!(refused(teams::delete(app, &ada.who, north, None).await), Code::InUse);
    teams::get(app, &ada.who, north).await.expect("still there");
}

#[tokio::test]
async fn a_team_of_another_tenant_is_not_found_and_nobody_crosses_over() {
    let world = World::new().await;
    let (app, ada, eve) = (&world.app, world.admin("ada").await, world.admin("eve").await);
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
