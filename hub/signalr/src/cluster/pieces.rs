//! The messages of nodes as bytes: numbered, split where the backplane's messages end, and assembled again.
//!
//! ```text
//! ┌────────────────┬───────────────┬───────────────┐
//! │ length (u32 BE)│ header (JSON) │ bytes, if any │   of each piece; the first header has the message
//! └────────────────┴───────────────┴───────────────┘
//! ```
//!
//! Two versions of a program run side by side during a deploy. A message that a node does not know is skipped.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::{BufMut, Bytes, BytesMut};
use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::message::ClusterMessage;

/// The format of a piece. A piece of another version is skipped.
const VERSION: u8 = 1;

/// The number of pieces that any message may have.
const MIN_PIECES: usize = 64;

/// The bytes of a piece that its header takes at most, without the message.
const HEADER_ROOM: usize = 256;

/// The bounds of pieces and messages.
#[derive(Debug, Clone, Copy)]
pub(super) struct PieceLimits {
    /// Bytes of a piece.
    bytes: usize,
    /// Pieces of a message.
    pieces: u32,
}

impl PieceLimits {
    /// For pieces of `bytes`, and messages that can carry at least `needed` bytes.
    pub(super) fn new(bytes: usize, needed: usize) -> Self {
        // The message itself takes one piece at most.
        let pieces = needed.div_ceil(bytes.saturating_sub(HEADER_ROOM).max(1)).saturating_add(1);
        Self { bytes, pieces: u32::try_from(pieces.max(MIN_PIECES)).unwrap_or(u32::MAX) }
    }

    /// The bytes that any message can carry.
    pub(super) fn longest(self) -> usize {
        self.room().saturating_mul(self.pieces as usize - 1)
    }

    fn room(self) -> usize {
        self.bytes.saturating_sub(HEADER_ROOM)
    }
}

/// The kind of recipient. Pieces to each kind are numbered separately, because a backplane may carry them in different
/// ways, which do not keep each other's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum RecipientKind {
    #[serde(rename = "everyone")]
    AllOthers,
    Node,
}

#[derive(Debug, Serialize, Deserialize)]
struct Header {
    #[serde(rename = "v")]
    version: u8,
    from: Arc<str>,
    #[serde(rename = "way")]
    to: RecipientKind,
    /// Counts the pieces of one sender to one kind of recipient.
    number: u64,
    /// How many pieces of the same message follow this one.
    left: u32,
    #[serde(rename = "word", skip_serializing_if = "Option::is_none")]
    message: Option<serde_json::Value>,
}

/// A message as it arrived.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) from: Arc<str>,
    pub(super) message: ClusterMessage,
    pub(super) bytes: Bytes,
}

/// Why a piece does not complete a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoMessage {
    /// More pieces of its message follow.
    Incomplete,
    /// This node has sent it.
    Own,
    /// The piece came before, or a later one did.
    Repeated,
    /// An earlier piece of its message was lost.
    Torn,
    /// The piece cannot be read, or is of another version.
    Unknown,
}

/// Splits a message into pieces, numbered from `first` on. `None` if it is too long.
pub(super) fn split(
    from: &Arc<str>,
    to: RecipientKind,
    first: u64,
    message: &ClusterMessage,
    bytes: &[u8],
    limits: PieceLimits,
) -> Option<Vec<Bytes>> {
    let message = serde_json::to_value(message).ok()?;
    let room = limits.room();
    let message_length = message.to_string().len();
    let (start, rest) = bytes.split_at(bytes.len().min(room.checked_sub(message_length)?));
    let mut parts = vec![start];
    parts.extend(rest.chunks(room));
    let count = u32::try_from(parts.len()).ok().filter(|count| *count <= limits.pieces)?;
    let mut message = Some(message);
    let piece = |(index, part): (u32, &[u8])| {
        let header = Header {
            version: VERSION,
            from: Arc::clone(from),
            to,
            number: first + u64::from(index),
            left: count - 1 - index,
            message: message.take(),
        };
        let header = serde_json::to_vec(&header).ok()?;
        let mut piece = BytesMut::with_capacity(4 + header.len() + part.len());
        piece.put_u32(u32::try_from(header.len()).ok()?);
        piece.put_slice(&header);
        piece.put_slice(part);
        Some(piece.freeze())
    };
    (0..).zip(parts).map(piece).collect()
}

