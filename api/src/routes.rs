//! One file per operation, with one handler that has the operation's name. Addresses stand in `router/` and nowhere
//! else; an operation that only forwards to a use case is bound there, with a handler of [`forward`], and has no file.

pub(crate) mod access;
pub(crate) mod answer;
pub(crate) mod forward;
pub(crate) mod history;
pub(crate) mod identity;
pub(crate) mod notify;
pub(crate) mod page;
pub(crate) mod platform;
pub(crate) mod records;
