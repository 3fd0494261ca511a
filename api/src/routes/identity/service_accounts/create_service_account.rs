use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, Uri, header};
use plenum_app::identity::service_accounts::{self, NewServiceAccount};

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery},
    problem::Problem,
    routes::answer::{data, header_value},
    state::Api,
};

/// Creates a service account. The answer is the only one that holds its secret.
pub(crate) async fn create_service_account(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    address: Uri,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let new = NewServiceAccount {
        name: fields.text("name"),
        role: fields.text("role"),
        teams: fields.list("teams", "must be the id of a team"),
    };
    fields.done()?;
    let made = service_accounts::create(&api.app, &identity, new).await?;
    let location = header_value(&format!("{}/{}", address.path(), made.client_id))?;
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store")), (header::LOCATION, location)];
    Ok((StatusCode::CREATED, headers, data(made)).into_response())
}
