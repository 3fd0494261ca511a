use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use plenum_app::history::change_sets::{self, Rehearsal};
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

/// Reverts a change set, or tries it out.
pub(crate) async fn revert_change_set(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<ChangeSetId>,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let rehearsal = if fields.flag("dryRun").unwrap_or(false) { Rehearsal::Yes } else { Rehearsal::No };
    fields.done()?;
    let done = change_sets::revert(&api.app, &identity, id, rehearsal).await?;
    let cursor = header_value(&done.cursor)?;
    Ok(([(EVENT_CURSOR, cursor)], data(done.value)).into_response())
}