/// Assembles messages from pieces, and drops repeated and late pieces.
pub(super) struct Assembler {
    senders: HashMap<(Arc<str>, RecipientKind), Sender>,
    limits: PieceLimits,
}

struct Sender {
    last: u64,
    last_seen: Instant,
    /// The beginning of a message whose other pieces have not come.
    begun: Option<(serde_json::Value, BytesMut)>,
}

impl Assembler {
    pub(super) fn new(limits: PieceLimits) -> Self {
        Self { senders: HashMap::new(), limits }
    }

    /// Takes a piece, and gives back the message that it completes. `own` is the name of this node.
    pub(super) fn push(&mut self, own: &str, piece: &Bytes) -> Result<Received, NoMessage> {
        let (header, part) = read(piece).ok_or(NoMessage::Unknown)?;
        if *header.from == *own {
            return Err(NoMessage::Own);
        }
        let now = Instant::now();
        let sender = self.senders.entry((Arc::clone(&header.from), header.to));
        let sender = sender.or_insert(Sender { last: 0, last_seen: now, begun: None });
        if header.number <= sender.last {
            return Err(NoMessage::Repeated);
        }
        let follows = header.number == sender.last + 1;
        (sender.last, sender.last_seen) = (header.number, now);
        let begun = sender.begun.take();
        let (message, mut bytes) = match (header.message, begun) {
            (Some(message), _) => (message, BytesMut::new()),
            (None, Some(begun)) if follows => begun,
            (None, _) => return Err(NoMessage::Torn),
        };
        if header.left > self.limits.pieces {
            return Err(NoMessage::Unknown);
        }
        if header.left > 0 {
            bytes.extend_from_slice(part);
            sender.begun = Some((message, bytes));
            return Err(NoMessage::Incomplete);
        }
        let bytes = if bytes.is_empty() {
            piece.slice_ref(part)
        } else {
            bytes.extend_from_slice(part);
            bytes.freeze()
        };
        let message = serde_json::from_value(message).map_err(|_| NoMessage::Unknown)?;
        Ok(Received { from: header.from, message, bytes })
    }

    /// Forgets the senders that were not seen for longest, beyond a number. A forgotten sender's pieces could be
    /// repeated unnoticed, so no sender is forgotten below that number.
    pub(super) fn keep_newest(&mut self, most: usize) {
        if self.senders.len() > most {
            let mut last_seen: Vec<_> = self.senders.values().map(|sender| sender.last_seen).collect();
            last_seen.sort_unstable_by(|one, other| other.cmp(one));
            let oldest = last_seen[most - 1];
            self.senders.retain(|_, sender| sender.last_seen >= oldest);
        }
    }
}

