//! What a client says on a transport whose responses only go the other way.

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;

use super::{Refusal, answer};
use crate::hub::Hub;
use crate::server::Server;
use crate::transport::inbox::{Inbox, PostError};

/// Takes a POST's body into its connection; 200 once all of it is on its way.
pub(super) async fn take<H: Hub>(server: &Server<H>, inbox: &Inbox, body: Body) -> Result<Response, Refusal> {
    match inbox.take(body, server.options.client_timeout).await {
        Ok(()) => Ok(answer(StatusCode::OK, "text/plain", Body::empty())),
        Err(PostError::Unreadable) => Err(Refusal::new(StatusCode::BAD_REQUEST, "the body could not be read")),
        Err(PostError::Gone) => Err(Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID")),
    }
}
