//! Entries of records: who gets one, and its bytes.

pub(crate) mod audience;
pub(crate) mod encoding;
