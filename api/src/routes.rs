//! One file per operation; the handler is named like the operation. Addresses stand in `router.rs` and nowhere else.

pub(crate) mod access;
pub(crate) mod documents;
pub(crate) mod health;
pub(crate) mod history;
pub(crate) mod identity;
pub(crate) mod notify;
pub(crate) mod page;
pub(crate) mod platform;
pub(crate) mod records;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header};
use plenum_app::Versioned;
use plenum_shared::{Error, Result};
use serde::Serialize;

/// Where the tenant's log stood when the answer was made: listening from there on misses nothing.
const EVENT_CURSOR: HeaderName = HeaderName::from_static("x-event-cursor");

/// The envelope of every success.
#[derive(Serialize)]
struct Data<T> {
    data: T,
}

fn data(value: impl Serialize) -> impl IntoResponse {
    Json(Data { data: value })
}

/// One thing with its version and cursor in the headers.
fn versioned<T: Serialize>(found: Versioned<T>) -> Result<Response> {
    let headers = [(header::ETAG, value(&format!("\"v{}\"", found.version))?), (EVENT_CURSOR, value(&found.cursor)?)];
    Ok((headers, data(found.value)).into_response())
}

/// A new thing, and where it is found from now on.
fn created<T: Serialize>(address: &str, id: impl std::fmt::Display, found: Versioned<T>) -> Result<Response> {
    let location = value(&format!("{address}/{id}"))?;
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], versioned(found)?).into_response())
}

fn value(text: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(text).map_err(Error::internal)
}
