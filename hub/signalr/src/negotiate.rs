//! Negotiation: which ids and transports a client gets, and the table of tokens handed out.

mod moved_tokens;
mod response;
mod tokens;
mod transfer;

pub use response::Redirect;
pub(crate) use response::{NegotiateResponse, accepted, choose_version};
pub(crate) use tokens::{Claim, ClaimError, Holder, Negotiations, OnLoss, TokenStage, TooManyPending};
pub(crate) use transfer::{HandedOverToken, TokenLocation};
