//! One client's connection, as the application and the rest of the server hold it.
//!
//! A handle is cheap to clone. The connection's task is [`session`]; the way out is [`outbound`].

mod membership;

use std::sync::{Arc, Mutex, OnceLock};

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::auth::RequestInfo;
use crate::client_results::{self, InvokeError, Questions};
use crate::close::CloseReason;
use crate::options::Transport;
use crate::prepared::{self, Prepared};
use crate::protocol::handshake::{AcceptedHandshake, STATEFUL_VERSION};
use crate::protocol::{ClientOutcome, Protocol};
use crate::registry::Registry;
use crate::transport::TransportFraming;
use crate::transport::outbound::{Backlog, MessageBufferLimits, Outbound, Queued, SendError, Writer};
use crate::transport::websocket::frame::Data;

/// A client's connection.
pub struct Connection<S>(Arc<Shared<S>>);

pub(crate) struct Shared<S> {
    pub(crate) id: Arc<str>,
    pub(crate) user: Option<Arc<str>>,
    pub(crate) session: Arc<str>,
    pub(crate) state: S,
    pub(crate) request: RequestInfo,
    pub(crate) registry: Arc<Registry<Connection<S>>>,
    pub(crate) outbound: Arc<Outbound>,
    pub(crate) framing: TransportFraming,
    /// What to keep of what is sent, if stateful reconnect was negotiated.
    pub(crate) buffer_limits: Option<MessageBufferLimits>,
    /// Set by the handshake; nothing but the handshake's answer is sent before.
    pub(crate) protocol: OnceLock<Protocol>,
    pub(crate) ending: Ending,
    /// What the server has asked this client.
    pub(crate) questions: Questions,
    /// When the credentials end, as far as that ends the connection.
    pub(crate) expiry: watch::Sender<Option<Instant>>,
    /// The groups the credentials name.
    pub(crate) claimed: Mutex<Vec<Arc<str>>>,
    /// The groups joined; none once the connection has left the registry.
    pub(crate) membership: Mutex<Option<Vec<Arc<str>>>>,
}

/// The server's decision to close, made once.
#[derive(Default)]
pub(crate) struct Ending {
    reason: OnceLock<CloseReason>,
    begun: CancellationToken,
}

impl<S> Connection<S> {
    pub(crate) fn new(shared: Shared<S>) -> Self {
        Self(Arc::new(shared))
    }

    /// The public id; not the secret token a client connects with.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// The user, unless anonymous.
    pub fn user(&self) -> Option<&Arc<str>> {
        self.0.user.as_ref()
    }

    /// The login session the authenticator named.
    pub fn session(&self) -> &Arc<str> {
        &self.0.session
    }

    /// What the authenticator attached.
    pub fn state(&self) -> &S {
        &self.0.state
    }

    /// The request that became this connection.
    pub fn request(&self) -> &RequestInfo {
        &self.0.request
    }

    /// How its bytes travel.
    pub fn transport(&self) -> Transport {
        self.0.framing.transport()
    }

    /// Sends a message without ever waiting. A full queue closes the connection as a slow consumer.
    pub fn send(&self, message: &Prepared) -> Result<(), SendError> {
        self.push(self.frame_of(message)?)
    }

    /// Sends a message once at most half the queue is in use; for long replays, which leave the other half to live
    /// messages. Fails only when the connection closes.
    pub async fn send_when_ready(&self, message: &Prepared) -> Result<(), SendError> {
        self.0.outbound.push_when_ready(self.frame_of(message)?).await
    }

    /// Calls a method of the client and awaits its result. How long to wait is the caller's matter: dropping the future
    /// forgets the question. A method of the hub may ask its own caller, from within its own future: a task that it
    /// spawned and waits for is not known to be part of it, and the answer behind the call would not be read.
    /// `on_connected` may not.
    pub async fn invoke<R: DeserializeOwned>(
        &self,
        target: &str,
        arguments: &(impl Serialize + ?Sized + Sync),
    ) -> Result<R, InvokeError> {
        let list = |protocol| prepared::serialise_arguments(protocol, arguments);
        let answer =
            self.ask(target, |protocol| list(protocol).map_err(|error| InvokeError::Arguments(error.to_string())));
        client_results::result(answer.await?)
    }

    /// Asks the client, with the arguments as a list of the protocol it speaks.
    pub(crate) async fn ask<A: AsRef<[u8]>>(
        &self,
        target: &str,
        arguments: impl FnOnce(Protocol) -> Result<A, InvokeError>,
    ) -> Result<ClientOutcome, InvokeError> {
        let gone = || InvokeError::Disconnected(Arc::clone(&self.0.id));
        let protocol = *self.0.protocol.get().ok_or_else(gone)?;
        let arguments = arguments(protocol)?;
        let mut question = self.0.questions.open(&self.0.id)?.ok_or_else(gone)?;
        let message = protocol.invocation_with_id(&question.id, target, arguments.as_ref());
        self.push_message(protocol, &message).map_err(|_| gone())?;
        (&mut question.answer).await.map_err(|_closed| gone())
    }

    /// Drops what was sent and still waits for the client to fetch it, or for it to come back, and closes the
    /// connection if there was any: for when the client may no longer see it. A client that keeps up on a line of its
    /// own has it already, or it is on its way.
    pub fn discard_waiting(&self) {
        if self.0.outbound.discard_waiting() {
            self.close(CloseReason::TryAgainLater);
        }
    }

    /// What waits to be written.
    pub fn queued(&self) -> Queued {
        self.0.outbound.queued()
    }

    /// Closes the connection: the SignalR Close, then the transport's own. What was sent before is written first,
    /// except for a slow consumer. Nothing happens when it is closing already.
    pub fn close(&self, reason: CloseReason) {
        self.begin_close(reason, reason.error());
    }

