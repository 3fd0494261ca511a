//! Jobs, for the members who began them and for administrators.

mod list_jobs;

pub(crate) use list_jobs::list_jobs;
