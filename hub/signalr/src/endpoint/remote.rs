//! Requests for a connection or a token of another node.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::{Body, to_bytes};
use axum::response::Response;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use tokio::time::timeout;

use super::admission::holder;
use crate::auth::Identity;
use crate::cluster::message::{RelayedAction, RelayedRequest, RelayedResponse};
use crate::cluster::{Cluster, RelayError};
use crate::hub::Hub;
use crate::negotiate::{Claim, HandedOverToken};
use crate::options::Transport;
use crate::response::{Refusal, answer};
use crate::server::Server;
use crate::transport::long_polling;

/// The outcome of relaying a request.
pub(super) enum RelayOutcome {
    /// The other node has answered.
    Answered(Response),
    /// The token has no connection yet, so it may begin here.
    Pending,
}

/// A request in the form in which nodes relay it.
pub(super) fn request<S>(action: RelayedAction, token: &str, identity: &Identity<S>) -> RelayedRequest {
    let expires_at =
        identity.expires_at.map(|at| at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs());
    RelayedRequest {
        action,
        token: token.to_owned(),
        holder: holder(identity),
        expires_at,
        groups: identity.groups.clone(),
    }
}

/// Has a request answered by the node that knows its token.
pub(super) async fn relay<H: Hub>(
    server: &Server<H>,
    cluster: &Arc<Cluster>,
    node: &str,
    request: RelayedRequest,
    headers: &HeaderMap,
    body: Body,
) -> Result<RelayOutcome, Refusal> {
    let options = &server.context.options;
    let action = request.action;
    // As long as the work may take on the other node; giving up earlier would lose it halfway.
    let longest = match action {
        RelayedAction::Poll => options.poll_timeout,
        RelayedAction::Post => options.post_timeout,
        RelayedAction::Delete | RelayedAction::Refresh | RelayedAction::Claim(_) => Duration::ZERO,
    };
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let reserved = if action == RelayedAction::Post { length.unwrap_or(options.max_relayed_body) } else { 0 };
    if reserved > options.max_relayed_body {
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long to be sent on"));
    }
    let _permit = cluster.reserve_body(&request.holder, reserved).await.map_err(RelayError::refusal)?;
    let body = if action == RelayedAction::Post {
        read(body, options.max_relayed_body, options.post_timeout).await?
    } else {
        Bytes::new()
    };
    match send(server, cluster, node, request, &body, longest).await? {
        (RelayedResponse::Http { status, json }, bytes) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            let polled = action == RelayedAction::Poll && matches!(status, StatusCode::OK | StatusCode::NO_CONTENT);
            let kind = if json { "application/json" } else { "text/plain; charset=utf-8" };
            Ok(RelayOutcome::Answered(match polled {
                true => long_polling::answer(status, Body::from(bytes)),
                false => answer(status, kind, Body::from(bytes)),
            }))
        }
        (RelayedResponse::Pending, _) => Ok(RelayOutcome::Pending),
        (RelayedResponse::Claimed { .. }, _) => Err(Refusal::new(StatusCode::BAD_GATEWAY, "")),
    }
}

/// Takes a token over from the node that knows it, for a transport that begins here.
pub(super) async fn claim<H: Hub>(
    server: &Server<H>,
    cluster: &Arc<Cluster>,
    node: &str,
    token: &str,
    identity: &Identity<H::State>,
    transport: Transport,
) -> Result<Claim, Refusal> {
    let request = request(RelayedAction::Claim(transport), token, identity);
    match send(server, cluster, node, request, &[], Duration::ZERO).await? {
        (RelayedResponse::Claimed { id, stateful }, posted) => {
            let token_parts = HandedOverToken { id, stateful, posted: posted.to_vec() };
            let (cluster, issuer) = (Arc::clone(cluster), cluster.issuer(token).unwrap_or(node).to_owned());
            let on_end = Box::new(move |token: &str| cluster.forget_token(&issuer, token));
            Ok(server.negotiations.take_over(token, holder(identity), transport, token_parts, on_end))
        }
        (RelayedResponse::Http { status, .. }, text) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            Err(Refusal::new(status, String::from_utf8_lossy(&text).into_owned()))
        }
        (RelayedResponse::Pending, _) => Err(Refusal::new(StatusCode::BAD_GATEWAY, "")),
    }
}

/// Sends a request to the node that knows a token, or, when that node has left, to the one that has its connection.
async fn send<H: Hub>(
    server: &Server<H>,
    cluster: &Arc<Cluster>,
    node: &str,
    request: RelayedRequest,
    body: &[u8],
    longest: Duration,
) -> Result<(RelayedResponse, Bytes), Refusal> {
    let answer = async {
        match cluster.reach(node).await {
            Ok(()) => return cluster.relay(node, request, body, longest).await,
            Err(RelayError::NoNode) => {}
            Err(error) => return Err(error),
        }
        let owner = cluster.locate_owner(&request.token, &request.holder).await?;
        server.negotiations.record_location(&request.token, &owner);
        cluster.relay(&owner, request, body, longest).await
    };
    let answer = answer.await;
    let outcome = answer.as_ref().map_or_else(|error| error.label(), |_| "answered");
    metrics::counter!("signalr.server.relays", "outcome" => outcome).increment(1);
    answer.map_err(RelayError::refusal)
}

async fn read(body: Body, longest: usize, within: Duration) -> Result<Bytes, Refusal> {
    let unreadable = || Refusal::new(StatusCode::BAD_REQUEST, "the body could not be read");
    timeout(within, to_bytes(body, longest)).await.map_err(|_| unreadable())?.map_err(|_| unreadable())
}
