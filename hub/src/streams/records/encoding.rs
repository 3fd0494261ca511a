//! From an entry to the bytes of its event, made once for all readers with the same projection.

use plenum_shared::{
    catalogue::Catalogue,
    entry::Entry,
    event::{self, Rendered},
};
use plenum_signalr::Prepared;

use super::audience::Projection;
use crate::streams::stream::EncodedEvent;

/// The event of an entry in this projection; nothing when every changed field is hidden by the mask.
pub(super) fn encode(
    catalogue: &Catalogue,
    entry: &Entry,
    (mask, verdict): Projection,
    cursor: &str,
) -> Option<EncodedEvent> {
    let entity = catalogue.by_name(&entry.entity)?;
    let Rendered { target, json } = event::render(entity, entry, verdict, mask, cursor)?;
    metrics::counter!("hub.encodes").increment(1);
    match Prepared::from_json(&target, &[&json]) {
        Ok(message) => Some(EncodedEvent { message, bytes: json.len() }),
        Err(error) => {
            tracing::error!(%error, event = %entry.id, "an event could not be encoded and is not delivered");
            None
        }
    }
}
