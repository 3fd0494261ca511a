//! The beginning of a session: the handshake, answered or refused.

use tokio::time::{Instant, sleep_until};

use super::context::HubContext;
use super::ending::{inbound_ended, server_end};
use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::Hub;
use crate::options::Transport;
use crate::protocol::Protocol;
use crate::protocol::framing::RecordReader;
use crate::protocol::handshake::{self, AcceptedHandshake, HandshakeError};
use crate::transport::{Inbound, Incoming, ReadMode};

/// Waits for the handshake and answers it; returns the reader with the bytes that the client sent after it.
pub(super) async fn receive_handshake<H: Hub>(
    context: &HubContext<H>,
    connection: &Connection<H::State>,
    inbound: &mut impl Inbound,
) -> Result<(Protocol, RecordReader), Disconnect> {
    let mut records = RecordReader::new(context.options.max_handshake_bytes);
    let longest = match connection.transport() {
        Transport::LongPolling => context.options.poll_handshake_timeout.min(context.options.handshake_timeout),
        _ => context.options.handshake_timeout,
    };
    let deadline = Instant::now() + longest;
    let accepted = loop {
        match records.next_record() {
            Ok(Some(record)) => break handshake::accept(&record),
            Ok(None) => {}
            Err(_too_long) => break Err(HandshakeError::Canceled),
        }
        tokio::select! {
            biased;
            () = context.drain.begun() => connection.close(CloseReason::Restarting),
            () = connection.outbound().gone() => {}
            () = sleep_until(deadline) => break Err(HandshakeError::Canceled),
            read = inbound.next(ReadMode::Everything) => match read {
                Ok(Incoming::Bytes { bytes, .. }) => {
                    records.push(&bytes);
                    continue;
                }
                // A socket can be replaced only after the handshake.
                Ok(Incoming::NewSocket(_)) => continue,
                Err(end) => return Err(inbound_ended(context, connection, end)),
            },
        }
        return Err(server_end(connection));
    };
    let supported = |agreed: AcceptedHandshake| match connection.supports(agreed.protocol) {
        true => Ok(agreed),
        false => Err(HandshakeError::Format(agreed.protocol.name())),
    };
    match accepted.and_then(supported) {
        Ok(agreed) => {
            let protocol = agreed.protocol;
            let answer = connection.push_signal(protocol, &handshake::success_response());
            answer.map_err(|_| server_end(connection))?;
            connection.complete_handshake(agreed);
            records.use_framing(protocol.framing());
            records.use_limit(context.options.max_message_bytes);
            Ok((protocol, records))
        }
        Err(error) => {
            context.meters.refused("handshake");
            let answer = connection.frame(Protocol::Json, &handshake::error_response(&error));
            connection.begin_ending(CloseReason::Protocol, Some(answer));
            Err(server_end(connection))
        }
    }
}
