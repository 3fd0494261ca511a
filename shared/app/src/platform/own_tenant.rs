//! The tenant of the caller: its members read it, its administrators change it.

mod get;
mod patch;
mod settings;
mod view;

pub use get::get;
pub use patch::{TenantChange, patch};
pub(crate) use settings::ACCESS_TOKEN;
pub use settings::TenantSettings;
pub use view::TenantDetails;
