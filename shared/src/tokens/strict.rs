//! JSON in which no name is said twice, at any depth.
//!
//! Two readers of `{"sub":"a","sub":"b"}` may each believe another half of it; so neither half is believed. `serde`
//! already refuses a repeated field it knows, but not one it skips, which is where another reader may look.

use std::{collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error, MapAccess, SeqAccess, Visitor},
};

/// Reads one JSON object or value and nothing after it, refusing repeated names.
pub(super) fn from_slice<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    says_nothing_twice(json)?;
    serde_json::from_slice(json)
}

/// Whether this is one JSON object or value in which no name is repeated.
pub(super) fn says_nothing_twice(json: &[u8]) -> serde_json::Result<()> {
    serde_json::from_slice(json).map(|NothingTwice| ())
}

struct NothingTwice;

impl<'de> Deserialize<'de> for NothingTwice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Look)
    }
}

struct Look;

impl<'de> Visitor<'de> for Look {
    type Value = NothingTwice;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value without repeated names")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NothingTwice, A::Error> {
        let mut seen = HashSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let NothingTwice = map.next_value()?;
            if !seen.insert(name) {
                return Err(A::Error::custom("a name is repeated"));
            }
        }
        Ok(NothingTwice)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<NothingTwice, A::Error> {
        while let Some(NothingTwice) = items.next_element()? {}
        Ok(NothingTwice)
    }

    fn visit_bool<E>(self, _: bool) -> Result<NothingTwice, E> {
        Ok(NothingTwice)
    }

    fn visit_i64<E>(self, _: i64) -> Result<NothingTwice, E> {
        Ok(NothingTwice)
    }

    fn visit_u64<E>(self, _: u64) -> Result<NothingTwice, E> {
        Ok(NothingTwice)
    }

    fn visit_f64<E>(self, _: f64) -> Result<NothingTwice, E> {
        Ok(NothingTwice)
    }

    fn visit_str<E>(self, _: &str) -> Result<NothingTwice, E> {
        Ok(NothingTwice)
    }

    fn visit_unit<E>(self) -> Result<NothingTwice, E> {
        Ok(NothingTwice)
    }
}
