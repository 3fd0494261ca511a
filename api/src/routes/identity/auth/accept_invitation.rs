use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use plenum_app::identity::auth::{self, AcceptInvitation};

use crate::{
    extract::{Fields, JsonObject, NoQuery, RequestOrigin},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// Accepts an invitation: makes the person a member and signs them in.
pub(crate) async fn accept_invitation(
    State(api): State<Api>,
    RequestOrigin(origin): RequestOrigin,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let input = AcceptInvitation {
        token: fields.text("token"),
        password: fields.text("password"),
        first_name: fields.parsed("firstName", "must be text"),
        last_name: fields.parsed("lastName", "must be text"),
    };
    fields.done()?;
    let signed_in = auth::accept_invitation(&api.app, &input, &origin).await?;
    Ok((StatusCode::CREATED, data(signed_in)).into_response())
}
