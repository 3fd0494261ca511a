//! What a machine has beyond a person: a position on the server. It says how far it has handled the stream, and resumes
//! from there without having kept a cursor of its own.

use std::time::Duration;

use plenum_app::identity::service_accounts;
use plenum_shared::{Error, Result, cursor::Position, error::Kind};
use plenum_signalr::{Call, HubError};
use serde::Serialize;

use crate::{
    connection_state::Member, hubs::RecordHub, log_reader::LogReader, resume::cursor::ResumeLimits,
    streams::records::audience::Topic,
};

/// A machine may have been away for as long as the log is kept, and gets all of it: nobody waits for it to reload a
/// page. It may also take its time, for nobody else is the same machine.
pub(crate) const LIMITS: ResumeLimits = ResumeLimits {
    window: Duration::from_hours(24 * 3650),
    entries: usize::MAX,
    bytes: usize::MAX,
    page_time: Duration::from_secs(60),
};

/// The answer to `Ack`.
#[derive(Debug, Serialize)]
pub(crate) struct Acked {
    /// What is stored now.
    cursor: String,
    /// Whether that moved.
    moved: bool,
}

/// Where a machine goes on that shows no cursor; nothing for a person, and nothing on the hub of notifications, which
/// are a stream of their own.
pub(crate) async fn position(log: &LogReader, member: &Member) -> Result<Option<Position>> {
    if member.topic == Topic::Personal {
        return Ok(None);
    }
    service_accounts::position(log.app(), &member.who).await
}

/// `Ack(cursor)` → `{cursor, moved}`.
pub(crate) async fn ack(call: Call<RecordHub>, cursor: String) -> Result<Acked, HubError> {
    let who = &call.connection().state().who;
    match service_accounts::ack(call.hub().log().app(), who, &cursor).await {
        Ok(acked) => Ok(Acked { cursor: acked.cursor, moved: acked.moved }),
        Err(error) => Err(told(&error)),
    }
}

/// The error of a call. What is wrong with our side stays there.
fn told(error: &Error) -> HubError {
    if error.kind() == Kind::Internal {
        tracing::error!(detail = ?error.detail().map(ToString::to_string), "a position could not be stored");
    }
    let about = error.fields().first().map(|field| field.code);
    HubError::user(format!("{}: {}", about.unwrap_or(error.code().as_str()), error.message()))
}
