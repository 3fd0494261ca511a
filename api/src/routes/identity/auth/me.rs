use axum::{extract::State, response::IntoResponse};
use plenum_app::identity::auth;

use crate::{
    extract::{Bearer, NoQuery},
    problem::Problem,
    router::Api,
    routes::data,
};

/// Who the caller is, and what they may do.
pub(crate) async fn me(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
) -> Result<impl IntoResponse, Problem> {
    Ok(data(auth::me(&api.app, &identity).await?))
}
