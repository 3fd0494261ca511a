//! Whether a cursor can be resumed from: pure, so that the model of the feed can use the very same rule.

use std::time::Duration;

use plenum_shared::cursor::Position;
use serde::Serialize;
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

/// Why a client must load its data anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ResetReason {
    /// It is no cursor of this tenant.
    InvalidCursor,
    /// After a fail-over the log holds something else at this place, or nothing.
    HistoryChanged,
    /// What follows it is no longer kept for resuming.
    TooOld,
    /// More happened since than one resume replays.
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

/// What the log holds around a cursor, all of one snapshot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Surroundings {
    pub head: Position,
    /// The highest number that retention has deleted.
    pub floor: i64,
    /// The first entry of the log from the cursor's number on, and when it was written.
    pub found: Option<(Position, OffsetDateTime)>,
}

/// Nothing when the log continues at the cursor, else why not.
pub(crate) fn refusal(
    cursor: Position,
    log: Surroundings,
    now: OffsetDateTime,
    limits: &ResumeLimits,
) -> Option<ResetReason> {
    if cursor.seq > log.head.seq {
        return Some(ResetReason::HistoryChanged);
    }
    // Number 0 is the place before the first entry: it has no entry of its own, and continues while entry 1 is there.
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
        let log = Surroundings { head: at(head), floor, found };
        refusal(at(cursor), log, NOW, &ResumeLimits::default())
    }

    #[test]
    fn a_cursor_continues_where_its_very_entry_still_is() {
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
    fn a_cursor_beyond_what_is_kept_resets() {
        assert_eq!(check((1, 5), (1, 9), 7, Some((1, 8, 1))), Some(ResetReason::TooOld));
        assert_eq!(check((1, 7), (1, 9), 7, Some((1, 8, 1))), Some(ResetReason::TooOld));
        assert_eq!(check((0, 0), (1, 9), 7, Some((1, 8, 1))), Some(ResetReason::TooOld));
        assert_eq!(check((1, 5), (1, 9), 0, Some((1, 5, 8))), Some(ResetReason::TooOld));
        assert_eq!(check((1, 5), (1, 5_006), 0, Some((1, 5, 1))), Some(ResetReason::TooFarBehind));
    }
}
