//! Values that JSON has no type for: bytes and timestamps.
//!
//! In MessagePack they are `bin` and the timestamp extension, in JSON base64 and ISO 8601 text; SignalR clients of
//! every language expect these forms. Each type serialises as a newtype struct with a reserved name. The MessagePack
//! serialiser recognises these names; every other serialiser writes the text inside.

use std::fmt;
use std::ops::Deref;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// The newtype name under which a [`Binary`] serialises.
pub(crate) const BINARY: &str = "$plenum_signalr::Binary";

/// The newtype name under which a [`Timestamp`] serialises.
pub(crate) const TIMESTAMP: &str = "$plenum_signalr::Timestamp";

/// Bytes: `bin` in MessagePack, base64 in JSON. Deserialises from both forms in either protocol.
///
/// ```
/// use plenum_signalr::{Binary, Prepared};
///
/// let image = Prepared::new("Image", &(Binary::from(vec![1, 2, 3]),))?;
/// # assert_eq!(serde_json::to_string(&Binary::from(vec![1, 2, 3]))?, "\"AQID\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Binary(pub Bytes);

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Bytes::from(bytes))
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }
}

impl Deref for Binary {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Inside<'a>(&'a [u8]);

        impl Serialize for Inside<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match serializer.is_human_readable() {
                    true => serializer.serialize_str(&STANDARD.encode(self.0)),
                    false => serializer.serialize_bytes(self.0),
                }
            }
        }

        serializer.serialize_newtype_struct(BINARY, &Inside(&self.0))
    }
}

impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Inside;

        impl<'de> Visitor<'de> for Inside {
            type Value = Binary;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("bytes, or base64 text")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Binary, D::Error> {
                deserializer.deserialize_str(self)
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Binary, E> {
                STANDARD.decode(text).map(Binary::from).map_err(|_| E::custom("not base64"))
            }

            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Binary, E> {
                Ok(Binary::from(bytes))
            }
        }

        deserializer.deserialize_newtype_struct(BINARY, Inside)
    }
}

/// A point in time: the timestamp extension in MessagePack, ISO 8601 in UTC in JSON. Deserialises from both forms in
/// either protocol; text without an offset counts as UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub OffsetDateTime);

impl Timestamp {
    /// The body of MessagePack's timestamp extension, in the shortest of its three forms.
    fn to_messagepack(self) -> Vec<u8> {
        let (seconds, nanoseconds) = (self.0.unix_timestamp(), self.0.nanosecond());
        match (u32::try_from(seconds), u64::try_from(seconds)) {
            (Ok(seconds), _) if nanoseconds == 0 => seconds.to_be_bytes().to_vec(),
            (_, Ok(seconds)) if seconds >> 34 == 0 => (u64::from(nanoseconds) << 34 | seconds).to_be_bytes().to_vec(),
            _ => [&nanoseconds.to_be_bytes()[..], &seconds.to_be_bytes()].concat(),
        }
    }
}

impl From<OffsetDateTime> for Timestamp {
    fn from(moment: OffsetDateTime) -> Self {
        Self(moment)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Inside(Timestamp);

        impl Serialize for Inside {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if !serializer.is_human_readable() {
                    return serializer.serialize_bytes(&self.0.to_messagepack());
                }
                let text = self.0.0.to_offset(UtcOffset::UTC).format(&Rfc3339).map_err(S::Error::custom)?;
                serializer.serialize_str(&text)
            }
        }

        serializer.serialize_newtype_struct(TIMESTAMP, &Inside(*self))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parsed = OffsetDateTime::parse(&text, &Rfc3339);
        let parsed = parsed.or_else(|_| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339));
        parsed.map(Self).map_err(|_| D::Error::custom("not a moment in ISO 8601"))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::protocol::messagepack;

    #[test]
    fn both_types_are_text_in_json_and_native_in_messagepack() {
        let values = (Binary::from(vec![1, 2, 3]), Timestamp(datetime!(2000-01-01 01:00:00 +1)));
        let json = serde_json::to_vec(&values).expect("serialises");
        assert_eq!(json, br#"["AQID","2000-01-01T00:00:00Z"]"#);
        let packed = messagepack::encode(&values).expect("serialises");
        assert_eq!(packed, [0x92, 0xc4, 3, 1, 2, 3, 0xd6, 0xff, 0x38, 0x6d, 0x43, 0x80]);
        assert_eq!(serde_json::from_slice::<(Binary, Timestamp)>(&json).expect("binds"), values);
        assert_eq!(messagepack::bind::<(Binary, Timestamp)>(&packed).expect("binds"), values);
        // Some client libraries send both as text in MessagePack.
        let text = messagepack::encode(&("AQID", "2000-01-01T00:00:00")).expect("serialises");
        assert_eq!(messagepack::bind::<(Binary, Timestamp)>(&text).expect("binds"), values);
    }

    #[test]
    fn a_timestamp_has_the_shortest_form_that_holds_it() {
        for (moment, bytes) in [
            (datetime!(2106-02-07 06:28:15 UTC), 4),
            (datetime!(2106-02-07 06:28:16 UTC), 8),
            (datetime!(2000-01-01 00:00:00.5 UTC), 8),
            (datetime!(2514-05-30 01:53:04 UTC), 12),
            (datetime!(1969-12-31 23:59:59.25 UTC), 12),
        ] {
            assert_eq!(Timestamp(moment).to_messagepack().len(), bytes, "{moment}");
            let packed = messagepack::encode(&Timestamp(moment)).expect("serialises");
            assert_eq!(messagepack::bind::<Timestamp>(&packed).expect("binds"), Timestamp(moment));
        }
    }

    #[test]
    fn values_of_other_types_are_refused() {
        assert!(serde_json::from_str::<Binary>("\"*\"").is_err());
        assert!(serde_json::from_str::<Binary>("[1]").is_err());
        assert!(serde_json::from_str::<Timestamp>("\"yesterday\"").is_err());
        assert!(messagepack::bind::<Timestamp>(&[1]).is_err());
    }
}
