//! A live deal is in a live stage of a live pipeline, and a pipeline keeps a stage, whoever deletes what meanwhile.

use futures::future::join_all;
use plenum_app::records;
use plenum_shared::{Code, caller::Identity, ids::RecordId};
use serde_json::{Value, json};

use crate::world::World;

/// Enough that some of them meet.
const ROUNDS: usize = 10;
/// Two who meet here wait for each other until PostgreSQL notices, which takes a second.
const SLOW_ROUNDS: usize = 2;

/// A pipeline with two stages.
async fn pipeline(world: &World, who: &Identity) -> (RecordId, [RecordId; 2]) {
    let pipeline = world.create(who, "pipeline", json!({ "name": "P" })).await.expect("a pipeline").id;
    let mut stages = [pipeline; 2];
    for (position, stage) in stages.iter_mut().enumerate() {
        let fields = json!({ "pipelineId": pipeline, "name": "S", "position": position });
        *stage = world.create(who, "stage", fields).await.expect("a stage").id;
    }
    (pipeline, stages)
}

#[tokio::test]
async fn of_two_who_delete_the_last_two_stages_one_is_refused() {
    let world = World::new().await;
    let (who, _) = world.admin().await;
    for _ in 0..SLOW_ROUNDS {
        let (_, stages) = pipeline(&world, &who).await;
        let outcomes = join_all(stages.map(|stage| world.delete(&who, "stage", stage))).await;
        let refused: Vec<_> = outcomes.into_iter().filter_map(Result::err).map(|error| error.code()).collect();
        assert_eq!(refused, [Code::LastOfItsKind]);
    }
}

#[tokio::test]
async fn a_deal_never_begins_in_a_stage_that_goes() {
    let world = World::new().await;
    let (who, _) = world.admin().await;
    for _ in 0..ROUNDS {
        let (pipeline, [first, _]) = pipeline(&world, &who).await;
        let fields = json!({ "title": "t", "pipelineId": pipeline });
        let creations = join_all((0..3).map(|_| world.create(&who, "deal", fields.clone())));
        let (deals, deletion) = tokio::join!(creations, world.delete(&who, "stage", first));
        let in_first = deals.into_iter().flatten().any(|deal| deal.record["stageId"] == json!(first));
        assert!(!in_first || deletion.is_err(), "a live deal is in a deleted stage");
    }
}

#[tokio::test]
async fn a_deal_does_not_come_back_to_a_pipeline_that_is_gone() {
    let world = World::new().await;
    let (who, _) = world.admin().await;
    let (pipeline, _) = pipeline(&world, &who).await;
    let deal = world.create(&who, "deal", json!({ "title": "t", "pipelineId": pipeline })).await.expect("a deal").id;
    world.delete(&who, "deal", deal).await.expect("the deal goes");
    world.delete(&who, "pipeline", pipeline).await.expect("the pipeline goes");

    let entity = &plenum_sales::DEAL;
    let refused = records::restore(&world.app, &who, entity, deal).await.expect_err("it has no place to go");
    assert_eq!((refused.code(), refused.fields()[0].pointer.as_str()), (Code::Invalid, "/pipelineId"));

    let entity = &plenum_sales::PIPELINE;
    records::restore(&world.app, &who, entity, pipeline).await.expect("the pipeline returns");
    let entity = &plenum_sales::DEAL;
    let restored = records::restore(&world.app, &who, entity, deal).await.expect("and the deal with it");
    assert_eq!(restored.record["deletedAt"], Value::Null);
}
