//! Newer credentials for a live connection: `POST {base}/refresh?id=TOKEN`.
//!
//! They must belong to the same user and session. From then on the connection lives as long as they do, and is in the
//! groups they name. Errors are answered as `{"error": …}`, except for a 401, whose body clients expect to be empty.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use futures::FutureExt;
use http::StatusCode;
use http::request::Parts;
use serde::Serialize;

use super::admission::{authenticate, snapshot};
use super::remote::{self, RelayOutcome};
use crate::auth::Stage;
use crate::cluster::message::{RelayedAction, RelayedRequest};
use crate::hub::Hub;
use crate::options::Refresh;
use crate::response::{Refusal, json};
use crate::server::Server;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Refreshed {
    #[serde(skip_serializing_if = "Option::is_none")]
    token_lifetime_seconds: Option<u64>,
}

pub(super) async fn refresh<H: Hub>(server: &Arc<Server<H>>, parts: &Parts) -> Result<Response, Refusal> {
    let (info, bearer) = snapshot(parts);
    let identity = authenticate(server, &parts.headers, Stage::Refresh, bearer.as_deref(), &info).await;
    let identity = identity.map_err(Refusal::in_json)?;
    let token = info.query("id").filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| Refusal::new(StatusCode::BAD_REQUEST, "Connection ID required").in_json())?;
    let request = remote::request(RelayedAction::Refresh, token, &identity);
    let Some((cluster, node)) = server.remote_owner(token) else { return renew(server, &request).await };
    match remote::relay(server, cluster, &node, request, &parts.headers, Body::empty()).await {
        Ok(RelayOutcome::Answered(response)) => Ok(response),
        Ok(RelayOutcome::Pending) => Err(unknown().in_json()),
        Err(refusal) => Err(refusal.in_json()),
    }
}

/// Renews the credentials of a connection on this node.
pub(super) async fn renew<H: Hub>(server: &Server<H>, request: &RelayedRequest) -> Result<Response, Refusal> {
    try_renew(server, request).await.map_err(Refusal::in_json)
}

async fn try_renew<H: Hub>(server: &Server<H>, request: &RelayedRequest) -> Result<Response, Refusal> {
    if server.context.options.refresh == Refresh::Refused {
        return Err(unknown());
    }
    let (owner, id) = server.negotiations.live(&request.token).ok_or_else(unknown)?;
    if owner != request.holder {
        server.context.meters.refused("refresh");
        return Err(Refusal::new(StatusCode::FORBIDDEN, "the credentials are of another user or session"));
    }
    let connection = server.context.clients.get(&id).ok_or_else(unknown)?;
    connection.renew(server.expiry(request.credentials_end()), request.groups.clone());
    if AssertUnwindSafe(server.context.hub.on_refreshed(&connection)).catch_unwind().await.is_err() {
        server.context.meters.panic();
        tracing::error!("on_refreshed panicked");
    }
    Ok(json(&Refreshed { token_lifetime_seconds: request.credentials_end().map(|at| server.lifetime(at).as_secs()) }))
}

fn unknown() -> Refusal {
    Refusal::new(StatusCode::NOT_FOUND, "No Connection with that ID")
}
