//! The life of one connection, from its first byte to its last: handshake, calls, keep-alive, close.
//!
//! One task per connection runs this. Calls run inside it too, so a connection's calls end with it. It knows no
//! transport: it reads bytes from an [`Inbound`] and pushes frames to the connection's outbound path.
//!
//! What would surprise: while as many calls run as may, nothing further is parsed (so a ping behind a call waits, as
//! the protocol has it), but reading goes on into a bounded buffer, which is how a client that leaves during a long
//! call is noticed. When that is full the client is held back, and its transport still tells when it is gone.

mod calls;
mod clock;
mod receiving;
mod uploads;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;
use tokio::time::{Instant, sleep_until, timeout};

use crate::client_results::{PLACE, Place, PlaceStage};
use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::{Hub, HubError};
use crate::options::{ErrorDetail, Transport};
use crate::protocol::framing::RecordReader;
use crate::protocol::handshake::{self, AcceptedHandshake, HandshakeError};
use crate::protocol::{ClientMessage, Protocol};
use crate::server::Server;
use crate::token_bucket::TokenBucket;
use crate::transport::outbound::{SendError, Writer};
use crate::transport::{Inbound, InboundEnd, Incoming, ReadMode};
use calls::Calls;
pub(crate) use clock::DrainTimes;
use clock::{Clock, Due};
use receiving::{Judged, Receiving};

/// Bytes read ahead of what the calls in progress let us parse.
const READ_AHEAD: usize = 64 * 1024;

/// Runs a connection to its end.
pub(crate) async fn run<H: Hub>(server: Arc<Server<H>>, connection: Connection<H::State>, mut inbound: impl Inbound) {
    let started = Instant::now();
    server.meters.connection_started(connection.transport());
    let how = match shake_hands(&server, &connection, &mut inbound).await {
        Ok((protocol, records)) => {
            let registered = server.clients.0.insert(&connection);
            connection.join_claimed();
            let how = match welcome(&server, &connection).await {
                Ok(()) => {
                    let session = Session::new(&server, &connection, protocol, records);
                    session.serve(&mut inbound).await
                }
                Err(how) => how,
            };
            connection.ended();
            drop(registered);
            tokio::join!(farewell(&server, &connection, how), hang_up(&server, &connection, &mut inbound, how));
            how
        }
        Err(how) => {
            connection.ended();
            hang_up(&server, &connection, &mut inbound, how).await;
            how
        }
    };
    server.meters.connection_ended(connection.transport(), started, how);
    tracing::debug!(reason = how.label(), "connection ended");
}

/// Waits for the handshake and answers it; gives back what the client sent after it.
async fn shake_hands<H: Hub>(
    server: &Server<H>,
    connection: &Connection<H::State>,
    inbound: &mut impl Inbound,
) -> Result<(Protocol, RecordReader), Disconnect> {
    let mut records = RecordReader::new(server.options.max_handshake_bytes);
    let patience = match connection.transport() {
        Transport::LongPolling => server.options.poll_handshake_timeout.min(server.options.handshake_timeout),
        _ => server.options.handshake_timeout,
    };
    let deadline = Instant::now() + patience;
    let accepted = loop {
        match records.next_record() {
            Ok(Some(record)) => break handshake::accept(&record),
            Ok(None) => {}
            Err(_too_long) => break Err(HandshakeError::Canceled),
        }
        tokio::select! {
            biased;
            () = server.drain.begun() => connection.close(CloseReason::Restarting),
            () = connection.outbound().gone() => {}
            () = sleep_until(deadline) => break Err(HandshakeError::Canceled),
            read = inbound.next(ReadMode::Everything) => match read {
                Ok(Incoming::Bytes { bytes, .. }) => {
                    records.push(&bytes);
                    continue;
                }
                // Only a connection past its handshake can be taken up again.
                Ok(Incoming::NewSocket(_)) => continue,
                Err(end) => return Err(judge(server, connection, end)),
            },
        }
        return Err(server_ended(connection));
    };
    let carried = |agreed: AcceptedHandshake| match connection.carries(agreed.protocol) {
        true => Ok(agreed),
        false => Err(HandshakeError::Format(agreed.protocol.name())),
    };
    match accepted.and_then(carried) {
        Ok(agreed) => {
            let protocol = agreed.protocol;
            let answer = connection.push_signal(protocol, &handshake::success_response());
            answer.map_err(|_| server_ended(connection))?;
            connection.start_speaking(agreed);
            records.use_framing(protocol.framing());
            records.use_limit(server.options.max_message_bytes);
            Ok((protocol, records))
        }
        Err(error) => {
            server.meters.refused("handshake");
            let answer = connection.frame(Protocol::Json, &handshake::error_response(&error));
            connection.begin_ending(CloseReason::Protocol, Some(answer));
            Err(server_ended(connection))
        }
    }
}

