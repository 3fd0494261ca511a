//! Whether a client can resume from a cursor: a pure rule, so that the model of the feed uses the same one.

use std::time::Duration;

use plenum_shared::cursor::Position;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

/// How far back a client may resume, and how much one resume replays.
#[derive(Debug, Clone, Copy)]
pub struct ResumeLimits {
    pub window: Duration,
    /// Entries of the log read, visible to the reader or not.
    pub entries: usize,
    /// Bytes of events sent.
    pub bytes: usize,
    /// How long a client may take over one page of its replay.
    pub page_time: Duration,
}

impl Default for ResumeLimits {
    fn default() -> Self {
        Self {
            window: Duration::from_hours(7 * 24),
            entries: 5_000,
            bytes: 5 << 20,
            page_time: Duration::from_secs(15),
        }
    }
}

/// Why a client must load its data again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ResetReason {
    /// The cursor is not one of this tenant.
    InvalidCursor,
    /// After a fail-over the log has another entry at this position, or none.
    HistoryChanged,
    /// The entries after the cursor are no longer kept for resuming.
    TooOld,
    /// There are more entries after the cursor than one resume replays.
    TooFarBehind,
}

impl ResetReason {
    pub(crate) const fn label(self) -> &'static str {
        match self {
            ResetReason::InvalidCursor => "invalid_cursor",
            ResetReason::HistoryChanged => "history_changed",
            ResetReason::TooOld => "too_old",
            ResetReason::TooFarBehind => "too_far_behind",
        }
    }
}

/// A cursor in the AsyncAPI document.
pub(crate) fn cursor_schema() -> Value {
    json!({ "type": "string", "description": "A position in the tenant's log, sealed." })
}

/// The state of the log at a cursor, all of one snapshot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogAtCursor {
    pub head: Position,
    /// The highest number that retention has deleted.
    pub floor: i64,
    /// The first entry of the log from the cursor's number on, and the time it was written.
    pub found: Option<(Position, OffsetDateTime)>,
}

/// Why a client must load its data again; nothing when the log continues at the cursor.
pub(crate) fn reset_reason(
    cursor: Position,
    log: LogAtCursor,
    now: OffsetDateTime,
    limits: &ResumeLimits,
) -> Option<ResetReason> {
    if cursor.seq > log.head.seq {
        return Some(ResetReason::HistoryChanged);
    }
    // Number 0 is the position before the first entry: it has no entry of its own, and continues while entry 1 exists.
    let needed = cursor.seq.max(1);
    match log.found {
        None => (log.head.seq > 0).then_some(ResetReason::TooOld),
        Some((first, _)) if needed <= log.floor || first.seq != needed => Some(ResetReason::TooOld),
        Some((first, _)) if cursor.seq > 0 && first != cursor => Some(ResetReason::HistoryChanged),
        Some((_, at)) if cursor.seq < log.head.seq && at < now - limits.window => Some(ResetReason::TooOld),
        Some(_) if (log.head.seq - cursor.seq) as u64 > limits.entries as u64 => Some(ResetReason::TooFarBehind),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-01-10 00:00 UTC);

    fn check(cursor: (i64, i64), head: (i64, i64), floor: i64, found: Option<(i64, i64, i64)>) -> Option<ResetReason> {
        let at = |(epoch, seq)| Position { epoch, seq };
        let found = found.map(|(epoch, seq, days)| (at((epoch, seq)), NOW - time::Duration::days(days)));
        let log = LogAtCursor { head: at(head), floor, found };
        reset_reason(at(cursor), log, NOW, &ResumeLimits::default())
    }

    #[test]
    fn a_cursor_continues_when_its_entry_is_still_in_the_log() {
        assert_eq!(check((1, 5), (1, 9), 0, Some((1, 5, 1))), None);
        assert_eq!(check((1, 9), (1, 9), 0, Some((1, 9, 90))), None, "nothing was missed, however long ago");
        assert_eq!(check((0, 0), (0, 0), 0, None), None);
        assert_eq!(check((0, 0), (1, 9), 0, Some((1, 1, 1))), None);
    }

    #[test]
    fn a_cursor_of_another_history_or_from_the_future_resets() {
        let changed = Some(ResetReason::HistoryChanged);
        assert_eq!(check((1, 5), (2, 9), 0, Some((2, 5, 1))), changed);
        assert_eq!(check((1, 10), (1, 9), 0, None), changed);
        assert_eq!(check((1, 3), (0, 0), 0, None), changed);
        assert_eq!(check((1, i64::MAX), (1, 9), 0, None), changed);
    }

    #[test]
    fn a_cursor_before_the_oldest_entry_that_is_kept_resets() {
        assert_eq!(check((1, 5), (1, 9), 7, Some((1, 8, 1))), Some(ResetReason::TooOld));
        assert_eq!(check((1, 7), (1, 9), 7, Some((1, 8, 1))), Some(ResetReason::TooOld));
        assert_eq!(check((0, 0), (1, 9), 7, Some((1, 8, 1))), Some(ResetReason::TooOld));
        assert_eq!(check((1, 5), (1, 9), 0, Some((1, 5, 8))), Some(ResetReason::TooOld));
        assert_eq!(check((1, 5), (1, 5_006), 0, Some((1, 5, 1))), Some(ResetReason::TooFarBehind));
    }
}
