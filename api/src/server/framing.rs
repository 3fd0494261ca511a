//! Watches where requests begin and end, and refuses requests that two parsers could read differently.
//!
//! A proxy may stand before this server. If the two disagree about where a request ends, an attacker can smuggle a
//! request into the connection of another client. hyper resolves an ambiguous request in its own way and hides that it
//! was one: of two equal lengths it keeps one, and a length beside chunks it drops. So the bytes are watched on their
//! way in, and a head with a length *and* an encoding, with two lengths, or with a line that ends without a carriage
//! return is marked; the service then answers 400 and closes.
//!
//! The watch follows lengths only. After a head with chunks or an upgrade it cannot know where the next one begins,
//! so such a request is the last of its connection.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

/// More of a head than this is not kept: the server's own limit on heads ends the connection before.
const MAX_HEAD: usize = 64 * 1024;

/// The result for one head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) refused: bool,
    /// No further request of this connection can be followed.
    pub(super) last: bool,
}

/// The verdicts on the heads of a connection, in their order: written by the watch, read by the service.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdicts(Arc<Mutex<VecDeque<Verdict>>>);

impl Verdicts {
    /// The verdict on the next request. A request without one was read where the watch saw no head, and is refused.
    pub(super) fn next(&self) -> Verdict {
        let next = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        next.unwrap_or(Verdict { refused: true, last: true })
    }

    pub(super) fn push(&self, verdict: Verdict) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push_back(verdict);
    }
}

/// The position in the stream of requests.
#[derive(Debug)]
pub(super) enum Watch {
    /// Within a head, of which these bytes have come.
    Head(Vec<u8>),
    /// Within a body, of which this many bytes are to come.
    Body(u64),
    /// Within bytes without a known end: chunks, or a refused request.
    Endless,
    /// After a request that may have upgraded the connection.
    Upgraded,
}

/// The bytes after a head.
enum Follows {
    Body(u64),
    Endless,
    Upgraded,
}

impl Default for Watch {
    fn default() -> Self {
        Self::Head(Vec::new())
    }
}

impl Watch {
    /// Whether the client may be in the middle of a body.
    pub(super) fn is_within_body(&self) -> bool {
        matches!(self, Self::Body(_) | Self::Endless)
    }

    /// Follows further bytes and calls `found` for every head that they complete.
    pub(super) fn see(&mut self, mut bytes: &[u8], mut found: impl FnMut(Verdict)) {
        while !bytes.is_empty() {
            match self {
                Self::Endless | Self::Upgraded => return,
                Self::Body(left) => {
                    let taken = usize::try_from(*left).unwrap_or(usize::MAX).min(bytes.len());
                    bytes = &bytes[taken..];
                    *left -= taken as u64;
                    if *left == 0 {
                        *self = Self::default();
                    }
                }
                Self::Head(head) => {
                    let (taken, complete) = take_head(head, bytes);
                    bytes = &bytes[taken..];
                    if complete {
                        let (verdict, follows) = judge(head);
                        *self = match follows {
                            Follows::Body(0) => Self::default(),
                            Follows::Body(length) => Self::Body(length),
                            Follows::Endless => Self::Endless,
                            Follows::Upgraded => Self::Upgraded,
                        };
                        found(verdict);
                    } else if head.len() >= MAX_HEAD {
                        *self = Self::Endless;
                    }
                }
            }
        }
    }
}

/// Moves bytes into a head until its empty line; says how many, and whether that line came.
fn take_head(head: &mut Vec<u8>, bytes: &[u8]) -> (usize, bool) {
    for (index, byte) in bytes.iter().enumerate() {
        // Empty lines before a request are skipped, as the parser does.
        if head.is_empty() && matches!(byte, b'\r' | b'\n') {
            continue;
        }
        head.push(*byte);
        if head.ends_with(b"\n\r\n") || head.ends_with(b"\n\n") {
            return (index + 1, true);
        }
        if head.len() >= MAX_HEAD {
            return (index + 1, false);
        }
    }
    (bytes.len(), false)
}

