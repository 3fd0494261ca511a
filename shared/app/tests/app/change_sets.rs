//! Change sets: one id for what was done as one, shown as far as the reader sees, and reverted.

mod batch;
mod large;
mod read;
mod revert;

use plenum_app::{
    history::change_sets::{self, ChangeSetRequest, ChangeSetView, Rehearsal, RevertReport, Reverted, RevertedRecord},
    records::{self, Batch, BatchOutcome, OnFailure, Operation},
};
use plenum_shared::{
    Result,
    ids::{ChangeSetId, RecordId},
};
use plenum_testkit::app::Person;
use serde_json::Value;

fn fields(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().cloned().expect("an object")
}

fn patch(id: RecordId, data: Value) -> Operation {
    Operation::Patch { id, if_match: None, data: fields(data) }
}

fn create(data: Value) -> Operation {
    Operation::Create { data: fields(data) }
}

async fn run(who: &Person, segment: &str, operations: Vec<Operation>) -> Result<BatchOutcome> {
    run_or(who, segment, operations, OnFailure::GoOn).await
}

async fn run_or(
    who: &Person,
    segment: &str,
    operations: Vec<Operation>,
    on_failure: OnFailure,
) -> Result<BatchOutcome> {
    let entity = plenum_testkit::catalogue().by_segment(segment).expect("an address of the catalogue");
    records::batch(&who.app, &who.who, entity, Batch { operations, on_failure }).await
}

/// The id of the newest change set that this person may read.
async fn newest(who: &Person) -> ChangeSetId {
    list(who).await.first().expect("a change set").id
}

async fn list(who: &Person) -> Vec<ChangeSetView> {
    let request = ChangeSetRequest { limit: Some(200), ..ChangeSetRequest::default() };
    change_sets::list(&who.app, &who.who, &request).await.expect("a page").items
}

async fn try_revert(who: &Person, id: ChangeSetId) -> Result<RevertReport> {
    change_sets::revert(&who.app, &who.who, id, Rehearsal::No).await.map(at_once)
}

async fn revert(who: &Person, id: ChangeSetId) -> RevertReport {
    try_revert(who, id).await.expect("reverts")
}

async fn rehearse(who: &Person, id: ChangeSetId) -> RevertReport {
    at_once(change_sets::revert(&who.app, &who.who, id, Rehearsal::Yes).await.expect("tries it out"))
}

fn at_once(reverted: Reverted) -> RevertReport {
    match reverted {
        Reverted::Done(done) => done.value,
        Reverted::Begun(job) => panic!("a job was begun: {job:?}"),
    }
}

fn record_in(report: &RevertReport, id: RecordId) -> &RevertedRecord {
    report.records.iter().find(|record| record.record_id == id).expect("the record is in the report")
}