/// Runs the application's first hook.
async fn welcome<H: Hub>(server: &Server<H>, connection: &Connection<H::State>) -> Result<(), Disconnect> {
    let place = Place { connection: Arc::clone(connection.shared_id()), stage: PlaceStage::Welcome };
    let hooks = async {
        for filter in &server.filters {
            filter.connected(connection).await?;
        }
        server.hub.on_connected(connection).await
    };
    let hook = PLACE.scope(place, hooks);
    let welcomed = AssertUnwindSafe(hook).catch_unwind().await;
    let (reason, error) = match welcomed {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(HubError::Unauthorized)) => (CloseReason::Forbidden, None),
        Ok(Err(HubError::User(text))) => (CloseReason::Internal, Some(format!("HubException: {text}"))),
        Ok(Err(error @ (HubError::Internal(_) | HubError::Named { .. }))) => {
            tracing::error!(%error, "on_connected failed");
            let shown = server.options.error_detail == ErrorDetail::Shown;
            (CloseReason::Internal, shown.then(|| format!("{}: {error}", error.kind())))
        }
        Err(_panic) => {
            server.meters.panic();
            tracing::error!("on_connected panicked");
            (CloseReason::Internal, None)
        }
    };
    close_with_detail(connection, reason, error.as_deref());
    Err(server_ended(connection))
}

/// Runs the application's last hook.
async fn farewell<H: Hub>(server: &Server<H>, connection: &Connection<H::State>, how: Disconnect) {
    let hooks = async {
        server.hub.on_disconnected(connection, how).await;
        for filter in server.filters.iter().rev() {
            filter.disconnected(connection, how).await;
        }
    };
    if AssertUnwindSafe(hooks).catch_unwind().await.is_err() {
        server.meters.panic();
        tracing::error!("on_disconnected panicked");
    }
}

/// Lets the last words out and waits for the peer's, neither for long.
pub(crate) async fn hang_up<H: Hub>(
    server: &Server<H>,
    connection: &Connection<H::State>,
    inbound: &mut impl Inbound,
    how: Disconnect,
) {
    let outbound = connection.outbound();
    if how != Disconnect::Lost {
        let goodbye = async {
            outbound.flushed().await;
            inbound.wait_for_peer_end(outbound).await;
        };
        // A peer that does not answer is left without one.
        let _ = timeout(server.options.close_timeout, goodbye).await;
    }
    let _ = timeout(server.options.close_timeout, outbound.shut_down()).await;
}

/// What an end of the inbound bytes means for the connection; a violation closes it.
pub(crate) fn judge<H: Hub>(server: &Server<H>, connection: &Connection<H::State>, end: InboundEnd) -> Disconnect {
    match end {
        InboundEnd::Violation(reason) => {
            if reason == CloseReason::Policy {
                server.meters.refused("frames");
            }
            connection.close(reason);
            server_ended(connection)
        }
        InboundEnd::ByPeer => Disconnect::ByClient,
        InboundEnd::Lost => Disconnect::Lost,
    }
}

