//! `POST {base}/negotiate`: a token for a connection to come, or another address.

use std::sync::Arc;

use axum::response::Response;
use http::StatusCode;

use super::admission::holder;
use crate::auth::{Identity, RequestInfo};
use crate::hub::Hub;
use crate::negotiate::{self, NegotiateResponse, OnLoss, TooManyPending};
use crate::options::{OnExpiry, Refresh, Transport};
use crate::response::{Refusal, json};
use crate::server::Server;

pub(super) fn negotiate<H: Hub>(
    server: &Server<H>,
    identity: &Identity<H::State>,
    info: &RequestInfo,
) -> Result<Response, Refusal> {
    let version = match negotiate::choose_version(info.query("negotiateVersion")) {
        Ok(version) => version,
        Err(error) => return Ok(json(&NegotiateResponse::Refused { error })),
    };
    if let Some(to) = server.redirect.as_ref().and_then(|redirect| redirect(info, identity)) {
        return Ok(json(&NegotiateResponse::Redirected { negotiate_version: version, to, available_transports: [] }));
    }
    let new_id =
        || server.sources.new_id().ok_or_else(|| Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "no randomness"));
    let id = new_id()?;
    let secret = new_id()?;
    let secret = server.cluster.as_ref().map_or_else(|| Arc::clone(&secret), |cluster| cluster.token(&secret));
    // Before version 1 there was one id for both purposes.
    let (id, token) = if version == 0 { (Arc::clone(&secret), None) } else { (id, Some(Arc::clone(&secret))) };
    let requested = info.query("useStatefulReconnect").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    let on_loss = match server.context.options.stateful_reconnect {
        // Only the hub protocol numbers its messages.
        Some(_)
            if requested
                && version > 0
                && server.raw_session.is_none()
                && server.context.options.transports.contains(&Transport::WebSockets) =>
        {
            OnLoss::Wait
        }
        _ => OnLoss::End,
    };
    server.negotiations.add(secret, Arc::clone(&id), holder(identity), on_loss).map_err(|full| {
        server.context.meters.refused("pending negotiations");
        let status = match full {
            TooManyPending::Server => StatusCode::SERVICE_UNAVAILABLE,
            TooManyPending::User => StatusCode::TOO_MANY_REQUESTS,
        };
        Refusal::new(status, "too many negotiations")
    })?;
    let lifetime = match (server.context.options.refresh, server.context.options.on_expiry) {
        (Refresh::Offered, OnExpiry::Close) => identity.expires_at.map(|at| server.lifetime(at).as_secs()),
        _ => None,
    };
    Ok(json(&negotiate::accepted(version, id, token, &server.context.options.transports, on_loss, lifetime)))
}
