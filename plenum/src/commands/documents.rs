//! `plenum openapi`, with `--legacy` or without, `plenum routes`, `plenum asyncapi`, `plenum errors`,
//! `plenum plans` and `plenum permissions`: documents that are made from the code.

use super::{Failure, say};
use crate::compose::contexts;

/// Prints the OpenAPI document.
pub(crate) fn openapi() -> Result<(), Failure> {
    say(format!("{:#}", plenum_api::document(contexts()?.catalogue())));
    Ok(())
}

/// Prints the OpenAPI document of the other addresses of operations.
pub(crate) fn openapi_legacy() -> Result<(), Failure> {
    say(format!("{:#}", plenum_api::legacy_document(contexts()?.catalogue())));
    Ok(())
}

/// Prints the page of all routes.
pub(crate) fn routes() -> Result<(), Failure> {
    say(plenum_api::routes_page(contexts()?.catalogue()));
    Ok(())
}

/// Prints the AsyncAPI document.
pub(crate) fn asyncapi() -> Result<(), Failure> {
    say(format!("{:#}", plenum_hub::document(contexts()?.catalogue())));
    Ok(())
}

/// Prints the page of all error codes.
pub(crate) fn errors() -> Result<(), Failure> {
    say(plenum_api::errors_page());
    Ok(())
}

/// Prints the page of all permissions.
pub(crate) fn permissions() -> Result<(), Failure> {
    say(plenum_shared::access::page(contexts()?.catalogue()));
    Ok(())
}

/// Prints the page of all plans.
pub(crate) fn plans() -> Result<(), Failure> {
    say(plenum_shared::plan::page());
    Ok(())
}
