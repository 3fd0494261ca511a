use axum::response::{IntoResponse, Response};
use http::{StatusCode, Uri, header};
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity};

use super::{record, value};
use crate::{extract::JsonObject, problem::Problem, router::Api};

/// Makes a record. Its address is the one the request was sent to, with the id after it.
pub(crate) async fn create(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    address: Uri,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let found = records::create(&api.app, &identity, entity, body).await?;
    let location = value(&format!("{}/{}", address.path(), found.id))?;
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], record(found)?).into_response())
}
