//! Values of MessagePack, independent of the hub protocol: reading one, finding its end, and writing one.
//!
//! Reading never allocates memory by a declared length. [`Reader::skip`] checks the depth of a value; every other
//! function relies on that check.

use rmp::Marker;
use rmp::decode;
use rmp::encode;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The type number of a timestamp among MessagePack's extensions.
pub(super) const TIMESTAMP: i8 = -1;

/// Bytes that are not MessagePack, end too early, or hold a value that JSON cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Malformed(pub(super) &'static str);

const CUT: Malformed = Malformed("value is cut off");

/// Reads values one after another.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a>(&'a [u8]);

/// A scalar value, or the head of an array or a map.
pub(super) enum ValueHead<'a> {
    Nil,
    Bool(bool),
    Unsigned(u64),
    /// Below zero.
    Signed(i64),
    Float(f64),
    Text(&'a [u8]),
    Binary(&'a [u8]),
    Extension(i8, &'a [u8]),
    Array(u32),
    Map(u32),
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The bytes of the next value of any type; `None` when it nests deeper than `depth`.
    pub(super) fn skip(&mut self, depth: usize) -> Result<Option<&'a [u8]>, Malformed> {
        let from = self.0;
        // For each open array or map the number of values that are still missing; its length is limited by `depth`.
        let mut open: Vec<u64> = Vec::new();
        loop {
            let items = match self.head()? {
                ValueHead::Array(items) => Some(u64::from(items)),
                ValueHead::Map(pairs) => Some(u64::from(pairs) * 2),
                _ => None,
            };
            match items {
                Some(_) if open.len() >= depth => return Ok(None),
                Some(items) => open.push(items),
                None => {}
            }
            while open.last() == Some(&0) {
                open.pop();
            }
            match open.last_mut() {
                Some(left) => *left -= 1,
                None => return Ok(Some(&from[..from.len() - self.0.len()])),
            }
        }
    }

    /// The length of the array that begins here.
    pub(super) fn array(&mut self) -> Option<u32> {
        match self.head() {
            Ok(ValueHead::Array(length)) => Some(length),
            _ => None,
        }
    }

    /// The string that begins here; the inner `None` for nil.
    pub(super) fn text(&mut self) -> Option<Option<&'a str>> {
        match self.head() {
            Ok(ValueHead::Nil) => Some(None),
            Ok(ValueHead::Text(text)) => std::str::from_utf8(text).ok().map(Some),
            _ => None,
        }
    }

    /// The unsigned number that begins here.
    pub(super) fn unsigned(&mut self) -> Option<u64> {
        match self.head() {
            Ok(ValueHead::Unsigned(number)) => Some(number),
            _ => None,
        }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.0.len()
    }

    /// Reads the next scalar value, or the length of the next array or map.
    pub(super) fn head(&mut self) -> Result<ValueHead<'a>, Malformed> {
        let marker = decode::read_marker(&mut self.0).map_err(|_| CUT)?;
        Ok(match marker {
            Marker::Null => ValueHead::Nil,
            Marker::True => ValueHead::Bool(true),
            Marker::False => ValueHead::Bool(false),
            Marker::FixPos(value) => ValueHead::Unsigned(value.into()),
            Marker::FixNeg(value) => ValueHead::Signed(value.into()),
            Marker::U8 => ValueHead::Unsigned(u8::from_be_bytes(self.fixed()?).into()),
            Marker::U16 => ValueHead::Unsigned(u16::from_be_bytes(self.fixed()?).into()),
            Marker::U32 => ValueHead::Unsigned(u32::from_be_bytes(self.fixed()?).into()),
            Marker::U64 => ValueHead::Unsigned(u64::from_be_bytes(self.fixed()?)),
            Marker::I8 => signed(i8::from_be_bytes(self.fixed()?).into()),
            Marker::I16 => signed(i16::from_be_bytes(self.fixed()?).into()),
            Marker::I32 => signed(i32::from_be_bytes(self.fixed()?).into()),
            Marker::I64 => signed(i64::from_be_bytes(self.fixed()?)),
            Marker::F32 => ValueHead::Float(f32::from_be_bytes(self.fixed()?).into()),
            Marker::F64 => ValueHead::Float(f64::from_be_bytes(self.fixed()?)),
            Marker::FixStr(_) | Marker::Str8 | Marker::Str16 | Marker::Str32 => {
                let length = self.length(marker)?;
                ValueHead::Text(self.take(length)?)
            }
            Marker::Bin8 | Marker::Bin16 | Marker::Bin32 => {
                let length = self.length(marker)?;
                ValueHead::Binary(self.take(length)?)
            }
            Marker::FixArray(_) | Marker::Array16 | Marker::Array32 => ValueHead::Array(self.length(marker)?),
            Marker::FixMap(_) | Marker::Map16 | Marker::Map32 => ValueHead::Map(self.length(marker)?),
            Marker::FixExt1 => self.extension(1)?,
            Marker::FixExt2 => self.extension(2)?,
            Marker::FixExt4 => self.extension(4)?,
            Marker::FixExt8 => self.extension(8)?,
            Marker::FixExt16 => self.extension(16)?,
            Marker::Ext8 => {
                let length = u8::from_be_bytes(self.fixed()?).into();
                self.extension(length)?
            }
            Marker::Ext16 => {
                let length = u16::from_be_bytes(self.fixed()?).into();
                self.extension(length)?
            }
            Marker::Ext32 => {
                let length = u32::from_be_bytes(self.fixed()?);
                self.extension(length)?
            }
            Marker::Reserved => return Err(Malformed("a byte that is never used")),
        })
    }

    fn length(&mut self, marker: Marker) -> Result<u32, Malformed> {
        Ok(match marker {
            Marker::FixStr(length) | Marker::FixArray(length) | Marker::FixMap(length) => length.into(),
            Marker::Str8 | Marker::Bin8 => u8::from_be_bytes(self.fixed()?).into(),
            Marker::Str16 | Marker::Bin16 | Marker::Array16 | Marker::Map16 => u16::from_be_bytes(self.fixed()?).into(),
            _ => u32::from_be_bytes(self.fixed()?),
        })
    }

    fn extension(&mut self, length: u32) -> Result<ValueHead<'a>, Malformed> {
        let kind = i8::from_be_bytes(self.fixed()?);
        Ok(ValueHead::Extension(kind, self.take(length)?))
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let (head, rest) = self.0.split_first_chunk().ok_or(CUT)?;
        self.0 = rest;
        Ok(*head)
    }

    fn take(&mut self, length: u32) -> Result<&'a [u8], Malformed> {
        let (head, rest) = self.0.split_at_checked(length as usize).ok_or(CUT)?;
        self.0 = rest;
        Ok(head)
    }
}

