//! The negotiate endpoint, and every other request of a hub's address.

use plenum_signalr::{Hub, HubRoutes, HubServer, Options, Transport};
use serde_json::json;

use crate::support::{AllowAll, Client, RouterServer, TestServer, connect_refused, negotiated, request, wait_until};

#[tokio::test]
async fn negotiate_version_1_has_a_public_id_and_a_secret_token() {
    let server = TestServer::start().await;
    for path in [
        "/hub/negotiate?negotiateVersion=1",
        "/hub/Negotiate?x=1&NEGOTIATEVERSION=99",
        "/any/cAsE/NEGOTIATE/?negotiateversion=1",
    ] {
        let answer = server.http("POST", path, &[]).await;
        assert_eq!(answer.status, 200);
        assert!(answer.head.contains("content-type: application/json"), "{}", answer.head);
        let body: serde_json::Value = serde_json::from_str(&answer.body).expect("json");
        let (id, token) =
            (body["connectionId"].as_str().expect("id"), body["connectionToken"].as_str().expect("token"));
        assert_ne!(id, token);
        for id in [id, token] {
            assert_eq!(id.len(), 22);
            assert!(id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{id}");
        }
        assert_eq!(body["negotiateVersion"], 1);
        assert_eq!(
            body["availableTransports"],
            json!([
                {"transport": "WebSockets", "transferFormats": ["Text", "Binary"]},
                {"transport": "ServerSentEvents", "transferFormats": ["Text"]},
                {"transport": "LongPolling", "transferFormats": ["Text", "Binary"]},
            ])
        );
        assert!(answer.body.find("negotiateVersion") < answer.body.find("connectionId"));
        let mut client = server.client_at(&format!("/hub?id={token}")).await;
        assert_eq!(client.result("WhoAmI", json!([])).await[0], id);
    }
}

#[tokio::test]
async fn negotiate_version_0_connects_with_the_id() {
    let server = TestServer::start().await;
    for query in ["", "?negotiateVersion=0"] {
        let body = server.negotiate(query).await;
        assert_eq!(body["negotiateVersion"], 0);
        assert_eq!(body.get("connectionToken"), None);
        let id = body["connectionId"].as_str().expect("id");
        let mut client = server.client_at(&format!("/hub?id={id}")).await;
        assert_eq!(client.result("WhoAmI", json!([])).await[0], id);
    }
}

#[tokio::test]
async fn a_bad_version_is_an_error_with_status_200() {
    let server = TestServer::start().await;
    assert_eq!(
        server.negotiate("?negotiateVersion=one").await,
        json!({"error": "The client requested an invalid protocol version 'one'"})
    );
    assert_eq!(
        server.negotiate("?negotiateVersion=-1").await,
        json!({"error": "The client requested version '-1', but the server does not support this version."})
    );
}

#[tokio::test]
async fn other_methods_and_paths_are_refused() {
    let server = TestServer::start().await;
    for (method, path, status) in [
        ("GET", "/hub/negotiate", 405),
        ("DELETE", "/hub/negotiate", 405),
        ("PUT", "/hub", 405),
        ("PATCH", "/hub?id=x", 405),
        ("GET", "/hub/elsewhere", 404),
        ("POST", "/any/other/negotiate", 404),
    ] {
        let answer = server.http(method, path, &[]).await;
        assert_eq!((answer.status, answer.body.as_str()), (status, ""), "{method} {path}");
    }
}

#[tokio::test]
async fn requests_of_transports_that_are_not_offered_are_refused() {
    let only = Options { transports: vec![Transport::WebSockets], ..Options::default() };
    let server = TestServer::with_options(only).await;
    let offered = server.negotiate("").await["availableTransports"].clone();
    assert_eq!(offered, json!([{"transport": "WebSockets", "transferFormats": ["Text", "Binary"]}]));
    let token = server.negotiate("?negotiateVersion=1").await["connectionToken"].as_str().expect("token").to_owned();
    let sse = [("Accept", "text/event-stream")];
    for (method, headers) in [("GET", &sse[..]), ("GET", &[]), ("POST", &[]), ("DELETE", &[])] {
        let answer = server.http(method, "/hub", headers).await;
        assert_eq!((answer.status, answer.body.as_str()), (400, "Connection ID required"));
        let answer = server.http(method, "/hub?id=unknown", headers).await;
        assert_eq!((answer.status, answer.body.as_str()), (404, "No Connection with that ID"));
    }
    let path = format!("/hub?ID={token}");
    let answer = server.http("GET", &path, &sse).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (404, "ServerSentEvents transport not supported by this end point type")
    );
    let answer = server.http("GET", &path, &[]).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (404, "LongPolling transport not supported by this end point type")
    );

    let _client = server.client_at(&path).await;
    let answer = server.http("POST", &path, &[]).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (405, "POST requests are not allowed for WebSocket connections.")
    );
    let answer = server.http("DELETE", &path, &[]).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (400, "Cannot terminate this connection using the DELETE endpoint.")
    );
}

