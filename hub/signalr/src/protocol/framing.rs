//! Cuts the inbound byte stream of a text protocol into records ended by `0x1E`.
//!
//! First step of the inbound flow. A transport may deliver several records at once or one in many pieces; what comes
//! out does not depend on where the bytes were cut.

use bytes::{Bytes, BytesMut};

/// Ends every record; it cannot occur inside valid JSON, where control characters are escaped.
pub const RECORD_SEPARATOR: u8 = 0x1e;

/// A record is longer than the limit, its separator included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the maximum message size of {limit}B was exceeded")]
pub struct RecordTooLong {
    /// The limit in bytes.
    pub limit: usize,
}

/// Collects bytes and gives out whole records.
#[derive(Debug)]
pub struct RecordReader {
    buffer: BytesMut,
    /// How much of `buffer` is known to hold no separator, so that no byte is looked at twice.
    scanned: usize,
    limit: usize,
}

impl RecordReader {
    /// A reader for records of at most `limit` bytes, the separator included.
    pub fn new(limit: usize) -> Self {
        Self { buffer: BytesMut::new(), scanned: 0, limit }
    }

    /// Appends bytes from the transport.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Bytes waiting here, whole records and the beginning of one.
    pub fn buffered(&self) -> usize {
        self.buffer.len()
    }

    /// The next whole record without its separator, or `None` until more bytes come.
    pub fn next_record(&mut self) -> Result<Option<Bytes>, RecordTooLong> {
        let found = self.buffer[self.scanned..].iter().position(|byte| *byte == RECORD_SEPARATOR);
        let Some(offset) = found else {
            self.scanned = self.buffer.len();
            if self.buffer.len() >= self.limit {
                return Err(RecordTooLong { limit: self.limit });
            }
            return Ok(None);
        };
        let end = self.scanned + offset;
        if end >= self.limit {
            return Err(RecordTooLong { limit: self.limit });
        }
        let mut record = self.buffer.split_to(end + 1).freeze();
        record.truncate(end);
        self.scanned = 0;
        if self.buffer.is_empty() {
            // An idle connection keeps no buffer.
            self.buffer = BytesMut::new();
        }
        Ok(Some(record))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drain(reader: &mut RecordReader) -> Result<Vec<Bytes>, RecordTooLong> {
        let mut records = Vec::new();
        while let Some(record) = reader.next_record()? {
            records.push(record);
        }
        Ok(records)
    }

    #[test]
    fn limit_includes_the_separator() {
        let mut reader = RecordReader::new(4);
        reader.push(b"abc\x1e");
        assert_eq!(reader.next_record(), Ok(Some(Bytes::from_static(b"abc"))));
        reader.push(b"abcd\x1e");
        assert_eq!(reader.next_record(), Err(RecordTooLong { limit: 4 }));
    }

    #[test]
    fn refuses_an_endless_record_before_its_end_arrives() {
        let mut reader = RecordReader::new(4);
        reader.push(b"abcd");
        assert_eq!(reader.next_record(), Err(RecordTooLong { limit: 4 }));
    }

    proptest! {
        #[test]
        fn where_the_bytes_are_cut_does_not_matter(
            bytes in proptest::collection::vec(prop_oneof![Just(0x1e_u8), any::<u8>()], 0..200),
            cuts in proptest::collection::vec(0_usize..200, 0..10),
        ) {
            let mut whole = RecordReader::new(1000);
            whole.push(&bytes);
            let expected = drain(&mut whole);

            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.sort_unstable();
            cuts.push(bytes.len());
            let mut pieces = RecordReader::new(1000);
            let mut records = Vec::new();
            let mut from = 0;
            for cut in cuts {
                pieces.push(&bytes[from..cut]);
                records.extend(drain(&mut pieces).expect("far below the limit"));
                from = cut;
            }
            prop_assert_eq!(expected, Ok(records));
            prop_assert_eq!(whole.buffered(), pieces.buffered());
        }
    }
}
