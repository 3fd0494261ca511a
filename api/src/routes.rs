//! One file per operation; the handler is named like the operation. Addresses stand in `router.rs` and nowhere else.

pub(crate) mod auth;
pub(crate) mod health;
pub(crate) mod records;

use axum::{Json, response::IntoResponse};
use serde::Serialize;

/// The envelope of every success.
#[derive(Serialize)]
struct Data<T> {
    data: T,
}

fn data(value: impl Serialize) -> impl IntoResponse {
    Json(Data { data: value })
}
