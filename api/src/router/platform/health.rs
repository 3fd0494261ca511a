//! The probes, which stand before no admission.

use axum::extract::State;
use plenum_shared::Code;
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Contract, Row, Shape},
    routes::platform::health::{self, LastHealth},
    state::ApiParts,
};

pub(in crate::router) fn rows() -> Vec<Row<ApiParts>> {
    let last = LastHealth::default();
    let ready = move |api: State<ApiParts>| health::ready(api, last.clone());
    let live =
        Contract::open("Whether the process answers at all", Answer::plain("It does.", status("Liveness", &["live"])));
    let health = Answer::plain("Send work. Degraded: delivery is slower.", status("Readiness", &["ready", "degraded"]));
    let is_ready = Contract::open("Whether to send work here", health).errors(&[Code::Draining, Code::Unavailable]);
    vec![
        Row::get(ContextName::Platform, "/health/live", "live", health::live, live),
        Row::get(ContextName::Platform, "/health/ready", "ready", ready, is_ready),
    ]
}

/// `{"status": …}`: `Liveness`, with a `LivenessStatus`.
fn status(name: &'static str, values: &'static [&'static str]) -> Shape {
    Shape::made(move |schemas| {
        let status = schemas.component(format!("{name}Status"), |_| json!({ "type": "string", "enum": values }));
        schemas.component(
            name.to_owned(),
            |_| json!({ "type": "object", "required": ["status"], "properties": { "status": status } }),
        )
    })
}
