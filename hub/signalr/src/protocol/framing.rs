//! Splits the inbound byte stream into records: in JSON each ends with `0x1E`, in MessagePack each follows its length.
//!
//! This is the first step of the inbound flow. A transport may deliver several records at once, or one in many pieces;
//! the records do not depend on where the bytes were cut.

use bytes::{Bytes, BytesMut};

/// The byte that ends every JSON record. It cannot occur inside valid JSON, where control characters are escaped.
pub const RECORD_SEPARATOR: u8 = 0x1e;

/// How records are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Each record ends with [`RECORD_SEPARATOR`]; so does the handshake of every protocol.
    Separator,
    /// Each record follows its length, which has one to five bytes of seven bits, the least significant first.
    Length,
}

/// The longest length prefix in bytes.
const LENGTH_BYTES: usize = 5;

/// A record is longer than the limit, its separator included. The text is that of ASP.NET Core.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The maximum message size of {limit}B was exceeded.")]
pub struct RecordTooLong {
    /// The limit in bytes.
    pub limit: usize,
}

/// Collects bytes and returns whole records.
#[derive(Debug)]
pub struct RecordReader {
    buffer: BytesMut,
    /// The length of the part of `buffer` without a separator, so that no byte is scanned twice.
    scanned: usize,
    limit: usize,
    framing: Framing,
}

impl RecordReader {
    /// A reader for records of at most `limit` bytes, the separator or length included. The first framing is
    /// [`Framing::Separator`], because the handshake has it.
    pub fn new(limit: usize) -> Self {
        Self { buffer: BytesMut::new(), scanned: 0, limit, framing: Framing::Separator }
    }

    /// Changes the framing of all further records, including those already buffered.
    pub fn use_framing(&mut self, framing: Framing) {
        self.framing = framing;
        self.scanned = 0;
    }

    /// Appends bytes from the transport.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Changes the limit in bytes of all further records.
    pub fn use_limit(&mut self, limit: usize) {
        self.limit = limit;
        self.scanned = 0;
    }

    /// Drops the buffered bytes.
    pub fn clear(&mut self) {
        self.buffer = BytesMut::new();
        self.scanned = 0;
    }

    /// The number of buffered bytes: whole records and the beginning of one.
    pub fn buffered(&self) -> usize {
        self.buffer.len()
    }

    /// The next whole record without its separator or length, or `None` until more bytes arrive.
    pub fn next_record(&mut self) -> Result<Option<Bytes>, RecordTooLong> {
        let record = match self.framing {
            Framing::Separator => self.cut_at_separator()?,
            Framing::Length => self.cut_by_length()?,
        };
        if self.buffer.is_empty() {
            // An idle connection has no buffer.
            self.buffer = BytesMut::new();
        }
        Ok(record)
    }

    fn cut_at_separator(&mut self) -> Result<Option<Bytes>, RecordTooLong> {
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
        Ok(Some(record))
    }

    fn cut_by_length(&mut self) -> Result<Option<Bytes>, RecordTooLong> {
        let mut length = 0_u64;
        for (index, byte) in self.buffer.iter().take(LENGTH_BYTES).enumerate() {
            length |= u64::from(byte & 0x7f) << (7 * index);
            if byte & 0x80 == 0 {
                return self.cut_behind(index + 1, length);
            }
        }
        // A length that continues after its fifth byte exceeds every limit.
        if self.buffer.len() >= LENGTH_BYTES { Err(RecordTooLong { limit: self.limit }) } else { Ok(None) }
    }

    fn cut_behind(&mut self, prefix: usize, length: u64) -> Result<Option<Bytes>, RecordTooLong> {
        let length = usize::try_from(length).ok().filter(|length| length + prefix <= self.limit);
        let length = length.ok_or(RecordTooLong { limit: self.limit })?;
        if self.buffer.len() < prefix + length {
            return Ok(None);
        }
        Ok(Some(self.buffer.split_to(prefix + length).freeze().split_off(prefix)))
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

    #[test]
    fn lengths_have_seven_bits_a_byte_and_are_checked_before_the_record_arrives() {
        let reader_of = |bytes: &[u8]| {
            let mut reader = RecordReader::new(200);
            reader.use_framing(Framing::Length);
            reader.push(bytes);
            reader
        };
        let mut reader = reader_of(&[2, 0x91, 6, 0, 0x81, 0x80, 0x00, 7, 0x80]);
        assert_eq!(reader.next_record(), Ok(Some(Bytes::from_static(&[0x91, 6]))));
        assert_eq!(reader.next_record(), Ok(Some(Bytes::new())));
        assert_eq!(reader.next_record(), Ok(Some(Bytes::from_static(&[7]))));
        assert_eq!(reader.next_record(), Ok(None));
        let long = [&[0xc6, 1][..], &[9; 198]].concat();
        assert_eq!(reader_of(&long).next_record(), Ok(Some(Bytes::from_static(&[9; 198]))));
        for too_long in [&[0xc7, 1][..], &[0xff, 0xff, 0xff, 0xff, 7], &[0xff, 0xff, 0xff, 0xff, 8], &[0x80; 5]] {
            assert_eq!(reader_of(too_long).next_record(), Err(RecordTooLong { limit: 200 }), "{too_long:02x?}");
        }
        assert_eq!(reader_of(&[0x80; 4]).next_record(), Ok(None));
    }

    proptest! {
        #[test]
        fn the_result_does_not_depend_on_where_the_bytes_are_cut(
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
