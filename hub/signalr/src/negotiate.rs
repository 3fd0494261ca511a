//! Negotiation: which ids and transports a client gets, and the table of tokens handed out.

mod moved;
mod moves;
mod response;
mod tokens;

pub(crate) use moves::{Given, Whereabouts};
pub use response::Redirect;
pub(crate) use response::{NegotiateResponse, accepted, choose_version};
pub(crate) use tokens::{Claim, ClaimError, Holder, Negotiations, OnLoss, TokenStage, TooManyPending};
