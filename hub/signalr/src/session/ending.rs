//! The end of a session: its reason, the last words, and the peer's goodbye.

use tokio::time::timeout;

use super::context::HubContext;
use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::Hub;
use crate::transport::{Inbound, InboundEnd};

/// Lets the last words out and waits for the peer's, neither for long.
pub(crate) async fn hang_up<H: Hub>(
    context: &HubContext<H>,
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
        let _ = timeout(context.options.close_timeout, goodbye).await;
    }
    let _ = timeout(context.options.close_timeout, outbound.shut_down()).await;
}

/// What an end of the inbound bytes means for the connection; a violation closes it.
pub(crate) fn judge<H: Hub>(context: &HubContext<H>, connection: &Connection<H::State>, end: InboundEnd) -> Disconnect {
    match end {
        InboundEnd::Violation(reason) => {
            if reason == CloseReason::Policy {
                context.meters.refused("frames");
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
pub(super) fn close_with_detail<S>(connection: &Connection<S>, reason: CloseReason, detail: Option<&str>) {
    match (reason.error(), detail) {
        (Some(sentence), Some(detail)) => connection.close_with_error(reason, &format!("{sentence} {detail}")),
        _ => connection.close(reason),
    }
}
