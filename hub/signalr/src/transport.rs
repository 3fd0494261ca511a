//! Transports: how the bytes of a connection travel.
//!
//! A transport gives a connection two halves: an `Inbound` to read bytes from, and an `Outbound` to push finished
//! frames to. The layers above do not know the transport; they know only its `TransportFraming`, in which messages are
//! framed.
//!
//! The head of the crate says how to add a transport.

mod framing;
mod inbound;
pub(crate) mod long_polling;
pub(crate) mod outbound;
pub(crate) mod post_queue;
pub(crate) mod server_sent_events;
pub mod websocket;

pub(crate) use framing::{FRAMINGS, TransportFraming};
pub(crate) use inbound::{Inbound, InboundEnd, Incoming, ReadMode};