/// The verdict on a head, and the bytes that follow it.
fn judge(head: &[u8]) -> (Verdict, Follows) {
    let mut bare = false;
    let (mut lengths, mut encoded, mut upgrades) = (Vec::new(), false, head.starts_with(b"CONNECT "));
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let Some(line) = line.strip_suffix(b"\r\n") else {
            bare = true;
            continue;
        };
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
        if name.eq_ignore_ascii_case(b"content-length") {
            lengths.push(std::str::from_utf8(value).ok().and_then(|value| value.parse::<u64>().ok()));
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            encoded = true;
        } else if name.eq_ignore_ascii_case(b"upgrade") {
            upgrades = true;
        }
    }
    let ambiguous = lengths.len() > 1 || (encoded && !lengths.is_empty());
    let length = match lengths.as_slice() {
        [] => Some(0),
        [length] => *length,
        _ => None,
    };
    let refused = bare || ambiguous || length.is_none();
    let follows = match length {
        _ if upgrades => Follows::Upgraded,
        Some(length) if !refused && !encoded => Follows::Body(length),
        _ => Follows::Endless,
    };
    (Verdict { refused, last: !matches!(follows, Follows::Body(_)) }, follows)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLAIN: Verdict = Verdict { refused: false, last: false };
    const LAST: Verdict = Verdict { refused: false, last: true };
    const REFUSED: Verdict = Verdict { refused: true, last: true };

    fn verdicts(pieces: &[&[u8]]) -> Vec<Verdict> {
        let (mut watch, mut found) = (Watch::default(), Vec::new());
        for piece in pieces {
            watch.see(piece, |verdict| found.push(verdict));
        }
        found
    }

    #[test]
    fn requests_are_separated_by_their_lengths() {
        let two = b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n";
        assert_eq!(verdicts(&[two]), [PLAIN, PLAIN]);
        let bytes: Vec<&[u8]> = two.chunks(1).collect();
        assert_eq!(verdicts(&bytes), [PLAIN, PLAIN]);
    }

    #[test]
    fn a_request_with_two_possible_ends_is_refused() {
        let heads: [&[u8]; 6] = [
            b"POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: 4, 4\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: 4\n\r\n",
            b"GET / HTTP/1.1\nHost: x\n\n",
        ];
        for head in heads {
            assert_eq!(verdicts(&[head, b"GET / HTTP/1.1\r\n\r\n"]), [REFUSED], "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn chunks_and_upgrades_are_the_last_of_their_connection() {
        for line in ["Transfer-Encoding: chunked", "Upgrade: websocket"] {
            let head = format!("GET / HTTP/1.1\r\n{line}\r\n\r\nGET / HTTP/1.1\r\n\r\n");
            assert_eq!(verdicts(&[head.as_bytes()]), [LAST], "{line}");
        }
    }

    #[test]
    fn a_connection_is_within_a_body_until_the_body_is_complete() {
        let within = |bytes: &[u8]| {
            let mut watch = Watch::default();
            watch.see(bytes, |_| {});
            watch.is_within_body()
        };
        assert!(within(b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nabc"));
        assert!(!within(b"POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd"));
        assert!(within(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        assert!(!within(b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\nabc"));
        assert!(!within(b"GET / HTTP/1.1\r\n"));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(pieces in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..50), 0..10)) {
            let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
            verdicts(&pieces);
        }

        #[test]
        fn the_result_does_not_depend_on_where_the_bytes_are_cut(text in "[\r\n:A-C ]{0,60}(Content-Length: 3\r\n\r\n)?[\r\na-c]{0,20}", cut in 0_usize..40) {
            let bytes = text.as_bytes();
            let (left, right) = bytes.split_at(cut.min(bytes.len()));
            prop_assert_eq!(verdicts(&[bytes]), verdicts(&[left, right]));
        }
    }
}