/// The end as the server sees it: its own close, a reader too slow to be told, or a dead line.
pub(crate) fn server_ended<S>(connection: &Connection<S>) -> Disconnect {
    match connection.close_reason() {
        Some(reason) => Disconnect::Closed(reason),
        None if connection.outbound().stalled() => Disconnect::Closed(CloseReason::SlowConsumer),
        None => Disconnect::Lost,
    }
}

/// Closes with the reason's sentence, and a detail after it when there is one to show.
fn close_with_detail<S>(connection: &Connection<S>, reason: CloseReason, detail: Option<&str>) {
    match (reason.error(), detail) {
        (Some(sentence), Some(detail)) => connection.close_with_error(reason, &format!("{sentence} {detail}")),
        _ => connection.close(reason),
    }
}

/// A connection past its handshake.
struct Session<'a, H: Hub> {
    server: &'a Arc<Server<H>>,
    connection: &'a Connection<H::State>,
    protocol: Protocol,
    records: RecordReader,
    calls: Calls<'a, H>,
    clock: Clock,
    /// How many more messages may come that are neither calls, which have a rate of their own, nor items, which wait.
    signals: TokenBucket,
    /// With stateful reconnect.
    receiving: Option<Receiving>,
}

impl<'a, H: Hub> Session<'a, H> {
    fn new(
        server: &'a Arc<Server<H>>,
        connection: &'a Connection<H::State>,
        protocol: Protocol,
        records: RecordReader,
    ) -> Self {
        let calls = Calls::new(server, connection, protocol);
        Self {
            server,
            connection,
            protocol,
            records,
            calls,
            clock: Clock::new(&server.options, connection.transport()),
            signals: TokenBucket::new(
                server.options.signals_per_second,
                server.options.signals_per_second.saturating_mul(2),
            ),
            receiving: connection.outbound().is_buffering().then(Receiving::default),
        }
    }

    async fn serve(mut self, inbound: &mut impl Inbound) -> Disconnect {
        let mut expiry = self.connection.expiry();
        self.clock.expire_at(*expiry.borrow_and_update());
        loop {
            if let Some(how) = self.handle_waiting() {
                return how;
            }
            if self.clock.leaving() && self.calls.is_idle() {
                self.connection.close(CloseReason::Restarting);
            }
            let wake = self.clock.next(self.connection.outbound().last_sent(), self.calls.is_idle());
            let wake = self.receiving.as_ref().and_then(Receiving::acknowledge_at).map_or(wake, |at| at.min(wake));
            let room = self.records.buffered() < READ_AHEAD;
            let appetite = if room { ReadMode::Everything } else { ReadMode::NoBytes };
            tokio::select! {
                biased;
                () = self.connection.closed() => return server_ended(self.connection),
                () = self.connection.outbound().gone() => return server_ended(self.connection),
                () = self.calls.advance(), if self.calls.has_work() => {}
                () = self.connection.questions().asked() => {}
                plan = self.server.drain.plan(), if !self.clock.drain_planned() => self.clock.plan_drain(plan),
                Ok(()) = expiry.changed() => self.clock.expire_at(*expiry.borrow_and_update()),
                () = sleep_until(wake) => self.on_time(),
                read = inbound.next(appetite) => match read {
                    Ok(Incoming::Bytes { bytes, .. }) => {
                        self.clock.heard();
                        self.records.push(&bytes);
                    }
                    Ok(Incoming::NewSocket(writer)) => {
                        if self.replace_socket(writer).is_err() {
                            return server_ended(self.connection);
                        }
                    }
                    Err(end) => return judge(self.server, self.connection, end),
                },
            }
        }
    }

