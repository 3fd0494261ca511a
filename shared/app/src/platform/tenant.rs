//! The tenant itself, as its members know it and its administrators change it.

mod get;
mod patch;
mod settings;
mod view;

pub use get::get;
pub use patch::{TenantChange, patch};
pub use settings::TenantSettings;
pub use view::TenantDetails;
