use std::net::SocketAddr;

use axum::{body::Body, extract::ConnectInfo, routing::get};
use http::HeaderMap;
use http_body_util::BodyExt;
use plenum_shared::{
    caller::Origin,
    clock::SystemClock,
    telemetry::{LineLayer, LogFormat},
};
use serde_json::Value;
use tower::ServiceExt;
use tracing_subscriber::layer::SubscriberExt;

use super::*;

const ORIGIN: &str = "https://app.example.com";

async fn panics() {
    panic!("canary-in-a-panic");
}

fn app(scheme: Scheme) -> Router {
    let routes = Router::new().route("/ok", get(|| async { "fine" })).route("/panic", get(panics));
    let routes = routes.method_not_allowed_fallback(|| async { Problem::from(Code::MethodNotAllowed) });
    let settings = FrontSettings { scheme, cors_origins: vec![ORIGIN.to_owned()], ..FrontSettings::default() };
    front(routes, settings, Source::system(), Messages::default())
}

async fn call(method: &str, uri: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, String) {
    let request = http::Request::builder().method(method).uri(uri);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let response = app(Scheme::Https).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    (parts.status, parts.headers, String::from_utf8(bytes.to_vec()).unwrap())
}

fn code(body: &str) -> String {
    serde_json::from_str::<Value>(body).unwrap()["code"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    for (method, uri) in [("GET", "/ok"), ("GET", "/none"), ("POST", "/ok"), ("GET", "/panic"), ("TRACE", "/ok")] {
        let (_, headers, _) = call(method, uri, &[]).await;
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{method} {uri}");
        assert_eq!(headers[header::CONTENT_SECURITY_POLICY], "default-src 'none'; frame-ancestors 'none'");
        assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        assert!(headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
        assert!(headers.contains_key(REQUEST_ID));
        assert!(!headers.contains_key(header::SERVER));
    }
}

#[tokio::test]
async fn strict_transport_security_is_sent_with_tls_only() {
    let request = http::Request::builder().uri("/ok").body(Body::empty()).unwrap();
    let response = app(Scheme::Http).oneshot(request).await.unwrap();
    assert!(!response.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn an_unknown_address_is_a_problem_that_names_its_request() {
    let (status, headers, body) = call("GET", "/none", &[(REQUEST_ID, "mine-1")]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(headers[header::CONTENT_TYPE], "application/problem+json");
    assert_eq!(headers[REQUEST_ID], "mine-1");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((body["code"].as_str(), body["requestId"].as_str()), (Some("not_found"), Some("mine-1")));
}

#[tokio::test]
async fn another_method_is_refused_with_those_that_are_allowed() {
    for method in ["POST", "DELETE", "OPTIONS", "PROPFIND"] {
        let (status, headers, body) = call(method, "/ok", &[("x-http-method-override", "GET")]).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(headers[header::ALLOW], "GET,HEAD");
        assert_eq!(code(&body), "method_not_allowed");
    }
    let (status, headers, body) = call("TRACE", "/ok", &[("authorization", "Bearer canary")]).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(headers.contains_key(header::ALLOW) && !body.contains("canary"));
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let (status, headers, body) = call("HEAD", "/ok", &[]).await;
    assert_eq!((status, body.as_str()), (StatusCode::OK, ""));
    assert_eq!(headers[header::CONTENT_LENGTH], "4");
}

#[tokio::test]
async fn a_panic_is_an_internal_error_without_its_text() {
    let (status, _, body) = call("GET", "/panic", &[]).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(code(&body), "internal");
    assert!(!body.contains("canary"));
}

#[tokio::test]
async fn a_long_address_is_refused() {
    let (status, _, _) = call("GET", &format!("/ok?{}", "a".repeat(MAX_URI)), &[]).await;
    assert_eq!(status, StatusCode::URI_TOO_LONG);
}

#[tokio::test]
async fn only_listed_origins_may_read_our_answers() {
    let (_, headers, _) = call("GET", "/ok", &[("origin", ORIGIN)]).await;
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], ORIGIN);
    assert_eq!(headers[header::VARY], "origin");
    let strangers = [
        "null",
        "https://evil.com",
        "https://app.example.com.evil.com",
        "https://evilapp.example.com",
        "http://app.example.com",
        "https://app.example.com:8443",
        "HTTPS://APP.EXAMPLE.COM",
        "*",
    ];
    for stranger in strangers {
        let (_, headers, _) = call("GET", "/ok", &[("origin", stranger)]).await;
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN), "{stranger}");
        let preflight = [("origin", stranger), ("access-control-request-method", "PATCH")];
        let (status, headers, _) = call("OPTIONS", "/ok", &preflight).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_METHODS));
    }
}

