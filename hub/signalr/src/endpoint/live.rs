//! Requests for a connection that lives on this node, received here or by another node.

use std::future::Future;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use tokio_util::task::TaskTracker;

use super::admission::{not_offered, offered};
use super::{post, refresh};
use crate::clients::Clients;
use crate::cluster::LocalNode;
use crate::cluster::word::{Action, Request};
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
        request: &Request,
        body: Body,
    ) -> impl Future<Output = Result<Response, Refusal>> + Send {
        act(self, request, body)
    }
}

/// Does what a request asks of a connection that lives here. Whose request it is has been verified, here or by the node
/// that took it.
pub(super) async fn act<H: Hub>(server: &Arc<Server<H>>, request: &Request, body: Body) -> Result<Response, Refusal> {
    let unknown = || Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID");
    let (token, holder) = (&request.token, &request.holder);
    if request.action == Action::Refresh {
        return refresh::renew(server, request).await;
    }
    let stage = server.negotiations.stage(token, holder).ok_or_else(unknown)?;
    if let TokenStage::Live(_) = stage {
        server.prolong(request);
    }
    match (request.action, stage) {
        (Action::Delete, TokenStage::Live(Transport::LongPolling)) => {
            server.negotiations.polls(token, holder).ok_or_else(unknown)?.delete();
            Ok(answer(StatusCode::ACCEPTED, "text/plain", Body::empty()))
        }
        (Action::Delete, _) => {
            Err(Refusal::new(StatusCode::BAD_REQUEST, "Cannot terminate this connection using the DELETE endpoint."))
        }
        (Action::Post, TokenStage::Live(Transport::WebSockets)) => Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "POST requests are not allowed for WebSocket connections.",
        )),
        (Action::Post, stage) => {
            if stage == TokenStage::Pending
                && server.context.options.transports.iter().all(|offered| *offered == Transport::WebSockets)
            {
                return Err(not_offered(Transport::LongPolling.name()));
            }
            let inbox = server.negotiations.inbox(token, holder).ok_or_else(unknown)?;
            post::take(server, &inbox, stage, body).await
        }
        (Action::Poll, TokenStage::Live(Transport::LongPolling)) => {
            let polls = server.negotiations.polls(token, holder).ok_or_else(unknown)?;
            Ok(polls.poll(server.context.options.poll_timeout).await)
        }
        (Action::Poll, TokenStage::Live(_)) => {
            offered(server, Transport::LongPolling)?;
            Err(ClaimError::OtherTransport.into())
        }
        (Action::Poll | Action::Refresh | Action::Claim(_), _) => Err(unknown()),
    }
}
