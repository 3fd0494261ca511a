use std::borrow::Cow;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use plenum_app::records::{self, CountRequest, Counted, CountedGroup, Total};
use plenum_shared::{Result, caller::Identity, catalogue::Entity};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value};

use super::list::{TotalIs, filter};
use crate::{
    extract::Query,
    problem::Problem,
    routes::answer::{EVENT_CURSOR, header_value},
    state::Api,
};

#[derive(Serialize)]
struct Data {
    data: RecordCount,
}

/// A number of records, and the groups that they are in.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordCount {
    total: i64,
    total_is: TotalIs,
    /// The largest first; none without `groupBy`.
    #[schemars(length(max = plenum_shared::grouping::MAX_GROUPS))]
    groups: Vec<RecordGroup>,
    /// Whether there are other groups than these.
    has_more: bool,
}

/// Records with the same values.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordGroup {
    #[schemars(with = "GroupValues")]
    by: Map<String, Value>,
    count: i64,
}

/// What the records of a group have in common.
struct GroupValues;

impl JsonSchema for GroupValues {
    fn schema_name() -> Cow<'static, str> {
        "GroupValues".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let description = "The values by the names in `groupBy`, null for records without one. A period is named by its \
                           first day.";
        json_schema!({ "type": "object", "description": description, "additionalProperties": true })
    }
}

/// Counts the records that the caller may see, filtered and grouped as requested.
pub(crate) async fn count(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    query: Query,
) -> Result<Response, Problem> {
    let counted = records::count(&api.app, &identity, entity, &read(query)?).await?;
    let Counted { total, groups, has_more, cursor } = counted;
    let (total, total_is) = match total {
        Total::Exact(number) => (number, TotalIs::Exact),
        Total::AtLeast(number) => (number, TotalIs::AtLeast),
    };
    let groups = groups.into_iter().map(|CountedGroup { by, count }| RecordGroup { by, count }).collect();
    let data = RecordCount { total, total_is, groups, has_more };
    Ok(([(EVENT_CURSOR, header_value(&cursor)?)], Json(Data { data })).into_response())
}

fn read(mut query: Query) -> Result<CountRequest> {
    let request =
        CountRequest { group_by: query.take("groupBy"), filter: filter(&mut query)?, search: query.take("q") };
    query.done()?;
    Ok(request)
}
