//! Sessions: opened by [signing in](super::auth), listed and ended by their owner.

mod end;
pub(super) mod end_all;
mod end_others;
pub(super) mod entries;
mod list;
pub(super) mod open;

pub use end::end;
pub use end_others::end_others;
pub(super) use end_others::{end_batch, end_everywhere_else, end_others_because};
pub use list::{SessionView, list};
