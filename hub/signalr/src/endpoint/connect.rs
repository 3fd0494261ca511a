//! A request becomes a connection.

use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;
use http::StatusCode;
use http::request::Parts;
use hyper::upgrade::OnUpgrade;
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout};
use tracing::Instrument;

use super::{Refusal, holder};
use crate::auth::{Identity, RequestInfo};
use crate::connection::outbound::{Outbound, QueueLimits};
use crate::connection::{Connection, Shared, session};
use crate::hub::Hub;
use crate::negotiate::ClaimError;
use crate::options::OnExpiry;
use crate::server::{Server, Sources};
use crate::transport::Wire;
use crate::transport::websocket::{self, WebSocketInbound};

/// Accepts a WebSocket, with a negotiated token or without one, and starts its task.
pub(super) fn websocket<H: Hub>(
    server: &Arc<Server<H>>,
    parts: &mut Parts,
    identity: Identity<H::State>,
    info: RequestInfo,
) -> Result<Response, Refusal> {
    let accepted = websocket::accept(&parts.method, parts.version, &parts.headers)?;
    let upgrade = parts
        .extensions
        .remove::<OnUpgrade>()
        .ok_or_else(|| Refusal::new(StatusCode::UPGRADE_REQUIRED, "this connection cannot be upgraded"))?;
    let slot = server.slots.take().ok_or_else(|| {
        server.meters.refused("connections");
        Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too many connections")
    })?;
    let claim = match info.query("id").filter(|token| !token.is_empty()) {
        Some(token) => Some(server.negotiations.claim(token, &holder(&identity)).map_err(|error| match error {
            ClaimError::Unknown => Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID"),
            ClaimError::InUse => Refusal::new(StatusCode::CONFLICT, ""),
        })?),
        None => None,
    };
    let id = match &claim {
        Some(claim) => Arc::clone(&claim.id),
        None => {
            server.sources.new_id().ok_or_else(|| Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "no randomness"))?
        }
    };
    let span =
        tracing::info_span!("signalr.connection", hub = &*server.name, id = &*id, user = identity.user_id.as_deref());
    let task = {
        let server = Arc::clone(server);
        async move {
            // Given back when the connection has ended, however it did.
            let (_slot, _claim) = (slot, claim);
            tokio::select! {
                () = server.drain.over() => {}
                () = open(&server, id, upgrade, identity, info) => {}
            }
        }
    };
    server.tasks.spawn(task.instrument(span));
    Ok(accepted)
}

async fn open<H: Hub>(
    server: &Arc<Server<H>>,
    id: Arc<str>,
    upgrade: OnUpgrade,
    identity: Identity<H::State>,
    info: RequestInfo,
) {
    let options = &server.options;
    let upgraded = match timeout(options.handshake_timeout, upgrade).await {
        Ok(Ok(upgraded)) => upgraded,
        Ok(Err(error)) => return tracing::debug!(%error, "upgrade failed"),
        Err(_elapsed) => return tracing::debug!("upgrade timed out"),
    };
    let (reader, writer) = websocket::split(upgraded);
    let limits = QueueLimits {
        messages: options.queue_messages,
        bytes: options.queue_bytes,
        write_timeout: options.write_timeout,
    };
    let outbound = Outbound::new(writer, limits, server.tasks.clone(), Handle::current());
    let _cut_off = outbound.cut_off_on_drop();
    let inbound = WebSocketInbound::new(reader, Arc::clone(&outbound), options);
    let expires = match options.on_expiry {
        OnExpiry::Close => identity.expires_at.map(|at| Instant::now() + remaining(&server.sources, at)),
        OnExpiry::Ignore => None,
    };
    let connection = Connection::new(Shared {
        id,
        user: identity.user_id,
        session: identity.session,
        state: identity.state,
        request: info,
        clients: server.clients.clone(),
        outbound,
        wire: Wire::WebSocket,
        protocol: Default::default(),
        ending: Default::default(),
        questions: Default::default(),
        membership: std::sync::Mutex::new(Some(Vec::new())),
    });
    session::run(Arc::clone(server), connection, inbound, expires).await;
}

fn remaining(sources: &Sources, at: std::time::SystemTime) -> Duration {
    /// Beyond any timer's range there is no difference to never.
    const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    at.duration_since((sources.wall_clock)()).unwrap_or_default().min(LONGEST)
}
