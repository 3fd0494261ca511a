//! The front: names the request, continues its trace, and finishes the answer.
//!
//! It is a layer on the routes rather than around the whole router, so that it knows the matched path: log lines and
//! metrics name routes, never addresses, and no query string is written anywhere.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use plenum_shared::{
    Code, Error, caller::front_headers, clock::Source, messages::Messages, networks::Networks, telemetry::Route,
};
use tracing::Instrument;

use super::{cors::Cors, security_headers};
use crate::{
    problem::{self, Problem},
    request_context::{REQUEST_ID, RequestContext, TRACEPARENT},
    settings::{FrontSettings, Scheme},
};

/// The longest accepted address, in bytes; the server's limit on the whole head is twice as much.
const MAX_URI: usize = 8 * 1024;
/// The route in logs and metrics when no route matched.
const NO_ROUTE: &str = "(none)";

struct Front {
    source: Source,
    scheme: Scheme,
    cors: Cors,
    proxies: Networks,
    messages: Messages,
}

/// Puts the front around everything that a listener serves. Addresses that no route has are answered with a problem.
/// `messages` has the titles of problems.
pub fn front(router: Router, settings: FrontSettings, source: Source, messages: Messages) -> Router {
    let FrontSettings { scheme, cors_origins, trusted_proxies: proxies } = settings;
    let front = Arc::new(Front { source, scheme, cors: Cors::new(cors_origins), proxies, messages });
    router.fallback(|| async { Problem::from(Code::NotFound) }).layer(from_fn_with_state(front, through))
}

async fn through(State(front): State<Arc<Front>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let context = RequestContext::of(&request, &front.source, &front.proxies);
    let (id, trace) = (plain(context.request_id()), plain(&context.trace().to_string()));
    let headers = request.headers_mut();
    headers.insert(REQUEST_ID, id.clone());
    headers.insert(TRACEPARENT, trace);
    headers.remove(front_headers::PEER);
    headers.extend(context.ip().map(|ip| (HeaderName::from_static(front_headers::PEER), plain(ip))));
    request.extensions_mut().insert(context.clone());

    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or(NO_ROUTE.to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!(
        "request",
        request_id = context.request_id(),
        trace_id = context.trace().trace_id(),
        tenant = tracing::field::Empty,
    );
    let finish = async {
        let active = Active::new(&method);
        let mut response = problem::render(front.answer(request, next).await, &context, &front.messages);
        drop(active);
        let found = response.extensions_mut().remove::<Route>();
        observe(&method, found.map_or(&route, |Route(name)| name), response.status(), started, &context);
        response
    };
    let mut response = finish.instrument(span).await;
    response.headers_mut().insert(REQUEST_ID, id);
    security_headers::add(response.headers_mut(), front.scheme);
    response
}

impl Front {
    async fn answer(&self, request: Request, next: Next) -> Response {
        if matches!(*request.method(), Method::TRACE | Method::CONNECT) {
            let known = HeaderValue::from_static("GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS");
            return ([(header::ALLOW, known)], Problem::from(Code::MethodNotAllowed)).into_response();
        }
        if request.uri().path_and_query().is_some_and(|path| path.as_str().len() > MAX_URI) {
            let error = Error::new(Code::MalformedQuery).with_message("the address is longer than 8 KiB");
            return Problem::from(error).with_status(StatusCode::URI_TOO_LONG).into_response();
        }
        let permit = self.cors.judge(&request);
        let mut response = match permit.preflight() {
            Some(response) => response,
            None => AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(panicked),
        };
        permit.write(response.headers_mut());
        response
    }
}

/// A panic ends its own request and nothing else.
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    metrics::counter!("http.server.panics").increment(1);
    let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| cause.downcast_ref::<String>().cloned());
    let detail = format!("a handler panicked: {}", text.unwrap_or_default());
    Problem::from(Error::internal(detail)).into_response()
}

/// Counts a request as active until it is dropped, which also happens when the client disconnects.
struct Active(metrics::Gauge);

impl Active {
    fn new(method: &Method) -> Self {
        let gauge = metrics::gauge!("http.server.active_requests", "http.request.method" => label(method));
        gauge.increment(1.0);
        Self(gauge)
    }
}

impl Drop for Active {
    fn drop(&mut self) {
        self.0.decrement(1.0);
    }
}

/// The one log line of a request, and its measure.
fn observe(method: &Method, route: &str, status: StatusCode, started: Instant, context: &RequestContext) {
    let took = started.elapsed();
    metrics::histogram!(
        "http.server.request.duration",
        "http.request.method" => label(method),
        "http.route" => route.to_owned(),
        "http.response.status_code" => status.as_u16().to_string(),
    )
    .record(took.as_secs_f64());
    if let Some(tenant) = context.tenant() {
        tracing::Span::current().record("tenant", tenant.to_string());
    }
    tracing::info!(
        method = label(method),
        route,
        status = status.as_u16(),
        duration_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "request answered",
    );
}

/// A method as a label: unknown methods share one, since clients can invent any number of them.
fn label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::CONNECT => "CONNECT",
        Method::TRACE => "TRACE",
        _ => "_OTHER",
    }
}

/// Request ids, trace contexts and addresses have been reduced to plain ASCII already.
fn plain(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static("-"))
}

#[cfg(test)]
mod tests;
