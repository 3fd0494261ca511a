//! The installation: its operators, its tenants, and what those use.

pub mod operators;
pub mod tenants;
pub mod usage;
pub mod user_settings;
