use axum::{extract::State, response::IntoResponse};
use plenum_app::notify;
use plenum_shared::ids::NotificationId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    router::Api,
    routes::data,
};

/// Marks one of the caller's notifications as read, and says how many are not.
pub(crate) async fn mark_notification_read(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<NotificationId>,
    _: NoQuery,
) -> Result<impl IntoResponse, Problem> {
    Ok(data(notify::mark_one_read(&api.app, &identity, id).await?))
}
