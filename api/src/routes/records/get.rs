use axum::response::Response;
use plenum_app::records;
use plenum_shared::{
    Code, Error,
    caller::Identity,
    catalogue::{Entity, parse_timestamp},
    error::FieldError,
    ids::RecordId,
};

use crate::{extract::Query, problem::Problem, routes::answer::record, state::Api};

/// Reads a record, and the related records that `include` requests; or the record as it was at the time `asOf`.
pub(crate) async fn get(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    id: RecordId,
    mut query: Query,
) -> Result<Response, Problem> {
    let (include, as_of) = (query.take("include"), query.take("asOf"));
    query.done()?;
    if let Some(text) = as_of {
        let at = parse_timestamp(&text).ok_or_else(|| wrong("asOf", "expected a time such as 2026-01-31T12:00:00Z"))?;
        if include.is_some() {
            // Related records are shown as they are now, which would be another time.
            return Err(wrong("include", "related records cannot be read as of a time").into());
        }
        return record(records::get_as_of(&api.app, &identity, entity, id, at).await?);
    }
    record(records::get(&api.app, &identity, entity, id, include.as_deref()).await?)
}

fn wrong(parameter: &str, why: &'static str) -> Error {
    let field = FieldError::new(parameter, Code::InvalidValue).with_message(why);
    Error::new(Code::MalformedQuery).with_fields(vec![field])
}
