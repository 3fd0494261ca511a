//! The HTTP requests of one hub: which are answered how, with the statuses and texts clients know.
//!
//! The order of the questions is the security of it: who are you, from where, is there room, is the token yours; and
//! only then what the request wants. A token that is somebody else's does not exist.

mod connect;
mod cors;
mod elsewhere;
mod post;
mod refresh;
mod routes;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{OriginalUri, Request as HttpRequest};
use axum::response::Response;
use futures::future::BoxFuture;
use http::header::{ACCEPT, ALLOW, HOST, HeaderMap, ORIGIN};
use http::request::Parts;
use http::{Method, StatusCode};

use crate::auth::{AuthRequest, Identity, Rejection, RequestInfo, Stage};
use crate::cluster::word::{Action, Request};
use crate::hub::Hub;
use crate::negotiate::{self, ClaimError, Holder, NegotiateResponse, OnLoss, TokenStage, TooManyPending};
use crate::options::{OnExpiry, Refresh, Transport};
use crate::response::{Refusal, answer, json};
use crate::server::Server;
use crate::transport::websocket;

use cors::Permit;
use elsewhere::Answered;

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
                let permit = Permit::judge(&request, &server.options.allowed_origins);
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

/// Does what a request asks of a connection that lives here. Whose request it is has been verified, here or by the node
/// that took it.
pub(crate) async fn act<H: Hub>(server: &Arc<Server<H>>, request: &Request, body: Body) -> Result<Response, Refusal> {
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
                && server.options.transports.iter().all(|offered| *offered == Transport::WebSockets)
            {
                return Err(not_offered(Transport::LongPolling.name()));
            }
            let inbox = server.negotiations.inbox(token, holder).ok_or_else(unknown)?;
            post::take(server, &inbox, stage, body).await
        }
        (Action::Poll, TokenStage::Live(Transport::LongPolling)) => {
            let polls = server.negotiations.polls(token, holder).ok_or_else(unknown)?;
            Ok(polls.poll(server.options.poll_timeout).await)
        }
        (Action::Poll, TokenStage::Live(_)) => {
            offered(server, Transport::LongPolling)?;
            Err(ClaimError::OtherTransport.into())
        }
        (Action::Poll | Action::Refresh | Action::Claim(_), _) => Err(unknown()),
    }
}

fn refuse_if_draining<H: Hub>(server: &Server<H>) -> Result<(), Refusal> {
    if server.drain.has_begun() {
        server.meters.refused("draining");
        return Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "server is draining"));
    }
    Ok(())
}

fn wants_events(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.to_ascii_lowercase().contains("text/event-stream"))
}

fn offered<H: Hub>(server: &Server<H>, transport: Transport) -> Result<(), Refusal> {
    if server.options.transports.contains(&transport) { Ok(()) } else { Err(not_offered(transport.name())) }
}

fn not_offered(transport: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, format!("{transport} transport not supported by this end point type"))
}

/// A request apart from its body: what the application may see of it, and the bearer token.
fn taken(parts: &Parts) -> (RequestInfo, Option<String>) {
    let path = parts.extensions.get::<OriginalUri>().map_or(parts.uri.path(), |original| original.0.path());
    RequestInfo::take(parts, path)
}

/// Who are you, and from where?
async fn admit<H: Hub>(
    server: &Server<H>,
    headers: &HeaderMap,
    stage: Stage,
    bearer: Option<&str>,
    info: &RequestInfo,
) -> Result<Identity<H::State>, Refusal> {
    if !origin_allowed(headers, &server.options.allowed_origins) {
        server.meters.refused("origin");
        return Err(Refusal::new(StatusCode::FORBIDDEN, "origin not allowed"));
    }
    let request = AuthRequest { stage, bearer, request: info };
    server.authenticator.authenticate(&request).await.map_err(|rejection| {
        server.meters.refused("credentials");
        match rejection {
            Rejection::Unauthenticated => Refusal::new(StatusCode::UNAUTHORIZED, ""),
            Rejection::Forbidden(why) => Refusal::new(StatusCode::FORBIDDEN, why),
            Rejection::Unavailable(why) => Refusal::new(StatusCode::SERVICE_UNAVAILABLE, why),
        }
    })
}

