//! A SignalR server for [axum] and hyper.
//!
//! Clients are the official ones (`@microsoft/signalr`, .NET, Java) and any other that speaks the SignalR hub protocol.
//! The crate knows neither the content of messages nor any storage; other nodes are behind a trait.
//!
//! # Quick start
//!
//! A hub is a type with hooks and methods; an authenticator recognises clients and gives each connection a value. A
//! chat in thirty lines:
//!
//! ```
//! use async_trait::async_trait;
//! use plenum_signalr::*;
//!
//! struct Chat;
//!
//! impl Hub for Chat {
//!     type State = ();
//!
//!     async fn on_connected(&self, connection: &Connection<()>) -> Result<(), HubError> {
//!         connection.join("lobby");
//!         Ok(())
//!     }
//! }
//!
//! struct Names;
//!
//! #[async_trait]
//! impl Authenticator for Names {
//!     type State = ();
//!
//!     async fn authenticate(&self, request: &AuthRequest<'_>) -> Result<Identity<()>, Rejection> {
//!         let name = request.bearer.ok_or(Rejection::Unauthenticated)?;
//!         Ok(Identity::new(()).user(name))
//!     }
//! }
//!
//! async fn say(User(name): User, everyone: Clients<()>, Args((text,)): Args<(String,)>) -> Result<usize, HubError> {
//!     if text.is_empty() {
//!         return Err(HubError::user("say something"));
//!     }
//!     Ok(everyone.group("lobby").send(&Prepared::new("Said", &(name, text))?))
//! }
//!
//! let chat = HubServer::builder(Chat, Names).name("chat").on("Say", say).build();
//! let router = HubRoutes::new().hub("/chat", chat.endpoint()).into_router();
//! # assert_eq!(chat.methods(), ["say"]);
//! # let _ = async move {
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! axum::serve(listener, router).await
//! # };
//! ```
//!
//! A method takes the parameters of its signature: the caller's [`User`], the [`Connection`], [`Clients`], headers, the
//! [`Call`] itself, types of your own ([`FromCall`]), and last its [`Args`]. A [`Filter`] runs around every call, to
//! check or to trace. Bytes and timestamps have types of their own, [`Binary`] and [`Timestamp`], because MessagePack
//! distinguishes them from text. A [`RawHandler`] serves connections without the hub protocol.
//!
//! Clients connect by WebSockets, server-sent events or long polling ([`Options::transports`]), in JSON or MessagePack.
//!
//! `examples/chat.rs` is the same as a program with an orderly end. In production serve with hyper's
//! HTTP/1 builder, its `header_read_timeout`, and `with_upgrades`: `axum::serve` waits for slow headers for ever.
//!
//! # How it works
//!
//! ```text
//! request ─▶ endpoint ─▶ negotiate
//!               └──────▶ transport::websocket ─▶ session ─▶ dispatch ─▶ your method
//!                        (or another transport)     │ (protocol: framing, handshake, json, messagepack)
//! Clients / Connection::send ─▶ Prepared ─▶ transport::outbound ─▶ socket
//! ```
//!
//! - **A message is encoded once** ([`Prepared`]), and all its recipients share the finished frame.
//! - **The sender writes to the socket itself** while the queue is empty; otherwise the message is queued, and the
//!   whole queue is written at once when the socket accepts more. A delivery to a reader that keeps up wakes no task.
//! - **Every queue is bounded**, in messages and bytes. [`Connection::send`] never waits: a reader that is too slow is
//!   closed with [`CloseReason::SlowConsumer`]. [`Connection::send_when_ready`] waits for room, for long replays.
//! - **A value is serialised directly in the recipient's protocol**, by the same rules in both protocols; arguments are
//!   bound from the client's own bytes without a value in between.
//! - **A client's messages are limited**: calls have a rate ([`Options::invocations_per_second`]), other messages
//!   except the items of streams another ([`Options::signals_per_second`]), control frames their own. A client that
//!   exceeds a rate is closed.
//! - **Browsers of other origins** may connect when the origin is in [`Options::allowed_origins`]; preflights are
//!   answered. A negotiation can be redirected to another address ([`HubBuilder::redirect`]).
//! - **Calls of one connection run one at a time** unless [`Options::parallel_invocations`] says otherwise. A panic in
//!   a method is one failed call.
//! - **Streams run beside the calls**, in both directions ([`HubBuilder::stream`], [`Upload`]): an item is sent when
//!   there is room for it, and a method that reads slowly slows only its own caller. The server can also call a method
//!   of a client and await its result ([`Connection::invoke`]); a call that waits for its own caller lets the next call
//!   begin.
//! - **A lost socket may be replaced** by clients that request it ([`Options::stateful_reconnect`]): the connection
//!   waits for another socket, its messages are numbered and buffered, and no message is lost or handled twice. A
//!   sender does not wait for the socket either.
//! - **Credentials can be renewed** on a live connection ([`Options::refresh`]): its end moves, and the groups of the
//!   credentials ([`Identity::groups`]) are exchanged at once.
//! - **Several nodes may serve one hub** ([`Backplane`]): [`Target::on_all_nodes`] addresses, counts and closes
//!   connections on all of them, and no request needs to reach a certain node.
//! - **Every close has a reason** of a closed set ([`CloseReason`]), which fixes the WebSocket code, the SignalR
//!   `Close` message, and whether the client reconnects.
//!
//! | reason | code | reconnect | error shown |
//! |---|---|---|---|
//! | `Done` | 1000 | no | |
//! | `GoingAway`, `ClientTimeout` | 1001 | yes | |
//! | `Protocol` | 1002 | no | yes |
//! | `InvalidPayload` | 1007 | no | yes |
//! | `Policy` | 1008 | no | yes |
//! | `TooBig` | 1009 | no | yes |
//! | `Internal` | 1011 | yes | yes |
//! | `Restarting` | 1012 | yes | |
//! | `TryAgainLater` | 1013 | yes | |
//! | `Unauthenticated` | 4001 | yes | |
//! | `Forbidden` | 4003 | no | yes |
//! | `SlowConsumer` | 4008 | yes | |
//! | `QuotaExceeded` | 4029 | no | yes |
//!
//! # Only the protocol
//!
//! With `default-features = false` and the feature `protocol` there is [`protocol`] and nothing else: bytes to messages
//! and back, for clients and tools, without a runtime.
//!
//! # The order of the modules
//!
//! A module uses those above it in this list, and none below it. `scripts/circles.py` finds files that break the order
//! by a circle.
//!
//! 1. `values`, `protocol`: the hub protocol, without I/O: framing, handshake, JSON, MessagePack.
//! 2. `close`, `options`, `auth`, `response`, `backplane`, `token_bucket`, `keyed_semaphores`, `sources`, `meters`:
//!    vocabulary, ports and small tools.
//! 3. `transport`: WebSockets, server-sent events, long polling, and the outbound path to a socket.
//! 4. `prepared`, `client_results`: a message that is encoded once; the results of clients' methods.
//! 5. `negotiate`: tokens, from the negotiation to the end of their connection.
//! 6. `other_nodes`, `registry`: the port to the other nodes; connections by id, group and user.
//! 7. `connection`: the handle of one connection.
//! 8. `clients`: addressing the connections of this node, and those of all nodes through the port.
//! 9. `hub`, `dispatch`: the application's hooks and methods, and the way from an invocation to its answer.
//! 10. `drain`, `session`, `raw`: the life of one connection, with the hub protocol or without it.
//! 11. `cluster`: the messages between nodes. Implements the port to the other nodes, and has a port to the server.
//! 12. `server`: the state of one hub's server, its builder and its handle.
//! 13. `endpoint`: HTTP requests, from negotiation to polls and POSTs. Implements the cluster's port.
//! 14. `raw_server`, `fuzzing`: servers without the hub protocol; entry points for fuzzers.
//!
//! # Adding to it
//!
//! A protocol, in three steps: a variant of [`protocol::Protocol`] with its handshake name; a file beside
//! `protocol/json.rs` with the same functions; an arm wherever the compiler then finds a `match` incomplete
//! (`protocol/encoding.rs`, the binding of arguments, the transports' framing).
//!
//! A transport, in four steps: a file beside `transport/websocket.rs` that accepts the request; a type in it that
//! implements the crate's `Inbound` trait, and an `AsyncWrite` for the sending half; a variant of `TransportFraming` if
//! its framing differs; a variant of [`Transport`], by which it is negotiated, and its requests in `endpoint.rs`.
#![warn(missing_docs)]

