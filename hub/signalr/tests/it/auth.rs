//! Authentication of connections.

use plenum_signalr::{CloseReason, Disconnect, OnExpiry, Options};
use serde_json::json;

use crate::support::{Client, TestServer, connect_refused, wait_until};

#[tokio::test]
async fn rejected_credentials_are_refused_at_negotiate_and_connect() {
    let server = TestServer::start().await;
    for (token, status, body) in [("bad", 401, ""), ("banned", 403, "banned"), ("busy", 503, "try later")] {
        let bearer = format!("Bearer {token}");
        let answer = server.http("POST", "/hub/negotiate", &[("Authorization", &bearer)]).await;
        assert_eq!((answer.status, answer.body.as_str()), (status, body));
        assert!(answer.head.starts_with(&format!("http/1.1 {status} ")), "reason phrase intact");
        let path = format!("/hub?access_token={token}");
        assert_eq!(connect_refused(server.socket().await, &path, &[]).await, (status, body.to_owned()));
        assert_eq!(server.http("DELETE", &path, &[]).await.status, status);
    }
}

#[tokio::test]
async fn the_header_wins_over_the_query_and_the_hub_sees_neither() {
    let server = TestServer::start().await;
    let headers = [("Authorization", "Bearer ann"), ("User-Agent", "test/1")];
    let mut client = Client::open(server.socket().await, "/hub?access_token=bob&deal=7", &headers).await;
    client.shake_hands().await;
    let who = client.result("WhoAmI", json!([])).await;
    assert_eq!((&who[1], &who[2]), (&json!("ann"), &json!("state of ann")));
    assert_eq!(client.result("Query", json!(["access_token"])).await, json!(null));
    assert_eq!(client.result("Query", json!(["Deal"])).await, "7");
    assert_eq!(client.result("Header", json!(["authorization"])).await, json!(null));
    assert_eq!(client.result("Header", json!(["User-Agent"])).await, "test/1");
}

#[tokio::test]
async fn a_token_belongs_to_the_user_and_session_that_negotiated_it() {
    let server = TestServer::start().await;
    let answer = server.http("POST", "/hub/negotiate?negotiateVersion=1", &[("Authorization", "Bearer ann:1")]).await;
    let body: serde_json::Value = serde_json::from_str(&answer.body).expect("json");
    let token = body["connectionToken"].as_str().expect("token");
    for stranger in ["bob:1", "ann:2"] {
        let path = format!("/hub?id={token}&access_token={stranger}");
        let unknown = "No Connection with that ID".to_owned();
        assert_eq!(connect_refused(server.socket().await, &path, &[]).await, (404, unknown));
        assert_eq!(server.http("DELETE", &path, &[]).await.status, 404);
    }
    server.client_at(&format!("/hub?id={token}&access_token=ann:1")).await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_ends_with_its_credentials() {
    let server = TestServer::start().await;
    let mut client = server.timed_client("/hub?access_token=brief").await;
    let started = tokio::time::Instant::now();
    let (last, code) = client.end().await;
    assert_eq!((last, code), (Some(json!({"type": 7, "allowReconnect": true})), Some(4001)));
    assert_eq!(started.elapsed().as_secs(), 60);
    let expected = Disconnect::Closed(CloseReason::Unauthenticated);
    wait_until("the hook ran", || server.test_hub().ends() == [expected]).await;
}

#[tokio::test(start_paused = true)]
async fn a_connection_outlives_its_credentials_if_expiry_is_ignored() {
    let server = TestServer::with_options(Options { on_expiry: OnExpiry::Ignore, ..Options::default() }).await;
    let mut client = server.timed_client("/hub?access_token=brief").await;
    tokio::time::advance(std::time::Duration::from_secs(3600)).await;
    client.send(json!({"type": 1, "invocationId": "c", "target": "Echo", "arguments": ["alive"]})).await;
    loop {
        let record = client.record().await;
        if record["type"] == 3 {
            break assert_eq!(record["result"], "alive");
        }
    }
}
