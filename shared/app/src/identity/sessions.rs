//! A person's own sessions in a tenant: which there are, and ending them.

mod end;
mod end_others;
mod list;

pub use end::end;
pub use end_others::end_others;
pub(super) use end_others::{end_batch, end_everywhere_else, end_others_because};
pub use list::{SessionView, list};
