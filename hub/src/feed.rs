//! The feeds: for every tenant somebody here listens to, one task that follows its log and hands entries on in order.
//!
//! ```text
//! bus ──▶ dispatcher ──▶ task of tenant T ──▶ audience ──▶ connections
//!            heads  ──▶        │    ▲
//!                              └────┘ fills from the log
//! ```
//!
//! [`machine`] decides, purely; [`tenant`] is the task that does what it says; [`node`] keeps the tasks, moves messages
//! on and polls the heads; [`vital`] tells when it no longer can. [`ring`] remembers what went by, and [`join`] says
//! how a reader gets aboard.

pub(crate) mod join;
pub(crate) mod ring_buffers;
pub(crate) mod sequencer;

pub(crate) mod feeds;
pub(crate) mod inbox;
pub(crate) mod tenant_feed;
