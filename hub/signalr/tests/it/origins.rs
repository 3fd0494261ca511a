//! Browsers: preflights, CORS headers on every kind of answer, and redirects of negotiations.

use plenum_signalr::*;
use serde_json::json;

use crate::support::{Client, TestServer};

const PAGE: &str = "https://app.example";

async fn start() -> TestServer {
    TestServer::with_options(Options { allowed_origins: vec![PAGE.to_owned()], ..Options::default() }).await
}

#[tokio::test]
async fn a_preflight_of_an_allowed_origin_is_granted() {
    let server = start().await;
    for path in ["/hub/negotiate", "/hub?id=x", "/any/CASE"] {
        let requested = "authorization,x-requested-with,x-signalr-user-agent,x-own";
        let headers = [
            ("Origin", PAGE),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", requested),
        ];
        let answer = server.http("OPTIONS", path, &headers).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        for line in [
            format!("access-control-allow-origin: {PAGE}"),
            "access-control-allow-credentials: true".to_owned(),
            "access-control-allow-methods: get, post, delete".to_owned(),
            format!("access-control-allow-headers: {requested}"),
            "vary: origin".to_owned(),
        ] {
            assert!(answer.head.contains(&line), "{line} in {}", answer.head);
        }
    }
}

#[tokio::test]
async fn other_origins_are_refused() {
    let server = start().await;
    for origin in ["https://evil.example", "null", "https://app.example.evil.example", "http://app.example", "*"] {
        let headers = [("Origin", origin), ("Access-Control-Request-Method", "POST")];
        for (method, status) in [("OPTIONS", 405), ("POST", 403)] {
            let answer = server.http(method, "/hub/negotiate", &headers).await;
            assert_eq!(answer.status, status, "{method} {origin}");
            assert!(!answer.head.contains("access-control"), "{}", answer.head);
        }
    }
}

#[tokio::test]
async fn answers_and_refusals_have_cors_headers_for_an_allowed_origin() {
    let server = start().await;
    let own = [("Origin", PAGE)];
    let bad = [("Origin", PAGE), ("Authorization", "Bearer bad")];
    for (method, path, headers, status) in [
        ("POST", "/hub/negotiate", &own[..], 200),
        ("POST", "/hub/negotiate", &bad, 401),
        ("GET", "/hub", &own, 400),
        ("GET", "/hub?id=x", &own, 404),
        ("PUT", "/hub", &own, 405),
    ] {
        let answer = server.http(method, path, headers).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.head.matches(&format!("access-control-allow-origin: {PAGE}")).count(), 1, "{}", answer.head);
        assert!(answer.head.contains("access-control-allow-credentials: true"));
        assert!(!answer.head.contains(": *"), "{}", answer.head);
    }
}

#[tokio::test]
async fn without_allowed_origins_there_are_no_cors_headers() {
    let server = TestServer::start().await;
    let answer = server.http("POST", "/hub/negotiate", &[("Origin", "http://here")]).await;
    assert_eq!(answer.status, 200);
    assert!(!answer.head.contains("access-control") && !answer.head.contains("vary"), "{}", answer.head);
}

#[tokio::test]
async fn a_negotiation_can_be_redirected() {
    let server = TestServer::start_with(|builder| {
        builder.redirect(|info, identity| {
            let to = info.query("to")?;
            let redirect = Redirect::to(format!("https://{to}/hub"));
            Some(match &identity.user_id {
                Some(user) => redirect.with_token(format!("for {user}")),
                None => redirect,
            })
        })
    })
    .await;
    let redirected = server.negotiate("?negotiateVersion=1&to=other.example").await;
    assert_eq!(
        redirected,
        json!({"negotiateVersion": 1, "url": "https://other.example/hub", "availableTransports": []})
    );
    let with_token = server.http("POST", "/hub/negotiate?to=b.example&access_token=ada", &[]).await;
    let with_token: serde_json::Value = serde_json::from_str(&with_token.body).expect("json");
    assert_eq!((&with_token["url"], &with_token["accessToken"]), (&json!("https://b.example/hub"), &json!("for ada")));
    assert_eq!(server.http("POST", "/hub/negotiate?to=b.example&access_token=bad", &[]).await.status, 401);
    assert_eq!(server.negotiate("?negotiateVersion=x&to=b.example").await.get("url"), None);
    // Other negotiations are not redirected.
    assert!(server.negotiate("?negotiateVersion=1").await["connectionToken"].is_string());
    Client::open(server.socket().await, "/hub?to=b.example", &[]).await.shake_hands().await;
}
