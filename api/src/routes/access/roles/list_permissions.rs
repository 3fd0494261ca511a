use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use plenum_app::access::roles::{self, PermissionList};

use crate::{
    extract::{Bearer, Languages, NoQuery},
    problem::Problem,
    routes::answer,
    state::Api,
};

/// Everything that a role can be granted, with titles in the reader's language.
pub(crate) async fn list_permissions(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    Languages(languages): Languages,
    _: NoQuery,
) -> Result<Response, Problem> {
    let PermissionList { modules, language } = roles::permissions(&api.app, &identity, languages).await?;
    Ok((answer::in_language(language), answer::data(modules)).into_response())
}
