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
mod context;
mod ending;
mod handshake;
mod hooks;
mod receiving;
mod uploads;

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
use clock::{Clock, Due};
pub(crate) use context::HubContext;
use ending::close_with_detail;
pub(crate) use ending::{hang_up, judge, server_ended};
use handshake::shake_hands;
use hooks::{farewell, welcome};
use receiving::{Judged, Receiving};

/// Bytes read ahead of what the calls in progress let us parse.
const READ_AHEAD: usize = 64 * 1024;

/// Runs a connection to its end.
pub(crate) async fn run<H: Hub>(
    context: Arc<HubContext<H>>,
    connection: Connection<H::State>,
    mut inbound: impl Inbound,
) {
    let started = Instant::now();
    context.meters.connection_started(connection.transport());
    let how = match shake_hands(&context, &connection, &mut inbound).await {
        Ok((protocol, records)) => {
            let registered = context.clients.register(&connection);
            connection.join_claimed();
            let how = match welcome(&context, &connection).await {
                Ok(()) => {
                    let session = Session::new(&context, &connection, protocol, records);
                    session.serve(&mut inbound).await
                }
                Err(how) => how,
            };
            connection.ended();
            drop(registered);
            tokio::join!(farewell(&context, &connection, how), hang_up(&context, &connection, &mut inbound, how));
            how
        }
        Err(how) => {
            connection.ended();
            hang_up(&context, &connection, &mut inbound, how).await;
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
    clock: Clock,
    /// How many more messages may come that are neither calls, which have a rate of their own, nor items, which wait.
    signals: TokenBucket,
    /// With stateful reconnect.
    receiving: Option<Receiving>,
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
            clock: Clock::new(&context.options, connection.transport()),
            signals: TokenBucket::new(
                context.options.signals_per_second,
                context.options.signals_per_second.saturating_mul(2),
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
                plan = self.context.drain.plan(), if !self.clock.drain_planned() => self.clock.plan_drain(plan),
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
                    Err(end) => return judge(self.context, self.connection, end),
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
            let message = self.protocol.parse(&record, self.context.options.max_depth);
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
        self.context.meters.refused(what);
        self.connection.close(CloseReason::Policy);
        server_ended(self.connection)
    }

    /// Closes because of what the client sent.
    fn refuse(&self, reason: CloseReason, error: &dyn std::fmt::Display) {
        tracing::debug!(%error, "bad message");
        let shown = self.context.options.error_detail == ErrorDetail::Shown;
        let detail = shown.then(|| format!("InvalidDataException: {error}"));
        close_with_detail(self.connection, reason, detail.as_deref());
    }

    /// Another line has come. Messages that had come whole but wait are void too: the client repeats what was not
    /// acknowledged.
    fn replace_socket(&mut self, writer: Writer) -> Result<(), SendError> {
        self.connection.replace_socket(self.protocol, writer)?;
        self.context.meters.reconnected();
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
