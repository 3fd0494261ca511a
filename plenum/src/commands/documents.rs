//! `plenum openapi`, `plenum routes`, `plenum asyncapi` and `plenum errors`: documents that are made from the code.

use super::{Failure, say};

/// Prints the OpenAPI document.
pub(crate) fn openapi() -> Result<(), Failure> {
    say(format!("{:#}", plenum_api::document()));
    Ok(())
}

/// Prints the page of all routes.
pub(crate) fn routes() -> Result<(), Failure> {
    say(plenum_api::routes_page());
    Ok(())
}

/// Prints the AsyncAPI document.
pub(crate) fn asyncapi() -> Result<(), Failure> {
    say(format!("{:#}", plenum_hub::document()));
    Ok(())
}

/// Prints the page of all error codes.
pub(crate) fn errors() -> Result<(), Failure> {
    say(plenum_api::errors_page());
    Ok(())
}
