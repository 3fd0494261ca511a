//! The API's own description.

mod openapi;

pub(crate) use openapi::openapi;
