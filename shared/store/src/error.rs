//! From an error of PostgreSQL to the one that a caller gets. SQL, names of tables and values stay in the detail, for
//! the log.

use std::error::Error as StdError;

use plenum_shared::{Code, Error};
use sqlx::error::DatabaseError;

/// The error for the caller; the database's own becomes its detail.
pub(crate) fn failed(error: sqlx::Error) -> Error {
    Error::new(code(&error)).with_detail(error)
}

/// The error of a list. One that took too long may be quick with a narrower filter.
pub(crate) fn list_failed(error: sqlx::Error) -> Error {
    match failed(error) {
        error if error.code() == Code::Busy => error.with_message("the list takes too long; narrow its filter"),
        error => error,
    }
}

/// Whether the database undid the whole transaction, so that it can be tried again.
pub(crate) fn is_retryable(error: &Error) -> bool {
    matches!(sqlstate(error).as_deref(), Some("40001" | "40P01"))
}

/// Whether a statement was ended because it took too long. Waiting for a lock is ended sooner, by another limit.
pub fn took_too_long(error: &Error) -> bool {
    sqlstate(error).as_deref() == Some("57014")
}

/// The constraint that a statement would have violated, if that is why it failed.
pub(crate) fn violated(error: &Error) -> Option<&str> {
    database(error)?.constraint()
}

fn code(error: &sqlx::Error) -> Code {
    match error {
        sqlx::Error::Database(database) => database.code().map_or(Code::Internal, |state| of_sqlstate(&state)),
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Code::Unavailable,
        _ => Code::Internal,
    }
}

fn of_sqlstate(state: &str) -> Code {
    match state {
        // Unique violation.
        "23505" => Code::AlreadyExists,
        // Foreign key violation.
        "23503" => Code::UnknownReference,
        // Not null, check, bad text (a NUL among it), out of range.
        "23502" | "23514" | "22P02" | "22P05" | "22001" | "22003" | "22008" | "22021" => Code::Invalid,
        // Serialisation failure, deadlock, lock timeout, statement timeout.
        "40001" | "40P01" | "55P03" | "57014" => Code::Busy,
        // Connection lost, out of resources, shutting down or starting up, idle for too long.
        _ if state.starts_with("08") || state.starts_with("53") || state.starts_with("57P") => Code::Unavailable,
        "25P03" => Code::Unavailable,
        _ => Code::Internal,
    }
}

fn sqlstate(error: &Error) -> Option<String> {
    database(error)?.code().map(|code| code.into_owned())
}

/// What the database itself said.
fn database(error: &Error) -> Option<&dyn DatabaseError> {
    let detail: &(dyn StdError + 'static) = error.source()?;
    detail.downcast_ref::<sqlx::Error>()?.as_database_error()
}
