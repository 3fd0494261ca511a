//! The operator's listener: health in detail, and metrics. Never on the public address.

use axum::{Json, Router, extract::State, http::header, response::IntoResponse, routing::get};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use plenum_app::{App, PartState};
use serde_json::{Value, json};

use crate::{commands::Failure, compose::ProcessParts};

/// What the operator's listener reads from.
#[derive(Clone)]
pub(crate) struct Admin {
    pub(crate) app: App,
    pub(crate) roles: ProcessParts,
    pub(crate) metrics: PrometheusHandle,
    /// The hub node, in a process that has one.
    pub(crate) hub: Option<plenum_hub::HubNode>,
}

/// Installs the recorder of metrics for the whole process.
pub(crate) fn collect() -> Result<PrometheusHandle, Failure> {
    // The buckets of OpenTelemetry's HTTP conventions, in seconds.
    const SECONDS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];
    Ok(PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder()?)
}

pub(crate) fn router(admin: Admin) -> Router {
    Router::new().route("/health", get(health)).route("/metrics", get(metrics)).with_state(admin)
}

async fn metrics(State(admin): State<Admin>) -> impl IntoResponse {
    admin.metrics.run_upkeep();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], admin.metrics.render())
}

fn hub_detail(health: &plenum_hub::Health) -> Value {
    json!({
        "connections": health.connections,
        "feeds": health.feeds,
        "ringBytes": health.ring_bytes,
        "busUp": health.bus_up,
        "headsKnownSecondsAgo": health.heads_age.map(|age| age.as_secs_f64()),
        "draining": health.draining,
    })
}

async fn health(State(admin): State<Admin>) -> Json<Value> {
    let health = admin.app.health().await;
    let state = |part| match part {
        PartState::Up => "up",
        PartState::Down => "down",
    };
    let mut detail = json!({
        "role": admin.roles.name,
        "version": env!("CARGO_PKG_VERSION"),
        "database": state(health.database),
        "bus": state(health.bus),
    });
    if let Some(hub) = &admin.hub {
        detail["hub"] = hub_detail(&hub.health());
    }
    Json(detail)
}
