//! The fourth layer: the real program, the people who use it, their clients, and the checker of histories.

pub mod plenum;

pub mod people;

pub mod http;
pub mod official;
pub mod raw;
pub mod recorded_client;
pub mod recorded_writer;
pub mod round_robin_proxy;
pub mod signalr;
pub mod switchable_proxy;

pub mod history;
pub mod inspection;
mod jobs;
pub mod table_lock;

mod process;

pub use plenum::Plenum;
pub use process::Node;
