use axum::Json;
use serde_json::{Value, json};

/// Answers as long as the process runs; checks nothing else.
pub(crate) async fn live() -> Json<Value> {
    Json(json!({"status": "live"}))
}
