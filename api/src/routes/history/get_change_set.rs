use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use plenum_app::history::change_sets;
use plenum_shared::ids::ChangeSetId;

use crate::{
    extract::{Bearer, NoQuery, PathId},
    problem::Problem,
    routes::answer::{EVENT_CURSOR, data, header_value},
    state::Api,
};

/// Reads a change set with its changes.
pub(crate) async fn get_change_set(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    PathId(id): PathId<ChangeSetId>,
    _: NoQuery,
) -> Result<Response, Problem> {
    let found = change_sets::get(&api.app, &identity, id).await?;
    let cursor = header_value(&found.cursor)?;
    Ok(([(EVENT_CURSOR, cursor)], data(found.value)).into_response())
}
