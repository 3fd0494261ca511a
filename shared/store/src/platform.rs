//! The installation: its operators and its tenants.

pub mod operators;
pub mod tenants;
pub mod user_settings;
