//! A method that clients can call: declared once, for the server and for the AsyncAPI document.

use plenum_signalr::HubBuilder;
use schemars::generate::SchemaGenerator;
use serde_json::Value;

use super::event_hub::EventHub;

#[derive(Clone, Copy)]
pub(crate) struct HubMethod {
    pub(crate) name: &'static str,
    pub(crate) summary: &'static str,
    /// The schemas of its arguments.
    pub(crate) arguments: fn() -> Vec<Value>,
    /// The schema of its result.
    pub(crate) result: fn(&mut SchemaGenerator) -> Value,
    /// Registers its handler by this name.
    pub(crate) register: fn(HubBuilder<EventHub>, &'static str) -> HubBuilder<EventHub>,
}
