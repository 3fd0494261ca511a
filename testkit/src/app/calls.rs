//! Arguments of use cases in tests, and the reading of refusals.

use plenum_shared::{Code, Error, Result, caller::Origin};
use serde_json::{Map, Value};

/// Where the requests of tests come from.
pub fn origin() -> Origin {
    Origin { request_id: "test".to_owned(), ..Origin::default() }
}

/// The fields of a body.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        other => panic!("not an object: {other}"),
    }
}

/// The code of a refusal.
#[track_caller]
pub fn refused<T>(result: Result<T>) -> Code {
    refusal(result).code()
}

/// The code of a refusal, and the field that it is about.
#[track_caller]
pub fn refused_field<T>(result: Result<T>) -> (Code, String) {
    let error = refusal(result);
    (error.code(), error.fields().first().map(|field| field.pointer.clone()).unwrap_or_default())
}

#[track_caller]
fn refusal<T>(result: Result<T>) -> Error {
    match result {
        Ok(_) => panic!("it was allowed"),
        Err(error) => error,
    }
}