/// The README of the crate; its example is compiled like those here.
#[cfg(all(doctest, feature = "server"))]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(feature = "server")]
mod auth;
#[cfg(feature = "server")]
mod backplane;
#[cfg(feature = "server")]
mod client_results;
#[cfg(feature = "server")]
mod clients;
#[cfg(feature = "server")]
mod close;
#[cfg(feature = "server")]
mod cluster;
#[cfg(feature = "server")]
mod connection;
#[cfg(feature = "server")]
mod dispatch;
#[cfg(feature = "server")]
mod drain;
#[cfg(feature = "server")]
mod endpoint;
#[cfg(feature = "server")]
#[doc(hidden)]
pub mod fuzzing;
#[cfg(feature = "server")]
mod hub;
#[cfg(feature = "server")]
mod keyed_semaphores;
#[cfg(feature = "server")]
mod meters;
#[cfg(feature = "server")]
mod negotiate;
#[cfg(feature = "server")]
mod options;
#[cfg(feature = "server")]
mod other_nodes;
#[cfg(feature = "server")]
mod prepared;
#[cfg(feature = "protocol")]
pub mod protocol;
#[cfg(feature = "server")]
mod raw;
#[cfg(feature = "server")]
mod raw_server;
#[cfg(feature = "server")]
mod registry;
#[cfg(feature = "server")]
mod response;
#[cfg(feature = "server")]
mod server;
#[cfg(feature = "server")]
mod session;
#[cfg(feature = "server")]
mod sources;
#[cfg(feature = "server")]
mod token_bucket;
#[cfg(feature = "server")]
pub mod transport;
#[cfg(feature = "protocol")]
mod values;

