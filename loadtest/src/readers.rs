//! The listening side: a lean SignalR client, what it does when a connection ends, and the account of what it heard.

pub mod address;
pub mod client;
pub mod ledger;
pub mod message;
pub mod reader;
pub mod records;
pub mod tally;
