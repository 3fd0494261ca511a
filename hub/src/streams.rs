//! What the hubs stream: entries of records, and what is one person's alone.

pub(crate) mod personal;
pub(crate) mod records;