#[cfg(feature = "server")]
pub use auth::{AuthRequest, Authenticator, CallRate, Identity, Rejection, RequestInfo, Stage};
#[cfg(feature = "server")]
pub use backplane::{Backplane, Handoff, MemoryBackplane, MemoryNetwork, Recipient};
#[cfg(feature = "server")]
pub use client_results::InvokeError;
#[cfg(feature = "server")]
pub use clients::{Clients, ClusterTarget, Target};
#[cfg(feature = "server")]
pub use close::{CloseReason, Disconnect};
#[cfg(feature = "server")]
pub use connection::Connection;
#[cfg(feature = "server")]
pub use dispatch::{
    Args, Arguments, BindError, Call, Cancelled, Filter, FromCall, Handler, Next, Reply, Streams, Upload,
    UploadReceivers, Uploads, User,
};
#[cfg(feature = "server")]
pub use endpoint::{Endpoint, HubRoutes};
#[cfg(feature = "server")]
pub use hub::{Hub, HubError};
#[cfg(feature = "server")]
pub use negotiate::Redirect;
#[cfg(feature = "server")]
pub use options::{ErrorDetail, OnExpiry, Options, Refresh, StatefulReconnect, TransferFormat, Transport};
#[cfg(feature = "server")]
pub use other_nodes::{ConnectionCount, ConnectionList, ListedConnection};
#[cfg(feature = "server")]
pub use prepared::{EncodeError, Prepared};
#[cfg(feature = "server")]
pub use raw::{RawConnection, RawHandler, RawMessage, RawSendError};
#[cfg(feature = "server")]
pub use raw_server::{RawBuilder, RawServer};
#[cfg(feature = "server")]
pub use server::{HubBuilder, HubServer};
#[cfg(feature = "server")]
pub use transport::outbound::{Queued, SendError};
#[cfg(feature = "protocol")]
pub use values::{Binary, Timestamp};
