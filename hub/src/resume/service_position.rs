//! Where a service account resumes: beyond what a person has, it has a position on the server, up to which it has
//! acknowledged the stream. It resumes from there without a cursor of its own.

use std::time::Duration;

use plenum_app::identity::service_accounts;
use plenum_shared::{Result, cursor::Position};

use crate::{connection_state::ConnectionState, node_context::NodeContext, resume::cursor::ResumeLimits, streams};

/// A service account may have been away for as long as the log is kept, and gets all of it: nobody waits for it to
/// load a page again. It may also be slow, because it delays no one but itself.
pub(crate) const LIMITS: ResumeLimits = ResumeLimits {
    window: Duration::from_hours(24 * 3650),
    entries: usize::MAX,
    bytes: usize::MAX,
    page_time: Duration::from_secs(60),
};

/// The position from which a service account without a cursor resumes; nothing for a person, and nothing on a stream
/// that has no such position.
pub(crate) async fn position(context: &NodeContext, state: &ConnectionState) -> Result<Option<Position>> {
    if !streams::of(state.topic.kind()).has_service_position() {
        return Ok(None);
    }
    service_accounts::position(context.app(), &state.who).await
}
