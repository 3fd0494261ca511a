use axum::response::Response;
use plenum_app::records::{self, ListFilter, ListRequest};
use plenum_shared::{Code, Error, Result, caller::Identity, catalogue::Entity, error::FieldError};
use serde_json::{Map, Value};

use super::list;
use crate::{
    extract::{Fields, JsonObject},
    problem::Problem,
    state::Api,
};

/// Reads a page of a list whose parameters are in the body: as typed clients write them, and longer than an address
/// may be.
pub(crate) async fn search(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let request = read(body)?;
    let listing = records::list(&api.app, &identity, entity, &request).await.map_err(of_body)?;
    Ok(list::answer(listing)?)
}

fn read(body: Map<String, Value>) -> Result<ListRequest> {
    let mut fields = Fields::new(body);
    let number = "must be a whole number";
    let most = u64::from(u32::MAX);
    let mut whole = |name| fields.whole(name, most, number).and_then(|number| u32::try_from(number).ok());
    let (limit, page) = (whole("limit"), whole("page"));
    let mut listed = |name| Some(fields.list::<String>(name, "must be text").join(",")).filter(|list| !list.is_empty());
    let (sort, shown, include) = (listed("sort"), listed("fields"), listed("include"));
    let count = fields.parsed::<String>("count", "must be exact or estimate");
    let request = ListRequest {
        limit,
        cursor: fields.parsed("cursor", "must be a cursor"),
        page,
        count: None,
        sort,
        fields: shown,
        include,
        filter: fields.value("filter").map_or(ListFilter::None, ListFilter::Body),
        search: fields.parsed("q", "must be text"),
    };
    fields.done()?;
    let count = count.map(|text| list::count(&text)).transpose().map_err(of_body)?;
    Ok(ListRequest { count, ..request })
}

/// An error about a parameter as one about a member of the body.
fn of_body(error: Error) -> Error {
    if error.code() != Code::MalformedQuery {
        return error;
    }
    let fields =
        error.fields().iter().cloned().map(|field| FieldError { pointer: format!("/{}", field.pointer), ..field });
    Error::invalid(fields.collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: &Value) -> Result<ListRequest> {
        super::read(body.as_object().cloned().unwrap_or_default())
    }

    #[test]
    fn a_body_has_the_parameters_of_a_list() {
        let filter = json!({ "status": { "eq": "open" } });
        let body = json!({ "filter": filter, "q": "x", "sort": ["-title", "value"], "fields": ["title"], "limit": 5,
            "count": "exact", "page": 2, "cursor": null });
        let request = read(&body).expect("a request");
        let expected = ListRequest {
            limit: Some(5),
            page: Some(2),
            count: Some(records::Count::Exact),
            sort: Some("-title,value".to_owned()),
            fields: Some("title".to_owned()),
            filter: ListFilter::Body(filter),
            search: Some("x".to_owned()),
            ..ListRequest::default()
        };
        assert_eq!(request, expected);
        assert_eq!(read(&json!({})).expect("a request"), ListRequest::default());
    }

    #[test]
    fn problems_point_into_the_body() {
        for (body, pointer) in [
            (json!({ "limit": "5" }), "/limit"),
            (json!({ "limit": -1 }), "/limit"),
            (json!({ "sort": "title" }), "/sort"),
            (json!({ "fields": [1] }), "/fields/0"),
            (json!({ "count": "some" }), "/count"),
            (json!({ "where": {} }), "/where"),
        ] {
            let error = read(&body).expect_err("refused");
            assert_eq!((error.code(), error.fields()[0].pointer.as_str()), (Code::Invalid, pointer), "{body}");
        }
    }
}
