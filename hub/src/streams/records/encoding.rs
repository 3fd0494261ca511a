//! From an entry to the bytes that go out, once for everyone alike.

use plenum_shared::{
    catalogue::Catalogue,
    entry::Entry,
    event::{self, Rendered},
};
use plenum_signalr::Prepared;

use super::audience::Kind;

/// The message for readers of this kind, or nothing when all that changed is behind their mask.
pub(crate) fn encode(
    catalogue: &Catalogue,
    entry: &Entry,
    (mask, verdict): Kind,
    cursor: &str,
) -> Option<(Prepared, usize)> {
    let entity = catalogue.by_name(&entry.entity)?;
    let Rendered { target, json } = event::render(entity, entry, verdict, mask, cursor)?;
    metrics::counter!("hub.encodes").increment(1);
    match Prepared::from_json(&target, &[&json]) {
        Ok(message) => Some((message, json.len())),
        Err(error) => {
            tracing::error!(%error, event = %entry.id, "an event could not be encoded and nobody hears of it");
            None
        }
    }
}