#[tokio::test]
async fn one_live_transport_per_token_and_none_after_it() {
    let server = TestServer::start().await;
    let token = server.negotiate("?negotiateVersion=1").await["connectionToken"].as_str().expect("token").to_owned();
    let path = format!("/hub?id={token}");
    let client = server.client_at(&path).await;
    assert_eq!(connect_refused(server.socket().await, &path, &[]).await, (409, String::new()));
    drop(client);
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert_eq!(
        connect_refused(server.socket().await, &path, &[]).await,
        (404, "No Connection with that ID".to_owned())
    );
}

#[tokio::test(start_paused = true)]
async fn an_unclaimed_token_expires() {
    let server = TestServer::start().await;
    let answer = request(server.duplex(), "POST", "/hub/negotiate?negotiateVersion=1", &[]).await;
    let body: serde_json::Value = serde_json::from_str(&answer.body).expect("json");
    let path = format!("/hub?id={}", body["connectionToken"].as_str().expect("token"));
    tokio::time::advance(Options::default().negotiation_ttl).await;
    assert_eq!(connect_refused(server.duplex(), &path, &[]).await, (404, "No Connection with that ID".to_owned()));
}

#[tokio::test]
async fn upgrades_must_be_well_formed() {
    let server = TestServer::start().await;
    let key = ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    let upgrade = ("Upgrade", "websocket");
    let connection = ("Connection", "close, Upgrade");
    let version = ("Sec-WebSocket-Version", "13");
    for (headers, status) in [
        (vec![upgrade, version, key], 400),
        (vec![upgrade, connection, key], 426),
        (vec![upgrade, connection, ("Sec-WebSocket-Version", "8"), key], 426),
        (vec![upgrade, connection, version], 400),
        (vec![upgrade, connection, version, ("Sec-WebSocket-Key", "short")], 400),
    ] {
        assert_eq!(server.http("GET", "/hub", &headers).await.status, status, "{headers:?}");
    }
}

#[tokio::test]
async fn browsers_of_other_origins_are_refused() {
    let server = TestServer::with_options(Options {
        allowed_origins: vec!["https://app.example".to_owned()],
        ..Options::default()
    })
    .await;
    for origin in ["https://evil.example", "null", "https://app.example.evil.example"] {
        let refused = connect_refused(server.socket().await, "/hub", &[("Origin", origin)]).await;
        assert_eq!(refused, (403, "origin not allowed".to_owned()));
        assert_eq!(server.http("POST", "/hub/negotiate", &[("Origin", origin)]).await.status, 403);
    }
    for origin in ["https://app.example", "http://here"] {
        Client::open(server.socket().await, "/hub", &[("Origin", origin)]).await.shake_hands().await;
    }
}

/// One row of a table: a request, and its exact response.
struct Row {
    method: &'static str,
    path: String,
    headers: &'static [(&'static str, &'static str)],
    status: u16,
    body: &'static str,
}

const SSE: &[(&str, &str)] = &[("Accept", "text/event-stream")];
const UPGRADE: &[(&str, &str)] = &[
    ("Connection", "Upgrade"),
    ("Upgrade", "websocket"),
    ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
];

async fn check(server: &TestServer, rows: Vec<Row>) {
    for Row { method, path, headers, status, body } in rows {
        let answer = if headers == UPGRADE {
            let refused = connect_refused(server.socket().await, &path, &[]).await;
            (refused.0, refused.1)
        } else {
            let answer = server.http(method, &path, headers).await;
            assert!(answer.head.contains("content-type: text/plain"), "{method} {path}: {}", answer.head);
            (answer.status, answer.body)
        };
        assert_eq!(answer, (status, body.to_owned()), "{method} {path} {headers:?}");
    }
}

fn row(
    method: &'static str,
    path: impl Into<String>,
    headers: &'static [(&'static str, &'static str)],
    status: u16,
    body: &'static str,
) -> Row {
    Row { method, path: path.into(), headers, status, body }
}

