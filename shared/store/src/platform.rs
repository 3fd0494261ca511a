//! The installation: its operators and its tenants.

pub mod operators;
pub mod tenants;
