//! A page of a list as an answer.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Uri, header};
use plenum_app::{PageRequest, Paged};
use plenum_shared::Result;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{EVENT_CURSOR, header_value};
use crate::{extract::Query, problem::Problem};

#[derive(Serialize)]
pub(super) struct Page<T> {
    data: Vec<T>,
    page: PageInfo,
}

impl<T> Page<T> {
    pub(super) fn new(data: Vec<T>, limit: u32, next: Option<String>, prev: Option<String>) -> Self {
        Self { data, page: PageInfo { limit, next, prev } }
    }
}

/// The position of a page in its list.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PageInfo")]
pub(crate) struct PageInfo {
    limit: u32,
    next: Option<String>,
    prev: Option<String>,
}

/// The page that a query requests.
pub(crate) fn requested(mut query: Query) -> Result<PageRequest> {
    let limit = query.take_parsed("limit", "expected a whole number")?;
    let request = PageRequest { limit, cursor: query.take("cursor") };
    query.done()?;
    Ok(request)
}

/// The page, with its neighbours as web links (RFC 8288). Cursors are base64url and need no escaping.
pub(crate) fn answer<T: Serialize>(address: &Uri, paged: Paged<T>) -> Result<Response, Problem> {
    answer_narrowed(address, &[], paged)
}

/// A page of a list that was narrowed by parameters, which the links repeat. Their values must need no escaping.
pub(crate) fn answer_narrowed<T: Serialize>(
    address: &Uri,
    query: &[(&'static str, String)],
    paged: Paged<T>,
) -> Result<Response, Problem> {
    let Paged { items, limit, next, prev, cursor } = paged;
    let mut headers = HeaderMap::new();
    headers.insert(EVENT_CURSOR, header_value(&cursor)?);
    let path = address.path();
    let narrowed: String = query.iter().map(|(name, value)| format!("&{name}={value}")).collect();
    let link = |cursor: &String, rel| format!("<{path}?limit={limit}{narrowed}&cursor={cursor}>; rel=\"{rel}\"");
    let links = next.iter().map(|cursor| link(cursor, "next")).chain(prev.iter().map(|cursor| link(cursor, "prev")));
    let links: Vec<_> = links.collect();
    if !links.is_empty() {
        headers.insert(header::LINK, header_value(&links.join(", "))?);
    }
    Ok((headers, Json(Page::new(items, limit, next, prev))).into_response())
}
