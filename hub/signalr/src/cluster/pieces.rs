//! What nodes say to each other, as bytes: numbered, cut where the backplane's messages end, and joined again.
//!
//! ```text
//! ┌────────────────┬─────────────┬───────────────┐
//! │ length (u32 BE)│ head (JSON) │ bytes, if any │   of each piece; the first has the word
//! └────────────────┴─────────────┴───────────────┘
//! ```
//!
//! Two versions of a program run side by side during a deploy. A word that a node does not know is skipped.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::{BufMut, Bytes, BytesMut};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::message::Word;

/// The form of a piece. Another one is skipped.
const VERSION: u8 = 1;

/// The pieces that any message may have.
const PIECES: usize = 64;

/// What a head takes of a piece at most, beside its word.
const HEAD_ROOM: usize = 256;

/// How long pieces and messages may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Bytes of a piece.
    piece: usize,
    /// Pieces of a message.
    pieces: u32,
}

impl Measure {
    /// For pieces of so many bytes, and messages with at least so many beside their word.
    pub(super) fn new(piece: usize, needed: usize) -> Self {
        // The word takes one at most.
        let pieces = needed.div_ceil(piece.saturating_sub(HEAD_ROOM).max(1)).saturating_add(1);
        Self { piece, pieces: u32::try_from(pieces.max(PIECES)).unwrap_or(u32::MAX) }
    }

    /// The bytes that can be carried beside any word.
    pub(super) fn longest(self) -> usize {
        self.room().saturating_mul(self.pieces as usize - 1)
    }

    fn room(self) -> usize {
        self.piece.saturating_sub(HEAD_ROOM)
    }
}

/// To whom a message was addressed; each way is numbered on its own, because they do not keep each other's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Way {
    Everyone,
    Node,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    v: u8,
    from: Arc<str>,
    way: Way,
    /// Counts the pieces of one sender on one way.
    number: u64,
    /// How many pieces of the same message follow this one.
    left: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<serde_json::Value>,
}

/// A message as it arrived.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) from: Arc<str>,
    pub(super) word: Word,
    pub(super) bytes: Bytes,
}

/// Why there is no message in a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nothing {
    /// Its message goes on.
    More,
    /// Our own.
    Own,
    /// It is a repeat, or late.
    Repeated,
    /// Its message has lost another piece.
    Torn,
    /// It cannot be read, or is of another version.
    Unknown,
}

/// Cuts a message into pieces, the first of this number.
pub(super) fn cut(
    from: &Arc<str>,
    way: Way,
    first: u64,
    word: &Word,
    bytes: &[u8],
    measure: Measure,
) -> Option<Vec<Bytes>> {
    let word = serde_json::to_value(word).ok()?;
    let room = measure.room();
    let text = word.to_string().len();
    let (start, rest) = bytes.split_at(bytes.len().min(room.checked_sub(text)?));
    let mut parts = vec![start];
    parts.extend(rest.chunks(room));
    let count = u32::try_from(parts.len()).ok().filter(|count| *count <= measure.pieces)?;
    let mut word = Some(word);
    let piece = |(index, part): (u32, &[u8])| {
        let head = Head {
            v: VERSION,
            from: Arc::clone(from),
            way,
            number: first + u64::from(index),
            left: count - 1 - index,
            word: word.take(),
        };
        let head = serde_json::to_vec(&head).ok()?;
        let mut piece = BytesMut::with_capacity(4 + head.len() + part.len());
        piece.put_u32(u32::try_from(head.len()).ok()?);
        piece.put_slice(&head);
        piece.put_slice(part);
        Some(piece.freeze())
    };
    (0..).zip(parts).map(piece).collect()
}

/// Joins pieces to messages, and drops what came before or comes too late.
pub(super) struct Joiner {
    senders: HashMap<(Arc<str>, Way), Sender>,
    measure: Measure,
}

struct Sender {
    last: u64,
    heard: Instant,
    begun: Option<(serde_json::Value, BytesMut)>,
}

impl Joiner {
    pub(super) fn new(measure: Measure) -> Self {
        Self { senders: HashMap::new(), measure }
    }

    pub(super) fn take(&mut self, own: &str, piece: &Bytes) -> Result<Message, Nothing> {
        let (head, part) = read(piece).ok_or(Nothing::Unknown)?;
        if *head.from == *own {
            return Err(Nothing::Own);
        }
        let now = Instant::now();
        let sender = self.senders.entry((Arc::clone(&head.from), head.way));
        let sender = sender.or_insert(Sender { last: 0, heard: now, begun: None });
        if head.number <= sender.last {
            return Err(Nothing::Repeated);
        }
        let follows = head.number == sender.last + 1;
        (sender.last, sender.heard) = (head.number, now);
        let begun = sender.begun.take();
        let (word, mut bytes) = match (head.word, begun) {
            (Some(word), _) => (word, BytesMut::new()),
            (None, Some(begun)) if follows => begun,
            (None, _) => return Err(Nothing::Torn),
        };
        if head.left > self.measure.pieces {
            return Err(Nothing::Unknown);
        }
        if head.left > 0 {
            bytes.extend_from_slice(part);
            sender.begun = Some((word, bytes));
            return Err(Nothing::More);
        }
        let bytes = if bytes.is_empty() {
            piece.slice_ref(part)
        } else {
            bytes.extend_from_slice(part);
            bytes.freeze()
        };
        let word = serde_json::from_value(word).map_err(|_| Nothing::Unknown)?;
        Ok(Message { from: head.from, word, bytes })
    }

