//! The readers: a small SignalR client, its reconnects, and the record of the deliveries that it received.

pub mod address;
pub mod client;
pub mod ledger;
pub mod message;
pub mod reader;
pub mod records;
pub mod tally;
