//! The life of one connection, from its first byte to its last: handshake, calls, keep-alive, close.
//!
//! One task per connection runs this. Calls run inside it too, so a connection's calls end with it. It knows no
//! transport: it reads bytes from an [`Inbound`] and pushes frames to the connection's outbound path.
//!
//! What would surprise: while the allowed number of calls runs, no further message is parsed (so a ping behind a call
//! waits, as the protocol has it). Reading goes on into a bounded buffer, so that the session notices a client that
//! leaves during a long call. When the buffer is full, no more bytes are read, but the transport still reports its end.

mod calls;
mod context;
mod ending;
mod handshake;
mod hooks;
mod open_uploads;
mod received_sequence;
mod timers;

use std::sync::Arc;

use tokio::time::{Instant, sleep_until};

use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::Hub;
use crate::options::ErrorDetail;
use crate::protocol::framing::RecordReader;
use crate::protocol::{ClientMessage, Protocol};
use crate::token_bucket::TokenBucket;
use crate::transport::outbound::{SendError, Writer};
use crate::transport::{Inbound, Incoming, ReadMode};
use calls::Calls;
pub(crate) use context::HubContext;
use ending::close_with_detail;
pub(crate) use ending::{close_transport, inbound_ended, server_end};
use handshake::receive_handshake;
use hooks::{run_connected_hooks, run_disconnected_hooks};
use received_sequence::{ReceivedSequence, Treatment};
use timers::{Due, Timers};

/// Bytes that are read ahead while calls in progress keep further messages from being parsed.
const READ_AHEAD: usize = 64 * 1024;

/// Runs a connection to its end.
pub(crate) async fn run<H: Hub>(
    context: Arc<HubContext<H>>,
    connection: Connection<H::State>,
    mut inbound: impl Inbound,
) {
    let started = Instant::now();
    context.meters.connection_started(connection.transport());
    let how = match receive_handshake(&context, &connection, &mut inbound).await {
        Ok((protocol, records)) => {
            let registration = context.clients.register(&connection);
            connection.join_credential_groups();
            // The hooks are the application's, and their futures may be large. Each has memory of its own only while it
            // runs, so that the task of a quiet connection stays small.
            let how = match Box::pin(run_connected_hooks(&context, &connection)).await {
                Ok(()) => {
                    let session = Session::new(&context, &connection, protocol, records);
                    session.serve(&mut inbound).await
                }
                Err(how) => how,
            };
            connection.mark_ended();
            drop(registration);
            tokio::join!(
                Box::pin(run_disconnected_hooks(&context, &connection, how)),
                close_transport(&context, &connection, &mut inbound, how)
            );
            how
        }
        Err(how) => {
            connection.mark_ended();
            close_transport(&context, &connection, &mut inbound, how).await;
            how
        }
    };
    context.meters.connection_ended(connection.transport(), started, how);
    tracing::debug!(reason = how.label(), "connection ended");
}

/// A connection past its handshake.
struct Session<'a, H: Hub> {
    context: &'a Arc<HubContext<H>>,
    connection: &'a Connection<H::State>,
    protocol: Protocol,
    records: RecordReader,
    calls: Calls<'a, H>,
    timers: Timers,
    /// The rate of messages that are neither calls, which have a rate of their own, nor items of streams, which wait.
    signals: TokenBucket,
    /// With stateful reconnect.
    received: Option<ReceivedSequence>,
}

impl<'a, H: Hub> Session<'a, H> {
    fn new(
        context: &'a Arc<HubContext<H>>,
        connection: &'a Connection<H::State>,
        protocol: Protocol,
        records: RecordReader,
    ) -> Self {
        let calls = Calls::new(context, connection, protocol);
        Self {
            context,
            connection,
            protocol,
            records,
            calls,
            timers: Timers::new(&context.options, connection.transport()),
            signals: TokenBucket::new(
                context.options.signals_per_second,
                context.options.signals_per_second.saturating_mul(2),
            ),
            received: connection.outbound().is_buffering().then(ReceivedSequence::default),
        }
    }

