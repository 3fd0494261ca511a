//! The middleware around everything that one listener serves, hubs included.

mod cors;
mod front;
mod security_headers;

pub use front::front;
