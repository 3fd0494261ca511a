//! The report of a revert: of each record that the caller may see, what became of it.

use plenum_shared::{
    Code,
    ids::{ChangeSetId, RecordId},
};
use schemars::JsonSchema;
use serde::Serialize;

/// What a revert did, or would do.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RevertReport {
    /// The change set that was reverted.
    pub reverts: ChangeSetId,
    /// The change set of the revert, which can be reverted in turn. Null when nothing was written.
    pub change_set: Option<ChangeSetId>,
    /// Nothing was written: these are the results that a revert would have.
    pub dry_run: bool,
    pub counts: RevertCounts,
    /// The last record of the change set first.
    pub records: Vec<RevertedRecord>,
}

/// How many records had which result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RevertCounts {
    pub reverted: u32,
    pub deleted: u32,
    pub restored: u32,
    pub partial: u32,
    pub kept: u32,
    pub refused: u32,
    pub unchanged: u32,
}

/// The result of a revert for one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevertOutcome {
    /// Its fields have the values from before.
    Reverted,
    /// The change set had created it, or restored it.
    Deleted,
    /// The change set had deleted it.
    Restored,
    /// Some went back; some of its fields were edited since, or are not the caller's to write.
    Partial,
    /// Nothing went back: all of its fields were edited since, or are not the caller's to write.
    Kept,
    /// It could not be reverted; `code` says why.
    Refused,
    /// It is already as it was.
    Unchanged,
}

/// What became of one record.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "RevertedRecord")]
pub struct RevertedRecord {
    /// `deal`
    pub entity: String,
    pub record_id: RecordId,
    pub outcome: RevertOutcome,
    /// The fields that went back.
    pub fields: Vec<String>,
    /// The fields that have another value since, and keep it.
    pub edited_since: Vec<String>,
    /// The fields that the caller may read and not write.
    pub read_only: Vec<String>,
    /// Of a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Code>")]
    pub code: Option<&'static str>,
    /// Of a refusal, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Collects the results.
#[derive(Debug, Default)]
pub(super) struct Report {
    counts: RevertCounts,
    records: Vec<RevertedRecord>,
}

impl Report {
    pub(super) fn add(&mut self, record: RevertedRecord) {
        let counts = &mut self.counts;
        *match record.outcome {
            RevertOutcome::Reverted => &mut counts.reverted,
            RevertOutcome::Deleted => &mut counts.deleted,
            RevertOutcome::Restored => &mut counts.restored,
            RevertOutcome::Partial => &mut counts.partial,
            RevertOutcome::Kept => &mut counts.kept,
            RevertOutcome::Refused => &mut counts.refused,
            RevertOutcome::Unchanged => &mut counts.unchanged,
        } += 1;
        self.records.push(record);
    }

    pub(super) fn finish(self, reverts: ChangeSetId, change_set: Option<ChangeSetId>, dry_run: bool) -> RevertReport {
        RevertReport { reverts, change_set, dry_run, counts: self.counts, records: self.records }
    }
}
