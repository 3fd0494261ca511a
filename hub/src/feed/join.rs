//! How a reader whose access was loaded at one place of the log joins a feed that stands at another.
//!
//! Access and head come from one snapshot, so the reader must get exactly what lies after that head. The feed may stand
//! before it (its news is still on the way), at it, or beyond it.

use std::cmp::Ordering;

use plenum_shared::cursor::Position;

/// What joining at a position means for a feed that stands at `last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// The reader is where the feed is.
    Level,
    /// The feed has yet to come to where the reader is; until then the reader gets nothing.
    Ahead,
    /// The reader lacks what the feed has handed on since; it is in the ring, or the log must be read.
    Behind,
    /// The two disagree about what happened: the feed must look, and the reader come again.
    Contradiction,
}

/// What an entry is to a reader that waits for the feed to come to `joined`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// The reader knew it when it joined.
    Known,
    /// The feed has arrived: what comes next is the reader's.
    Arrived,
    /// The entry at the reader's number is not the one the reader saw there.
    Contradiction,
}

pub(crate) fn join(reader: Position, last: Position) -> Join {
    match reader.seq.cmp(&last.seq) {
        Ordering::Equal if reader == last => Join::Level,
        Ordering::Equal => Join::Contradiction,
        Ordering::Greater => Join::Ahead,
        Ordering::Less => Join::Behind,
    }
}

pub(crate) fn wait(joined: Position, entry: Position) -> Wait {
    match entry.seq.cmp(&joined.seq) {
        Ordering::Less => Wait::Known,
        Ordering::Equal if entry == joined => Wait::Arrived,
        Ordering::Equal | Ordering::Greater => Wait::Contradiction,
    }
}

/// Whether a reader waits for a place the log no longer has, by a head that was polled after it joined. A fail-over can
/// take away what the reader saw before the feed ever came to it.
pub(crate) fn waits_in_vain(joined: Position, polled: Position) -> bool {
    polled.seq < joined.seq || (polled.seq == joined.seq && polled != joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(epoch: i64, seq: i64) -> Position {
        Position { epoch, seq }
    }

    #[test]
    fn a_reader_is_level_only_with_number_and_epoch() {
        assert_eq!(join(at(1, 5), at(1, 5)), Join::Level);
        assert_eq!(join(at(0, 0), at(0, 0)), Join::Level);
        assert_eq!(join(at(2, 5), at(1, 5)), Join::Contradiction);
        assert_eq!(join(at(1, 6), at(1, 5)), Join::Ahead);
        assert_eq!(join(at(1, 4), at(1, 5)), Join::Behind);
    }

    #[test]
    fn a_waiting_reader_begins_after_the_very_entry_it_joined_at() {
        assert_eq!(wait(at(1, 6), at(1, 5)), Wait::Known);
        assert_eq!(wait(at(1, 6), at(1, 6)), Wait::Arrived);
        assert_eq!(wait(at(1, 6), at(2, 6)), Wait::Contradiction);
    }

    #[test]
    fn a_reader_waits_in_vain_when_the_log_ends_before_it_or_changed() {
        assert!(waits_in_vain(at(1, 6), at(1, 5)));
        assert!(waits_in_vain(at(1, 6), at(2, 6)));
        assert!(!waits_in_vain(at(1, 6), at(1, 6)));
        assert!(!waits_in_vain(at(1, 6), at(2, 7)), "the feed will say, when it gets there");
    }
}
