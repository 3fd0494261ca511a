use std::time::Duration;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use plenum_app::identity::service_accounts::{self, MAX_OVERLAP};
use plenum_shared::ids::UserId;
use schemars::JsonSchema;

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery, PathId},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// The end of the old secrets, for the document.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are read from the body by name")]
pub(crate) struct SecretRotation {
    /// How long the old secrets live on, in seconds; without it they end at once, and with them their sessions.
    #[schemars(range(min = 0, max = 604_800))]
    overlap_seconds: Option<u32>,
}

/// Creates a new secret for a service account. The answer is the only one that holds it.
pub(crate) async fn rotate_service_account_secret(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<UserId>,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let overlap = fields.whole("overlapSeconds", MAX_OVERLAP.as_secs(), "must be a number of seconds up to a week");
    fields.done()?;
    let overlap = Duration::from_secs(overlap.unwrap_or(0));
    let rotated = service_accounts::rotate_secret(&api.app, &identity, id, overlap).await?;
    let uncached = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((uncached, data(rotated)).into_response())
}
