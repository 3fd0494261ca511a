//! The probes, which no lane is in front of.

use axum::extract::State;
use plenum_shared::Code;
use serde_json::json;

use super::{Answer, Api, Contract, Row};
use crate::{
    openapi::Shape,
    routes::health::{self, LastHealth},
};

pub(super) fn rows() -> Vec<Row> {
    let last = LastHealth::default();
    let ready = move |api: State<Api>| health::ready(api, last.clone());
    let live = Contract::open("Whether the process answers at all", Answer::plain("It does.", status(&["live"])));
    let health = Answer::plain("Send work. Degraded: delivery is slower.", status(&["ready", "degraded"]));
    let is_ready = Contract::open("Whether to send work here", health).refuses(&[Code::Draining, Code::Unavailable]);
    vec![Row::get("/health/live", "live", health::live, live), Row::get("/health/ready", "ready", ready, is_ready)]
}

fn status(words: &[&str]) -> Shape {
    let status = json!({ "type": "string", "enum": words });
    Shape::literal(json!({ "type": "object", "required": ["status"], "properties": { "status": status } }))
}
