//! Long polling on our hubs: what a poll costs, and what waits for one.

use plenum_testkit::{
    app::Person,
    hub::{TestHubs, TestNode},
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::client::Client;

const END: char = '\u{1e}';

/// A polled connection of one person.
struct Polling<'a> {
    node: &'a TestNode,
    person: &'a Person,
    path: String,
}

impl<'a> Polling<'a> {
    /// A connection after its handshake and its first position.
    async fn live(node: &'a TestNode, person: &'a Person) -> Self {
        let mut polling = Self { node, person, path: "/hubs/deals/negotiate?negotiateVersion=1".to_owned() };
        let (status, negotiated) = polling.request("POST", "").await;
        assert_eq!(status, 200, "{negotiated}");
        let negotiated: Value = serde_json::from_str(&negotiated).expect("JSON");
        polling.path = format!("/hubs/deals?id={}", negotiated["connectionToken"].as_str().expect("a token"));
        assert_eq!(polling.poll().await, (200, String::new()));
        polling.post("{\"protocol\":\"json\",\"version\":1}").await;
        let mut received = String::new();
        while !received.contains("Position") {
            received.push_str(&polling.poll().await.1);
        }
        polling
    }

    async fn poll(&self) -> (u16, String) {
        self.request("GET", "").await
    }

    async fn post(&self, record: &str) {
        assert_eq!(self.request("POST", &format!("{record}{END}")).await.0, 200);
    }

    async fn request(&self, method: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.node.address).await.expect("connects");
        let (path, token, length) = (&self.path, &self.person.access_token, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {token}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        (head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status"), body.to_owned())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_of_a_live_connection_need_no_database() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let polling = Polling::live(&node, &ada).await;
    node.app.store().close().await;
    for number in 0..20 {
        let call = json!({"type": 1, "invocationId": number.to_string(), "target": "Nothing", "arguments": []});
        polling.post(&call.to_string()).await;
        let (status, answer) = polling.poll().await;
        assert_eq!(status, 200);
        assert!(answer.contains("Unknown hub method"), "{answer}");
    }
    assert_eq!(polling.request("DELETE", "").await.0, 202);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_waiting_for_a_poll_are_dropped_when_access_is_reduced() {
    let hubs = TestHubs::new().await;
    let node = hubs.node().await;
    let ada = node.admin("ada").await;
    let vera = ada.member("read_only").await;
    let polling = Polling::live(&node, &vera).await;
    let mut witness = Client::live(&node, "deals", &vera).await;
    ada.deal("secret by now").await;
    assert_eq!(witness.title("DealCreated").await, "secret by now");
    ada.give_role(vera.who.user, "support_user").await;
    witness.position().await;
    let (status, rest) = polling.poll().await;
    assert_eq!(status, 200);
    assert_eq!(rest, format!("{{\"type\":7,\"allowReconnect\":true}}{END}"));
    assert!(matches!(polling.poll().await.0, 204 | 404));
}
