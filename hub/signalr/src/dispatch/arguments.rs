//! Binding: from the bytes of an argument list to the types a method takes.

use serde::de::DeserializeOwned;

use crate::protocol::RawArguments;

/// The arguments of a hub method: a tuple of up to four deserialisable values.
///
/// The count must match exactly; an absent optional argument is sent as `null`.
pub trait Arguments: Sized + Send {
    /// Reads the whole list.
    fn bind(raw: &RawArguments) -> Result<Self, BindError>;
}

/// The arguments have the wrong count or a wrong type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BindError(String);

pub(crate) fn bind_value<T: DeserializeOwned>(raw: &RawArguments) -> Result<T, BindError> {
    raw.bind().map_err(|error| BindError(error.to_string()))
}

impl Arguments for () {
    fn bind(raw: &RawArguments) -> Result<Self, BindError> {
        // Serde reads `()` from null; an array of none is what a list without items is.
        bind_value::<[(); 0]>(raw).map(|[]| ())
    }
}

macro_rules! tuple_arguments {
    ($($item:ident)+) => {
        impl<$($item: DeserializeOwned + Send),+> Arguments for ($($item,)+) {
            fn bind(raw: &RawArguments) -> Result<Self, BindError> {
                bind_value(raw)
            }
        }
    };
}

tuple_arguments!(A);
tuple_arguments!(A B);
tuple_arguments!(A B C);
tuple_arguments!(A B C D);

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn raw(json: &'static str) -> RawArguments {
        RawArguments::Json(Bytes::from_static(json.as_bytes()))
    }

    #[test]
    fn counts_and_types_must_match() {
        assert_eq!(<()>::bind(&raw("[]")), Ok(()));
        assert!(<()>::bind(&raw("[1]")).is_err());
        assert_eq!(<(u8,)>::bind(&raw("[1]")), Ok((1,)));
        assert_eq!(<(Option<String>,)>::bind(&raw("[null]")), Ok((None,)));
        assert!(<(Option<String>,)>::bind(&raw("[]")).is_err());
        assert!(<(u8,)>::bind(&raw("[1,2]")).is_err());
        assert!(<(u8,)>::bind(&raw("[\"1\"]")).is_err());
        assert_eq!(<(u8, String, bool, ())>::bind(&raw("[1,\"a\",true,null]")), Ok((1, "a".to_owned(), true, ())));
    }
}