#[tokio::test]
async fn a_preflight_of_a_listed_origin_is_answered_for_any_route() {
    let (status, headers, body) =
        call("OPTIONS", "/ok", &[("origin", ORIGIN), ("access-control-request-method", "PATCH")]).await;
    assert_eq!((status, body.as_str()), (StatusCode::NO_CONTENT, ""));
    assert_eq!(headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], ORIGIN);
    assert!(headers[header::ACCESS_CONTROL_ALLOW_METHODS].to_str().unwrap().contains("PATCH"));
    assert!(headers[header::ACCESS_CONTROL_ALLOW_HEADERS].to_str().unwrap().contains("if-match"));
}

#[tokio::test]
async fn inner_layers_see_the_chosen_request_id_and_trace() {
    let echo = |headers: HeaderMap| async move {
        format!("{} {}", headers[REQUEST_ID].to_str().unwrap(), headers[TRACEPARENT].to_str().unwrap())
    };
    let app =
        front(Router::new().route("/echo", get(echo)), FrontSettings::default(), Source::system(), Messages::default());
    let request = http::Request::builder()
        .uri("/echo")
        .header(REQUEST_ID, "not sane")
        .header(TRACEPARENT, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    let response = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let id = response.headers()[REQUEST_ID].to_str().unwrap().to_owned();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let body = std::str::from_utf8(&body).unwrap();
    assert!(body.starts_with(&id) && body.contains("4bf92f3577b34da6a3ce929d0e0e4736"), "{body}");
    assert!(!body.contains("00f067aa0ba902b7") && !body.contains("not sane"));
}

/// Recorded log lines.
#[derive(Clone, Default)]
struct LogLines(Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for LogLines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_log_line_names_the_route_and_no_secret() {
    let log_lines = LogLines::default();
    let writer = log_lines.clone();
    let lines = LineLayer::new(LogFormat::Json, Arc::new(SystemClock), move || writer.clone());
    let logging = tracing::subscriber::set_default(tracing_subscriber::registry().with(lines));
    // A log statement caches whether a subscriber is interested, and a test that runs beside this one may have reached
    // it first, without a subscriber. So each statement runs once before the cache is rebuilt.
    call("GET", "/ok", &[]).await;
    tracing::callsite::rebuild_interest_cache();
    log_lines.0.lock().unwrap().clear();
    let headers = [
        (REQUEST_ID, "mine-1"),
        (TRACEPARENT, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        ("authorization", "Bearer canary-token"),
        ("user-agent", "canary\tagent"),
    ];
    call("GET", "/ok?access_token=canary", &headers).await;
    call("GET", "/canary/path?id=canary", &headers).await;
    drop(logging);

    let text = String::from_utf8(log_lines.0.lock().unwrap().clone()).unwrap();
    assert!(!text.contains("canary"), "{text}");
    let answered: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|line| line["message"] == "request answered")
        .collect();
    assert_eq!(answered.len(), 2, "{text}");
    assert_eq!((&answered[0]["route"], &answered[0]["method"]), (&Value::from("/ok"), &Value::from("GET")));
    assert_eq!(answered[0]["status"], 200);
    assert_eq!(answered[0]["request_id"], "mine-1");
    assert_eq!(answered[0]["trace_id"], "4bf92f3577b34da6a3ce929d0e0e4736");
    assert_eq!((&answered[1]["route"], &answered[1]["status"]), (&Value::from("(none)"), &Value::from(404)));
}

#[tokio::test]
async fn origin_headers_are_set_by_the_front_and_never_by_the_client() {
    let answer_headers = |request: Request| async move {
        let settled = Origin::from_front(|name| request.headers().get(name).map(HeaderValue::as_bytes));
        let context = request.extensions().get::<RequestContext>().map(RequestContext::origin);
        assert_eq!(settled, context);
        serde_json::to_string(&settled).unwrap()
    };
    let settings = FrontSettings::default();
    let app = front(Router::new().route("/", get(answer_headers)), settings, Source::system(), Messages::default());
    let peer = ConnectInfo("192.0.2.7:1".parse::<SocketAddr>().unwrap());
    for (extension, ip) in [(Some(peer), Value::from("192.0.2.7")), (None, Value::Null)] {
        let request = http::Request::builder().uri("/").header("user-agent", "a test").header("x-request-id", "a b");
        let mut request = request.header("x-plenum-peer", "203.0.113.9").body(Body::empty()).unwrap();
        request.headers_mut().append("x-plenum-peer", HeaderValue::from_static("203.0.113.10"));
        if let Some(peer) = extension {
            request.extensions_mut().insert(peer);
        }
        let body = app.clone().oneshot(request).await.unwrap().into_body().collect().await.unwrap().to_bytes();
        let origin: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((&origin["ip"], &origin["userAgent"]), (&ip, &Value::from("a test")));
        assert_eq!(origin["requestId"].as_str().unwrap().len(), 36);
    }
}
