//! The CRM's hubs: SignalR in front of the application, so that every change reaches every screen that may see it.
//!
//! A change travels through here in five steps. The bus brings news of a commit to the node (`feed`, its dispatcher);
//! the task of the tenant puts it in order, or reads what is missing from the log (`feed::machine`); the audience says
//! who may hear it and encodes it once for all who get the same (`audience`); the connections send it; and a client
//! that comes back is brought up to date by `resume`. What a client may see is never decided here, only asked of
//! `plenum_shared::access`.
//!
//! To a client all nodes look like one: `backplane` carries what a request needs from the node it reached to the one
//! that has its connection.
//!
//! To add a hub:
//! 1. give it a name and a topic in the list of `hubs`, and a field in [`HubNode`];
//! 2. if it has methods of its own, add them where `hubs::server` asks for its topic, in a file like `hubs/reading.rs`;
//! 3. describe its targets and methods in `docs/HUB-PROTOCOL.md`, its methods in `asyncapi/methods.rs`, and make
//!    `docs/asyncapi.json` again.

mod asyncapi;
mod backplane;
mod node;
mod settings;

mod connection_state;
mod hubs;
mod resume;

mod feed;
mod log_reader;
mod messages;
mod node_tasks;
mod streams;

#[cfg(test)]
mod protocol_page;
#[cfg(test)]
mod samples;

pub use asyncapi::document;
pub use node::{Health, HubNode, Parts};
pub use plenum_signalr::Options;
pub use resume::cursor::ResumeLimits;
pub use settings::Settings;
