use axum::{extract::State, response::IntoResponse};
use plenum_app::notify;

use crate::{
    extract::{Bearer, JsonObject, NoQuery},
    problem::Problem,
    router::Api,
    routes::data,
};

/// Replaces what the caller wants to be told, and how.
pub(crate) async fn put_notification_preferences(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<impl IntoResponse, Problem> {
    Ok(data(notify::put_preferences(&api.app, &identity, &body).await?))
}
