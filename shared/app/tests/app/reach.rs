//! How far a permission to write reaches: over the record as it was, and as it would be.

use plenum_app::{
    access::{roles, teams},
    identity::users,
    records,
};
use plenum_shared::{Code, caller::Identity, catalogue, ids::RecordId};
use serde_json::{Value, json};

use crate::world::World;

async fn patch(
    world: &World,
    who: &Identity,
    id: RecordId,
    fields: Value,
) -> plenum_shared::Result<records::RecordView> {
    let deal = catalogue::by_name("deal").expect("deal");
    records::patch(&world.app, who, deal, id, None, fields.as_object().cloned().unwrap_or_default()).await
}

#[tokio::test]
async fn a_record_of_the_team_cannot_be_pushed_out_of_reach_but_ones_own_can_be_given_away() {
    let world = World::new().await;
    let (admin, _) = world.admin().await;
    let (north, south) = (
        teams::create(&world.app, &admin, "North").await.expect("a team").value.id,
        teams::create(&world.app, &admin, "South").await.expect("a team").value.id,
    );
    let seller = world.member(&admin, "sales_user").await;
    users::join_team(&world.app, &admin, seller.user, north).await.expect("joins");

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

#[tokio::test]
async fn nobody_takes_a_colleagues_record_to_delete_it() {
    let world = World::new().await;
    let (admin, _) = world.admin().await;
    let north = teams::create(&world.app, &admin, "North").await.expect("a team").value.id;
    let (seller, manager) = (world.member(&admin, "sales_user").await, world.member(&admin, "manager").await);
    for member in [&seller, &manager] {
        users::join_team(&world.app, &admin, member.user, north).await.expect("joins");
    }
    let theirs = world.create(&admin, "deal", json!({"title": "a", "teamId": north})).await.expect("a deal").id;
    let taken = patch(&world, &seller, theirs, json!({"ownerId": seller.user})).await.expect_err("not to be taken");
    assert_eq!(taken.code(), Code::Forbidden);
    patch(&world, &manager, theirs, json!({"ownerId": manager.user})).await.expect("a manager could delete it anyway");
    patch(&world, &manager, theirs, json!({"ownerId": seller.user})).await.expect("given");
    patch(&world, &seller, theirs, json!({"ownerId": seller.user})).await.expect("it is theirs");

    // The same by being given a task: it is theirs to do, and not theirs to delete.
    let activities = catalogue::by_name("activity").expect("activity");
    let task = json!({"kind": "task", "subject": "Call", "teamId": north});
    let task = world.create(&admin, "activity", task).await.expect("a task").id;
    let assigned = |who: &Identity| json!({"assigneeId": who.user}).as_object().cloned().expect("an object");
    let done = records::patch(&world.app, &seller, activities, task, None, assigned(&seller)).await.expect("assigned");
    assert_eq!((&done.record["assigneeId"], &done.record["ownerId"]), (&json!(seller.user), &json!(admin.user)));
    records::delete(&world.app, &seller, activities, task, None).await.expect_err("not theirs");
    let given = records::patch(&world.app, &admin, activities, task, None, assigned(&manager)).await.expect("assigned");
    assert_eq!(given.record["ownerId"], json!(manager.user), "who may name the owner names them by the assignee");
}

#[tokio::test]
async fn an_owner_whom_a_role_may_not_name_is_not_named_by_the_assignee() {
    let world = World::new().await;
    let (admin, _) = world.admin().await;
    let role = json!({"name": "Dispatcher", "permissions": [
        {"permission": "activities.read", "scope": "all"},
        {"permission": "activities.write", "scope": "all", "fields": {"ownerId": "read"}},
        {"permission": "activities.delete", "scope": "all"},
    ]});
    roles::create(&world.app, &admin, role.as_object().cloned().expect("an object")).await.expect("a role");
    let (dispatcher, seller) = (world.member(&admin, "dispatcher").await, world.member(&admin, "sales_user").await);
    let task = world.create(&admin, "activity", json!({"kind": "task", "subject": "Call"})).await.expect("a task").id;
    let activities = catalogue::by_name("activity").expect("activity");
    let assigned = json!({"assigneeId": seller.user}).as_object().cloned().expect("an object");
    let done = records::patch(&world.app, &dispatcher, activities, task, None, assigned).await.expect("assigned");
    assert_eq!((&done.record["assigneeId"], &done.record["ownerId"]), (&json!(seller.user), &json!(admin.user)));
}

#[tokio::test]
async fn the_flag_of_a_primary_contact_is_not_taken_from_one_out_of_reach() {
    let world = World::new().await;
    let (admin, _) = world.admin().await;
    let north = teams::create(&world.app, &admin, "North").await.expect("a team").value.id;
    let seller = world.member(&admin, "sales_user").await;
    users::join_team(&world.app, &admin, seller.user, north).await.expect("joins");
    let account = world.create(&admin, "account", json!({"name": "Acme", "teamId": north})).await.expect("one").id;
    let contact =
        |name: &str, team| json!({"firstName": name, "accountId": account, "isPrimary": true, "teamId": team});
    let bo = world.create(&admin, "contact", contact("Bo", None)).await.expect("a contact").id;
    let refused = world.create(&seller, "contact", contact("Cy", Some(north))).await.expect_err("out of reach");
    assert_eq!(refused.code(), Code::Forbidden);
    let contacts = catalogue::by_name("contact").expect("contact");
    let still = records::get(&world.app, &admin, contacts, bo, None).await.expect("is there");
    assert_eq!(still.record["isPrimary"], json!(true));
    let into_reach = json!({"teamId": north}).as_object().cloned().expect("an object");
    records::patch(&world.app, &admin, contacts, bo, None, into_reach).await.expect("moves");
    world.create(&seller, "contact", contact("Cy", Some(north))).await.expect("within reach");
}