    async fn serve(mut self, inbound: &mut impl Inbound) -> Disconnect {
        let mut expiry = self.connection.expiry();
        self.timers.expire_at(*expiry.borrow_and_update());
        loop {
            if let Some(how) = self.handle_waiting() {
                return how;
            }
            if self.timers.leaving() && self.calls.is_idle() {
                self.connection.close(CloseReason::Restarting);
            }
            let wake = self.timers.next(self.connection.outbound().last_sent(), self.calls.is_idle());
            let wake =
                self.received.as_ref().and_then(ReceivedSequence::acknowledge_at).map_or(wake, |at| at.min(wake));
            let has_room = self.records.buffered() < READ_AHEAD;
            let mode = if has_room { ReadMode::Everything } else { ReadMode::NoBytes };
            tokio::select! {
                biased;
                () = self.connection.closed() => return server_end(self.connection),
                () = self.connection.outbound().gone() => return server_end(self.connection),
                () = self.calls.advance(), if self.calls.has_work() => {}
                () = self.connection.invocations().call_waits() => {}
                schedule = self.context.drain.schedule(), if !self.timers.is_draining() => self.timers.set_drain(schedule),
                Ok(()) = expiry.changed() => self.timers.expire_at(*expiry.borrow_and_update()),
                () = sleep_until(wake) => self.on_timer(),
                read = inbound.next(mode) => match read {
                    Ok(Incoming::Bytes { bytes, .. }) => {
                        self.timers.bytes_received();
                        self.records.push(&bytes);
                    }
                    Ok(Incoming::NewSocket(writer)) => {
                        if self.replace_socket(writer).is_err() {
                            return server_end(self.connection);
                        }
                    }
                    Err(end) => return inbound_ended(self.context, self.connection, end),
                },
            }
        }
    }

    /// Handles the whole messages that are waiting, as far as the calls in progress allow.
    fn handle_waiting(&mut self) -> Option<Disconnect> {
        while !self.calls.are_full() && !self.timers.leaving() {
            let record = match self.records.next_record() {
                Ok(Some(record)) => record,
                Ok(None) => break,
                Err(too_long) => {
                    self.refuse(CloseReason::TooBig, &too_long);
                    return Some(server_end(self.connection));
                }
            };
            let message = self.protocol.parse(&record, self.context.options.max_depth);
            if let (Some(received), Ok(message)) = (&mut self.received, &message) {
                match received.treat(message) {
                    Treatment::Handle => {}
                    // The client's buffer bounds its repeats; other ignored messages have a rate.
                    Treatment::Repeat => continue,
                    Treatment::Ignore if self.signals.take().is_ok() => continue,
                    Treatment::Ignore => return Some(self.exceeds("signals")),
                    Treatment::Gap => {
                        self.refuse(CloseReason::Protocol, &"the sequence begins after messages that never came");
                        return Some(server_end(self.connection));
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
                Ok(ClientMessage::Ping) => self.timers.client_pinged(),
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
                    return Some(server_end(self.connection));
                }
            }
        }
        None
    }

    /// Closes because the client sends more of something than it may.
    fn exceeds(&self, what: &'static str) -> Disconnect {
        self.context.meters.refused(what);
        self.connection.close(CloseReason::Policy);
        server_end(self.connection)
    }

    /// Closes because of what the client sent.
    fn refuse(&self, reason: CloseReason, error: &dyn std::fmt::Display) {
        tracing::debug!(%error, "bad message");
        let shown = self.context.options.error_detail == ErrorDetail::Shown;
        let detail = shown.then(|| format!("InvalidDataException: {error}"));
        close_with_detail(self.connection, reason, detail.as_deref());
    }

    /// Continues with another socket. Messages that came over the old one and wait are dropped too: the client repeats
    /// the messages that were not acknowledged.
    fn replace_socket(&mut self, writer: Writer) -> Result<(), SendError> {
        self.connection.replace_socket(self.protocol, writer)?;
        self.context.meters.reconnected();
        self.timers.bytes_received();
        self.records.clear();
        self.received.iter_mut().for_each(ReceivedSequence::begin_socket);
        Ok(())
    }

    fn on_timer(&mut self) {
        if let Some(handled) = self.received.as_mut().and_then(ReceivedSequence::due) {
            let _ = self.connection.push_signal(self.protocol, &self.protocol.ack(handled));
        }
        match self.timers.due(self.connection.outbound().last_sent(), self.calls.is_idle()) {
            Some(Due::KeepAlive) => {
                // A failed push closes the connection, which the loop sees next.
                let _ = self.connection.push_signal(self.protocol, &self.protocol.ping());
            }
            Some(Due::Close(reason)) => self.connection.close(reason),
            None => {}
        }
    }
}
