//! The end of a session: its reason, the last messages, and the end of the transport.

use tokio::time::timeout;

use super::context::HubContext;
use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::Hub;
use crate::transport::{Inbound, InboundEnd};

/// Writes the queued messages and waits for the peer to end the transport, each for a short time.
pub(crate) async fn close_transport<H: Hub>(
    context: &HubContext<H>,
    connection: &Connection<H::State>,
    inbound: &mut impl Inbound,
    how: Disconnect,
) {
    let outbound = connection.outbound();
    if how != Disconnect::Lost {
        let end = async {
            outbound.flushed().await;
            inbound.wait_for_peer_end(outbound).await;
        };
        // The transport is shut down even if the peer does not end it in time.
        let _ = timeout(context.options.close_timeout, end).await;
    }
    let _ = timeout(context.options.close_timeout, outbound.shut_down()).await;
}

/// The end of the connection after the end of its inbound bytes. A violation closes the connection.
pub(crate) fn inbound_ended<H: Hub>(
    context: &HubContext<H>,
    connection: &Connection<H::State>,
    end: InboundEnd,
) -> Disconnect {
    match end {
        InboundEnd::Violation(reason) => {
            if reason == CloseReason::Policy {
                context.meters.refused("frames");
            }
            connection.close(reason);
            server_end(connection)
        }
        InboundEnd::ByPeer => Disconnect::ByClient,
        InboundEnd::Lost => Disconnect::Lost,
    }
}

/// The end of the connection as the server sees it: its own close, a reader that is too slow, or a dead socket.
pub(crate) fn server_end<S>(connection: &Connection<S>) -> Disconnect {
    match connection.close_reason() {
        Some(reason) => Disconnect::Closed(reason),
        None if connection.outbound().stalled() => Disconnect::Closed(CloseReason::SlowConsumer),
        None => Disconnect::Lost,
    }
}

/// Closes with the reason's sentence, followed by a detail if there is one to show.
pub(super) fn close_with_detail<S>(connection: &Connection<S>, reason: CloseReason, detail: Option<&str>) {
    match (reason.error(), detail) {
        (Some(sentence), Some(detail)) => connection.close_with_error(reason, &format!("{sentence} {detail}")),
        _ => connection.close(reason),
    }
}
