//! The caller's own sessions.

mod end_other_sessions;
mod end_session;
mod list_sessions;

pub(crate) use end_other_sessions::end_other_sessions;
pub(crate) use end_session::end_session;
pub(crate) use list_sessions::list_sessions;
