mod links;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{Uri, header};
use plenum_app::records::{self, Count, ListFilter, ListRequest, Listing, Total};
use plenum_shared::{Code, Error, Result, caller::Identity, catalogue::Entity, error::FieldError};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    extract::{Query, json},
    problem::Problem,
    routes::answer::{EVENT_CURSOR, header_value},
    state::Api,
};

#[derive(Serialize)]
struct Page {
    data: Vec<Map<String, Value>>,
    page: RecordPageInfo,
}

/// The position of a page of records in its list.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordPageInfo {
    limit: u32,
    next: Option<String>,
    prev: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64")]
    total: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "TotalIs")]
    total_is: Option<TotalIs>,
}

/// How exact the `total` of a list is.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum TotalIs {
    /// It is the number of records.
    Exact,
    /// There may be more.
    AtLeast,
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
    let links = links::links(address.path(), &request, &listing);
    let links = links.map(|links| Ok::<_, Error>((header::LINK, header_value(&links)?))).transpose()?;
    Ok((links.map(|link| [link]), answer(listing)?).into_response())
}

/// The page, with the event cursor in the headers.
pub(super) fn answer(listing: Listing) -> Result<Response> {
    let cursor = [(EVENT_CURSOR, header_value(&listing.cursor)?)];
    let Listing { records, limit, next, prev, total, .. } = listing;
    let (total, total_is) = match total {
        None => (None, None),
        Some(Total::Exact(number)) => (Some(number), Some(TotalIs::Exact)),
        Some(Total::AtLeast(number)) => (Some(number), Some(TotalIs::AtLeast)),
    };
    Ok((cursor, Json(Page { data: records, page: RecordPageInfo { limit, next, prev, total, total_is } }))
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
        filter: filter(&mut query)?,
        search: query.take("q"),
    };
    query.done()?;
    Ok(request)
}

/// The filter, as JSON or in brackets.
pub(super) fn filter(query: &mut Query) -> Result<ListFilter> {
    let wrong = |why| {
        let field = FieldError::new("filter", Code::MalformedQuery).with_message(why);
        Error::new(Code::MalformedQuery).with_fields(vec![field])
    };
    let (json, brackets) = (query.take("filter"), query.take_bracketed("filter"));
    match json {
        None if brackets.is_empty() => Ok(ListFilter::None),
        None => Ok(ListFilter::Brackets(brackets)),
        Some(_) if !brackets.is_empty() => {
            Err(wrong("a filter is given as JSON or in brackets, not as both".to_owned()))
        }
        Some(text) => {
            let json =
                json::parse(text.as_bytes()).map_err(|json::Refused(why)| wrong(format!("expected JSON: {why}")))?;
            Ok(ListFilter::Parameter(json))
        }
    }
}

pub(super) fn count(text: &str) -> Result<Count> {
    match text {
        "exact" => Ok(Count::Exact),
        "estimate" => Ok(Count::Estimate),
        _ => {
            let field = FieldError::new("count", Code::InvalidValue).with_message("expected exact or estimate");
            Err(Error::new(Code::MalformedQuery).with_fields(vec![field]))
        }
    }
}
