//! Notifications of a person, and which of them the person wants.

pub mod notifications;
pub mod preferences;
