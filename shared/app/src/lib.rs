//! The application: what can be done with Plenum, whoever asks.
//!
//! One function is one intention and one transaction. REST handlers and hub methods call the same functions, so they
//! cannot differ in what they allow. A use case takes the verified [`Identity`](plenum_shared::caller::Identity) of a
//! token and loads what that person may do *inside* its own transaction; to forget the check is not possible, because
//! nothing but [`App::write`] and [`App::read`] gives out a transaction, and both load the caller first.
//!
//! To add a use case:
//! 1. write a file for it beside its kin, with an input, an output and an [`Intent`];
//! 2. do the work on the transaction you are given, and return the entries that were appended to the log last;
//! 3. offer it at a door: a row in the route table of the `api` crate, or a method of a hub.

pub mod access;
mod app;
pub mod auth;
pub mod followers;
pub mod history;
mod intent;
pub mod invitations;
mod journal;
pub mod members;
pub mod notifications;
mod paging;
pub mod passwords;
pub mod platform;
mod publish;
pub mod records;
pub mod roles;
mod rules;
pub mod seed;
pub mod service_accounts;
mod setup;
mod shares;
pub mod teams;
pub mod tenant;
pub mod worker;

pub use app::{App, Health, PartState, Parts, Settings};
pub use intent::{Done, Intent};
pub use paging::{PageRequest, Paged, Versioned};
pub use plenum_store::sign_in::AttemptLimits;
pub use shares::Shares;
