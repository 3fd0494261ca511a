//! Serialises any value to MessagePack, by the same rules as JSON.
//!
//! Structs are maps by member name, enums are the names of their variants, and the keys of maps are text, because
//! JavaScript has no other keys. Only [`Binary`](crate::Binary) and [`Timestamp`](crate::Timestamp) have MessagePack
//! types of their own. The errors are those of `serde_json`, so that both protocols have one type of error.

use rmp::encode;
use serde::ser::{self, Error as _, Serialize, Serializer};
use serde_json::Error;

use super::value;
use crate::values::{BINARY, TIMESTAMP};

/// The struct name under which `serde_json` serialises text that is already JSON.
pub(super) const RAW_JSON: &str = "$serde_json::private::RawValue";

/// Serialises a value to MessagePack.
pub(crate) fn encode(value: &(impl Serialize + ?Sized)) -> Result<Vec<u8>, Error> {
    let mut output = Vec::with_capacity(128);
    value.serialize(&mut Encoder { output: &mut output, typed: None })?;
    Ok(output)
}

struct Encoder<'a> {
    output: &'a mut Vec<u8>,
    /// The type of the next bytes, inside a value of one of the named types.
    typed: Option<Typed>,
}

#[derive(Clone, Copy)]
enum Typed {
    Binary,
    Timestamp,
}

impl Encoder<'_> {
    fn typed(&mut self, typed: Typed, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.typed = Some(typed);
        let written = value.serialize(&mut *self);
        self.typed = None;
        written
    }

    /// Begins a map of one member, whose value follows.
    fn variant(&mut self, name: &str) {
        value::write_map(self.output, 1);
        value::write_text(self.output, name);
    }
}

impl<'a, 'b> Serializer for &'a mut Encoder<'b> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Container<'a, 'b>;
    type SerializeTuple = Container<'a, 'b>;
    type SerializeTupleStruct = Container<'a, 'b>;
    type SerializeTupleVariant = Container<'a, 'b>;
    type SerializeMap = Container<'a, 'b>;
    type SerializeStruct = Container<'a, 'b>;
    type SerializeStructVariant = Container<'a, 'b>;

    fn is_human_readable(&self) -> bool {
        self.typed.is_none()
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        value::write_bool(self.output, value);
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        value::write_signed(self.output, value);
        Ok(())
    }

    fn serialize_i128(self, value: i128) -> Result<(), Error> {
        match (u64::try_from(value), i64::try_from(value)) {
            (Ok(value), _) => self.serialize_u64(value),
            (_, Ok(value)) => self.serialize_i64(value),
            _ => Err(Error::custom("number out of range")),
        }
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        value::write_unsigned(self.output, value);
        Ok(())
    }

    fn serialize_u128(self, value: u128) -> Result<(), Error> {
        let value = u64::try_from(value).map_err(|_| Error::custom("number out of range"))?;
        self.serialize_u64(value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        value::infallible(encode::write_f32(self.output, value));
        Ok(())
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        value::infallible(encode::write_f64(self.output, value));
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        value::write_text(self.output, value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        match self.typed {
            Some(Typed::Timestamp) => {
                // No timestamp is longer than twelve bytes.
                value::infallible(encode::write_ext_meta(self.output, value.len() as u32, value::TIMESTAMP));
                self.output.extend_from_slice(value);
            }
            Some(Typed::Binary) | None => value::infallible(encode::write_bin(self.output, value)),
        }
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        value::write_nil(self.output);
        Ok(())
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Error> {
        match name {
            BINARY => self.typed(Typed::Binary, value),
            TIMESTAMP => self.typed(Typed::Timestamp, value),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Container<'a, 'b>, Error> {
        Ok(Container::begin(self, Kind::Array, length))
    }

    fn serialize_tuple(self, length: usize) -> Result<Container<'a, 'b>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_struct(self, _name: &'static str, length: usize) -> Result<Container<'a, 'b>, Error> {
        self.serialize_seq(Some(length))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Container<'a, 'b>, Error> {
        self.variant(variant);
        self.serialize_seq(Some(length))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Container<'a, 'b>, Error> {
        Ok(Container::begin(self, Kind::Map, length))
    }

    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Container<'a, 'b>, Error> {
        match name {
            RAW_JSON => Ok(Container { encoder: self, kind: Kind::RawJson, start: 0, declared: 0, count: 0 }),
            _ => self.serialize_map(Some(length)),
        }
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Container<'a, 'b>, Error> {
        self.variant(variant);
        self.serialize_map(Some(length))
    }
}

/// An array or a map whose items are being written.
struct Container<'a, 'b> {
    encoder: &'a mut Encoder<'b>,
    kind: Kind,
    /// The position of its header.
    start: usize,
    declared: usize,
    count: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Array,
    Map,
    /// Not a container, but JSON text, which is parsed and converted.
    RawJson,
}

impl<'a, 'b> Container<'a, 'b> {
    fn begin(encoder: &'a mut Encoder<'b>, kind: Kind, length: Option<usize>) -> Self {
        let (start, declared) = (encoder.output.len(), length.unwrap_or_default());
        header(encoder.output, kind, declared);
        Self { encoder, kind, start, declared, count: 0 }
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.count += 1;
        value.serialize(&mut *self.encoder)
    }

    fn member(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if self.kind == Kind::RawJson {
            let text: String = serde_json::from_value(serde_json::to_value(value)?)?;
            value::write(self.encoder.output, &serde_json::from_str(&text)?);
            return Ok(());
        }
        value::write_text(self.encoder.output, name);
        self.item(value)
    }

    /// Corrects the header when the number of items differs from the declared one.
    fn finish(self) -> Result<(), Error> {
        if self.kind != Kind::RawJson && self.count != self.declared {
            let (mut written, mut correct) = (Vec::new(), Vec::new());
            header(&mut written, self.kind, self.declared);
            header(&mut correct, self.kind, self.count);
            self.encoder.output.splice(self.start..self.start + written.len(), correct);
        }
        Ok(())
    }
}

fn header(output: &mut Vec<u8>, kind: Kind, length: usize) {
    match kind {
        Kind::Array => value::write_array(output, length),
        Kind::Map => value::write_map(output, length),
        Kind::RawJson => {}
    }
}

impl ser::SerializeSeq for Container<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

impl ser::SerializeTuple for Container<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

impl ser::SerializeTupleStruct for Container<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

impl ser::SerializeTupleVariant for Container<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

impl ser::SerializeMap for Container<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let name = match serde_json::to_value(key)? {
            serde_json::Value::String(name) => name,
            serde_json::Value::Number(number) => number.to_string(),
            serde_json::Value::Bool(value) => value.to_string(),
            _ => return Err(Error::custom("key must be a string")),
        };
        value::write_text(self.encoder.output, &name);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.item(value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

impl ser::SerializeStruct for Container<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.member(name, value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}

impl ser::SerializeStructVariant for Container<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.member(name, value)
    }

    fn end(self) -> Result<(), Error> {
        self.finish()
    }
}
