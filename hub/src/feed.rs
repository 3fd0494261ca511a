//! The feeds: for every tenant with a subscriber on this node, one task that follows its log and delivers entries in
//! order.
//!
//! ```text
//! bus dispatcher ──▶ feed of tenant T ──▶ streams ──▶ connections
//!     head polls ──▶       │    ▲
//!                          └────┘ gap fills from the log
//! ```
//!
//! [`sequencer`] decides, purely; [`tenant_feed`] is the task that carries the decisions out; [`feeds`] starts the
//! tasks, passes notices on and polls the heads; [`registry`] knows the feeds that run. [`ring_buffers`] keep recent
//! entries, and [`join`] says how a subscriber joins a feed that is at another position.

pub(crate) mod join;
pub(crate) mod ring_buffers;
pub(crate) mod sequencer;

mod access_change;
pub(crate) mod feeds;
pub(crate) mod inbox;
mod registry;
mod tenant_feed;
