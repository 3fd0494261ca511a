//! A SignalR client as small as these tests need it, which keeps the order of everything it receives.

use plenum_testkit::{app::Person, hub::TestNode};
use std::{collections::VecDeque, net::SocketAddr, time::Duration};

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Error, Message, client::IntoClientRequest, http::HeaderValue},
};

const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    socket: WebSocketStream<TcpStream>,
    records: VecDeque<Value>,
    closed: Option<u16>,
    /// Every text frame, as it came.
    pub(crate) raw: String,
}

/// An event as a client receives it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    pub(crate) target: String,
    pub(crate) argument: Value,
}

/// The answer to a call, and what came before it.
pub(crate) struct Answer {
    pub(crate) before: Vec<Event>,
    pub(crate) result: Value,
    pub(crate) error: Option<String>,
}

/// How a WebSocket is opened.
#[derive(Default)]
pub(crate) struct ConnectRequest<'a> {
    pub(crate) path: &'a str,
    pub(crate) token: Option<&'a str>,
    pub(crate) headers: &'a [(&'static str, &'a str)],
    /// A receive buffer so small that a client which does not read is noticed soon.
    pub(crate) receive_buffer: Option<u32>,
}

/// Opens a WebSocket; the status when it is refused.
pub(crate) async fn connect(address: SocketAddr, wanted: ConnectRequest<'_>) -> Result<Client, u16> {
    let mut request = format!("ws://{address}{}", wanted.path).into_client_request().expect("a request");
    let bearer = wanted.token.map(|token| format!("Bearer {token}"));
    let bearer = bearer.as_deref().map(|bearer| ("authorization", bearer));
    for (name, value) in wanted.headers.iter().copied().chain(bearer) {
        request.headers_mut().insert(name, HeaderValue::from_str(value).expect("a header"));
    }
    let socket = TcpSocket::new_v4().expect("a socket");
    if let Some(size) = wanted.receive_buffer {
        socket.set_recv_buffer_size(size).expect("a small buffer");
    }
    let stream = socket.connect(address).await.expect("connects");
    match timeout(PATIENCE, client_async(request, stream)).await.expect("an answer in time") {
        Ok((socket, _)) => Ok(Client { socket, records: VecDeque::new(), closed: None, raw: String::new() }),
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(other) => panic!("no answer: {other}"),
    }
}

impl Client {
    /// A live connection to a hub that has received its position.
    pub(crate) async fn live(node: &TestNode, hub: &str, person: &Person) -> Self {
        let mut client = Self::open(node, &format!("/hubs/{hub}"), person).await;
        client.position().await;
        client
    }

    /// A connection that has shaken hands and nothing more.
    pub(crate) async fn open(node: &TestNode, path: &str, person: &Person) -> Self {
        let request = ConnectRequest { path, token: Some(&person.access_token), ..ConnectRequest::default() };
        let mut client = connect(node.address, request).await.expect("the hub accepts");
        client.shake_hands().await;
        client
    }

    pub(crate) async fn shake_hands(&mut self) {
        self.send(&json!({"protocol": "json", "version": 1})).await;
        assert_eq!(self.record().await, Some(json!({})));
    }

    /// The next event that is not a position.
    pub(crate) async fn event(&mut self) -> Event {
        loop {
            let event = self.any_event().await;
            if event.target != "Position" {
                return event;
            }
        }
    }

    /// The next event, a position or not.
    pub(crate) async fn next(&mut self) -> Event {
        self.any_event().await
    }

    /// The title of the next event's deal, which must go to this target.
    pub(crate) async fn title(&mut self, target: &str) -> String {
        let event = self.event().await;
        assert_eq!(event.target, target, "{event:?}");
        event.argument["data"]["title"].as_str().expect("a title").to_owned()
    }

    /// The cursor of the next position, whatever comes before it.
    pub(crate) async fn position(&mut self) -> String {
        loop {
            let event = self.any_event().await;
            if event.target == "Position" {
                return event.argument.as_str().expect("a cursor").to_owned();
            }
        }
    }

    async fn any_event(&mut self) -> Event {
        let record = self.record().await.unwrap_or_else(|| panic!("closed with {:?}", self.closed));
        as_event(&record).unwrap_or_else(|| panic!("not an event: {record}"))
    }

    pub(crate) async fn call(&mut self, method: &str, arguments: Value) -> Answer {
        self.send(&json!({"type": 1, "invocationId": "1", "target": method, "arguments": arguments})).await;
        let mut before = Vec::new();
        loop {
            let record = self.record().await.unwrap_or_else(|| panic!("closed with {:?}", self.closed));
            match as_event(&record) {
                Some(event) => before.push(event),
                None => {
                    assert_eq!((&record["type"], &record["invocationId"]), (&json!(3), &json!("1")), "{record}");
                    let error = record["error"].as_str().map(str::to_owned);
                    return Answer { before, result: record["result"].clone(), error };
                }
            }
        }
    }

    /// Reads until the connection ends; its WebSocket close code.
    pub(crate) async fn closed(&mut self) -> u16 {
        while self.record().await.is_some() {}
        self.closed.expect("a close frame")
    }

    async fn send(&mut self, record: &Value) {
        self.socket.send(Message::text(format!("{record}\u{1e}"))).await.expect("sent");
    }

    /// The next record that is neither a ping nor the close of the hub; nothing after the end.
    async fn record(&mut self) -> Option<Value> {
        loop {
            if let Some(record) = self.records.pop_front() {
                if record["type"] == 6 || record["type"] == 7 {
                    continue;
                }
                return Some(record);
            }
            if self.closed.is_some() {
                return None;
            }
            match timeout(PATIENCE, self.socket.next()).await.expect("something in time") {
                Some(Ok(Message::Text(text))) => {
                    self.raw.push_str(&text);
                    let records = text.split('\u{1e}').filter(|record| !record.is_empty());
                    self.records.extend(records.map(|record| serde_json::from_str::<Value>(record).expect("JSON")));
                }
                Some(Ok(Message::Close(frame))) => self.closed = Some(frame.map_or(1005, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => self.closed = Some(1006),
            }
        }
    }
}

fn as_event(record: &Value) -> Option<Event> {
    (record["type"] == 1).then(|| Event {
        target: record["target"].as_str().unwrap_or_default().to_owned(),
        argument: record["arguments"][0].clone(),
    })
}
