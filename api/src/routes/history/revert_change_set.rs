use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, Uri, header};
use plenum_app::history::change_sets::{self, Rehearsal, Reverted};
use plenum_shared::ids::ChangeSetId;
use schemars::JsonSchema;

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery, PathId},
    problem::Problem,
    routes::answer::{EVENT_CURSOR, data, header_value},
    state::Api,
};

/// How a change set is reverted.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Revert")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct Revert {
    /// Whether to report what a revert would do, and do nothing.
    dry_run: Option<bool>,
}

/// Reverts a change set, or tries it out. Of a large set the answer is the job that does it, with its address.
pub(crate) async fn revert_change_set(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<ChangeSetId>,
    _: NoQuery,
    address: Uri,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let rehearsal = if fields.flag("dryRun").unwrap_or(false) { Rehearsal::Yes } else { Rehearsal::No };
    fields.done()?;
    match change_sets::revert(&api.app, &identity, id, rehearsal).await? {
        Reverted::Done(done) => {
            let cursor = header_value(&done.cursor)?;
            Ok(([(EVENT_CURSOR, cursor)], data(done.value)).into_response())
        }
        Reverted::Begun(job) => {
            // Jobs stand beside change sets, under the prefix that the request was sent to.
            let prefix = address.path().split("/change-sets/").next().unwrap_or_default();
            let location = header_value(&format!("{prefix}/jobs/{}", job.id))?;
            Ok((StatusCode::ACCEPTED, [(header::LOCATION, location)], data(job)).into_response())
        }
    }
}
