//! Deserialises the bytes of a client directly to the types of a method, without an intermediate value. The memory used
//! is that of the type; values that the type ignores use none.
//!
//! The rules are those of JSON, so that a method binds the same values in both protocols: bytes are also base64 text, a
//! timestamp is also ISO 8601 text, a whole double is also an integer, and the keys of a map may be numbers. Depth and
//! completeness of the bytes have been checked before.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::value::SeqDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

use super::encoder::RAW_JSON;
use super::value::{Malformed, Reader, TIMESTAMP, ValueHead, timestamp, utf8};
use crate::values::BINARY;

/// Deserialises one value, whose depth must have been checked.
pub(crate) fn bind<'de, T: Deserialize<'de>>(value: &'de [u8]) -> Result<T, Error> {
    T::deserialize(&mut Decoder(Reader::new(value)))
}

struct Decoder<'de>(Reader<'de>);

impl<'de> Decoder<'de> {
    fn head(&mut self) -> Result<ValueHead<'de>, Error> {
        self.0.head().map_err(malformed)
    }

    /// The next head, without consuming it.
    fn peek(&self) -> Result<ValueHead<'de>, Error> {
        self.0.clone().head().map_err(malformed)
    }

    fn list<V: Visitor<'de>>(&mut self, left: u32, visitor: V) -> Result<V::Value, Error> {
        let mut items = Items { decoder: self, left };
        let list = visitor.visit_seq(&mut items)?;
        if items.left > 0 {
            return Err(Error::custom("too many items"));
        }
        Ok(list)
    }
}

fn malformed(error: Malformed) -> Error {
    Error::custom(error)
}

/// A double as an integer, if it is whole. Clients of typed languages may send a double where a method takes an
/// integer, and a method that takes a double accepts integers anyway.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = number.fract() == 0.0 && number.abs() <= EXACT && !(number == 0.0 && number.is_sign_negative());
    whole.then_some(number as i64)
}

impl<'de> Deserializer<'de> for &mut Decoder<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.head()? {
            ValueHead::Nil => visitor.visit_unit(),
            ValueHead::Bool(value) => visitor.visit_bool(value),
            ValueHead::Unsigned(number) => visitor.visit_u64(number),
            ValueHead::Signed(number) => visitor.visit_i64(number),
            ValueHead::Float(number) => match whole(number) {
                Some(number) => visitor.visit_i64(number),
                None => visitor.visit_f64(number),
            },
            ValueHead::Text(text) => visitor.visit_borrowed_str(utf8(text).map_err(malformed)?),
            ValueHead::Binary(bytes) => visitor.visit_string(STANDARD.encode(bytes)),
            ValueHead::Extension(TIMESTAMP, bytes) => visitor.visit_string(timestamp(bytes).map_err(malformed)?),
            ValueHead::Extension(..) => Err(Error::custom("unknown extension type")),
            ValueHead::Array(length) => self.list(length, visitor),
            ValueHead::Map(length) => {
                let mut members = Members { decoder: self, left: length };
                let map = visitor.visit_map(&mut members)?;
                if members.left > 0 {
                    return Err(Error::custom("too many members"));
                }
                Ok(map)
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek()? {
            ValueHead::Nil => {
                self.head()?;
                visitor.visit_none()
            }
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match name {
            BINARY if matches!(self.peek()?, ValueHead::Binary(_)) => self.deserialize_bytes(visitor),
            RAW_JSON => Value::deserialize(self)?.deserialize_newtype_struct(name, visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek()? {
            ValueHead::Binary(bytes) => {
                self.head()?;
                visitor.visit_borrowed_bytes(bytes)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.peek()? {
            ValueHead::Binary(bytes) => {
                self.head()?;
                let mut items = SeqDeserializer::<_, Error>::new(bytes.iter().copied());
                let list = visitor.visit_seq(&mut items)?;
                items.end()?;
                Ok(list)
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.head()? {
            ValueHead::Text(variant) => visitor.visit_enum(utf8(variant).map_err(malformed)?.into_deserializer()),
            ValueHead::Map(1) => visitor.visit_enum(Variant(self)),
            _ => Err(Error::custom("expected a variant's name, or a map of one variant")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // The depth has been checked with the whole message.
        self.0.skip(usize::MAX).map_err(malformed)?;
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string unit unit_struct tuple_struct map struct
        identifier
    }
}

/// The remaining items of a list.
struct Items<'a, 'de> {
    decoder: &'a mut Decoder<'de>,
    left: u32,
}

impl<'de> SeqAccess<'de> for &mut Items<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        seed.deserialize(&mut *self.decoder).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        // Every item has at least one byte, so the number of remaining bytes bounds a false declared length.
        Some((self.left as usize).min(self.decoder.0.left()))
    }
}

/// The remaining members of a map.
struct Members<'a, 'de> {
    decoder: &'a mut Decoder<'de>,
    left: u32,
}

impl<'de> MapAccess<'de> for &mut Members<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        let name = match self.decoder.head()? {
            ValueHead::Text(text) => Cow::Borrowed(utf8(text).map_err(malformed)?),
            // A .NET dictionary may have numbers as keys, which are text in JSON.
            ValueHead::Unsigned(number) => Cow::Owned(number.to_string()),
            ValueHead::Signed(number) => Cow::Owned(number.to_string()),
            _ => return Err(Error::custom("a map's key is neither text nor a number")),
        };
        seed.deserialize(Key(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.decoder)
    }
}

/// The key of a member. In JSON it is text, even if the keys of the map are numbers.
struct Key<'de>(Cow<'de, str>);

macro_rules! number_from_text {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match (self.0.parse::<u64>(), self.0.parse::<i64>()) {
                (Ok(number), _) => visitor.visit_u64(number),
                (_, Ok(number)) => visitor.visit_i64(number),
                _ => self.deserialize_any(visitor),
            }
        })+
    };
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    number_from_text! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

/// An enum variant with content: a map of one member.
struct Variant<'a, 'de>(&'a mut Decoder<'de>);

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        Ok((seed.deserialize(&mut *self.0)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        <()>::deserialize(self.0)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Error> {
        self.0.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        self.0.deserialize_any(visitor)
    }
}