fn read(piece: &[u8]) -> Option<(Header, &[u8])> {
    let (length, rest) = piece.split_first_chunk::<4>()?;
    let (header, part) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    let header: Header = serde_json::from_slice(header).ok()?;
    (header.version == VERSION).then_some((header, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> PieceLimits {
        PieceLimits::new(1_024, 0)
    }

    fn pieces(first: u64, bytes: &[u8]) -> Vec<Bytes> {
        split(
            &Arc::from("a"),
            RecipientKind::Node,
            first,
            &ClusterMessage::ForgetToken { token: "t".to_owned() },
            bytes,
            small(),
        )
        .expect("not too long")
    }

    #[test]
    fn names_in_the_header_stay_as_they_are() {
        let pieces = split(&Arc::from("a"), RecipientKind::AllOthers, 7, &ClusterMessage::Goodbye, b"x", small());
        let header = br#"{"v":1,"from":"a","way":"everyone","number":7,"left":0,"word":{"word":"bye"}}"#;
        let length = u32::try_from(header.len()).expect("short").to_be_bytes();
        assert_eq!(pieces, Some(vec![Bytes::from([&length[..], header, b"x"].concat())]));
    }

    #[tokio::test]
    async fn a_message_is_split_and_assembled_and_a_repeat_is_dropped() {
        let bytes: Vec<u8> = (0..5_000_u32).map(|number| number as u8).collect();
        let pieces = pieces(1, &bytes);
        assert!(pieces.len() > 4 && pieces.iter().all(|piece| piece.len() <= 1_024));
        let mut assembler = Assembler::new(small());
        let (last, first) = pieces.split_last().expect("several");
        for piece in first {
            assert_eq!(assembler.push("b", piece).err(), Some(NoMessage::Incomplete));
            assert_eq!(assembler.push("b", piece).err(), Some(NoMessage::Repeated));
        }
        let received = assembler.push("b", last).expect("whole");
        assert_eq!((&*received.from, &received.bytes[..]), ("a", &bytes[..]));
        assert_eq!(assembler.push("b", &pieces[0]).err(), Some(NoMessage::Repeated));
        assert_eq!(assembler.push("a", last).err(), Some(NoMessage::Own));
    }

    #[tokio::test]
    async fn a_message_with_a_lost_piece_is_dropped_and_the_next_one_is_received() {
        let torn = pieces(1, &[7; 3_000]);
        let mut assembler = Assembler::new(small());
        assert_eq!(assembler.push("b", &torn[0]).err(), Some(NoMessage::Incomplete));
        assert_eq!(assembler.push("b", &torn[2]).err(), Some(NoMessage::Torn));
        let next = pieces(torn.len() as u64 + 1, b"next");
        assert_eq!(&assembler.push("b", &next[0]).expect("whole").bytes[..], b"next");
    }

    #[tokio::test(start_paused = true)]
    async fn the_most_recent_senders_are_remembered() {
        let mut assembler = Assembler::new(small());
        let message = ClusterMessage::Hello { wants_reply: false };
        for name in ["a", "b", "c"] {
            let pieces = split(&Arc::from(name), RecipientKind::AllOthers, 1, &message, b"", small()).expect("short");
            assembler.push("x", &pieces[0]).expect("a message");
            tokio::time::advance(std::time::Duration::from_secs(1)).await;
        }
        assembler.keep_newest(2);
        let known = |name: &str| assembler.senders.contains_key(&(Arc::from(name), RecipientKind::AllOthers));
        assert_eq!([known("a"), known("b"), known("c")], [false, true, true]);
    }

    #[tokio::test]
    async fn unreadable_pieces_are_skipped() {
        let mut assembler = Assembler::new(small());
        for piece in [&b""[..], b"\0\0\0\x02{}", b"\xff\xff\xff\xff", b"\0\0\0\x04null"] {
            assert_eq!(
                assembler.push("b", &Bytes::copy_from_slice(piece)).err(),
                Some(NoMessage::Unknown),
                "{piece:?}"
            );
        }
    }

    #[tokio::test]
    async fn the_longest_message_is_delivered_and_a_longer_one_is_not_split() {
        for needed in [0, 1_000_000] {
            let limits = PieceLimits::new(1_024, needed);
            let longest = limits.longest();
            assert!(longest >= needed.max(40_000), "{longest}");
            let message = ClusterMessage::ForgetToken { token: "t".repeat(600) };
            let pieces = split(&Arc::from("a"), RecipientKind::Node, 1, &message, &vec![7; longest], limits)
                .expect("not too long");
            let mut assembler = Assembler::new(limits);
            let (last, first) = pieces.split_last().expect("several");
            assert!(first.iter().all(|piece| assembler.push("b", piece).err() == Some(NoMessage::Incomplete)));
            assert_eq!(assembler.push("b", last).expect("whole").bytes.len(), longest);
            assert_eq!(
                split(&Arc::from("a"), RecipientKind::Node, 1, &message, &vec![7; longest + 1_024], limits),
                None
            );
        }
    }
}
