//! The body of a request: one JSON object, and its fields one by one. The admission has buffered it already.
//!
//! Records are checked against the catalogue by the application. The few requests that are not records (signing in, for
//! example) read their fields through [`Fields`], which reports every problem of a body at once, by pointer.

use axum::extract::{FromRequest, Request};
use http::{HeaderMap, header};
use plenum_shared::{
    Code, Error, Result,
    catalogue::whole,
    error::{FieldError, MAX_FIELD_ERRORS, pointer},
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::json;
use crate::{
    admission::{Admitted, BufferedBody},
    problem::Problem,
};

/// The accepted media types of JSON. A merge patch is an ordinary object with a meaning (RFC 7396).
pub(crate) const MEDIA_TYPES: [&str; 2] = ["application/json", "application/merge-patch+json"];

/// A body that is a JSON object.
pub(crate) struct JsonObject(pub(crate) Map<String, Value>);

impl<S: Sync> FromRequest<Admitted<S>> for JsonObject {
    type Rejection = Problem;

    async fn from_request(request: Request, admitted: &Admitted<S>) -> Result<Self, Problem> {
        require_json(request.headers())?;
        let Ok(body) = BufferedBody::from_request(request, admitted).await;
        Ok(Self(object(body)?))
    }
}

fn object(body: BufferedBody) -> Result<Map<String, Value>> {
    match json::parse(&body.whole()?) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(Error::new(Code::MalformedBody).with_message("the request body must be a JSON object")),
        Err(json::Refused(why)) => {
            Err(Error::new(Code::MalformedBody).with_message(format!("the request body is not acceptable JSON: {why}")))
        }
    }
}

fn require_json(headers: &HeaderMap) -> Result<()> {
    let unsupported = || Error::new(Code::UnsupportedMediaType);
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(given), None) = (types.next(), types.next()) else { return Err(unsupported()) };
    let given = given.to_str().map_err(|_| unsupported())?;
    let mut parts = given.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let known = MEDIA_TYPES.iter().any(|known| known.eq_ignore_ascii_case(essence));
    // JSON is UTF-8 (RFC 8259); a body in another charset would be misread.
    let utf8 = parts.filter_map(|part| part.split_once('=')).all(|(name, value)| {
        !name.trim().eq_ignore_ascii_case("charset") || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
    });
    let encodings = headers.get_all(header::CONTENT_ENCODING);
    let plain = encodings.iter().all(|value| value.as_bytes().eq_ignore_ascii_case(b"identity"));
    if known && utf8 && plain { Ok(()) } else { Err(unsupported()) }
}

/// The fields of an object, read one by one; [`Fields::done`] reports everything that was wrong.
pub(crate) struct Fields {
    given: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Fields {
    pub(crate) fn new(given: Map<String, Value>) -> Self {
        Self { given, errors: Vec::new() }
    }

    /// Required text. When it is missing, the error is recorded and the text is empty.
    pub(crate) fn text(&mut self, name: &str) -> String {
        match self.given.remove(name) {
            Some(Value::String(text)) => text,
            None => self.wrong(FieldError::new(pointer(name), Code::MissingField)),
            Some(_) => self.wrong(not_text(name)),
        }
    }

    /// Text of a certain form that is optional; null counts as absent.
    pub(crate) fn parsed<T: std::str::FromStr>(&mut self, name: &str, expected: &str) -> Option<T> {
        let parsed = match self.given.remove(name) {
            None | Some(Value::Null) => return None,
            Some(Value::String(text)) => text.parse().ok(),
            Some(_) => None,
        };
        if parsed.is_none() {
            let error = FieldError::new(pointer(name), Code::InvalidValue).with_message(expected);
            self.wrong::<()>(error);
        }
        parsed
    }

    /// A value of a type that JSON describes; it is optional, and null counts as absent.
    pub(crate) fn read<T: serde::de::DeserializeOwned>(&mut self, name: &str, expected: &str) -> Option<T> {
        let value = self.value(name)?;
        match serde_json::from_value(value) {
            Ok(read) => Some(read),
            Err(_) => {
                let error = FieldError::new(pointer(name), Code::InvalidValue).with_message(expected);
                self.wrong(error)
            }
        }
    }

    /// Any value that is optional; null counts as absent.
    pub(crate) fn value(&mut self, name: &str) -> Option<Value> {
        self.given.remove(name).filter(|value| !value.is_null())
    }

    /// A whole number up to a limit that is optional; null counts as absent.
    pub(crate) fn whole(&mut self, name: &str, most: u64, expected: &'static str) -> Option<u64> {
        let number = match self.given.remove(name) {
            None | Some(Value::Null) => return None,
            Some(value) => whole(&value).and_then(|number| u64::try_from(number).ok()).filter(|number| *number <= most),
        };
        if number.is_none() {
            self.wrong::<()>(FieldError::new(pointer(name), Code::InvalidValue).with_message(expected));
        }
        number
    }

    /// A list of texts of a certain form that is optional; null counts as an empty one.
    pub(crate) fn list<T: std::str::FromStr>(&mut self, name: &str, expected: &str) -> Vec<T> {
        let given = match self.given.remove(name) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(given)) => given,
            Some(_) => {
                let error = FieldError::new(pointer(name), Code::InvalidValue).with_message("must be a list");
                return self.wrong(error);
            }
        };
        let mut list = Vec::with_capacity(given.len());
        for (index, value) in given.iter().enumerate() {
            match value.as_str().and_then(|text| text.parse().ok()) {
                Some(parsed) => list.push(parsed),
                None if self.errors.len() < MAX_FIELD_ERRORS => {
                    let error = FieldError::new(format!("{}/{index}", pointer(name)), Code::InvalidValue);
                    self.wrong::<()>(error.with_message(expected));
                }
                None => break,
            }
        }
        list
    }

    /// Yes or no, optional; null counts as absent.
    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.given.remove(name) {
            None | Some(Value::Null) => None,
            Some(Value::Bool(flag)) => Some(flag),
            Some(_) => {
                let error = FieldError::new(pointer(name), Code::InvalidValue).with_message("must be true or false");
                self.wrong::<()>(error);
                None
            }
        }
    }

    /// A required id. When it is missing or none, the error is recorded and the id names nothing.
    pub(crate) fn required_id<T: From<Uuid>>(&mut self, name: &str) -> T {
        let id = match self.given.remove(name) {
            Some(Value::String(text)) => Uuid::try_parse(&text).map_err(|_| Code::InvalidValue),
            None | Some(Value::Null) => Err(Code::MissingField),
            Some(_) => Err(Code::InvalidValue),
        };
        id.unwrap_or_else(|code| self.wrong(FieldError::new(pointer(name), code))).into()
    }

    /// A required object. When it is missing, the error is recorded and the object is empty.
    pub(crate) fn required_object(&mut self, name: &str) -> Map<String, Value> {
        match self.given.get(name) {
            None | Some(Value::Null) => {
                self.given.remove(name);
                self.wrong(FieldError::new(pointer(name), Code::MissingField))
            }
            Some(_) => self.object(name).unwrap_or_default(),
        }
    }

    /// An object that is optional; null counts as absent.
    pub(crate) fn object(&mut self, name: &str) -> Option<Map<String, Value>> {
        match self.given.remove(name) {
            None | Some(Value::Null) => None,
            Some(Value::Object(object)) => Some(object),
            Some(_) => {
                let error = FieldError::new(pointer(name), Code::InvalidValue).with_message("must be an object");
                self.wrong(error)
            }
        }
    }

    /// Refuses the body if a field was wrong, or if one is left that no handler read.
    pub(crate) fn done(mut self) -> Result<()> {
        let unknown = |name| FieldError::new(pointer(name), Code::UnknownField);
        let left = MAX_FIELD_ERRORS.saturating_sub(self.errors.len());
        let unknown =
            self.given.keys().take(left).map(|name| unknown(name).with_message("there is no such field here"));
        self.errors.extend(unknown);
        if self.errors.is_empty() { Ok(()) } else { Err(Error::invalid(self.errors)) }
    }

    fn wrong<T: Default>(&mut self, error: FieldError) -> T {
        self.errors.push(error);
        T::default()
    }
}

