//! JSON from an untrusted client, read strictly.
//!
//! Stricter than the usual reader in three ways: nesting is measured before anything recursive runs, a name that
//! is repeated in one object is refused (two parsers could use different values), and text that PostgreSQL cannot store
//! (U+0000) is refused here already.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The deepest nesting of objects and arrays that is read.
const MAX_DEPTH: usize = 32;

/// The reason why a body is refused; the sentence is safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused(pub(crate) String);

/// Reads one JSON value and nothing after it.
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, Refused> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refused("the body is not valid UTF-8".to_owned()))?;
    measure(text.as_bytes())?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict.deserialize(&mut reader).map_err(|error| Refused(error.to_string()))?;
    reader.end().map_err(|error| Refused(error.to_string()))?;
    Ok(value)
}

/// Counts brackets outside of strings. It need not judge whether they match: the reader does.
fn measure(bytes: &[u8]) -> Result<(), Refused> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(Refused(format!("the body is nested deeper than {MAX_DEPTH} levels")));
        }
    }
    Ok(())
}

/// Reads any value, and every object without repeated names.
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: serde::de::Error>(self, text: String) -> Result<Value, E> {
        storable(&text)?;
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Strict)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            storable(&name)?;
            if map.contains_key(&name) {
                return Err(A::Error::custom("a name stands twice in one object"));
            }
            let value = members.next_value_seed(Strict)?;
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

fn storable<E: serde::de::Error>(text: &str) -> Result<(), E> {
    if text.contains('\0') { Err(E::custom("text with the character U+0000 cannot be stored")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refuse(text: impl AsRef<[u8]>) {
        let text = text.as_ref();
        assert!(parse(text).is_err(), "{:?}", String::from_utf8_lossy(&text[..text.len().min(80)]));
    }

    #[test]
    fn anything_but_exactly_one_json_value_is_refused() {
        for text in ["", " ", "{", "{}x", "{} {}", "{\"a\":1,}", "// no\n{}", "NaN", "1e400", "'a'", "\u{feff}{}"] {
            refuse(text);
        }
        refuse(b"{\"a\":\"\xff\"}");
        refuse(b"\xfe\xff\x00{\x00}");
        refuse(r#"{"a":"\ud800"}"#);
        refuse(r#"{"a":"\u0000"}"#);
    }

    #[test]
    fn a_repeated_name_is_refused_at_any_depth_and_in_any_spelling() {
        refuse(r#"{"a":1,"a":1}"#);
        refuse(r#"{"x":[{"a":1,"\u0061":2}]}"#);
        assert!(parse(br#"{"a":{"a":1},"b":{"a":1}}"#).is_ok());
    }

    #[test]
    fn deep_nesting_is_refused_before_it_is_parsed() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(nested(MAX_DEPTH).as_bytes()).is_ok());
        refuse(nested(MAX_DEPTH + 1));
        refuse("[".repeat(100_000));
        refuse("{\"a\":".repeat(100_000));
        assert!(parse(format!("[\"{}\"]", "[{\\\"".repeat(1_000)).as_bytes()).is_ok());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = parse(&bytes);
        }

        #[test]
        fn nothing_that_looks_like_json_makes_it_panic(text in "[\\[\\]{}\",:\\\\u0-9a-f.eE+\\- ]{0,200}") {
            let _ = parse(text.as_bytes());
        }

        #[test]
        fn accepted_json_reads_like_with_serde_json(text in "[\\[\\]{}\",:0-9a-f]{0,40}") {
            if let Ok(value) = parse(text.as_bytes()) {
                prop_assert_eq!(value, serde_json::from_str::<Value>(&text).unwrap());
            }
        }
    }
}
