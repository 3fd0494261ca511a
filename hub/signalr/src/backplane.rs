//! The port to the other nodes: a pipe of bytes, and what it promises.
//!
//! A server with a backplane is one of several that serve the same hub. Everything that this means (addressing,
//! counting, relaying requests) is decided in this crate, once; a backplane only carries bytes.
//!
//! # What a backplane promises
//!
//! - **Authentic**: a received message was published by a node of the same cluster, on the same hub, and arrives
//!   unchanged.
//! - **Bounded**: publishing never waits. A message that cannot be handed over at once is dropped, and the result says
//!   so.
//! - **Nothing more**: a message may be lost unnoticed, may come twice, and may come late. A node may receive its own
//!   messages, or may not.
//!
//! # What the server makes of it
//!
//! - **At most once, and in order** from one node to another. Every message is numbered by its sender; repeated and
//!   late messages are dropped. A lost message stays lost: a send is no more certain than the network to a client is.
//! - **Each node delivers to its own connections itself**, at the moment of the send, even while the backplane is down.
//! - **Counts and lists name the nodes that did not answer.** Every node says hello once a second; a node that was
//!   silent for five seconds does not count any more. It may be isolated rather than dead, so requests for its
//!   connections are answered with 503 until it has been silent for ten minutes, and work again as soon as it is back.
//! - **A client is called on any node**, once, and its answer arrives or the call fails: both nodes report to each
//!   other meanwhile, and neither waits for one that is gone ([`Clients::invoke`](crate::Clients::invoke)).
//! - **A relayed request has an answer in time or fails**, and is never carried out twice. If messages that a relayed
//!   poll took out of their queue do not arrive, the connection is closed, so that the client notices.
//!
//! While the backplane is down, each node is alone: sends reach only its own clients, counts name the other nodes as
//! missing, and a client whose requests reach another node than its own is answered with 503. Nothing is sent later.
//! Messages that must not be lost belong in a log that clients resume from.

mod memory;

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;

pub use memory::{MemoryBackplane, MemoryNetwork};

/// The connection to the other nodes that serve the same hub.
#[async_trait]
pub trait Backplane: Send + Sync + 'static {
    /// This node's name: unlike that of any other node and of any earlier run of this one, of letters, digits, `-` and
    /// `_`. It begins the tokens that the node hands out.
    fn node(&self) -> &Arc<str>;

    /// The longest message in bytes; at least 1,024. The server splits longer ones.
    fn max_message(&self) -> usize;

    /// Hands a message over, without waiting.
    fn publish(&self, to: Recipient<'_>, message: Bytes) -> Handoff;

    /// The next message for this node; `None` once there will be no more. Called by one task at a time; cancel safe.
    async fn receive(&self) -> Option<Bytes>;
}

/// The recipient of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient<'a> {
    /// Every other node.
    AllOthers,
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
