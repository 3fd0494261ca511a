use axum::{extract::State, response::IntoResponse};
use plenum_app::identity::auth::{self, NewNames};

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// Changes the caller's names.
pub(crate) async fn update_me(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<impl IntoResponse, Problem> {
    let mut fields = Fields::new(body);
    let new = NewNames {
        first_name: fields.parsed("firstName", "must be text"),
        last_name: fields.parsed("lastName", "must be text"),
    };
    fields.done()?;
    Ok(data(auth::update_me(&api.app, &identity, new).await?))
}
