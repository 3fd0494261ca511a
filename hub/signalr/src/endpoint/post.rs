//! A POST: what the client sends on a transport whose responses only go the other way.

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use tokio::time::timeout;

use crate::hub::Hub;
use crate::negotiate::TokenStage;
use crate::response::{Refusal, answer};
use crate::server::Server;
use crate::transport::post_queue::{PostError, PostQueue};

/// Takes a POST's body into its connection; 200 once all of it is on its way.
pub(super) async fn receive<H: Hub>(
    server: &Server<H>,
    posts: &PostQueue,
    stage: TokenStage,
    body: Body,
) -> Result<Response, Refusal> {
    let options = &server.context.options;
    // A POST before its connection waits no longer than the negotiation does.
    let longest = match stage {
        TokenStage::Pending => options.negotiation_ttl.min(options.post_timeout),
        TokenStage::Live(_) => options.post_timeout,
    };
    match timeout(longest, posts.forward_body(body, options.client_timeout)).await.unwrap_or(Err(PostError::Unreadable))
    {
        Ok(()) => Ok(answer(StatusCode::OK, "text/plain", Body::empty())),
        Err(PostError::Unreadable) => Err(Refusal::new(StatusCode::BAD_REQUEST, "the body could not be read")),
        Err(PostError::Disconnected) => Err(Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID")),
    }
}
