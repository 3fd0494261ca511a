//! A SignalR server for [axum] and hyper.
//!
//! Clients are the official ones (`@microsoft/signalr`, .NET, Java) and any other that speaks the SignalR hub protocol.
//! The crate knows nothing of what is said over it, and of no storage; other nodes are behind a trait.
//!
//! # Quick start
//!
//! A hub is a type with two hooks and some methods; an authenticator says who may connect and what to keep per
//! connection. A chat in thirty lines:
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
//! A method takes what its signature names: the caller's [`User`], the [`Connection`], [`Clients`], headers, the
//! [`Call`] itself, types of your own ([`FromCall`]), and last its [`Args`]. What is to be done around every call, such
//! as a check or a trace, is a [`Filter`]. Bytes and moments have types of their own, [`Binary`] and [`Timestamp`],
//! because MessagePack tells them from text. A connection without the hub protocol is a [`RawHandler`]'s.
//!
//! Clients come by WebSockets, server-sent events or long polling ([`Options::transports`]), in JSON or MessagePack.
//!
//! `examples/chat.rs` is the same as a program with an orderly end. In production serve with hyper's
//! HTTP/1 builder, its `header_read_timeout`, and `with_upgrades`: `axum::serve` waits for slow headers for ever.
//!
//! # How it works
//!
//! ```text
//! request ─▶ endpoint ─▶ negotiate
//!               └──────▶ transport::websocket ─▶ session ─▶ dispatch ─▶ your method
//!                        (or another transport)          │ (protocol: framing, handshake, json, messagepack)
//! Clients / Connection::send ─▶ Prepared ─▶ transport::outbound ─▶ socket
//! ```
//!
//! - **A message is encoded once** ([`Prepared`]) and its finished frame shared by everyone it goes to.
//! - **The sender writes to the socket itself** when nothing waits; otherwise the message is queued, and everything
//!   queued is written at once when the socket takes more. No task is woken for a delivery to a reader that keeps up.
//! - **Every queue is bounded**, in messages and bytes. [`Connection::send`] never waits: a reader that is too slow is
//!   closed with [`CloseReason::SlowConsumer`]. [`Connection::send_when_ready`] waits for room, for long replays.
//! - **A value is serialised once, in the protocol of whom it goes to**, by the same rules in both; arguments are bound
//!   from the client's own bytes without a value in between.
//! - **A client says no more than allowed**: calls have a rate ([`Options::invocations_per_second`]), all else but the
//!   items of streams another ([`Options::signals_per_second`]), control frames their own. A client that exceeds one
//!   is closed.
//! - **Browsers of other origins** may connect when they stand in [`Options::allowed_origins`]; preflights are
//!   answered. A negotiation can be sent on to another address ([`HubBuilder::redirect`]).
//! - **Calls of one connection run one at a time** unless [`Options::parallel_invocations`] says otherwise. A panic in
//!   a method is one failed call.
//! - **Streams run beside the calls**, in both directions ([`HubBuilder::stream`], [`Upload`]): an item is sent when
//!   there is room for it, and a method that reads slowly holds back its own caller. The server can also ask a client
//!   and await its answer ([`Connection::invoke`]); a call that asks its own caller lets the next one begin meanwhile.
//! - **A lost socket may be replaced** by clients that ask for it ([`Options::stateful_reconnect`]): the connection
//!   waits for another one, its messages numbered and kept, and nothing is lost or done twice. A sender never waits for
//!   that either.
//! - **Credentials can be renewed** on a live connection ([`Options::refresh`]): its end moves, and the groups they
//!   name ([`Identity::groups`]) are exchanged at once.
//! - **Several nodes may serve one hub** ([`Backplane`]): [`Target::everywhere`] addresses, counts and closes
//!   connections on all of them, and no request needs to reach a certain one.
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

/// The page that a visitor of the crate sees first; its example is compiled like those here.
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
pub use auth::{AuthRequest, Authenticator, Identity, Rejection, RequestInfo, Stage};
#[cfg(feature = "server")]
pub use backplane::{Backplane, Handoff, MemoryBackplane, MemoryHall, Whom};
#[cfg(feature = "server")]
pub use client_results::InvokeError;
#[cfg(feature = "server")]
pub use clients::{Clients, Everywhere, Target};
#[cfg(feature = "server")]
pub use close::{CloseReason, Disconnect};
#[cfg(feature = "server")]
pub use connection::Connection;
#[cfg(feature = "server")]
pub use dispatch::{
    Args, Arguments, BindError, Call, Cancelled, Feeds, Filter, FromCall, Handler, Next, Reply, Streams, Upload,
    Uploads, User,
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
pub use other_nodes::{Census, Count, Member};
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
