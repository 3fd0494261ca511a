use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use plenum_app::identity::invitations::{self, Invite};

use crate::{
    extract::{Bearer, Fields, JsonObject, NoQuery},
    problem::Problem,
    routes::answer::data,
    state::Api,
};

/// Invites a person. The answer is the only one that holds the token.
pub(crate) async fn create_invitation(
    State(api): State<Api>,
    Bearer(identity): Bearer,
    _: NoQuery,
    JsonObject(body): JsonObject,
) -> Result<Response, Problem> {
    let mut fields = Fields::new(body);
    let invite = Invite {
        email: fields.text("email"),
        role: fields.text("role"),
        teams: fields.list("teams", "must be the id of a team"),
    };
    fields.done()?;
    let invited = invitations::create(&api.app, &identity, invite).await?;
    let uncached = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::CREATED, uncached, data(invited)).into_response())
}
