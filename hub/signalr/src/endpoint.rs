//! The HTTP requests of one hub: which are answered how, with the statuses and texts clients know.
//!
//! The order of the questions is the security of it: who are you, from where, is there room, is the token yours; and
//! only then what the request wants. A token that is somebody else's does not exist.

mod admission;
mod connect;
mod cors;
mod elsewhere;
mod live;
mod negotiate;
mod post;
mod refresh;
mod routes;

use std::sync::Arc;

use axum::Router;
use axum::extract::Request as HttpRequest;
use axum::response::Response;
use futures::future::BoxFuture;
use http::header::{ACCEPT, HeaderMap};
use http::{Method, StatusCode};

use crate::auth::Stage;
use crate::cluster::word::Action;
use crate::hub::Hub;
use crate::negotiate::ClaimError;
use crate::options::Transport;
use crate::response::Refusal;
use crate::server::{HubServer, Server};
use crate::transport::websocket;

use admission::{admit, holder, offered, only, refuse_if_draining, taken};
use cors::Permit;
use elsewhere::Answered;
use live::act;
use negotiate::negotiate;

pub use routes::HubRoutes;

type Serve = dyn Fn(String, HttpRequest) -> BoxFuture<'static, Response> + Send + Sync;

/// One hub's requests, whatever its type.
#[derive(Clone)]
pub struct Endpoint(Arc<Serve>);

impl Endpoint {
    pub(crate) fn new<H: Hub>(server: Arc<Server<H>>) -> Self {
        Self(Arc::new(move |rest, request| {
            let server = Arc::clone(&server);
            Box::pin(async move {
                let permit = Permit::judge(&request, &server.context.options.allowed_origins);
                let mut response = match permit.preflight() {
                    Some(preflight) => preflight,
                    None => serve(&server, &rest, request).await.unwrap_or_else(Refusal::into_response),
                };
                permit.write(response.headers_mut());
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

/// Answers one request. A refusal is an `Err` so that the questions can be asked with `?`.
async fn serve<H: Hub>(server: &Arc<Server<H>>, rest: &str, request: HttpRequest) -> Result<Response, Refusal> {
    let (mut parts, body) = request.into_parts();
    let rest = rest.trim_matches('/');
    if rest.eq_ignore_ascii_case("negotiate") {
        only(&parts, &[Method::POST], "POST")?;
        refuse_if_draining(server)?;
        let (info, bearer) = taken(&parts);
        let identity = admit(server, &parts.headers, Stage::Negotiate, bearer.as_deref(), &info).await?;
        return negotiate(server, &identity, &info);
    }
    if rest.eq_ignore_ascii_case("refresh") {
        only(&parts, &[Method::POST], "POST")?;
        return refresh::refresh(server, &parts).await;
    }
    if !rest.is_empty() {
        return Err(Refusal::new(StatusCode::NOT_FOUND, ""));
    }
    only(&parts, &[Method::GET, Method::POST, Method::DELETE], "GET, POST, DELETE")?;
    let upgrade = parts.method == Method::GET && websocket::is_upgrade(&parts.headers);
    let begins = upgrade || wants_events(&parts.headers);
    if begins {
        // Who is connected may still speak and poll: calls in progress can need it.
        refuse_if_draining(server)?;
    }
    let (info, bearer) = taken(&parts);
    let token = info.query("id").filter(|token| !token.is_empty()).map(str::to_owned);
    let first_poll =
        parts.method == Method::GET && token.as_ref().is_some_and(|token| server.negotiations.awaits_connection(token));
    let stage = if begins || first_poll { Stage::Connect } else { Stage::Continue };
    let identity = admit(server, &parts.headers, stage, bearer.as_deref(), &info).await?;
    if upgrade {
        return connect::websocket(server, &mut parts, identity, info).await;
    }
    let token = token.ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "Connection ID required"))?;
    if parts.method == Method::GET && begins {
        let known = server.negotiations.stage(&token, &holder(&identity)).is_some();
        if !known && server.elsewhere(&token).is_none() {
            return Err(ClaimError::Unknown.into());
        }
        offered(server, Transport::ServerSentEvents)?;
        return connect::server_sent_events(server, &token, identity, info).await;
    }
    let action = match parts.method {
        Method::GET => Action::Poll,
        Method::POST => Action::Post,
        _ => Action::Delete,
    };
    let identity = match server.elsewhere(&token) {
        None if first_poll => identity,
        None => return act(server, &elsewhere::request(action, &token, &identity), body).await,
        Some((cluster, node)) => {
            let request = elsewhere::request(action, &token, &identity);
            match elsewhere::relay(server, cluster, &node, request, &parts.headers, body).await? {
                Answered::Here(response) => return Ok(response),
                // It becomes the first poll of a connection here, for which more is asked.
                Answered::Pending => admit(server, &parts.headers, Stage::Connect, bearer.as_deref(), &info).await?,
            }
        }
    };
    offered(server, Transport::LongPolling)?;
    refuse_if_draining(server)?;
    connect::long_polling(server, &token, identity, info).await
}

fn wants_events(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.to_ascii_lowercase().contains("text/event-stream"))
}
