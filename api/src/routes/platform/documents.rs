//! What the API says about itself.

mod openapi;

pub(crate) use openapi::openapi;
