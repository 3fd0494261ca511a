//! How far a permission to write reaches: over the record as it was, and as it would be.

use plenum_app::{members, records, teams};
use plenum_shared::{Code, caller::Identity, catalogue, ids::RecordId};
use serde_json::{Value, json};

use crate::world::World;

async fn patch(world: &World, who: &Identity, id: RecordId, fields: Value) -> plenum_shared::Result<records::Found> {
    let deal = catalogue::by_name("deal").expect("deal");
    records::patch(&world.app, who, deal, id, None, fields.as_object().cloned().unwrap_or_default()).await
}

#[tokio::test]
async fn a_record_of_the_team_cannot_be_pushed_out_of_reach_but_ones_own_can_be_given_away() {
    let world = World::new().await;
    let (admin, _) = world.admin().await;
    let (north, south) = (
        teams::create(&world.app, &admin, "North").await.expect("a team"),
        teams::create(&world.app, &admin, "South").await.expect("a team"),
    );
    let seller = world.member(&admin, "sales_user").await;
    members::join_team(&world.app, &admin, seller.user, north).await.expect("joins");

    let theirs = world.create(&admin, "deal", json!({"title": "a", "teamId": north})).await.expect("a deal");
    let refused = patch(&world, &seller, theirs.id, json!({"teamId": south})).await.expect_err("out of reach");
    assert_eq!(refused.code(), Code::Forbidden);
    patch(&world, &seller, theirs.id, json!({"title": "b"})).await.expect("within reach");

    let own = world.create(&admin, "deal", json!({"title": "c", "ownerId": seller.user})).await.expect("a deal");
    let given =
        patch(&world, &seller, own.id, json!({"ownerId": admin.user, "teamId": south})).await.expect("given away");
    assert_eq!(given.record.keys().collect::<Vec<_>>(), ["id"], "what went out of sight is not shown");
}

#[tokio::test]
async fn an_owner_must_be_able_to_see_what_they_own() {
    let world = World::new().await;
    let (admin, _) = world.admin().await;
    let support = world.member(&admin, "support_user").await;
    let refused =
        world.create(&admin, "deal", json!({"title": "a", "ownerId": support.user})).await.expect_err("blind");
    assert_eq!(refused.fields().first().map(|field| field.pointer.as_str()), Some("/ownerId"));
}

#[tokio::test]
async fn two_who_choose_the_default_pipeline_at_once_both_succeed_and_one_is_left() {
    let world = World::new().await;
    let (admin, _) = world.admin().await;
    let made = |name: &'static str| world.create(&admin, "pipeline", json!({"name": name, "isDefault": true}));
    let (one, two, three) = tokio::join!(made("a"), made("b"), made("c"));
    let pipelines = catalogue::by_name("pipeline").expect("pipeline");
    let all = records::list(&world.app, &admin, pipelines, &records::ListRequest::default()).await.expect("a list");
    let defaults = all.records.iter().filter(|pipeline| pipeline["isDefault"] == json!(true)).count();
    assert_eq!(defaults, 1);
    for outcome in [one, two, three] {
        outcome.expect("made");
    }
}
