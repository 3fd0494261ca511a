//! The application's hooks around a session, each behind the filters.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;

use super::context::HubContext;
use super::ending::{close_with_detail, server_end};
use crate::client_results::{CALL_SITE, CallSite, CallSiteKind};
use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::{Hub, HubError};
use crate::options::ErrorDetail;

/// Runs `connected` of the filters and `on_connected` of the hub. An error closes the connection.
pub(super) async fn run_connected_hooks<H: Hub>(
    context: &HubContext<H>,
    connection: &Connection<H::State>,
) -> Result<(), Disconnect> {
    let site = CallSite { connection: Arc::clone(connection.shared_id()), kind: CallSiteKind::OnConnected };
    let hooks = async {
        for filter in &context.filters {
            filter.connected(connection).await?;
        }
        context.hub.on_connected(connection).await
    };
    let result = AssertUnwindSafe(CALL_SITE.scope(site, hooks)).catch_unwind().await;
    let (reason, error) = match result {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(HubError::Unauthorized)) => (CloseReason::Forbidden, None),
        Ok(Err(HubError::User(text))) => (CloseReason::Internal, Some(format!("HubException: {text}"))),
        Ok(Err(error @ (HubError::Internal(_) | HubError::Named { .. }))) => {
            tracing::error!(%error, "on_connected failed");
            let shown = context.options.error_detail == ErrorDetail::Shown;
            (CloseReason::Internal, shown.then(|| format!("{}: {error}", error.kind())))
        }
        Err(_panic) => {
            context.meters.panic();
            tracing::error!("on_connected panicked");
            (CloseReason::Internal, None)
        }
    };
    close_with_detail(connection, reason, error.as_deref());
    Err(server_end(connection))
}

/// Runs `on_disconnected` of the hub and `disconnected` of the filters.
pub(super) async fn run_disconnected_hooks<H: Hub>(
    context: &HubContext<H>,
    connection: &Connection<H::State>,
    how: Disconnect,
) {
    let hooks = async {
        context.hub.on_disconnected(connection, how).await;
        for filter in context.filters.iter().rev() {
            filter.disconnected(connection, how).await;
        }
    };
    if AssertUnwindSafe(hooks).catch_unwind().await.is_err() {
        context.meters.panic();
        tracing::error!("on_disconnected panicked");
    }
}