/// A number of a signed type; it is unsigned unless it is below zero.
fn signed<'a>(number: i64) -> ValueHead<'a> {
    u64::try_from(number).map_or(ValueHead::Signed(number), ValueHead::Unsigned)
}

pub(super) fn utf8(text: &[u8]) -> Result<&str, Malformed> {
    std::str::from_utf8(text).map_err(|_| Malformed("text is not utf-8"))
}

/// A timestamp of 32, 64 or 96 bits as ISO 8601.
pub(super) fn timestamp(bytes: &[u8]) -> Result<String, Malformed> {
    const WRONG: Malformed = Malformed("not a timestamp");
    let (seconds, nanoseconds) = match *bytes {
        [a, b, c, d] => (i64::from(u32::from_be_bytes([a, b, c, d])), 0),
        [a, b, c, d, e, f, g, h] => {
            let both = u64::from_be_bytes([a, b, c, d, e, f, g, h]);
            // Thirty bits of nanoseconds, then thirty-four bits of seconds: both casts are lossless.
            ((both & 0x3_ffff_ffff) as i64, (both >> 34) as u32)
        }
        [n, a, o, s, a1, b, c, d, e, f, g, h] => {
            (i64::from_be_bytes([a1, b, c, d, e, f, g, h]), u32::from_be_bytes([n, a, o, s]))
        }
        _ => return Err(WRONG),
    };
    let moment = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
    let moment = OffsetDateTime::from_unix_timestamp_nanos(moment).map_err(|_| WRONG)?;
    moment.format(&Rfc3339).map_err(|_| WRONG)
}

/// Writes a JSON value: integers in the shortest form, other numbers as doubles, objects as maps.
pub(super) fn write(output: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => write_nil(output),
        Value::Bool(value) => infallible(encode::write_bool(output, *value)),
        Value::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => write_unsigned(output, number),
            (None, Some(number)) => write_signed(output, number),
            (None, None) => infallible(encode::write_f64(output, number.as_f64().unwrap_or_default())),
        },
        Value::String(text) => write_text(output, text),
        Value::Array(items) => {
            write_array(output, items.len());
            items.iter().for_each(|item| write(output, item));
        }
        Value::Object(members) => {
            write_map(output, members.len());
            for (name, member) in members {
                write_text(output, name);
                write(output, member);
            }
        }
    }
}

pub(super) fn write_nil(output: &mut Vec<u8>) {
    infallible(encode::write_nil(output));
}

pub(super) fn write_unsigned(output: &mut Vec<u8>, number: u64) {
    infallible(encode::write_uint(output, number));
}

pub(super) fn write_signed(output: &mut Vec<u8>, number: i64) {
    infallible(encode::write_sint(output, number));
}

pub(super) fn write_bool(output: &mut Vec<u8>, value: bool) {
    infallible(encode::write_bool(output, value));
}

pub(super) fn write_text(output: &mut Vec<u8>, text: &str) {
    infallible(encode::write_str(output, text));
}

/// Writes the head of an array. The cast is lossless: no list in memory has more than `u32::MAX` items.
pub(super) fn write_array(output: &mut Vec<u8>, length: usize) {
    infallible(encode::write_array_len(output, length as u32));
}

pub(super) fn write_map(output: &mut Vec<u8>, length: usize) {
    infallible(encode::write_map_len(output, length as u32));
}

/// Writing to memory cannot fail.
pub(super) fn infallible<T, E>(_written: Result<T, E>) {}
