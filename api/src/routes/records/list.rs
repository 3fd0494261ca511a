use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Uri, header};
use plenum_app::records::{self, ListRequest, Listing};
use plenum_shared::{caller::Identity, catalogue::Entity};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::routes::{EVENT_CURSOR, value};
use crate::{extract::Query, problem::Problem, router::Api};

#[derive(Serialize)]
struct Page {
    data: Vec<Map<String, Value>>,
    page: About,
}

#[derive(Serialize)]
struct About {
    limit: u32,
    next: Option<String>,
    prev: Option<String>,
}

/// Reads a page of the records that the caller may see, newest first.
pub(crate) async fn list(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    address: Uri,
    mut query: Query,
) -> Result<Response, Problem> {
    let limit = query.take_parsed("limit", "expected a whole number")?;
    let request = ListRequest { limit, cursor: query.take("cursor") };
    query.done()?;
    let listing = records::list(&api.app, &identity, entity, &request).await?;
    let mut headers = HeaderMap::new();
    headers.insert(EVENT_CURSOR, value(&listing.cursor)?);
    if let Some(links) = links(address.path(), &listing) {
        headers.insert(header::LINK, value(&links)?);
    }
    let Listing { records, limit, next, prev, .. } = listing;
    Ok((headers, Json(Page { data: records, page: About { limit, next, prev } })).into_response())
}

/// The neighbouring pages as web links (RFC 8288). Cursors are base64url and need no escaping.
fn links(path: &str, listing: &Listing) -> Option<String> {
    let limit = listing.limit;
    let link = |cursor: &String, rel| format!("<{path}?limit={limit}&cursor={cursor}>; rel=\"{rel}\"");
    let next = listing.next.as_ref().map(|cursor| link(cursor, "next"));
    let prev = listing.prev.as_ref().map(|cursor| link(cursor, "prev"));
    let links: Vec<_> = next.into_iter().chain(prev).collect();
    (!links.is_empty()).then(|| links.join(", "))
}
