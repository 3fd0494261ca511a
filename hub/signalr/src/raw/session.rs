//! The life of a raw connection: its handler runs, and beside it what the client says is read, one piece ahead.

use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::OptionFuture;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

use super::{RawConnection, RawMessage, Talk};
use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::Hub;
use crate::session::{HubContext, hang_up, judge, server_ended};
use crate::transport::{Inbound, Incoming, ReadMode};

/// Runs a connection to its end.
pub(crate) async fn run<H: Hub>(
    context: Arc<HubContext<H>>,
    connection: Connection<H::State>,
    mut inbound: impl Inbound,
    talk: &Talk<H::State>,
) {
    let started = Instant::now();
    context.meters.connection_started(connection.transport());
    // Nobody addresses it; but its requests find it so, wherever they arrive.
    let registered = context.clients.register(&connection);
    let (sender, incoming) = mpsc::channel(1);
    let handler = talk(RawConnection { connection: connection.clone(), incoming });
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
            server_ended(&connection)
        }
        how = listen(&context, &connection, &mut inbound, sender) => {
            connection.ended();
            // It is told by the end of what it receives, and has a moment to act on it.
            let _ = timeout(context.options.close_timeout, &mut handler).await;
            how
        }
    };
    connection.ended();
    drop(registered);
    hang_up(&context, &connection, &mut inbound, how).await;
    context.meters.connection_ended(connection.transport(), started, how);
    tracing::debug!(reason = how.label(), "raw connection ended");
}

/// Where the next bytes go.
enum Place<'a> {
    /// The handler still has some to take.
    Wanted,
    Held(mpsc::Permit<'a, RawMessage>),
    /// The handler wants no more: what still comes is read only to notice the end.
    Unread,
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
    let mut place = Place::Wanted;
    loop {
        let expires = *expiry.borrow_and_update();
        let heartbeat = outbound.last_sent() + context.options.keep_alive;
        tokio::select! {
            biased;
            () = connection.closed() => return server_ended(connection),
            () = outbound.gone() => return server_ended(connection),
            Some(()) = OptionFuture::from(expires.map(sleep_until)) => connection.close(CloseReason::Unauthenticated),
            // A refreshed token moves it.
            Ok(()) = expiry.changed() => {}
            Some(()) = OptionFuture::from(leave.map(sleep_until)) => connection.close(CloseReason::Restarting),
            plan = context.drain.plan(), if leave.is_none() => leave = Some(plan.leave),
            () = sleep_until(heartbeat), if connection.heartbeat().is_some() => {
                // A failed push closes the connection, which the next round sees.
                let _ = connection.heartbeat().map(|beat| connection.push(beat));
            }
            reserved = sender.reserve(), if matches!(place, Place::Wanted) => {
                place = reserved.map_or(Place::Unread, Place::Held);
            }
            // The end, too, is heard in its turn: what was posted before it was taken, and is the handler's.
            read = inbound.next(ReadMode::Everything), if !matches!(place, Place::Wanted) => {
                match (read, std::mem::replace(&mut place, Place::Wanted)) {
                    (Ok(Incoming::Bytes { bytes, format }), Place::Held(held)) => held.send(RawMessage { bytes, format }),
                    // A raw connection is not taken up again, so no other line comes.
                    (Ok(_), unread) => place = unread,
                    (Err(end), _) => return judge(context, connection, end),
                }
            }
        }
    }
}
