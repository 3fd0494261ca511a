//! Connections without a hub protocol, on every transport.

use std::sync::Mutex;
use std::time::Duration;

use plenum_signalr::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::support::{AllowAll, Client, PATIENCE, RouterServer, wait_until};

/// Echoes every message; some messages are commands.
#[derive(Default)]
pub(crate) struct Echo {
    ended: Mutex<Vec<String>>,
}

impl RawHandler for Echo {
    type State = ();

    async fn run(&self, mut connection: RawConnection<()>) -> Result<(), HubError> {
        while let Some(message) = connection.receive().await {
            match message.text() {
                Some("done") => return Ok(()),
                Some("fail") => return Err(HubError::internal("as the test asked")),
                Some("panic") => panic!("as the test asked"),
                Some("stop receiving") => {
                    drop(connection);
                    return std::future::pending().await;
                }
                Some("bytes") => {
                    let sent = connection.send_binary(&[0xff]).await;
                    connection.send_text(&format!("{sent:?}")).await?;
                }
                Some(text) => connection.send_text(text).await?,
                None => connection.send_binary(&message.bytes).await?,
            }
        }
        self.ended.lock().expect("not poisoned").push(connection.id().to_owned());
        Ok(())
    }
}

async fn start(options: Options) -> (RawServer<Echo>, RouterServer) {
    let server = RawServer::builder(Echo::default(), AllowAll).name("echo").options(options).build();
    let site = RouterServer::start(HubRoutes::new().hub("/echo", server.endpoint()).into_router()).await;
    (server, site)
}

#[tokio::test]
async fn a_websocket_needs_no_negotiation_and_no_handshake() {
    use futures::{SinkExt, StreamExt};

    let (server, site) = start(Options::default()).await;
    let mut socket = Client::open(site.socket().await, "/Echo", &[]).await.socket;
    for message in [Message::text("héllo"), Message::text(""), Message::binary(vec![0xff, 0]), Message::binary("x")] {
        socket.send(message.clone()).await.expect("sent");
        assert_eq!(socket.next().await.expect("an echo").expect("a message"), message);
    }
    socket.close(None).await.expect("sent");
    while let Some(Ok(message)) = socket.next().await {
        let Message::Close(Some(frame)) = message else { panic!("{message:?}") };
        assert_eq!(frame.code, CloseCode::Normal);
    }
    wait_until("the handler has ended", || server.handler().ended.lock().expect("not poisoned").len() == 1).await;
    wait_until("the connection is gone", || server.connections() == 0).await;
}

#[tokio::test]
async fn the_end_of_a_handler_ends_its_connection() {
    use futures::{SinkExt, StreamExt};

    let (server, site) = start(Options::default()).await;
    for (command, code) in [("done", CloseCode::Normal), ("fail", CloseCode::Error), ("panic", CloseCode::Error)] {
        let mut socket = Client::open(site.socket().await, "/echo", &[]).await.socket;
        socket.send(Message::text(command)).await.expect("sent");
        let Some(Ok(Message::Close(Some(frame)))) = socket.next().await else { panic!("no close") };
        assert_eq!(frame.code, code, "{command}");
        while let Some(Ok(_)) = socket.next().await {}
    }
    wait_until("all are gone", || server.connections() == 0).await;
}

#[tokio::test]
async fn the_end_is_noticed_when_the_handler_does_not_receive() {
    use futures::SinkExt;

    let (server, site) = start(Options { close_timeout: Duration::from_millis(50), ..Options::default() }).await;
    let mut socket = Client::open(site.socket().await, "/echo", &[]).await.socket;
    socket.send(Message::text("stop receiving")).await.expect("sent");
    for _ in 0..10 {
        socket.send(Message::text("ignored")).await.expect("sent");
    }
    drop(socket);
    wait_until("the connection is gone", || server.connections() == 0).await;
}

#[tokio::test]
async fn a_connection_by_long_polling() {
    let (_server, site) = start(Options::default()).await;
    let path = site.negotiated("/echo").await;
    assert_eq!(site.http("GET", &path, &[], "").await.body, "");
    assert_eq!(site.http("POST", &path, &[], "a piece").await.status, 200);
    assert_eq!(site.http("GET", &path, &[], "").await.body, "a piece");
    site.http("POST", &path, &[], "done").await;
    assert_eq!(site.http("GET", &path, &[], "").await.status, 204);
    wait_for_404(&site, &path).await;
}

async fn wait_for_404(site: &RouterServer, path: &str) {
    let gone = async {
        while site.http("GET", path, &[], "").await.status != 404 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(PATIENCE, gone).await.expect("the connection is gone");
}

#[tokio::test]
async fn server_sent_events_carry_only_text() {
    let (_server, site) = start(Options::default()).await;
    let path = site.negotiated("/echo").await;
    let mut stream = site.socket().await;
    let head = format!("GET {path} HTTP/1.1\r\nHost: here\r\nAccept: text/event-stream\r\n\r\n");
    stream.write_all(head.as_bytes()).await.expect("sent");
    let mut received = String::new();
    let mut read_until = async |end: &str| {
        let mut bytes = [0; 1024];
        while !received.contains(end) {
            let count = stream.read(&mut bytes).await.expect("readable");
            assert!(count > 0, "ended early: {received}");
            received.push_str(std::str::from_utf8(&bytes[..count]).expect("text"));
        }
    };
    read_until(":\r\n").await;
    site.http("POST", &path, &[], "bytes").await;
    read_until("data: Err(TextOnly)\r\n\r\n").await;
    site.http("POST", &path, &[], "done").await;
    read_until("0\r\n\r\n").await;
}

#[tokio::test]
async fn draining_ends_raw_connections_too() {
    use futures::StreamExt;

    let (server, site) = start(Options::default()).await;
    let mut socket = Client::open(site.socket().await, "/echo", &[]).await.socket;
    let drained = tokio::spawn(async move { server.drain(Duration::from_millis(50)).await });
    let Some(Ok(Message::Close(Some(frame)))) = socket.next().await else { panic!("no close") };
    assert_eq!(u16::from(frame.code), CloseReason::Restarting.code());
    while let Some(Ok(_)) = socket.next().await {}
    drained.await.expect("drained");
}

#[tokio::test]
async fn raw_connections_have_no_stateful_reconnect() {
    let (_server, site) =
        start(Options { stateful_reconnect: Some(StatefulReconnect::default()), ..Options::default() }).await;
    let answer = site.http("POST", "/echo/negotiate?negotiateVersion=1&useStatefulReconnect=true", &[], "").await;
    assert!(!answer.body.contains("useStatefulReconnect"), "{}", answer.body);
}
