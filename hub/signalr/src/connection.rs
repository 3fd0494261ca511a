//! One client's connection, as the application and the rest of the server hold it.
//!
//! A handle is cheap to clone. The connection's task is in `session`, and its outbound path in `transport::outbound`.

mod membership;

use std::sync::{Arc, Mutex, OnceLock};

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::auth::{CallRate, RequestInfo};
use crate::client_results::{self, InvokeError, PendingInvocations};
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
    /// How many calls this client may make.
    pub(crate) call_rate: CallRate,
    pub(crate) registry: Arc<Registry<Connection<S>>>,
    pub(crate) outbound: Arc<Outbound>,
    pub(crate) framing: TransportFraming,
    /// The bounds of the message buffer, if stateful reconnect was negotiated.
    pub(crate) buffer_limits: Option<MessageBufferLimits>,
    /// Set by the handshake; nothing but the handshake's answer is sent before.
    pub(crate) protocol: OnceLock<Protocol>,
    pub(crate) ending: Ending,
    /// The server's calls of this client.
    pub(crate) invocations: PendingInvocations,
    /// When the credentials end, if that ends the connection.
    pub(crate) expiry: watch::Sender<Option<Instant>>,
    /// The groups that the credentials name.
    pub(crate) credential_groups: Mutex<Vec<Arc<str>>>,
    /// The groups that the connection is in; `None` once it has left the registry.
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

    /// The authenticator's value for this connection.
    pub fn state(&self) -> &S {
        &self.0.state
    }

    /// The request that became this connection.
    pub fn request(&self) -> &RequestInfo {
        &self.0.request
    }

    /// How many calls its client may make.
    pub(crate) fn call_rate(&self) -> CallRate {
        self.0.call_rate
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

    /// Calls a method of the client and awaits its result, without a time limit: dropping the future forgets the call.
    /// A method of the hub may call its own caller from within its own future. A task that the method spawns and awaits
    /// is not known to belong to it, so the result behind the method's call would not be read. `on_connected` may not
    /// call its client.
    pub async fn invoke<R: DeserializeOwned>(
        &self,
        target: &str,
        arguments: &(impl Serialize + ?Sized + Sync),
    ) -> Result<R, InvokeError> {
        let list = |protocol| prepared::serialise_arguments(protocol, arguments);
        let answer = self
            .invoke_raw(target, |protocol| list(protocol).map_err(|error| InvokeError::Arguments(error.to_string())));
        client_results::result(answer.await?)
    }

    /// Calls a method of the client, with the arguments as a list of the client's protocol.
    pub(crate) async fn invoke_raw<A: AsRef<[u8]>>(
        &self,
        target: &str,
        arguments: impl FnOnce(Protocol) -> Result<A, InvokeError>,
    ) -> Result<ClientOutcome, InvokeError> {
        let gone = || InvokeError::Disconnected(Arc::clone(&self.0.id));
        let protocol = *self.0.protocol.get().ok_or_else(gone)?;
        let arguments = arguments(protocol)?;
        let mut invocation = self.0.invocations.open(&self.0.id)?.ok_or_else(gone)?;
        let message = protocol.invocation_with_id(&invocation.id, target, arguments.as_ref());
        self.push_message(protocol, &message).map_err(|_| gone())?;
        (&mut invocation.outcome).await.map_err(|_closed| gone())
    }

    /// Drops the messages that wait for the client's next poll or next socket, and closes the connection if there were
    /// any: for a client that may no longer see them. On a live socket nothing is dropped, because the messages are on
    /// their way.
    pub fn discard_waiting(&self) {
        if self.0.outbound.discard_waiting() {
            self.close(CloseReason::TryAgainLater);
        }
    }

    /// The messages and bytes that wait to be written.
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

    /// Ends the connection with a last frame and the transport's own close. False when it is ending already.
    pub(crate) fn begin_ending(&self, reason: CloseReason, last_frame: Option<Bytes>) -> bool {
        let shared = &*self.0;
        let backlog = if reason == CloseReason::SlowConsumer { Backlog::Drop } else { Backlog::Keep };
        if shared.ending.reason.set(reason).is_err() {
            return false;
        }
        shared.outbound.begin_close(last_frame.into_iter().chain(shared.framing.close_frame(reason)), backlog);
        shared.ending.begun.cancel();
        true
    }

    /// Marks the connection as ended, so that `closed` resolves.
    pub(crate) fn mark_ended(&self) {
        self.0.ending.begun.cancel();
        self.0.invocations.close();
    }

    pub(crate) fn invocations(&self) -> &PendingInvocations {
        &self.0.invocations
    }

    pub(crate) fn close_reason(&self) -> Option<CloseReason> {
        self.0.ending.reason.get().copied()
    }

    /// Sends a message's finished frame.
    pub(crate) fn push(&self, frame: Bytes) -> Result<(), SendError> {
        self.close_on_overflow(self.0.outbound.push(frame))
    }

    /// Frames and sends a message that concerns the present socket only: a ping, an acknowledgement, the handshake's
    /// answer.
    pub(crate) fn push_signal(&self, protocol: Protocol, signal: &[u8]) -> Result<(), SendError> {
        self.close_on_overflow(self.0.outbound.push_signal(self.frame(protocol, signal)))
    }

    fn close_on_overflow(&self, pushed: Result<(), SendError>) -> Result<(), SendError> {
        if pushed == Err(SendError::Overflow) {
            self.close(CloseReason::SlowConsumer);
        }
        pushed
    }

    /// Frames and sends a hub message.
    pub(crate) fn push_message(&self, protocol: Protocol, message: &[u8]) -> Result<(), SendError> {
        self.push(self.frame(protocol, message))
    }

    /// Frames and sends bytes that belong to no hub protocol, once at most half the queue is in use.
    pub(crate) async fn push_raw(&self, kind: Data, bytes: &[u8]) -> Result<(), SendError> {
        self.0.outbound.push_when_ready(self.0.framing.frame_raw(kind, bytes)).await
    }

    /// The transport's own sign of life, outside of any protocol.
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

    /// A prepared message in this connection's protocol. A message that cannot be encoded ends the connection, because
    /// otherwise the client would lack it without knowing.
    fn frame_of(&self, message: &Prepared) -> Result<Bytes, SendError> {
        let protocol = self.0.protocol.get().ok_or(SendError::Closed)?;
        message.frame(*protocol, self.0.framing).map_err(|error| {
            tracing::error!(%error, "a message's arguments are not valid json");
            self.close(CloseReason::Internal);
            SendError::Closed
        })
    }

    /// Whether its transport can carry messages of a protocol.
    pub(crate) fn supports(&self, protocol: Protocol) -> bool {
        self.0.framing.supports(protocol)
    }

    /// Sets what the handshake settled; called once.
    pub(crate) fn complete_handshake(&self, agreed: AcceptedHandshake) {
        let _ = self.0.protocol.set(agreed.protocol);
        // A client that negotiated it and then speaks an older version does not count.
        if let Some(limits) = self.0.buffer_limits.filter(|_| agreed.version >= STATEFUL_VERSION) {
            self.0.outbound.buffer_messages(limits);
        }
    }

    /// Continues with another socket.
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