    /// Forgets those not heard of for longest when there are too many. Whoever is forgotten could be repeated, so
    /// nobody is while there is room.
    pub(super) fn keep_newest(&mut self, most: usize) {
        if self.senders.len() > most {
            let mut heard: Vec<_> = self.senders.values().map(|sender| sender.heard).collect();
            heard.sort_unstable_by(|one, other| other.cmp(one));
            let oldest = heard[most - 1];
            self.senders.retain(|_, sender| sender.heard >= oldest);
        }
    }
}

fn read(piece: &[u8]) -> Option<(Head, &[u8])> {
    let (length, rest) = piece.split_first_chunk::<4>()?;
    let (head, part) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    let head: Head = serde_json::from_slice(head).ok()?;
    (head.v == VERSION).then_some((head, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Measure {
        Measure::new(1_024, 0)
    }

    fn pieces(first: u64, bytes: &[u8]) -> Vec<Bytes> {
        cut(&Arc::from("a"), Way::Node, first, &Word::Forget { token: "t".to_owned() }, bytes, small())
            .expect("not too long")
    }

    #[tokio::test]
    async fn a_message_is_cut_and_joined_and_a_repeat_is_dropped() {
        let bytes: Vec<u8> = (0..5_000_u32).map(|number| number as u8).collect();
        let pieces = pieces(1, &bytes);
        assert!(pieces.len() > 4 && pieces.iter().all(|piece| piece.len() <= 1_024));
        let mut joiner = Joiner::new(small());
        let (last, first) = pieces.split_last().expect("several");
        for piece in first {
            assert_eq!(joiner.take("b", piece).err(), Some(Nothing::More));
            assert_eq!(joiner.take("b", piece).err(), Some(Nothing::Repeated));
        }
        let message = joiner.take("b", last).expect("whole");
        assert_eq!((&*message.from, &message.bytes[..]), ("a", &bytes[..]));
        assert_eq!(joiner.take("b", &pieces[0]).err(), Some(Nothing::Repeated));
        assert_eq!(joiner.take("a", last).err(), Some(Nothing::Own));
    }

    #[tokio::test]
    async fn a_message_that_lost_a_piece_is_lost_and_the_next_one_is_not() {
        let torn = pieces(1, &[7; 3_000]);
        let mut joiner = Joiner::new(small());
        assert_eq!(joiner.take("b", &torn[0]).err(), Some(Nothing::More));
        assert_eq!(joiner.take("b", &torn[2]).err(), Some(Nothing::Torn));
        let next = pieces(torn.len() as u64 + 1, b"next");
        assert_eq!(&joiner.take("b", &next[0]).expect("whole").bytes[..], b"next");
    }

    #[tokio::test(start_paused = true)]
    async fn those_heard_of_last_are_remembered() {
        let mut joiner = Joiner::new(small());
        let word = Word::Hello { asking: false };
        for name in ["a", "b", "c"] {
            let pieces = cut(&Arc::from(name), Way::Everyone, 1, &word, b"", small()).expect("short");
            joiner.take("x", &pieces[0]).expect("a word");
            tokio::time::advance(std::time::Duration::from_secs(1)).await;
        }
        joiner.keep_newest(2);
        let known = |name: &str| joiner.senders.contains_key(&(Arc::from(name), Way::Everyone));
        assert_eq!([known("a"), known("b"), known("c")], [false, true, true]);
    }

    #[tokio::test]
    async fn what_makes_no_sense_is_skipped() {
        let mut joiner = Joiner::new(small());
        for piece in [&b""[..], b"\0\0\0\x02{}", b"\xff\xff\xff\xff", b"\0\0\0\x04null"] {
            assert_eq!(joiner.take("b", &Bytes::copy_from_slice(piece)).err(), Some(Nothing::Unknown), "{piece:?}");
        }
    }

    #[tokio::test]
    async fn as_much_is_carried_as_is_needed_and_not_more() {
        for needed in [0, 1_000_000] {
            let measure = Measure::new(1_024, needed);
            let longest = measure.longest();
            assert!(longest >= needed.max(40_000), "{longest}");
            let word = Word::Forget { token: "t".repeat(600) };
            let pieces = cut(&Arc::from("a"), Way::Node, 1, &word, &vec![7; longest], measure).expect("not too long");
            let mut joiner = Joiner::new(measure);
            let (last, first) = pieces.split_last().expect("several");
            assert!(first.iter().all(|piece| joiner.take("b", piece).err() == Some(Nothing::More)));
            assert_eq!(joiner.take("b", last).expect("whole").bytes.len(), longest);
            assert_eq!(cut(&Arc::from("a"), Way::Node, 1, &word, &vec![7; longest + 1_024], measure), None);
        }
    }
}
