//! How a reader whose access was loaded at one position of the log joins a feed that is at another.
//!
//! Access and head come from one snapshot, so the reader must get exactly the entries after that head. The feed may be
//! before it (a notice is still on its way), at it, or beyond it.

use std::cmp::Ordering;

use plenum_shared::cursor::Position;

/// The position of a joining reader, compared with the feed's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JoinOrder {
    /// Both are at the same entry.
    Level,
    /// The feed has not reached the reader's position yet; until then the reader gets nothing.
    ReaderAhead,
    /// The reader lacks entries that the feed has delivered; they are in the ring buffer or must be read from the log.
    ReaderBehind,
    /// The two are on different histories: the feed must read the log, and the reader load a newer snapshot.
    HistoryMismatch,
}

/// An entry, compared with the position at which a waiting reader joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WaitStep {
    /// The reader's snapshot contains the entry.
    BeforeJoin,
    /// The feed has reached the reader's position: every later entry is delivered to the reader.
    Reached,
    /// The entry at the reader's number is not the entry of the reader's snapshot.
    HistoryMismatch,
}

pub(crate) fn join_order(reader: Position, feed: Position) -> JoinOrder {
    match reader.seq.cmp(&feed.seq) {
        Ordering::Equal if reader == feed => JoinOrder::Level,
        Ordering::Equal => JoinOrder::HistoryMismatch,
        Ordering::Greater => JoinOrder::ReaderAhead,
        Ordering::Less => JoinOrder::ReaderBehind,
    }
}

pub(crate) fn wait_step(joined: Position, entry: Position) -> WaitStep {
    match entry.seq.cmp(&joined.seq) {
        Ordering::Less => WaitStep::BeforeJoin,
        Ordering::Equal if entry == joined => WaitStep::Reached,
        Ordering::Equal | Ordering::Greater => WaitStep::HistoryMismatch,
    }
}

/// Whether the log no longer has the position that a reader waits for, by a head that was polled after it joined. A
/// fail-over can remove an entry that the reader's snapshot contains before the feed has reached it.
pub(crate) fn is_unreachable(joined: Position, polled: Position) -> bool {
    polled.seq < joined.seq || (polled.seq == joined.seq && polled != joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(epoch: i64, seq: i64) -> Position {
        Position { epoch, seq }
    }

    #[test]
    fn a_reader_is_caught_up_only_with_equal_number_and_epoch() {
        assert_eq!(join_order(at(1, 5), at(1, 5)), JoinOrder::Level);
        assert_eq!(join_order(at(0, 0), at(0, 0)), JoinOrder::Level);
        assert_eq!(join_order(at(2, 5), at(1, 5)), JoinOrder::HistoryMismatch);
        assert_eq!(join_order(at(1, 6), at(1, 5)), JoinOrder::ReaderAhead);
        assert_eq!(join_order(at(1, 4), at(1, 5)), JoinOrder::ReaderBehind);
    }

    #[test]
    fn a_waiting_reader_starts_after_the_entry_of_its_join_position() {
        assert_eq!(wait_step(at(1, 6), at(1, 5)), WaitStep::BeforeJoin);
        assert_eq!(wait_step(at(1, 6), at(1, 6)), WaitStep::Reached);
        assert_eq!(wait_step(at(1, 6), at(2, 6)), WaitStep::HistoryMismatch);
    }

    #[test]
    fn a_join_position_is_unreachable_when_the_log_ends_before_it_or_changed() {
        assert!(is_unreachable(at(1, 6), at(1, 5)));
        assert!(is_unreachable(at(1, 6), at(2, 6)));
        assert!(!is_unreachable(at(1, 6), at(1, 6)));
        assert!(!is_unreachable(at(1, 6), at(2, 7)), "the feed finds out when it reaches the position");
    }
}
