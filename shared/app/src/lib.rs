//! The application: everything that can be done with Plenum.
//!
//! One function is one intention and one transaction. REST handlers and hub methods call the same functions, so they
//! cannot differ in what they allow. What is done on behalf of a member takes the verified
//! [`Identity`](plenum_shared::caller::Identity) of a token and is an [`Intent`]: [`App::write`] or [`App::read`] opens
//! its transaction, loads *inside* it what that person may do, and hands over both. Such a use case cannot forget its
//! caller.
//!
//! A use case without a member to load opens a transaction by [`App::store`], and checks itself what it allows:
//! - signing up and in ([`auth`](identity::auth), [`service_accounts::token`](identity::service_accounts::token)),
//!   where a password, a refresh token, an invitation or a secret is the proof, and a person's other tenants, where the
//!   token at hand says nothing;
//! - operators, who belong to no tenant ([`platform`]);
//! - the [`worker`] and what follows from the log, which have no caller;
//! - the hub, which reads the log for many people at once, and judges each entry by the access of each ([`access`]).
//!
//! To add a use case:
//! 1. write a file for it beside its kin, with an input, an output and an [`Intent`];
//! 2. do the work on the transaction you are given, and return the entries that were appended to the log last;
//! 3. offer it to clients: a row in the route table of the `api` crate, or a method of a hub.

mod app;
mod automation;
mod context;
mod intent;
mod new_tenant;
mod paging;
mod product;
mod publish;
mod versions;

pub mod access;
pub mod change_set;
pub mod fair_limiter;
pub mod history;
pub mod identity;
pub mod jobs;
pub mod platform;
pub mod rate_limiter;
pub mod records;
pub mod worker;

pub use app::{App, AppParts, Health, PartState, Settings};
pub use automation::Automation;
pub use context::{Context, Contexts, DemoData, DemoPeople};
pub use intent::{Done, Intent};
pub use new_tenant::NewTenant;
pub use paging::{DEFAULT_LIMIT, MAX_LIMIT, Page, PageRequest, Paged, Versioned};
pub use plenum_store::identity::sign_in_attempts::AttemptLimits;
pub use product::Product;
