//! The application's hooks around a session, each behind the filters.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;

use super::context::HubContext;
use super::ending::{close_with_detail, server_ended};
use crate::client_results::{PLACE, Place, PlaceStage};
use crate::close::{CloseReason, Disconnect};
use crate::connection::Connection;
use crate::hub::{Hub, HubError};
use crate::options::ErrorDetail;

/// Runs the application's first hook.
pub(super) async fn welcome<H: Hub>(
    context: &HubContext<H>,
    connection: &Connection<H::State>,
) -> Result<(), Disconnect> {
    let place = Place { connection: Arc::clone(connection.shared_id()), stage: PlaceStage::Welcome };
    let hooks = async {
        for filter in &context.filters {
            filter.connected(connection).await?;
        }
        context.hub.on_connected(connection).await
    };
    let hook = PLACE.scope(place, hooks);
    let welcomed = AssertUnwindSafe(hook).catch_unwind().await;
    let (reason, error) = match welcomed {
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
    Err(server_ended(connection))
}

/// Runs the application's last hook.
pub(super) async fn farewell<H: Hub>(context: &HubContext<H>, connection: &Connection<H::State>, how: Disconnect) {
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
