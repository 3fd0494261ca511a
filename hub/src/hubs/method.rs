//! A method that clients can call: declared once, for the server and for the AsyncAPI document.

use plenum_signalr::HubBuilder;
use schemars::generate::SchemaGenerator;
use serde_json::Value;

use super::event_hub::EventHub;

/// An argument that tests send, as the caller's own, as another tenant's and as nonsense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleArgument {
    Cursor,
    NotificationIds,
}

/// A method as other crates see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HubMethodInfo {
    /// The name of its hub.
    pub hub: &'static str,
    pub name: &'static str,
    pub sample: &'static [SampleArgument],
}

#[derive(Clone, Copy)]
pub(crate) struct HubMethod {
    pub(crate) name: &'static str,
    pub(crate) summary: &'static str,
    /// The schemas of its arguments.
    pub(crate) arguments: fn() -> Vec<Value>,
    /// The schema of its result.
    pub(crate) result: fn(&mut SchemaGenerator) -> Value,
    /// Its arguments for tests to send.
    pub(crate) sample: &'static [SampleArgument],
    /// Registers its handler by this name.
    pub(crate) register: fn(HubBuilder<EventHub>, &'static str) -> HubBuilder<EventHub>,
}
