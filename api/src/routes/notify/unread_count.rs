use axum::{extract::State, response::IntoResponse};
use plenum_app::notify;

use crate::{
    extract::{Bearer, NoQuery},
    problem::Problem,
    router::Api,
    routes::data,
};

/// Says how many of the caller's notifications are unread.
pub(crate) async fn get_unread_count(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
) -> Result<impl IntoResponse, Problem> {
    Ok(data(notify::unread_count(&api.app, &identity).await?))
}
