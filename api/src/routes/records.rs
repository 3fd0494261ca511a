//! The generic operations on the records of any entity. The router gives each handler the entity of its address.

mod create;
mod delete;
pub(crate) mod followers;
mod get;
mod list;
mod patch;
mod replace;
mod restore;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use get::get;
pub(crate) use list::{About, list};
pub(crate) use patch::patch;
pub(crate) use replace::replace;
pub(crate) use restore::restore;

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use plenum_app::records::RecordView;
use plenum_shared::Result;

use super::{EVENT_CURSOR, data, value};

/// A record with its version and cursor in the headers.
fn record(found: RecordView) -> Result<Response> {
    let headers = headers(&found)?;
    Ok((headers, data(found.record)).into_response())
}

fn headers(found: &RecordView) -> Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(header::ETAG, value(&format!("\"v{}\"", found.version))?);
    headers.insert(EVENT_CURSOR, value(&found.cursor)?);
    Ok(headers)
}
