//! `Ack(cursor)` → `{cursor, moved}`: stores how far a service account has handled the stream.

use plenum_app::identity::service_accounts;
use plenum_shared::{Error, error::Kind};
use plenum_signalr::{Call, HubError};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    hubs::{
        errors::with_code,
        event_hub::EventHub,
        method::{HubMethod, SampleArgument},
    },
    resume::cursor::cursor_schema,
};

pub(in crate::hubs) const ACK: HubMethod = HubMethod {
    name: "Ack",
    summary: "Stores how far a service account has handled the stream",
    arguments: || vec![cursor_schema()],
    result: |types| types.subschema_for::<Acked>().to_value(),
    sample: &[SampleArgument::Cursor],
    register: |hub, name| {
        hub.method(name, |call: Call<EventHub>, (cursor,): (String,)| async move { ack(&call, &cursor).await })
    },
};

/// The answer to `Ack`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AckResult")]
struct Acked {
    /// The stored position.
    cursor: String,
    /// Whether the call has changed it.
    moved: bool,
}

async fn ack(call: &Call<EventHub>, cursor: &str) -> Result<Acked, HubError> {
    match service_accounts::ack(call.hub().context.app(), &call.state().who, cursor).await {
        Ok(acked) => Ok(Acked { cursor: acked.cursor, moved: acked.moved }),
        Err(error) => Err(ack_error(&error)),
    }
}

/// The code is the one of the cursor, if that is wrong. The detail of an internal error goes to the log alone.
fn ack_error(error: &Error) -> HubError {
    if error.kind() == Kind::Internal {
        tracing::error!(detail = ?error.detail().map(ToString::to_string), "a position could not be stored");
    }
    let field = error.fields().first().map(|field| field.code);
    with_code(field.unwrap_or(error.code().as_str()), error)
}
