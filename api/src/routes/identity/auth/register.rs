use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use plenum_app::identity::auth::{self, Register};

use crate::{
    extract::{Fields, JsonObject, NoQuery, RequestOrigin},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// Founds a tenant with its first administrator, and signs that person in.
pub(crate) async fn register(
    State(api): State<Api>,
    RequestOrigin(origin): RequestOrigin,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let input = Register {
        email: fields.text("email"),
        password: fields.text("password"),
        first_name: fields.text("firstName"),
        last_name: fields.text("lastName"),
        company: fields.text("company"),
    };
    fields.done()?;
    let signed_in = auth::register(&api.app, &input, &origin).await?;
    Ok((StatusCode::CREATED, data(signed_in)).into_response())
}