#[tokio::test]
async fn requests_with_a_missing_or_unknown_id_or_rejected_credentials_are_refused() {
    const MISSING: &str = "Connection ID required";
    const UNKNOWN: &str = "No Connection with that ID";
    let server = TestServer::start().await;
    let mut rows = Vec::new();
    for (method, headers) in [("GET", SSE), ("GET", &[][..]), ("POST", &[]), ("DELETE", &[])] {
        rows.push(row(method, "/hub", headers, 400, MISSING));
        rows.push(row(method, "/any/CASE?id=", headers, 400, MISSING));
        rows.push(row(method, "/hub?ID=unknown", headers, 404, UNKNOWN));
        rows.push(row(method, "/hub?id=x&access_token=bad", headers, 401, ""));
        rows.push(row(method, "/hub?id=x&access_token=banned", headers, 403, "banned"));
    }
    rows.push(row("GET", "/hub?id=unknown", UPGRADE, 404, UNKNOWN));
    rows.push(row("GET", "/hub?access_token=bad", UPGRADE, 401, ""));
    rows.push(row("POST", "/hub/negotiate?access_token=bad", &[], 401, ""));
    check(&server, rows).await;
}

#[tokio::test]
async fn requests_of_another_transport_than_that_of_the_connection_are_refused() {
    const OTHER: &str = "Cannot change transports mid-connection";
    const NO_DELETE: &str = "Cannot terminate this connection using the DELETE endpoint.";
    const NO_POST: &str = "POST requests are not allowed for WebSocket connections.";
    let server = TestServer::start().await;

    let sockets = negotiated(&server).await;
    let _client = server.client_at(&sockets).await;
    let rows = vec![
        row("GET", &sockets, UPGRADE, 409, ""),
        row("GET", &sockets, SSE, 400, OTHER),
        row("GET", &sockets, &[], 400, OTHER),
        row("POST", &sockets, &[], 405, NO_POST),
        row("DELETE", &sockets, &[], 400, NO_DELETE),
    ];
    check(&server, rows).await;

    let polls = negotiated(&server).await;
    assert_eq!(server.http("GET", &polls, &[]).await.status, 200);
    check(&server, vec![row("GET", &polls, UPGRADE, 400, OTHER), row("GET", &polls, SSE, 400, OTHER)]).await;
    assert_eq!(server.http("DELETE", &polls, &[]).await.status, 202);

    let pending = negotiated(&server).await;
    check(&server, vec![row("DELETE", &pending, &[], 400, NO_DELETE)]).await;
}

#[tokio::test]
async fn each_transport_can_be_switched_off() {
    for (transport, headers, text) in [
        (Transport::WebSockets, UPGRADE, "WebSockets transport not supported by this end point type"),
        (Transport::ServerSentEvents, SSE, "ServerSentEvents transport not supported by this end point type"),
        (Transport::LongPolling, &[], "LongPolling transport not supported by this end point type"),
    ] {
        let others = Options::default().transports.into_iter().filter(|offered| *offered != transport).collect();
        let server = TestServer::with_options(Options { transports: others, ..Options::default() }).await;
        let path = negotiated(&server).await;
        check(&server, vec![row("GET", path, headers, 404, text)]).await;
    }
}

struct Plain;

impl Hub for Plain {
    type State = ();
}

/// A hub with one transport, by which the tests identify it.
fn only(transport: Transport) -> HubServer<Plain> {
    let options = Options { transports: vec![transport], ..Options::default() };
    HubServer::builder(Plain, AllowAll).options(options).build()
}

#[tokio::test]
async fn the_hub_with_the_longest_matching_address_answers() {
    let (above, below) = (only(Transport::LongPolling), only(Transport::WebSockets));
    let routes = HubRoutes::new;
    for routes in [
        routes().hub("/hubs", above.endpoint()).hub("/hubs/deals", below.endpoint()),
        routes().hub("/hubs/deals", below.endpoint()).hub("/hubs", above.endpoint()),
        // Of two hubs at one address the first answers.
        routes()
            .hub("/hubs", above.endpoint())
            .hub("/hubs/deals", below.endpoint())
            .hub("Hubs/Deals", above.endpoint()),
    ] {
        let site = RouterServer::start(routes.into_router()).await;
        for (path, transport) in
            [("/hubs/negotiate", Transport::LongPolling), ("/HUBS/deals/negotiate", Transport::WebSockets)]
        {
            let answer = site.http("POST", path, &[], "").await;
            assert!(answer.body.contains(transport.name()), "{path}: {}", answer.body);
        }
        assert_eq!(site.http("POST", "/hubs/dealsx/negotiate", &[], "").await.status, 404);
    }
}
