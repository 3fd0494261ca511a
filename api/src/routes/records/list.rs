mod links;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Uri, header};
use plenum_app::records::{self, Count, ListRequest, Listing, Total};
use plenum_shared::{Code, Error, Result, caller::Identity, catalogue::Entity, error::FieldError};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    extract::Query,
    problem::Problem,
    routes::answer::{EVENT_CURSOR, header_value},
    state::Api,
};

#[derive(Serialize)]
struct Page {
    data: Vec<Map<String, Value>>,
    page: RecordsPageInfo,
}

/// The position of a page of records in its list.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "RecordsPage")]
pub(crate) struct RecordsPageInfo {
    limit: u32,
    next: Option<String>,
    prev: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<i64>,
    /// Whether there may be more than `total`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["exact", "at_least"]))]
    total_is: Option<&'static str>,
}

/// Reads a page of the records that the caller may see, filtered and sorted as requested; the newest first by default.
pub(crate) async fn list(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    address: Uri,
    query: Query,
) -> Result<Response, Problem> {
    let request = read(query)?;
    let listing = records::list(&api.app, &identity, entity, &request).await?;
    let mut headers = HeaderMap::new();
    headers.insert(EVENT_CURSOR, header_value(&listing.cursor)?);
    if let Some(links) = links::links(address.path(), &request, &listing) {
        headers.insert(header::LINK, header_value(&links)?);
    }
    let Listing { records, limit, next, prev, total, .. } = listing;
    let (total, total_is) = match total {
        None => (None, None),
        Some(Total::Exact(number)) => (Some(number), Some("exact")),
        Some(Total::AtLeast(number)) => (Some(number), Some("at_least")),
    };
    Ok((headers, Json(Page { data: records, page: RecordsPageInfo { limit, next, prev, total, total_is } }))
        .into_response())
}

fn read(mut query: Query) -> Result<ListRequest> {
    let number = "expected a whole number";
    let request = ListRequest {
        limit: query.take_parsed("limit", number)?,
        cursor: query.take("cursor"),
        page: query.take_parsed("page", number)?,
        count: query.take("count").map(|text| count(&text)).transpose()?,
        sort: query.take("sort"),
        fields: query.take("fields"),
        include: query.take("include"),
        filter: query.take_bracketed("filter"),
        search: query.take("q"),
    };
    query.done()?;
    Ok(request)
}

fn count(text: &str) -> Result<Count> {
    match text {
        "exact" => Ok(Count::Exact),
        "estimate" => Ok(Count::Estimate),
        _ => {
            let field = FieldError::new("count", Code::InvalidValue).with_message("expected exact or estimate");
            Err(Error::new(Code::MalformedQuery).with_fields(vec![field]))
        }
    }
}
