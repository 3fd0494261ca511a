//! What every request passes, whichever route it is for.
//!
//! [`front`] goes around everything that one listener serves, hubs included. [`lane`] goes around the routes of this
//! room that do work, and not around the probes: a server that drains still says so.

mod cors;
mod front;
pub(crate) mod lane;
mod security_headers;

pub use front::front;
