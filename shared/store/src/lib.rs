//! All SQL of Plenum, and nothing but SQL: what is allowed, and what follows from a change, is decided above.
//!
//! There is one way to tenant data: [`Store::write`] or [`Store::read`] opens a transaction that
//! speaks for one tenant and hands over a [`TenantTx`], which every function here that touches tenant rows takes as its
//! first argument. The database enforces the same border with row-level security, so a forgotten predicate shows
//! nothing. The few look-ups without a tenant (the person of an e-mail address, the heads of logs) call the
//! functions of schema `gate` and take the [`Store`] itself.
//!
//! To add a table of a tenant:
//! 1. an entity of the catalogue needs nothing here: [`records`] serves it once its migration exists;
//! 2. anything else gets a file in the folder of its context, like [`identity::sessions`]: functions over
//!    `&mut TenantTx`, a struct per answer,
//!    `tenant_id = $1` in every statement although the policies would do, affected rows checked;
//! 3. run the catalogue audit in `tests/`, which reads the live schema and names what is unsafe.

mod error;
mod execute;
mod page;
mod row_lock;
mod store;
mod tx;

pub mod consumers;
pub mod jobs;
pub mod log;

pub mod access;
pub mod history;
pub mod identity;
pub mod notify;
pub mod platform;
pub mod records;

pub use error::took_too_long;
pub use page::{PageFrom, PageQuery};
pub use store::{Settings, Store};
pub use tx::{Finished, Savepoint, TenantTx};
