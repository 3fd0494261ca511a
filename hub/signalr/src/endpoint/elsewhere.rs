//! Requests whose connection lives, or whose token is, on another node.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::{Body, to_bytes};
use axum::response::Response as HttpResponse;
use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use tokio::time::timeout;

use super::admission::holder;
use crate::auth::Identity;
use crate::cluster::Cluster;
use crate::cluster::NoAnswer;
use crate::cluster::word::{Action, Request, Response};
use crate::hub::Hub;
use crate::negotiate::{Claim, Given};
use crate::options::Transport;
use crate::response::{Refusal, answer};
use crate::server::Server;
use crate::transport::long_polling;

/// What became of a request elsewhere.
pub(super) enum Answered {
    Here(HttpResponse),
    /// Nothing has come of the token yet: its connection may begin here.
    Pending,
}

/// A request in the words in which nodes hand it on.
pub(super) fn request<S>(action: Action, token: &str, identity: &Identity<S>) -> Request {
    let expires_at =
        identity.expires_at.map(|at| at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs());
    Request { action, token: token.to_owned(), holder: holder(identity), expires_at, groups: identity.groups.clone() }
}

/// Has a request answered by the node that knows its token.
pub(super) async fn relay<H: Hub>(
    server: &Server<H>,
    cluster: &Arc<Cluster>,
    node: &str,
    request: Request,
    headers: &HeaderMap,
    body: Body,
) -> Result<Answered, Refusal> {
    let options = &server.context.options;
    let action = request.action;
    // As long as it could take at its own node; whoever gives up before tears what was under way.
    let longest = match action {
        Action::Poll => options.poll_timeout,
        Action::Post => options.post_timeout,
        Action::Delete | Action::Refresh | Action::Claim(_) => Duration::ZERO,
    };
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let room = if action == Action::Post { length.unwrap_or(options.max_relayed_body) } else { 0 };
    if room > options.max_relayed_body {
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long to be sent on"));
    }
    let _room = cluster.room_for(&request.holder, room).await.map_err(|busy| busy.refusal())?;
    let body = if action == Action::Post {
        read(body, options.max_relayed_body, options.post_timeout).await?
    } else {
        Bytes::new()
    };
    match ask(server, cluster, node, request, &body, longest).await? {
        (Response::Http { status, json }, bytes) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            let polled = action == Action::Poll && matches!(status, StatusCode::OK | StatusCode::NO_CONTENT);
            let kind = if json { "application/json" } else { "text/plain; charset=utf-8" };
            Ok(Answered::Here(match polled {
                true => long_polling::answer(status, Body::from(bytes)),
                false => answer(status, kind, Body::from(bytes)),
            }))
        }
        (Response::Pending, _) => Ok(Answered::Pending),
        (Response::Claimed { .. }, _) => Err(Refusal::new(StatusCode::BAD_GATEWAY, "")),
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
    let asking = request(Action::Claim(transport), token, identity);
    match ask(server, cluster, node, asking, &[], Duration::ZERO).await? {
        (Response::Claimed { id, stateful }, posted) => {
            let given = Given { id, stateful, posted: posted.to_vec() };
            let (cluster, owner) = (Arc::clone(cluster), cluster.owner(token).unwrap_or(node).to_owned());
            let homecoming = Box::new(move |token: &str| cluster.forget_elsewhere(&owner, token));
            Ok(server.negotiations.adopt(token, holder(identity), transport, given, homecoming))
        }
        (Response::Http { status, .. }, text) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            Err(Refusal::new(status, String::from_utf8_lossy(&text).into_owned()))
        }
        (Response::Pending, _) => Err(Refusal::new(StatusCode::BAD_GATEWAY, "")),
    }
}

/// Asks the node that knows a token, or, when it has left, the one that has its connection.
async fn ask<H: Hub>(
    server: &Server<H>,
    cluster: &Arc<Cluster>,
    node: &str,
    request: Request,
    body: &[u8],
    longest: Duration,
) -> Result<(Response, Bytes), Refusal> {
    let answer = async {
        match cluster.reach(node).await {
            Ok(()) => return cluster.relay(node, request, body, longest).await,
            Err(NoAnswer::NoNode) => {}
            Err(none) => return Err(none),
        }
        let found = cluster.find(&request.token, &request.holder).await?;
        server.negotiations.found(&request.token, &found);
        cluster.relay(&found, request, body, longest).await
    };
    let answer = answer.await;
    let outcome = answer.as_ref().map_or_else(|none| none.label(), |_| "answered");
    metrics::counter!("signalr.server.relays", "outcome" => outcome).increment(1);
    answer.map_err(NoAnswer::refusal)
}

async fn read(body: Body, longest: usize, within: Duration) -> Result<Bytes, Refusal> {
    let unreadable = || Refusal::new(StatusCode::BAD_REQUEST, "the body could not be read");
    timeout(within, to_bytes(body, longest)).await.map_err(|_| unreadable())?.map_err(|_| unreadable())
}
