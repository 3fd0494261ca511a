//! The tenant itself, as its members know it and its administrators change it.

mod get;
mod patch;
mod view;

pub use get::get;
pub use patch::patch;
pub use view::TenantDetails;
