//! The methods that clients can call.

pub(crate) mod notifications;
