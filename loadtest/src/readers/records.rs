//! Splits WebSocket messages into records. A message that holds whole records, as nearly all do, is split without a
//! copy.

use std::collections::VecDeque;

use bytes::Bytes;
use plenum_signalr::protocol::{
    Protocol,
    framing::{Framing, RECORD_SEPARATOR, RecordReader, RecordTooLong},
};

/// The longest record in bytes, far above what a hub sends.
const LIMIT: usize = 16 << 20;

/// Collects messages and returns records.
#[derive(Debug)]
pub struct Records {
    ready: VecDeque<Bytes>,
    partial: RecordReader,
    framing: Framing,
}

impl Default for Records {
    /// The handshake of every protocol ends with a separator.
    fn default() -> Self {
        Self { ready: VecDeque::new(), partial: RecordReader::new(LIMIT), framing: Framing::Separator }
    }
}

impl Records {
    /// Changes the protocol of all further records. No record may be buffered then: a hub that is opened with
    /// `resume=1` sends nothing between the handshake response and the first call.
    pub fn use_protocol(&mut self, protocol: Protocol) {
        self.framing = protocol.framing();
        self.partial.use_framing(self.framing);
    }

    pub fn push(&mut self, mut message: Bytes) -> Result<(), RecordTooLong> {
        if self.framing == Framing::Separator && self.partial.buffered() == 0 {
            while let Some(end) = memchr::memchr(RECORD_SEPARATOR, &message) {
                let mut record = message.split_to(end + 1);
                record.truncate(end);
                self.ready.push_back(record);
            }
        }
        if message.is_empty() {
            return Ok(());
        }
        self.partial.push(&message);
        while let Some(record) = self.partial.next_record()? {
            self.ready.push_back(record);
        }
        Ok(())
    }

    pub fn pop(&mut self) -> Option<Bytes> {
        self.ready.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(protocol: Option<Protocol>, messages: &[&'static [u8]]) -> Vec<Bytes> {
        let mut records = Records::default();
        protocol.into_iter().for_each(|protocol| records.use_protocol(protocol));
        for message in messages {
            records.push(Bytes::from_static(message)).expect("below the limit");
        }
        std::iter::from_fn(|| records.pop()).collect()
    }

    #[test]
    fn records_do_not_depend_on_how_messages_were_cut() {
        let whole = cut(None, &[b"one\x1etwo\x1e"]);
        assert_eq!(whole, ["one", "two"]);
        assert_eq!(cut(None, &[b"on", b"e\x1etw", b"o\x1e"]), whole);
        assert_eq!(cut(None, &[b"one\x1e", b"two\x1ethr"]), whole);
    }

    #[test]
    fn binary_records_follow_their_length() {
        assert_eq!(cut(Some(Protocol::MessagePack), &[b"\x02\x91\x06", b"\x01", b"\xc0"]), [&b"\x91\x06"[..], b"\xc0"]);
    }
}
