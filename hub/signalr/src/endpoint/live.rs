//! Requests for a connection that lives on this node, received here or by another node.

use std::future::Future;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use tokio_util::task::TaskTracker;

use super::admission::{not_offered, require_transport};
use super::{post, refresh};
use crate::clients::Clients;
use crate::cluster::LocalNode;
use crate::cluster::message::{RelayedAction, RelayedRequest};
use crate::drain::Drain;
use crate::hub::Hub;
use crate::negotiate::{ClaimError, Negotiations, TokenStage};
use crate::options::Transport;
use crate::response::{Refusal, answer};
use crate::server::Server;

impl<H: Hub> LocalNode for Server<H> {
    type State = H::State;

    fn hub_name(&self) -> &str {
        &self.name
    }

    fn clients(&self) -> &Clients<H::State> {
        &self.context.clients
    }

    fn negotiations(&self) -> &Arc<Negotiations> {
        &self.negotiations
    }

    fn tasks(&self) -> &TaskTracker {
        &self.tasks
    }

    fn drain(&self) -> &Drain {
        &self.context.drain
    }

    fn answer(
        self: &Arc<Self>,
        request: &RelayedRequest,
        body: Body,
    ) -> impl Future<Output = Result<Response, Refusal>> + Send {
        carry_out(self, request, body)
    }
}

/// Carries out a request on a connection of this node. Its credentials are verified, here or by the node that received
/// it.
pub(super) async fn carry_out<H: Hub>(
    server: &Arc<Server<H>>,
    request: &RelayedRequest,
    body: Body,
) -> Result<Response, Refusal> {
    let unknown = || Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID");
    let (token, holder) = (&request.token, &request.holder);
    if request.action == RelayedAction::Refresh {
        return refresh::renew(server, request).await;
    }
    let stage = server.negotiations.stage(token, holder).ok_or_else(unknown)?;
    if let TokenStage::Live(_) = stage {
        server.prolong(request);
    }
    match (request.action, stage) {
        (RelayedAction::Delete, TokenStage::Live(Transport::LongPolling)) => {
            server.negotiations.polls(token, holder).ok_or_else(unknown)?.delete();
            Ok(answer(StatusCode::ACCEPTED, "text/plain", Body::empty()))
        }
        (RelayedAction::Delete, _) => {
            Err(Refusal::new(StatusCode::BAD_REQUEST, "Cannot terminate this connection using the DELETE endpoint."))
        }
        (RelayedAction::Post, TokenStage::Live(Transport::WebSockets)) => Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "POST requests are not allowed for WebSocket connections.",
        )),
        (RelayedAction::Post, stage) => {
            if stage == TokenStage::Pending
                && server.context.options.transports.iter().all(|offered| *offered == Transport::WebSockets)
            {
                return Err(not_offered(Transport::LongPolling.name()));
            }
            let posts = server.negotiations.posts(token, holder).ok_or_else(unknown)?;
            post::receive(server, &posts, stage, body).await
        }
        (RelayedAction::Poll, TokenStage::Live(Transport::LongPolling)) => {
            let polls = server.negotiations.polls(token, holder).ok_or_else(unknown)?;
            Ok(polls.poll(server.context.options.poll_timeout).await)
        }
        (RelayedAction::Poll, TokenStage::Live(_)) => {
            require_transport(server, Transport::LongPolling)?;
            Err(ClaimError::OtherTransport.into())
        }
        (RelayedAction::Poll | RelayedAction::Refresh | RelayedAction::Claim(_), _) => Err(unknown()),
    }
}