    /// Closes with an error text of the application's own, which clients show to their users.
    pub fn close_with_error(&self, reason: CloseReason, error: &str) {
        self.begin_close(reason, Some(error));
    }

    /// Whether the connection is closing or closed.
    pub fn is_closed(&self) -> bool {
        self.0.ending.begun.is_cancelled()
    }

    /// Resolves when the connection begins to close, by whichever side.
    pub async fn closed(&self) {
        self.0.ending.begun.cancelled().await;
    }

    pub(crate) fn begin_close(&self, reason: CloseReason, error: Option<&str>) -> bool {
        let shared = &*self.0;
        let hub_close =
            shared.protocol.get().map(|protocol| self.frame(*protocol, &protocol.close(error, reason.reconnect())));
        self.begin_ending(reason, hub_close)
    }

    /// Ends the connection with `last_words` (a frame) and the transport's goodbye. False when it is ending already.
    pub(crate) fn begin_ending(&self, reason: CloseReason, last_words: Option<Bytes>) -> bool {
        let shared = &*self.0;
        let backlog = if reason == CloseReason::SlowConsumer { Backlog::Drop } else { Backlog::Keep };
        if shared.ending.reason.set(reason).is_err() {
            return false;
        }
        shared.outbound.begin_close(last_words.into_iter().chain(shared.framing.close_frame(reason)), backlog);
        shared.ending.begun.cancel();
        true
    }

    /// Marks the connection as ended by the client, so that `closed` resolves.
    pub(crate) fn ended(&self) {
        self.0.ending.begun.cancel();
        self.0.questions.close();
    }

    pub(crate) fn questions(&self) -> &Questions {
        &self.0.questions
    }

    pub(crate) fn close_reason(&self) -> Option<CloseReason> {
        self.0.ending.reason.get().copied()
    }

    /// Sends a message's finished frame.
    pub(crate) fn push(&self, frame: Bytes) -> Result<(), SendError> {
        self.judge(self.0.outbound.push(frame))
    }

    /// Frames and sends what concerns the present line only: a ping, an acknowledgement, the handshake's answer.
    pub(crate) fn push_signal(&self, protocol: Protocol, signal: &[u8]) -> Result<(), SendError> {
        self.judge(self.0.outbound.push_signal(self.frame(protocol, signal)))
    }

    fn judge(&self, pushed: Result<(), SendError>) -> Result<(), SendError> {
        if pushed == Err(SendError::Overflow) {
            self.close(CloseReason::SlowConsumer);
        }
        pushed
    }

    /// Frames and sends a hub message.
    pub(crate) fn push_message(&self, protocol: Protocol, message: &[u8]) -> Result<(), SendError> {
        self.push(self.frame(protocol, message))
    }

    /// Frames and sends what belongs to no hub protocol, once at most half the queue is in use.
    pub(crate) async fn push_raw(&self, kind: Data, bytes: &[u8]) -> Result<(), SendError> {
        self.0.outbound.push_when_ready(self.0.framing.frame_raw(kind, bytes)).await
    }

    /// What says on this transport, outside of any protocol, that the line still stands.
    pub(crate) fn heartbeat(&self) -> Option<Bytes> {
        self.0.framing.keep_alive()
    }

    /// Frames and sends a hub message once at most half the queue is in use.
    pub(crate) async fn push_message_when_ready(&self, protocol: Protocol, message: &[u8]) -> Result<(), SendError> {
        self.0.outbound.push_when_ready(self.frame(protocol, message)).await
    }

    pub(crate) fn frame(&self, protocol: Protocol, message: &[u8]) -> Bytes {
        self.0.framing.frame(protocol, message)
    }

    /// A prepared message in this connection's protocol. One that cannot be encoded ends the connection: left out, it
    /// would be missing without anyone knowing.
    fn frame_of(&self, message: &Prepared) -> Result<Bytes, SendError> {
        let protocol = self.0.protocol.get().ok_or(SendError::Closed)?;
        message.frame(*protocol, self.0.framing).map_err(|error| {
            tracing::error!(%error, "arguments given as json are not");
            self.close(CloseReason::Internal);
            SendError::Closed
        })
    }

    /// Whether messages of a protocol can travel on its transport.
    pub(crate) fn carries(&self, protocol: Protocol) -> bool {
        self.0.framing.supports(protocol)
    }

    /// What the handshake settled; only it calls this, once.
    pub(crate) fn start_speaking(&self, agreed: AcceptedHandshake) {
        let _ = self.0.protocol.set(agreed.protocol);
        // A client that negotiated it and then speaks an older version does not count.
        if let Some(limits) = self.0.buffer_limits.filter(|_| agreed.version >= STATEFUL_VERSION) {
            self.0.outbound.buffer_messages(limits);
        }
    }

    /// Goes on with another line.
    pub(crate) fn replace_socket(&self, protocol: Protocol, writer: Writer) -> Result<(), SendError> {
        let announce = |first| self.frame(protocol, &protocol.sequence(first));
        self.0.outbound.replace_socket(writer, announce)
    }

    pub(crate) fn outbound(&self) -> &Arc<Outbound> {
        &self.0.outbound
    }

    pub(crate) fn shared_id(&self) -> &Arc<str> {
        &self.0.id
    }

    pub(crate) fn registry(&self) -> &Arc<Registry<Connection<S>>> {
        &self.0.registry
    }
}

impl<S> Clone for Connection<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> PartialEq for Connection<S> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<S> Eq for Connection<S> {}

impl<S> std::fmt::Debug for Connection<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Connection").field("id", &self.id()).field("user", &self.user()).finish_non_exhaustive()
    }
}
