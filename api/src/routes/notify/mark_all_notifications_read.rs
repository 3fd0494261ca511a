use axum::{extract::State, response::IntoResponse};
use schemars::JsonSchema;

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// The position up to which to mark.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[schemars(rename = "MarkAllNotificationsRead")]
pub(crate) struct UpTo {
    cursor: Option<String>,
}

/// Marks the caller's notifications as read, and answers the number of unread ones. With a `cursor`, that of an event
/// or of a list, later notifications stay unread.
pub(crate) async fn mark_all_notifications_read(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<impl IntoResponse, Problem> {
    let mut fields = Fields::new(body);
    let up_to = UpTo { cursor: fields.parsed("cursor", "must be a cursor") };
    fields.done()?;
    Ok(data(plenum_notify::mark_all_read(&api.app, &identity, up_to.cursor.as_deref()).await?))
}