    /// Handles the whole messages that are waiting, as far as the calls in progress allow.
    fn handle_waiting(&mut self) -> Option<Disconnect> {
        while !self.calls.are_full() && !self.clock.leaving() {
            let record = match self.records.next_record() {
                Ok(Some(record)) => record,
                Ok(None) => break,
                Err(too_long) => {
                    self.refuse(CloseReason::TooBig, &too_long);
                    return Some(server_ended(self.connection));
                }
            };
            let message = self.protocol.parse(&record, self.server.options.max_depth);
            if let (Some(receiving), Ok(message)) = (&mut self.receiving, &message) {
                match receiving.judge(message) {
                    Judged::Handle => {}
                    // Repeats are as many as the client has kept; whatever else counts for nothing has a rate.
                    Judged::Repeat => continue,
                    Judged::Ignore if self.signals.take().is_ok() => continue,
                    Judged::Ignore => return Some(self.exceeds("signals")),
                    Judged::Gap => {
                        self.refuse(CloseReason::Protocol, &"the sequence begins after messages that never came");
                        return Some(server_ended(self.connection));
                    }
                }
            }
            let signal = message.as_ref().is_ok_and(|message| {
                !matches!(message, ClientMessage::Invocation(_) | ClientMessage::StreamItem { .. })
            });
            if signal && self.signals.take().is_err() {
                return Some(self.exceeds("signals"));
            }
            match message {
                Ok(ClientMessage::Invocation(invocation)) => {
                    if self.calls.start(invocation).is_err() {
                        return Some(self.exceeds("invocations"));
                    }
                }
                Ok(ClientMessage::Ping) => self.clock.watch_client(),
                Ok(ClientMessage::Close { error }) => {
                    tracing::debug!(error, "client closes");
                    let answer = self.protocol.close(None, CloseReason::Done.reconnect());
                    let answer = self.connection.frame(self.protocol, &answer);
                    self.connection.begin_ending(CloseReason::Done, Some(answer));
                    return Some(Disconnect::ByClient);
                }
                Ok(ClientMessage::StreamItem { invocation_id, item }) => self.calls.item(&invocation_id, item),
                Ok(ClientMessage::Completion { invocation_id, outcome }) => {
                    self.calls.completion(&invocation_id, outcome);
                }
                Ok(ClientMessage::CancelInvocation { invocation_id }) => self.calls.cancel(&invocation_id),
                Ok(ClientMessage::Ack { sequence_id }) => self.connection.outbound().acknowledge(sequence_id),
                Ok(ClientMessage::Sequence { .. } | ClientMessage::Unknown(_)) => {}
                Err(error) => {
                    self.refuse(CloseReason::Protocol, &error);
                    return Some(server_ended(self.connection));
                }
            }
        }
        None
    }

    /// Closes because the client sends more of something than it may.
    fn exceeds(&self, what: &'static str) -> Disconnect {
        self.server.meters.refused(what);
        self.connection.close(CloseReason::Policy);
        server_ended(self.connection)
    }

    /// Closes because of what the client sent.
    fn refuse(&self, reason: CloseReason, error: &dyn std::fmt::Display) {
        tracing::debug!(%error, "bad message");
        let shown = self.server.options.error_detail == ErrorDetail::Shown;
        let detail = shown.then(|| format!("InvalidDataException: {error}"));
        close_with_detail(self.connection, reason, detail.as_deref());
    }

    /// Another line has come. Messages that had come whole but wait are void too: the client repeats what was not
    /// acknowledged.
    fn replace_socket(&mut self, writer: Writer) -> Result<(), SendError> {
        self.connection.replace_socket(self.protocol, writer)?;
        self.server.meters.reconnected();
        self.clock.heard();
        self.records.clear();
        self.receiving.iter_mut().for_each(Receiving::begin_line);
        Ok(())
    }

    fn on_time(&mut self) {
        if let Some(handled) = self.receiving.as_mut().and_then(Receiving::due) {
            let _ = self.connection.push_signal(self.protocol, &self.protocol.ack(handled));
        }
        match self.clock.due(self.connection.outbound().last_sent(), self.calls.is_idle()) {
            Some(Due::KeepAlive) => {
                // A failed push closes the connection, which the loop sees next.
                let _ = self.connection.push_signal(self.protocol, &self.protocol.ping());
            }
            Some(Due::Close(reason)) => self.connection.close(reason),
            None => {}
        }
    }
}