fn negotiate<H: Hub>(
    server: &Server<H>,
    identity: &Identity<H::State>,
    info: &RequestInfo,
) -> Result<Response, Refusal> {
    let version = match negotiate::choose_version(info.query("negotiateVersion")) {
        Ok(version) => version,
        Err(error) => return Ok(json(&NegotiateResponse::Refused { error })),
    };
    if let Some(to) = server.redirect.as_ref().and_then(|redirect| redirect(info, identity)) {
        return Ok(json(&NegotiateResponse::Redirected { negotiate_version: version, to, available_transports: [] }));
    }
    let new_id =
        || server.sources.new_id().ok_or_else(|| Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "no randomness"));
    let id = new_id()?;
    let secret = new_id()?;
    let secret = server.cluster.as_ref().map_or_else(|| Arc::clone(&secret), |cluster| cluster.token(&secret));
    // Before version 1 there was one id for both purposes.
    let (id, token) = if version == 0 { (Arc::clone(&secret), None) } else { (id, Some(Arc::clone(&secret))) };
    let asked = info.query("useStatefulReconnect").is_some_and(|asked| asked.eq_ignore_ascii_case("true"));
    let on_loss = match server.options.stateful_reconnect {
        // It is a matter of the hub protocol.
        Some(_)
            if asked
                && version > 0
                && server.talk.is_none()
                && server.options.transports.contains(&Transport::WebSockets) =>
        {
            OnLoss::Wait
        }
        _ => OnLoss::End,
    };
    server.negotiations.add(secret, Arc::clone(&id), holder(identity), on_loss).map_err(|full| {
        server.meters.refused("pending negotiations");
        let status = match full {
            TooManyPending::Everybody => StatusCode::SERVICE_UNAVAILABLE,
            TooManyPending::OneUser => StatusCode::TOO_MANY_REQUESTS,
        };
        Refusal::new(status, "too many negotiations")
    })?;
    let lifetime = match (server.options.refresh, server.options.on_expiry) {
        (Refresh::Offered, OnExpiry::Close) => identity.expires_at.map(|at| server.lifetime(at).as_secs()),
        _ => None,
    };
    Ok(json(&negotiate::accepted(version, id, token, &server.options.transports, on_loss, lifetime)))
}

fn holder<S>(identity: &Identity<S>) -> Holder {
    Holder { user: identity.user_id.clone(), session: Arc::clone(&identity.session) }
}

/// Whether a browser's page may connect: one of the server's own host, or one on the list. Not a browser: yes, since no
/// credential here is sent by a browser of its own accord.
fn origin_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let own = origin.split_once("://").is_some_and(|(_, authority)| host.is_some_and(|host| host == authority));
    own || allowed.iter().any(|allowed| allowed == origin)
}

fn only(parts: &Parts, methods: &[Method], allow: &'static str) -> Result<(), Refusal> {
    if methods.contains(&parts.method) {
        return Ok(());
    }
    Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "").hint(&ALLOW, allow))
}

#[cfg(test)]
mod tests {
    use http::header::HeaderValue;

    use super::*;

    #[test]
    fn an_origin_is_ours_or_listed_exactly() {
        let allowed = ["https://app.example.com".to_owned()];
        let check = |origin: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static("crm.example.com:8080"));
            headers.insert(ORIGIN, HeaderValue::from_str(origin).expect("a valid header"));
            origin_allowed(&headers, &allowed)
        };
        assert!(origin_allowed(&HeaderMap::new(), &allowed));
        assert!(check("https://app.example.com"));
        assert!(check("http://crm.example.com:8080"));
        for origin in [
            "null",
            "https://evil.example",
            "https://app.example.com.evil.example",
            "http://app.example.com",
            "https://crm.example.com",
        ] {
            assert!(!check(origin), "{origin}");
        }
    }
}
