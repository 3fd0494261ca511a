//! A live deal is in a live stage of a live pipeline, and a pipeline keeps a stage, also under concurrent deletions.

use futures::future::join_all;
use plenum_shared::{Code, ids::RecordId};
use plenum_testkit::app::{Person, TestApp, refused_field};
use serde_json::{Value, json};

/// Enough rounds that some transactions meet.
const ROUNDS: usize = 10;
/// Two transactions that meet here wait for each other until PostgreSQL detects the deadlock, which takes a second.
const SLOW_ROUNDS: usize = 2;

/// A pipeline with two stages.
async fn pipeline(by: &Person) -> (RecordId, [RecordId; 2]) {
    let pipeline = by.create("pipelines", json!({ "name": "P" })).await.id;
    let mut stages = [pipeline; 2];
    for (position, stage) in stages.iter_mut().enumerate() {
        let fields = json!({ "pipelineId": pipeline, "name": "S", "position": position });
        *stage = by.create("stages", fields).await.id;
    }
    (pipeline, stages)
}

#[tokio::test]
async fn one_of_two_concurrent_deletions_of_the_last_stages_is_refused() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    for _ in 0..SLOW_ROUNDS {
        let (_, stages) = pipeline(&ada).await;
        let outcomes = join_all(stages.map(|stage| ada.try_delete("stages", stage))).await;
        let refused: Vec<_> = outcomes.into_iter().filter_map(Result::err).map(|error| error.code()).collect();
        assert_eq!(refused, [Code::LastOfItsKind]);
    }
}

#[tokio::test]
async fn a_deal_is_never_created_in_a_stage_being_deleted() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    for _ in 0..ROUNDS {
        let (pipeline, [first, _]) = pipeline(&ada).await;
        let fields = json!({ "title": "t", "pipelineId": pipeline });
        let creations = join_all((0..3).map(|_| ada.try_create("deals", fields.clone())));
        let (deals, deletion) = tokio::join!(creations, ada.try_delete("stages", first));
        let in_first = deals.into_iter().flatten().any(|deal| deal.record["stageId"] == json!(first));
        assert!(!in_first || deletion.is_err(), "a live deal is in a deleted stage");
    }
}

#[tokio::test]
async fn a_deal_of_a_deleted_pipeline_cannot_be_restored() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (pipeline, _) = pipeline(&ada).await;
    let deal = ada.create("deals", json!({ "title": "t", "pipelineId": pipeline })).await.id;
    ada.try_delete("deals", deal).await.expect("the deal goes");
    ada.try_delete("pipelines", pipeline).await.expect("the pipeline goes");

    let refused = refused_field(ada.try_restore("deals", deal).await);
    assert_eq!(refused, (Code::Invalid, "/pipelineId".to_owned()), "it has no place to go");
    ada.try_restore("pipelines", pipeline).await.expect("the pipeline returns");
    let restored = ada.try_restore("deals", deal).await.expect("and the deal with it");
    assert_eq!(restored.record["deletedAt"], Value::Null);
}
