//! The report of a revert: of each record that the caller may see, what became of it.

use plenum_shared::{
    Code, Error,
    ids::{ChangeSetId, RecordId},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// The last record of the change set first. Of a set that was reverted by a job, those that did not go back as a
    /// whole.
    pub records: Vec<RevertedRecord>,
    /// Whether there are more such records than are listed.
    pub has_more: bool,
    /// Why the rest of the change set was left as it is, if it was.
    pub stopped: Option<RevertStop>,
}

/// Why a job left the rest of a change set as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RevertStop {
    #[schemars(with = "Code")]
    pub code: String,
    pub message: String,
}

/// How many records had which result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    pub code: Option<String>,
    /// Of a refusal, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// The most bytes of records in the report of a job.
const MAX_LISTED_BYTES: usize = 40 << 10;

/// Collects the results.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report {
    counts: RevertCounts,
    records: Vec<RevertedRecord>,
    listed_bytes: usize,
    has_more: bool,
    stopped: Option<RevertStop>,
}

impl RevertStop {
    pub(super) fn of(error: &Error) -> Self {
        Self { code: error.code().as_str().to_owned(), message: error.message().to_owned() }
    }
}

impl Report {
    pub(super) fn add(&mut self, record: RevertedRecord) {
        self.count(record.outcome);
        self.records.push(record);
    }

    /// Counts a record, and lists it if it did not go back as a whole and there is room.
    pub(super) fn add_left(&mut self, record: RevertedRecord) {
        self.count(record.outcome);
        if !matches!(record.outcome, RevertOutcome::Partial | RevertOutcome::Kept | RevertOutcome::Refused) {
            return;
        }
        let bytes = serde_json::to_vec(&record).map_or(usize::MAX, |json| json.len());
        match self.listed_bytes.saturating_add(bytes) {
            total if total <= MAX_LISTED_BYTES => {
                self.listed_bytes = total;
                self.records.push(record);
            }
            _ => self.has_more = true,
        }
    }

    pub(super) fn stop(&mut self, why: RevertStop) {
        self.stopped = Some(why);
    }

    pub(super) fn finish(self, reverts: ChangeSetId, change_set: Option<ChangeSetId>, dry_run: bool) -> RevertReport {
        let Self { counts, records, has_more, stopped, .. } = self;
        RevertReport { reverts, change_set, dry_run, counts, records, has_more, stopped }
    }

    fn count(&mut self, outcome: RevertOutcome) {
        let counts = &mut self.counts;
        *match outcome {
            RevertOutcome::Reverted => &mut counts.reverted,
            RevertOutcome::Deleted => &mut counts.deleted,
            RevertOutcome::Restored => &mut counts.restored,
            RevertOutcome::Partial => &mut counts.partial,
            RevertOutcome::Kept => &mut counts.kept,
            RevertOutcome::Refused => &mut counts.refused,
            RevertOutcome::Unchanged => &mut counts.unchanged,
        } += 1;
    }
}
