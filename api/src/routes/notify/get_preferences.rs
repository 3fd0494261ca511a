use axum::{extract::State, response::IntoResponse};
use plenum_app::notify;

use crate::{
    extract::{Bearer, NoQuery},
    problem::Problem,
    router::Api,
    routes::data,
};

/// Reads what the caller wants to be told, and how.
pub(crate) async fn get_notification_preferences(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
) -> Result<impl IntoResponse, Problem> {
    Ok(data(notify::get_preferences(&api.app, &identity).await?))
}
