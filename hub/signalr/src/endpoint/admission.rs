//! The checks before any request: the method, the transport, the origin, the credentials.

use std::sync::Arc;

use axum::extract::OriginalUri;
use http::header::{ALLOW, HOST, HeaderMap, ORIGIN};
use http::request::Parts;
use http::{Method, StatusCode};

use crate::auth::{AuthRequest, Identity, Rejection, RequestInfo, Stage};
use crate::hub::Hub;
use crate::negotiate::Holder;
use crate::options::Transport;
use crate::response::Refusal;
use crate::server::Server;

pub(super) fn refuse_if_draining<H: Hub>(server: &Server<H>) -> Result<(), Refusal> {
    if server.context.drain.has_begun() {
        server.context.meters.refused("draining");
        return Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "server is draining"));
    }
    Ok(())
}

pub(super) fn require_transport<H: Hub>(server: &Server<H>, transport: Transport) -> Result<(), Refusal> {
    if server.context.options.transports.contains(&transport) { Ok(()) } else { Err(not_offered(transport.name())) }
}

pub(super) fn not_offered(transport: &str) -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, format!("{transport} transport not supported by this end point type"))
}

/// A request without its body, as the application may see it, and the bearer token.
pub(super) fn snapshot(parts: &Parts) -> (RequestInfo, Option<String>) {
    let path = parts.extensions.get::<OriginalUri>().map_or(parts.uri.path(), |original| original.0.path());
    RequestInfo::take(parts, path)
}

/// The identity behind a request, unless its origin or its credentials are refused.
pub(super) async fn authenticate<H: Hub>(
    server: &Server<H>,
    headers: &HeaderMap,
    stage: Stage,
    bearer: Option<&str>,
    info: &RequestInfo,
) -> Result<Identity<H::State>, Refusal> {
    if !origin_allowed(headers, &server.context.options.allowed_origins) {
        server.context.meters.refused("origin");
        return Err(Refusal::new(StatusCode::FORBIDDEN, "origin not allowed"));
    }
    let request = AuthRequest { stage, bearer, request: info };
    server.authenticator.authenticate(&request).await.map_err(|rejection| {
        server.context.meters.refused("credentials");
        match rejection {
            Rejection::Unauthenticated => Refusal::new(StatusCode::UNAUTHORIZED, ""),
            Rejection::Forbidden(why) => Refusal::new(StatusCode::FORBIDDEN, why),
            Rejection::Unavailable(why) => Refusal::new(StatusCode::SERVICE_UNAVAILABLE, why),
        }
    })
}

pub(super) fn holder<S>(identity: &Identity<S>) -> Holder {
    Holder { user: identity.user_id.clone(), session: Arc::clone(&identity.session) }
}

/// Whether a browser's page may connect: a page of the server's own host, or one on the list. A request without an
/// origin is allowed, because browsers send no credentials of a hub on their own.
fn origin_allowed(headers: &HeaderMap, allowed: &[String]) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let own = origin.split_once("://").is_some_and(|(_, authority)| host.is_some_and(|host| host == authority));
    own || allowed.iter().any(|allowed| allowed == origin)
}

pub(super) fn require_method(parts: &Parts, methods: &[Method], allow: &'static str) -> Result<(), Refusal> {
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
    fn an_origin_is_the_own_host_or_listed_exactly() {
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
