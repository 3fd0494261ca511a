//! `Resume(cursor or null)` → `{replayed, cursor, reset?}`.

use plenum_shared::schemas::or_null;
use plenum_signalr::{Call, HubError};

use crate::{
    connection_state::DeliveryState,
    hubs::{
        errors::to_hub_error,
        event_hub::{EventHub, close_refused},
        method::{HubMethod, SampleArgument},
    },
    resume::{Resumed, cursor::cursor_schema},
};

pub(in crate::hubs) const RESUME: HubMethod = HubMethod {
    name: "Resume",
    summary: "Replays what came after a cursor, once, on a connection opened with ?resume=1",
    arguments: || vec![or_null(cursor_schema())],
    result: |types| types.subschema_for::<Resumed>().to_value(),
    sample: &[SampleArgument::Cursor],
    register: |hub, name| {
        hub.method(name, |call: Call<EventHub>, (cursor,): (Option<String>,)| async move { resume(call, cursor).await })
    },
};

async fn resume(call: Call<EventHub>, cursor: Option<String>) -> Result<Resumed, HubError> {
    let connection = call.connection().clone();
    match connection.state().begin_resume() {
        DeliveryState::AwaitingResume => {}
        DeliveryState::Resumed => {
            return Err(HubError::user("already_resumed: this connection has resumed before"));
        }
        DeliveryState::Live => {
            return Err(HubError::user("resume_not_offered: open the hub with ?resume=1 to resume on this connection"));
        }
    }
    match call.hub().resumption.run(&connection, cursor.as_deref()).await {
        Ok(Some((resumed, snapshot))) => {
            let then = call.clone();
            call.after_completion(async move { then.hub().resumption.subscribe(&connection, snapshot).await });
            Ok(resumed)
        }
        Ok(None) => Err(HubError::user("closed: the connection ended during the replay")),
        Err(error) => {
            close_refused(&connection, &error);
            Err(to_hub_error(&error))
        }
    }
}
