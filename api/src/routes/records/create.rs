use axum::response::{IntoResponse, Response};
use http::{StatusCode, Uri, header};
use plenum_app::records;
use plenum_shared::{caller::Identity, catalogue::Entity};

use crate::{
    extract::JsonObject,
    problem::Problem,
    routes::answer::{header_value, record},
    state::Api,
};

/// Creates a record. Its address is the one the request was sent to, with the id after it.
pub(crate) async fn create(
    api: Api,
    entity: &'static Entity,
    identity: Identity,
    address: Uri,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let found = records::create(&api.app, &identity, entity, body).await?;
    let location = header_value(&format!("{}/{}", address.path(), found.id))?;
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], record(found)?).into_response())
}
