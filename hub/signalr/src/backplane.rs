//! The port to the other nodes: a pipe of bytes, and what it promises.
//!
//! A server with a backplane is one of several that serve the same hub. Everything that this means (addressing,
//! counting, relaying requests) is decided in this crate, once; a backplane only carries bytes.
//!
//! # What a backplane promises
//!
//! - **Authentic**: what is received was published by a node of the same cluster, on the same hub, and arrives
//!   unchanged.
//! - **Bounded**: publishing never waits. What cannot be handed over at once is dropped, and the answer says so.
//! - **Nothing more**: a message may be lost without a word, may come twice, and may come late. A node may hear what it
//!   published itself, or may not.
//!
//! # What the server makes of it
//!
//! - **At most once, and in order** from one node to another. Every message is numbered by its sender; repeats and
//!   latecomers are dropped. What is lost stays lost: a send is no more certain than the line to a client is.
//! - **Each node delivers to its own connections itself**, at the moment of the send, whatever becomes of the
//!   backplane.
//! - **Counting and listing say whom they did not hear.** Nodes make themselves known once a second; one that was not
//!   heard of for five does not count any more. It may be cut off rather than dead, so requests for its connections are
//!   told to try again (503) until it has been silent for ten minutes, and find them again as soon as it is heard.
//! - **A client is asked wherever it is**, once, and its answer comes home or the call fails: both nodes report to each
//!   other while it thinks, and neither waits for one that is gone ([`Clients::invoke`](crate::Clients::invoke)).
//! - **A relayed request has an answer in time or fails**, and is never made twice. What a relayed poll took from its
//!   connection and did not bring home closes the connection, so that the client notices.
//!
//! Without the backplane, that is while it is down, each node is alone: sends reach its own clients only, counts say
//! that the others did not answer, and a client whose requests reach another node than its own is told to try again
//! (503). Nothing is made up for later. What must not be lost belongs in a log that clients resume from.

mod memory;

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

pub use memory::{MemoryBackplane, MemoryHall};

/// A way to the other nodes that serve the same hub.
#[async_trait]
pub trait Backplane: Send + Sync + 'static {
    /// This node's name: unlike that of any other node and of any earlier run of this one, of letters, digits, `-` and
    /// `_`. It begins the tokens that the node hands out.
    fn node(&self) -> &Arc<str>;

    /// The longest message in bytes; at least 1,024. What is longer is cut by the server.
    fn max_message(&self) -> usize;

    /// Hands a message over, without waiting.
    fn publish(&self, to: Whom<'_>, message: Bytes) -> Handoff;

    /// The next message for this node; none once there will be no more. Called by one task at a time; cancel safe.
    async fn receive(&self) -> Option<Bytes>;
}

/// Whom a message is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom<'a> {
    /// Every other node.
    Everyone,
    /// The node of this name.
    Node(&'a str),
}

/// What became of a message that was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "a message that was dropped is lost"]
pub enum Handoff {
    /// It is on its way.
    Sent,
    /// It is lost.
    Dropped,
}
