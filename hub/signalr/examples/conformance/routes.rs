//! The paths of the server. They are compared without regard to case.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, CONTENT_TYPE, HOST,
    HeaderMap, HeaderName, HeaderValue, LOCATION, ORIGIN, SET_COOKIE, VARY,
};
use http::{Method, StatusCode};
use plenum_signalr::*;
use serde_json::json;
use tower::ServiceExt;

use super::hub::{self, Echo, Everyone, SignedTokens, TestHub, UncreatableHub};
use super::listen::Scheme;
use super::token::Signer;

/// The application behind all listeners.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

struct Shared {
    signer: Arc<Signer>,
    hub: HubServer<TestHub>,
    hubs: Router,
    redirects: AtomicU64,
}

impl App {
    pub(crate) fn new() -> Self {
        let signer = Arc::new(Signer::new());
        let hub = hub::methods(HubServer::builder(TestHub, Everyone).name("testhub").options(options())).build();
        let without_sockets =
            Options { transports: vec![Transport::ServerSentEvents, Transport::LongPolling], ..options() };
        let without_sockets =
            HubServer::builder(TestHub, Everyone).name("testhub-nowebsockets").options(without_sockets);
        let authorized =
            HubServer::builder(TestHub, SignedTokens(Arc::clone(&signer))).name("authorizedhub").options(options());
        let uncreatable = HubServer::builder(UncreatableHub, Everyone).name("uncreatable").options(options());
        let ending = HubServer::builder(TestHub, Everyone).name("ending").options(options());
        let lasting = Options { stateful_reconnect: Some(StatefulReconnect::default()), ..options() };
        let lasting = HubServer::builder(TestHub, Everyone).name("lasting").options(lasting);
        let moved = HubServer::builder(TestHub, Everyone).name("movedhub").redirect({
            let signer = Arc::clone(&signer);
            // With a token for the hub there, because the client has none.
            move |info, _| {
                let to = format!("{}/authorizedhub", info.query("baseUrl")?);
                Some(Redirect::to(to).with_token(signer.token()))
            }
        });
        let echo = RawServer::builder(Echo, Everyone).name("echo").options(options());
        let hubs = HubRoutes::new()
            .hub("/testhub", hub.endpoint())
            .hub("/testhub-nowebsockets", hub::methods(without_sockets).build().endpoint())
            .hub("/authorizedhub", hub::authorized(authorized).build().endpoint())
            .hub("/uncreatable", uncreatable.build().endpoint())
            .hub("/movedhub", moved.build().endpoint())
            .hub("/ending", hub::ending(ending).build().endpoint())
            .hub("/lasting", hub::lasting(lasting).build().endpoint())
            .hub("/echo", echo.build().endpoint())
            .into_router();
        Self(Arc::new(Shared { signer, hub, hubs, redirects: AtomicU64::new(0) }))
    }

    pub(crate) fn router(&self, scheme: Scheme) -> Router {
        let app = self.clone();
        Router::new().fallback(move |request: Request| {
            let app = app.clone();
            async move { app.answer(request, scheme).await }
        })
    }

    async fn answer(&self, mut request: Request, scheme: Scheme) -> Response {
        // Pages of any origin may call this server, but not the hubs, so the origin is removed before they see it.
        let origin = request.headers_mut().remove(ORIGIN);
        let asked = request.headers().clone();
        let negotiates = request.uri().path().to_ascii_lowercase().contains("/negotiate");
        let mut response = match (request.method(), &origin) {
            (&Method::OPTIONS, Some(_)) => text(StatusCode::NO_CONTENT, ""),
            _ => self.route(request, scheme).await,
        };
        if let Some(origin) = origin {
            allow_origin(response.headers_mut(), origin, &asked);
        }
        if negotiates {
            set_cookies(response.headers_mut(), scheme);
        }
        response
    }

    async fn route(&self, request: Request, scheme: Scheme) -> Response {
        let path = request.uri().path().to_ascii_lowercase();
        if path.starts_with("/echoredirect") {
            return redirect_to_echo(&request, &path, scheme);
        }
        if path.starts_with("/redirect") {
            return self.redirect(&request);
        }
        if path.starts_with("/bad-negotiate") {
            return text(StatusCode::BAD_REQUEST, "Some response from server");
        }
        if path == "/generatejwttoken" {
            return text(StatusCode::OK, self.0.signer.token());
        }
        if path == "/deployment" {
            let metadata = json!({"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION")});
            return typed(StatusCode::OK, "application/json", metadata.to_string());
        }
        if path.starts_with("/clientresult/") {
            // Ids keep their case.
            let id = request.uri().path().split_at("/clientresult/".len()).1;
            let asked = self.0.hub.clients().invoke::<i32>(id, "Result", &[0; 0]).await;
            return text(StatusCode::OK, asked.map_or_else(|error| error.to_string(), |number| number.to_string()));
        }
        match self.0.hubs.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// Redirects a negotiation to the hub at the address that it names.
    fn redirect(&self, request: &Request) -> Response {
        let query = form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes());
        let base = query.into_iter().find(|(key, _)| key.eq_ignore_ascii_case("baseUrl")).map(|(_, base)| base);
        let number = self.0.redirects.fetch_add(1, Ordering::Relaxed) + 1;
        let url = format!("{}/testHub?numRedirects={number}", base.unwrap_or_default());
        typed(StatusCode::OK, "application/json", json!({ "url": url }).to_string())
    }
}

/// Tests call faster than users do.
fn options() -> Options {
    Options {
        error_detail: ErrorDetail::Shown,
        invocations_per_second: 10_000,
        invocation_burst: 10_000,
        signals_per_second: 10_000,
        ..Options::default()
    }
}

/// Redirects a request of any method to the echo's address. The address is absolute, because the event source of a
/// client accepts no other.
fn redirect_to_echo(request: &Request, path: &str, scheme: Scheme) -> Response {
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let location = format!("{}://{host}{}{query}", scheme.name(), path.replacen("echoredirect", "echo", 1));
    let mut response = text(StatusCode::TEMPORARY_REDIRECT, "");
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

fn allow_origin(headers: &mut HeaderMap, origin: HeaderValue, asked: &HeaderMap) {
    const GRANTS: [(HeaderName, HeaderName); 2] = [
        (ACCESS_CONTROL_REQUEST_METHOD, ACCESS_CONTROL_ALLOW_METHODS),
        (ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_ALLOW_HEADERS),
    ];
    for (question, grant) in GRANTS {
        if let Some(wanted) = asked.get(question) {
            headers.insert(grant, wanted.clone());
        }
    }
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    headers.append(VARY, HeaderValue::from_static("origin"));
}

/// Two valid cookies and an expired one.
fn set_cookies(headers: &mut HeaderMap, scheme: Scheme) {
    let secure = match scheme {
        Scheme::Http => "",
        Scheme::Https => "; secure; samesite=none; partitioned",
    };
    for cookie in [
        "testCookie=testValue; path=/",
        "testCookie2=testValue2; path=/",
        "expiredCookie=doesntmatter; expires=Thu, 01 Jan 2015 00:00:00 GMT; path=/",
    ] {
        if let Ok(cookie) = HeaderValue::try_from(format!("{cookie}{secure}")) {
            headers.append(SET_COOKIE, cookie);
        }
    }
}

fn text(status: StatusCode, body: impl Into<Body>) -> Response {
    typed(status, "text/plain", body)
}

fn typed(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
