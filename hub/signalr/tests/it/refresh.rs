//! Renewal of the credentials of a live connection.

use std::sync::atomic::Ordering;
use std::time::Duration;

use plenum_signalr::{OnExpiry, Options, Prepared, Refresh};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{Answer, Client, TestServer, request, wait_until};

/// Negotiates with a token of the harness; returns the answer and the connection token. The server's clock is always
/// 100 seconds after the epoch.
async fn negotiate(server: &TestServer, token: &str) -> (Value, String) {
    let authorization = format!("Bearer {token}");
    let answer =
        request(server.duplex(), "POST", "/hub/negotiate?negotiateVersion=1", &[("Authorization", &authorization)])
            .await;
    let answer: Value = serde_json::from_str(&answer.body).expect("json");
    let id = answer["connectionToken"].as_str().expect("a token").to_owned();
    (answer, id)
}

async fn refresh(server: &TestServer, id: &str, token: &str) -> Answer {
    let authorization = format!("Bearer {token}");
    request(server.duplex(), "POST", &format!("/hub/refresh?id={id}"), &[("Authorization", &authorization)]).await
}

async fn connect(server: &TestServer, id: &str, token: &str) -> Client {
    let mut client = Client::open(server.duplex(), &format!("/hub?id={id}&access_token={token}"), &[]).await;
    client.shake_hands().await;
    client
}

#[tokio::test(start_paused = true)]
async fn a_connection_lives_as_long_as_its_newest_credentials() {
    let server = TestServer::start().await;
    let began = Instant::now();
    let (negotiated, id) = negotiate(&server, "until-160").await;
    assert_eq!(negotiated["tokenLifetimeSeconds"], 60);
    let mut client = connect(&server, &id, "until-160").await;
    let answer = refresh(&server, &id, "until-160:only:230").await;
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"tokenLifetimeSeconds":130}"#));
    let (close, code) = client.end().await;
    assert_eq!((close, code), (Some(json!({"type": 7, "allowReconnect": true})), Some(4001)));
    let lived = began.elapsed();
    assert!((Duration::from_secs(130)..Duration::from_secs(140)).contains(&lived), "{lived:?}");
    assert_eq!(refresh(&server, &id, "until-160:only:230").await.status, 404);
}

#[tokio::test]
async fn the_groups_of_new_credentials_replace_the_old_ones_at_once() {
    let server = TestServer::start().await;
    let (_, id) = negotiate(&server, "ada:only:900:red,blue").await;
    let mut client = connect(&server, &id, "ada:only:900:red,blue").await;
    assert_eq!(client.result("Join", json!(["green"])).await, true);
    let everyone = |group: &str| server.hub.clients().in_group(group);
    assert_eq!((everyone("red"), everyone("blue"), everyone("green")), (1, 1, 1));
    assert_eq!(refresh(&server, &id, "ada:only:950:blue,gold").await.status, 200);
    assert_eq!((everyone("red"), everyone("blue"), everyone("green"), everyone("gold")), (0, 1, 1, 1));
    assert_eq!(server.test_hub().refreshed.load(Ordering::SeqCst), 1);
    server.hub.clients().group("gold").send(&Prepared::new("News", &[1]).expect("serialises"));
    assert_eq!(client.record().await["arguments"], json!([1]));
    drop(client);
    wait_until("it is in no group", || everyone("gold") + everyone("green") == 0).await;
}

#[tokio::test]
async fn credentials_of_another_user_or_session_are_refused() {
    let server = TestServer::start().await;
    let (_, id) = negotiate(&server, "ada:one:900:red").await;
    let mut client = connect(&server, &id, "ada:one:900:red").await;
    for token in ["ben:one:900:red", "ada:two:900:red"] {
        let answer = refresh(&server, &id, token).await;
        assert_eq!(answer.status, 403, "{token}");
        let body: Value = serde_json::from_str(&answer.body).expect("json");
        assert_eq!(body, json!({"error": "the credentials are of another user or session"}));
    }
    assert_eq!(server.test_hub().refreshed.load(Ordering::SeqCst), 0);
    assert_eq!(client.result("Add", json!([1, 2])).await, 3);
}

#[tokio::test]
async fn each_invalid_refresh_has_its_status() {
    let server = TestServer::start().await;
    let bearer = [("Authorization", "Bearer ada")];
    assert_eq!(server.http("GET", "/hub/refresh?id=x", &bearer).await.status, 405);
    let missing = server.http("POST", "/hub/refresh", &bearer).await;
    assert_eq!((missing.status, missing.body.as_str()), (400, r#"{"error":"Connection ID required"}"#));
    let unknown = server.http("POST", "/hub/refresh?id=x", &bearer).await;
    assert_eq!((unknown.status, unknown.body.as_str()), (404, r#"{"error":"No Connection with that ID"}"#));
    let bad = server.http("POST", "/hub/refresh?id=x", &[("Authorization", "Bearer bad")]).await;
    assert_eq!((bad.status, bad.body.as_str()), (401, ""));
    let banned = server.http("POST", "/hub/refresh?id=x", &[("Authorization", "Bearer banned")]).await;
    assert_eq!((banned.status, banned.body.as_str()), (403, r#"{"error":"banned"}"#));
    // A pending token has no connection yet.
    let (_, id) = negotiate(&server, "ada").await;
    assert_eq!(refresh(&server, &id, "ada").await.status, 404);
}

#[tokio::test]
async fn refresh_can_be_switched_off() {
    let server = TestServer::with_options(Options { refresh: Refresh::Refused, ..Options::default() }).await;
    let (negotiated, id) = negotiate(&server, "until-160").await;
    assert!(negotiated.get("tokenLifetimeSeconds").is_none());
    let _client = connect(&server, &id, "until-160").await;
    assert_eq!(refresh(&server, &id, "until-160").await.status, 404);
    // If expiry is ignored, the answer does not contain a lifetime.
    let server = TestServer::with_options(Options { on_expiry: OnExpiry::Ignore, ..Options::default() }).await;
    assert!(negotiate(&server, "until-160").await.0.get("tokenLifetimeSeconds").is_none());
}
