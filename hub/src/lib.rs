//! The CRM's hubs: SignalR in front of the application, so that every change reaches every screen that may show it.
//!
//! A change takes five steps. The bus brings the notice of a commit to the node (`bus_dispatcher`); the feed of the
//! tenant puts its entries in order, or reads the missing ones from the log (`feed`); a stream finds the recipients of
//! each entry and encodes it once for all who get the same bytes (`streams`); the connections send it; and a client
//! that was away is brought up to date by `resume`. What a client may see is decided in `plenum_shared::access` alone.
//!
//! To a client all nodes look like one: the `backplane` carries a request from the node that it reached to the node
//! that has its connection.
//!
//! To add a hub, add a row to the list in `hubs`.

mod node;

mod bus_dispatcher;
mod feed;
mod log_reader;
mod node_context;
mod node_tasks;
mod settings;
mod streams;

mod backplane;
mod connection_state;
mod hubs;
mod messages;
mod resume;

mod asyncapi;
#[cfg(test)]
mod protocol_page;
#[cfg(test)]
mod samples;

pub use asyncapi::document;
pub use hubs::{
    hub_methods,
    method::{HubMethodInfo, SampleArgument},
};
pub use node::{Health, HubNode, HubNodeParts};
pub use plenum_signalr::Options;
pub use resume::cursor::ResumeLimits;
pub use settings::Settings;
