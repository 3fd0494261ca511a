//! The life of a raw connection: its handler runs, and beside it the client's bytes are read, one piece ahead.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::OptionFuture;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

use super::{RawConnection, RawMessage, RawSession};
use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::Hub;
use crate::session::{HubContext, close_transport, inbound_ended, server_end};
use crate::transport::{Inbound, Incoming, ReadMode};

/// Runs a connection to its end.
pub(crate) async fn run<H: Hub>(
    context: Arc<HubContext<H>>,
    connection: Connection<H::State>,
    mut inbound: impl Inbound,
    handler: &RawSession<H::State>,
) {
    let started = Instant::now();
    context.meters.connection_started(connection.transport());
    // Its later requests find the connection in the registry.
    let registration = context.clients.register(&connection);
    let (sender, incoming) = mpsc::channel(1);
    let handler = handler(RawConnection { connection: connection.clone(), incoming });
    let mut handler = pin!(AssertUnwindSafe(handler).catch_unwind());
    let how = tokio::select! {
        ended = &mut handler => {
            match ended {
                Ok(Ok(())) => connection.close(CloseReason::Done),
                Ok(Err(error)) => {
                    tracing::error!(%error, "raw handler failed");
                    connection.close(CloseReason::Internal);
                }
                Err(_panic) => {
                    context.meters.panic();
                    tracing::error!("raw handler panicked");
                    connection.close(CloseReason::Internal);
                }
            }
            server_end(&connection)
        }
        how = listen(&context, &connection, &mut inbound, sender) => {
            connection.mark_ended();
            // The handler sees the end of the messages, and has a moment to react to it.
            let _ = timeout(context.options.close_timeout, &mut handler).await;
            how
        }
    };
    connection.mark_ended();
    drop(registration);
    close_transport(&context, &connection, &mut inbound, how).await;
    context.meters.connection_ended(connection.transport(), started, how);
    tracing::debug!(reason = how.label(), "raw connection ended");
}

/// What happens to the next bytes.
enum NextRead<'a> {
    /// They are not read before the handler has taken the previous message.
    WaitForHandler,
    Deliver(mpsc::Permit<'a, RawMessage>),
    /// The handler receives no more; bytes are read only to notice the end.
    Discard,
}

/// Reads for the handler until one side ends.
async fn listen<H: Hub>(
    context: &HubContext<H>,
    connection: &Connection<H::State>,
    inbound: &mut impl Inbound,
    sender: mpsc::Sender<RawMessage>,
) -> Disconnect {
    let outbound = connection.outbound();
    let mut expiry = connection.expiry();
    let mut leave = None;
    let mut next_read = NextRead::WaitForHandler;
    loop {
        let expires = *expiry.borrow_and_update();
        let heartbeat_at = outbound.last_sent() + context.options.keep_alive;
        tokio::select! {
            biased;
            () = connection.closed() => return server_end(connection),
            () = outbound.gone() => return server_end(connection),
            Some(()) = OptionFuture::from(expires.map(sleep_until)) => connection.close(CloseReason::Unauthenticated),
            // Renewed credentials move the end.
            Ok(()) = expiry.changed() => {}
            Some(()) = OptionFuture::from(leave.map(sleep_until)) => connection.close(CloseReason::Restarting),
            schedule = context.drain.schedule(), if leave.is_none() => leave = Some(schedule.leave),
            () = sleep_until(heartbeat_at), if connection.heartbeat().is_some() => {
                // A failed push closes the connection, which the next round sees.
                let _ = connection.heartbeat().map(|frame| connection.push(frame));
            }
            reserved = sender.reserve(), if matches!(next_read, NextRead::WaitForHandler) => {
                next_read = reserved.map_or(NextRead::Discard, NextRead::Deliver);
            }
            // The end comes after the messages before it, which belong to the handler.
            read = inbound.next(ReadMode::Everything), if !matches!(next_read, NextRead::WaitForHandler) => {
                match (read, std::mem::replace(&mut next_read, NextRead::WaitForHandler)) {
                    (Ok(Incoming::Bytes { bytes, format }), NextRead::Deliver(permit)) => permit.send(RawMessage { bytes, format }),
                    // A raw connection has no other socket.
                    (Ok(_), discard) => next_read = discard,
                    (Err(end), _) => return inbound_ended(context, connection, end),
                }
            }
        }
    }
}
