//! Every limit and time of a server, with its default.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The limits and times of a [`HubServer`](crate::HubServer). Change some of them with `Options { max_connections: 5,
/// ..Options::default() }`.
#[derive(Debug, Clone)]
pub struct Options {
    /// Connections at one time, those still in their handshake included; further ones get 503. Default 100,000.
    pub max_connections: usize,
    /// Negotiations whose connection has not come yet; further ones get 503. Default 10,000.
    pub max_pending_negotiations: usize,
    /// Negotiations of one user whose connection has not come yet; further ones get 429. Default 50.
    pub max_pending_per_user: usize,
    /// Live connections of one user to this hub; further ones get 429. Default 100.
    pub max_connections_per_user: usize,
    /// Live connections of one account ([`Identity::account`](crate::Identity::account)), of all its users together;
    /// further ones get 429. Default 10,000.
    pub max_connections_per_account: usize,
    /// Live connections from one address ([`Identity::address`](crate::Identity::address)); further ones get 429.
    /// Default 2,000: a whole company may share one address.
    pub max_connections_per_address: usize,
    /// How long a negotiated token waits for its connection. Default 15 s.
    pub negotiation_ttl: Duration,
    /// How long the handshake may take. Default 15 s.
    pub handshake_timeout: Duration,
    /// How long the handshake of a client that polls may take, which holds its permit without a socket. Default 5 s.
    pub poll_handshake_timeout: Duration,
    /// Bytes of the handshake. Default 4 KiB.
    pub max_handshake_bytes: usize,
    /// Bytes of one hub message from a client, framing included. Default 32 KiB.
    pub max_message_bytes: usize,
    /// Bytes of one WebSocket frame or message from a client. Default 64 KiB.
    pub max_frame_bytes: usize,
    /// Nesting of arrays and objects in a client's message, the message itself included. Default 16.
    pub max_depth: usize,
    /// Fragments of one WebSocket message. Default 128.
    pub max_fragments: usize,
    /// WebSocket pings and pongs per second from one client, with a burst as large. Default 50.
    pub control_frames_per_second: u32,
    /// Calls per second from one client, in the long run. Default 50.
    pub invocations_per_second: u32,
    /// Calls from one client at once. Default 100.
    pub invocation_burst: u32,
    /// Messages per second from one client that are neither calls nor items of a stream: pings, cancellations, answers,
    /// acknowledgements. Twice as many at once. Default 100.
    pub signals_per_second: u32,
    /// Calls of one client that run at the same time; the next ones wait. Default 1.
    pub parallel_invocations: usize,
    /// Streams of one client that are open at the same time, both directions counted; a call with one more fails.
    /// Default 100.
    pub max_streams: usize,
    /// Items of one client's stream that wait for the method that reads it; when there are so many, no more bytes are
    /// read from that client. Default 10.
    pub stream_buffer: usize,
    /// Messages waiting for one connection before it counts as slow. Default 256.
    pub queue_messages: usize,
    /// Bytes waiting for one connection before it counts as slow; a single larger message is still let through when
    /// nothing else waits. Default 256 KiB.
    pub queue_bytes: usize,
    /// How long a connection may accept no byte while some wait. Default 10 s.
    pub write_timeout: Duration,
    /// How long a close waits for the client to close its side. Default 5 s.
    pub close_timeout: Duration,
    /// How long a POST may take, however slowly its body comes and however long the connection does not read. Default
    /// 60 s.
    pub post_timeout: Duration,
    /// With a backplane: requests of clients that other nodes are answering at one time; of one user, three for each
    /// connection that the user may have. Further ones get 503. Default 10,000.
    pub max_relays: usize,
    /// With a backplane: bytes of the bodies of such requests at one time, of which one user may have an eighth.
    /// Default 16 MiB.
    pub relay_bytes: usize,
    /// With a backplane: the longest body of a POST whose connection lives on another node. Default 256 KiB.
    pub max_relayed_body: usize,
    /// How long a poll waits for messages; clients give up at 100 s. Default 90 s.
    pub poll_timeout: Duration,
    /// The longest time between two polls of a client. Default 15 s.
    pub poll_gap: Duration,
    /// A ping is sent when no message was sent for this long; never on long polling. Default 15 s.
    pub keep_alive: Duration,
    /// A client that pings is closed when no bytes came from it for this long. Default 30 s.
    pub client_timeout: Duration,
    /// Whether WebSocket clients that request it may replace a lost socket, without losing a message. Default: no.
    pub stateful_reconnect: Option<StatefulReconnect>,
    /// What happens when a connection's credentials expire. Default [`OnExpiry::Close`].
    pub on_expiry: OnExpiry,
    /// Whether a client may bring newer credentials, which prolong its connection. Default
    /// [`Refresh::Offered`].
    pub refresh: Refresh,
    /// The transports offered, in the order in which clients should try them. Default: all of them.
    pub transports: Vec<Transport>,
    /// Browser origins that may connect, beside the server's own host: exact, such as `https://app.example.com`.
    /// A request without an `Origin` does not come from a browser, and is allowed; only the token carries credentials.
    pub allowed_origins: Vec<String>,
    /// Whether clients see the details of errors. Default [`ErrorDetail::Hidden`].
    pub error_detail: ErrorDetail,
}

