//! Tests that `docs/HUB-PROTOCOL.md` agrees with the code: it has a row for every close reason and every reset reason,
//! and names every type of event that an entity declares.

use plenum_shared::event;
use plenum_signalr::CloseReason;

use crate::{resume::cursor::ResetReason, samples};

const PAGE: &str = include_str!("../../docs/HUB-PROTOCOL.md");

#[test]
fn the_table_of_close_reasons_is_up_to_date() {
    for reason in CloseReason::ALL {
        let retry = if reason.allow_reconnect() { "yes" } else { "no" };
        let error = reason.error().unwrap_or("–");
        let row = format!("| {} | {} | {error} | {retry} |", reason.code(), reason.label());
        assert!(PAGE.contains(&row), "{row}");
    }
}

#[test]
fn every_reason_to_reset_is_explained() {
    use ResetReason::{HistoryChanged, InvalidCursor, TooFarBehind, TooOld};
    for reason in [InvalidCursor, HistoryChanged, TooOld, TooFarBehind] {
        assert!(PAGE.contains(&format!("| `{}` |", reason.label())), "{reason:?}");
    }
}

#[test]
fn every_event_that_an_entity_declares_is_named() {
    for event in samples::catalogue().entities().flat_map(|entity| entity.events) {
        for name in [event.name.to_owned(), event::target(event.name)] {
            assert!(PAGE.contains(&format!("`{name}`")), "{name}");
        }
    }
}
