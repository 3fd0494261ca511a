//! One connection to a hub: the client side of SignalR's JSON protocol, as far as listening needs it.

use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout},
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Error as SocketError, Message,
        client::IntoClientRequest,
        http::{HeaderValue, StatusCode, header::AUTHORIZATION},
    },
};

use crate::commands::note;

/// What ends every message of the JSON protocol.
const END: char = '\u{1e}';
const HANDSHAKE: &str = "{\"protocol\":\"json\",\"version\":1}\u{1e}";
const RESUME_ID: &str = "resume";

/// The server pings every 15 seconds; twice that in silence means that it is gone.
const SILENCE: Duration = Duration::from_secs(30);
const PING_EVERY: Duration = Duration::from_secs(15);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// The hub that is followed, and the cursor of the last event.
pub(super) struct Watch {
    pub(super) hub: String,
    pub(super) cursor: Option<String>,
    pub(super) print: fn(&Value),
}

/// How a connection ended.
pub(super) enum Ended {
    /// Trying again is useless.
    Refused(String),
    /// The connection ended before it listened.
    Lost(String),
    /// The connection listened, and can be resumed.
    AfterListening(String),
}

/// Prints events until the connection ends, and keeps the cursor of the last one.
pub(super) async fn listen(watch: &mut Watch, token: &str) -> Ended {
    let mut socket = match open(&watch.hub, token).await {
        Ok(socket) => socket,
        Err(ended) => return ended,
    };
    let resume = json!({ "type": 1, "invocationId": RESUME_ID, "target": "Resume", "arguments": [watch.cursor] });
    let hello = format!("{HANDSHAKE}{resume}{END}");
    if let Err(error) = socket.send(Message::text(hello)).await {
        return Ended::Lost(error.to_string());
    }
    let (mut buffer, mut listening) = (String::new(), false);
    let mut ping = tokio::time::interval_at(Instant::now() + PING_EVERY, PING_EVERY);
    let why = loop {
        let received = tokio::select! {
            received = timeout(SILENCE, socket.next()) => received,
            _ = ping.tick() => {
                match socket.send(Message::text(format!("{{\"type\":6}}{END}"))).await {
                    Ok(()) => continue,
                    Err(error) => break error.to_string(),
                }
            }
        };
        match received {
            Err(_) => break "the server fell silent".to_owned(),
            Ok(None) => break "the server closed the connection".to_owned(),
            Ok(Some(Err(error))) => break error.to_string(),
            Ok(Some(Ok(Message::Text(text)))) => buffer.push_str(&text),
            Ok(Some(Ok(_))) => continue,
        }
        while let Some(end) = buffer.find(END) {
            let message: String = buffer.drain(..=end).collect();
            match take(watch, message.trim_end_matches(END)) {
                Taken::Nothing => {}
                Taken::Listening => listening = true,
                Taken::Closed(why) if listening => return Ended::AfterListening(why),
                Taken::Closed(why) => return Ended::Lost(why),
                Taken::Refused(why) => return Ended::Refused(why),
            }
        }
    };
    if listening { Ended::AfterListening(why) } else { Ended::Lost(why) }
}

async fn open(hub: &str, token: &str) -> Result<Socket, Ended> {
    let refused = |error: &dyn std::fmt::Display| Ended::Refused(error.to_string());
    let mut request = hub.into_client_request().map_err(|error| refused(&error))?;
    let bearer = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|error| refused(&error))?;
    request.headers_mut().insert(AUTHORIZATION, bearer);
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(SocketError::Http(answer)) if answer.status() == StatusCode::FORBIDDEN => {
            Err(Ended::Refused("the hub refused the connection".to_owned()))
        }
        Err(error) => Err(Ended::Lost(error.to_string())),
    }
}

/// The meaning of a message.
enum Taken {
    Nothing,
    Listening,
    Closed(String),
    Refused(String),
}

fn take(watch: &mut Watch, message: &str) -> Taken {
    let Ok(message) = serde_json::from_str::<Value>(message) else {
        return Taken::Closed("the server sent something that is not JSON".to_owned());
    };
    let said = |value: &Value| value.as_str().unwrap_or("no reason given").to_owned();
    match (message["type"].as_u64(), message["target"].as_str()) {
        (Some(1), Some("Position")) => keep(watch, &message["arguments"][0]),
        (Some(1), Some("Reset")) => {
            note("the history has a gap here: what you know may be out of date");
            keep(watch, &message["arguments"][0]["cursor"]);
        }
        (Some(1), Some(_)) => {
            (watch.print)(&message["arguments"][0]);
            keep(watch, &message["arguments"][0]["cursor"]);
        }
        (Some(3), _) if message["invocationId"] == RESUME_ID => return resumed(watch, &message),
        (Some(7), _) => return Taken::Closed(said(&message["error"])),
        (None, _) if message.get("error").is_some() => return Taken::Refused(said(&message["error"])),
        _ => {}
    }
    Taken::Nothing
}

fn resumed(watch: &mut Watch, completion: &Value) -> Taken {
    if let Some(error) = completion["error"].as_str() {
        return Taken::Refused(error.to_owned());
    }
    let result = &completion["result"];
    if !result["reset"].is_null() {
        note("too much was missed to be replayed: what you know may be out of date");
    }
    keep(watch, &result["cursor"]);
    note(&format!("listening; {} missed events were replayed", result["replayed"]));
    Taken::Listening
}

fn keep(watch: &mut Watch, cursor: &Value) {
    if let Some(cursor) = cursor.as_str() {
        watch.cursor = Some(cursor.to_owned());
    }
}
