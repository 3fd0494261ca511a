//! The error of a call: its text begins with a stable code.

use plenum_shared::Error;
use plenum_signalr::HubError;

pub(super) fn to_hub_error(error: &Error) -> HubError {
    with_code(error.code().as_str(), error)
}

/// The same, with this code in place of the error's own.
pub(super) fn with_code(code: &str, error: &Error) -> HubError {
    HubError::user(format!("{code}: {}", error.message()))
}