fn not_text(name: &str) -> FieldError {
    FieldError::new(pointer(name), Code::InvalidValue).with_message("must be text")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn media_type(content_type: &str) -> Result<(), Code> {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, content_type.parse().unwrap())]);
        require_json(&headers).map_err(|error| error.code())
    }

    fn parsed(body: BufferedBody) -> Result<(), Code> {
        object(body).map(drop).map_err(|error| error.code())
    }

    #[test]
    fn only_json_in_utf8_is_read() {
        for good in ["application/json", "Application/JSON; charset=UTF-8", "application/merge-patch+json"] {
            assert_eq!(media_type(good), Ok(()), "{good}");
        }
        for bad in ["text/plain", "application/json; charset=utf-16", "application/jsonx", "", "application/xml"] {
            assert_eq!(media_type(bad), Err(Code::UnsupportedMediaType), "{bad}");
        }
        assert_eq!(require_json(&HeaderMap::new()).unwrap_err().code(), Code::UnsupportedMediaType);
        let packed = [(header::CONTENT_TYPE, "application/json"), (header::CONTENT_ENCODING, "gzip")];
        let packed = HeaderMap::from_iter(packed.map(|(name, value)| (name, value.parse().unwrap())));
        assert_eq!(require_json(&packed).unwrap_err().code(), Code::UnsupportedMediaType);
    }

    #[test]
    fn an_incomplete_body_or_one_that_is_no_object_is_refused() {
        let whole = |body: &str| BufferedBody::Whole(body.to_owned().into());
        assert_eq!(parsed(whole("{}")), Ok(()));
        for bad in ["", "[]", "1", "null", "{\"a\":1,\"a\":2}", "{}{}"] {
            assert_eq!(parsed(whole(bad)), Err(Code::MalformedBody), "{bad}");
        }
        assert_eq!(parsed(BufferedBody::TooLarge(64)), Err(Code::BodyTooLarge));
    }

    #[test]
    fn the_number_of_reported_fields_is_limited() {
        let given = (0..10_000).map(|number| (format!("f{number}"), json!(1))).collect();
        let mut fields = Fields::new(given);
        fields.text("email");
        let error = fields.done().unwrap_err();
        assert_eq!(error.fields().len(), MAX_FIELD_ERRORS);
        assert_eq!(error.fields()[0].pointer, "/email");
    }

    #[test]
    fn all_problems_of_the_fields_are_reported_together() {
        let Value::Object(given) = json!({"email": 1, "x/y": true, "tenantId": "no"}) else { unreachable!() };
        let mut fields = Fields::new(given);
        fields.text("email");
        fields.text("password");
        assert_eq!(fields.parsed::<uuid::Uuid>("tenantId", "must be an id"), None);
        let error = fields.done().unwrap_err();
        let pointers: Vec<_> = error.fields().iter().map(|field| (field.pointer.as_str(), field.code)).collect();
        let expected = [
            ("/email", "invalid_value"),
            ("/password", "missing_field"),
            ("/tenantId", "invalid_value"),
            ("/x~1y", "unknown_field"),
        ];
        assert_eq!(pointers, expected);
    }
}
