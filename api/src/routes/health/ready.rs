use axum::{Json, extract::State};
use plenum_app::{Health, PartState};
use plenum_shared::{Code, Error};
use serde_json::{Value, json};

use crate::{problem::Problem, router::Api};

/// Whether to send work here. Without the bus delivery goes on, only slower, so that is no reason to send it
/// elsewhere.
pub(crate) async fn ready(State(api): State<Api>) -> Result<Json<Value>, Problem> {
    if api.draining.is_cancelled() {
        return Err(Code::Draining.into());
    }
    match api.app.health().await {
        Health { database: PartState::Down, .. } => {
            Err(Error::new(Code::Unavailable).with_message("the database is not reachable").into())
        }
        Health { bus: PartState::Down, .. } => Ok(Json(json!({"status": "degraded"}))),
        Health { bus: PartState::Up, .. } => Ok(Json(json!({"status": "ready"}))),
    }
}
