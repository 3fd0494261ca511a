//! The HTTP requests of one hub, answered with the statuses and texts that clients know.
//!
//! The order of the checks is what makes it secure: the sender's origin and credentials, the limits, the token's
//! holder, and only then the request itself. For any other user, a token does not exist.

mod admission;
mod connect;
mod cors;
mod live;
mod negotiate;
mod post;
mod refresh;
mod remote;
mod routes;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request as HttpRequest;
use axum::response::Response;
use futures::future::BoxFuture;
use http::header::{ACCEPT, HeaderMap};
use http::{Method, StatusCode};

use crate::auth::Stage;
use crate::cluster::message::RelayedAction;
use crate::hub::Hub;
use crate::negotiate::ClaimError;
use crate::options::Transport;
use crate::response::Refusal;
use crate::server::{HubServer, Server};
use crate::transport::websocket;

use admission::{authenticate, holder, refuse_if_draining, require_method, require_transport, snapshot};
use cors::CorsDecision;
use live::carry_out;
use negotiate::negotiate;
use remote::RelayOutcome;

pub use routes::HubRoutes;

type Serve = dyn Fn(String, HttpRequest) -> BoxFuture<'static, Response> + Send + Sync;

/// The request handler of one hub, whose type is erased.
#[derive(Clone)]
pub struct Endpoint(Arc<Serve>);

impl Endpoint {
    pub(crate) fn new<H: Hub>(server: Arc<Server<H>>) -> Self {
        Self(Arc::new(move |rest, request| {
            let server = Arc::clone(&server);
            Box::pin(async move {
                let cors = CorsDecision::of(&request, &server.context.options.allowed_origins);
                let mut response = match cors.preflight_response() {
                    Some(preflight) => preflight,
                    None => serve(&server, &rest, request).await.unwrap_or_else(Refusal::into_response),
                };
                cors.write_headers(response.headers_mut());
                response
            })
        }))
    }

    /// Answers a request; `rest` is its path below the hub's address.
    pub(crate) fn serve(&self, rest: String, request: HttpRequest) -> BoxFuture<'static, Response> {
        (self.0)(rest, request)
    }
}

impl<H: Hub> HubServer<H> {
    /// The routes, to be nested at the hub's address: `Router::new().nest("/hubs/deals", server.router())`. Below that
    /// address, case does not matter; for the address itself see [`HubRoutes`](crate::HubRoutes).
    pub fn router(&self) -> Router {
        let endpoint = self.endpoint();
        Router::new().fallback(move |request: HttpRequest| {
            let rest = request.uri().path().to_owned();
            endpoint.serve(rest, request)
        })
    }

    /// The hub as something [`HubRoutes`](crate::HubRoutes) can mount.
    pub fn endpoint(&self) -> Endpoint {
        Endpoint::new(Arc::clone(&self.0))
    }
}

/// Answers one request. A refusal is an `Err`, so that each check can end with `?`.
async fn serve<H: Hub>(server: &Arc<Server<H>>, rest: &str, request: HttpRequest) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let rest = rest.trim_matches('/');
    if rest.eq_ignore_ascii_case("negotiate") {
        require_method(&parts, &[Method::POST], "POST")?;
        refuse_if_draining(server)?;
        let (info, bearer) = snapshot(&parts);
        let identity = authenticate(server, &parts.headers, Stage::Negotiate, bearer.as_deref(), &info).await?;
        return negotiate(server, &identity, &info);
    }
    if rest.eq_ignore_ascii_case("refresh") {
        require_method(&parts, &[Method::POST], "POST")?;
        return refresh::refresh(server, &parts).await;
    }
    if !rest.is_empty() {
        return Err(Refusal::new(StatusCode::NOT_FOUND, ""));
    }
    require_method(&parts, &[Method::GET, Method::POST, Method::DELETE], "GET, POST, DELETE")?;
    let upgrade = parts.method == Method::GET && websocket::is_upgrade(&parts.headers);
    let begins_connection = upgrade || accepts_events(&parts.headers);
    if begins_connection {
        // Connected clients may still post and poll, because calls in progress can need it.
        refuse_if_draining(server)?;
    }
    let (info, bearer) = snapshot(&parts);
    let token = info.query("id").filter(|token| !token.is_empty()).map(str::to_owned);
    let first_poll =
        parts.method == Method::GET && token.as_ref().is_some_and(|token| server.negotiations.awaits_connection(token));
    let stage = if begins_connection || first_poll { Stage::Connect } else { Stage::Continue };
    let identity = authenticate(server, &parts.headers, stage, bearer.as_deref(), &info).await?;
    if upgrade {
        return connect::websocket(server, &mut parts, identity, info).await;
    }
    let token = token.ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "Connection ID required"))?;
    if parts.method == Method::GET && begins_connection {
        let known = server.negotiations.stage(&token, &holder(&identity)).is_some();
        if !known && server.remote_owner(&token).is_none() {
            return Err(ClaimError::Unknown.into());
        }
        require_transport(server, Transport::ServerSentEvents)?;
        return connect::server_sent_events(server, &token, identity, info).await;
    }
    let action = match parts.method {
        Method::GET => RelayedAction::Poll,
        Method::POST => RelayedAction::Post,
        _ => RelayedAction::Delete,
    };
    let identity = match server.remote_owner(&token) {
        None if first_poll => identity,
        None => return carry_out(server, &remote::request(action, &token, &identity), body).await,
        Some((cluster, node)) => {
            let request = remote::request(action, &token, &identity);
            match remote::relay(server, cluster, &node, request, &parts.headers, body).await? {
                RelayOutcome::Answered(response) => return Ok(response),
                // It becomes the first poll of a connection here, for which the application checks more.
                RelayOutcome::Pending => {
                    authenticate(server, &parts.headers, Stage::Connect, bearer.as_deref(), &info).await?
                }
            }
        }
    };
    require_transport(server, Transport::LongPolling)?;
    refuse_if_draining(server)?;
    connect::long_polling(server, &token, identity, info).await
}

fn accepts_events(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.to_ascii_lowercase().contains("text/event-stream"))
}