/// The bounds of stateful reconnect. The token and the buffered messages are bound to this process.
#[derive(Debug, Clone)]
pub struct StatefulReconnect {
    /// How long a connection waits for another socket. Default 15 s.
    pub window: Duration,
    /// Messages that are buffered until the client acknowledges them, once a second. Beyond that, with a socket, the
    /// oldest message is dropped, and the socket cannot be replaced until the client has acknowledged the dropped ones.
    /// Without a socket, the connection is closed as a slow consumer. Default 1,000.
    pub buffer_messages: usize,
    /// The bytes of the buffered messages. Default 256 KiB.
    pub buffer_bytes: usize,
}

impl Default for StatefulReconnect {
    fn default() -> Self {
        Self { window: Duration::from_secs(15), buffer_messages: 1_000, buffer_bytes: 256 * 1024 }
    }
}

/// How a connection's bytes travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Transport {
    /// One socket for both directions.
    WebSockets,
    /// An endless response, and a POST for each message of the client. Text only, so not for MessagePack. Without
    /// a backplane, all requests of a connection must reach the same process.
    ServerSentEvents,
    /// A request for each batch of messages, and a POST for each message of the client. Without a backplane, all
    /// requests of a connection must reach the same process.
    LongPolling,
}

/// The format of a client's bytes. The variants serialise to the names of negotiation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum TransferFormat {
    /// Valid UTF-8.
    Text,
    /// Any bytes.
    Binary,
}

impl Transport {
    /// The name that negotiation and error texts use.
    pub fn name(self) -> &'static str {
        match self {
            Self::WebSockets => "WebSockets",
            Self::ServerSentEvents => "ServerSentEvents",
            Self::LongPolling => "LongPolling",
        }
    }

    /// The formats that the transport can carry.
    pub(crate) fn formats(self) -> &'static [TransferFormat] {
        match self {
            Self::WebSockets | Self::LongPolling => &[TransferFormat::Text, TransferFormat::Binary],
            Self::ServerSentEvents => &[TransferFormat::Text],
        }
    }

    /// The value of the metrics' label.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::WebSockets => "web_sockets",
            Self::ServerSentEvents => "server_sent_events",
            Self::LongPolling => "long_polling",
        }
    }
}

/// What happens when a connection's credentials expire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnExpiry {
    /// Close with 4001; the client may reconnect.
    Close,
    /// Let the connection live on.
    Ignore,
}

/// Whether a connection's credentials can be renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// At `POST {base}/refresh`. Negotiation says how long the credentials last.
    Offered,
    /// Renewal is refused.
    Refused,
}

/// Whether clients see the details of internal errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorDetail {
    /// Only a generic sentence.
    Hidden,
    /// The error's text too; for development and tests.
    Shown,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_connections: 100_000,
            max_pending_negotiations: 10_000,
            max_pending_per_user: 50,
            max_connections_per_user: 100,
            max_connections_per_account: 10_000,
            max_connections_per_address: 2_000,
            negotiation_ttl: Duration::from_secs(15),
            handshake_timeout: Duration::from_secs(15),
            poll_handshake_timeout: Duration::from_secs(5),
            max_handshake_bytes: 4 * 1024,
            max_message_bytes: 32 * 1024,
            max_frame_bytes: 64 * 1024,
            max_depth: 16,
            max_fragments: 128,
            control_frames_per_second: 50,
            invocations_per_second: 50,
            invocation_burst: 100,
            signals_per_second: 100,
            parallel_invocations: 1,
            max_streams: 100,
            stream_buffer: 10,
            queue_messages: 256,
            queue_bytes: 256 * 1024,
            write_timeout: Duration::from_secs(10),
            close_timeout: Duration::from_secs(5),
            post_timeout: Duration::from_secs(60),
            max_relays: 10_000,
            relay_bytes: 16 * 1024 * 1024,
            max_relayed_body: 256 * 1024,
            poll_timeout: Duration::from_secs(90),
            poll_gap: Duration::from_secs(15),
            keep_alive: Duration::from_secs(15),
            client_timeout: Duration::from_secs(30),
            stateful_reconnect: None,
            on_expiry: OnExpiry::Close,
            refresh: Refresh::Offered,
            transports: vec![Transport::WebSockets, Transport::ServerSentEvents, Transport::LongPolling],
            allowed_origins: Vec::new(),
            error_detail: ErrorDetail::Hidden,
        }
    }
}
