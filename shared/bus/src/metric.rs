//! The metrics of the bus, in one place.

use metrics::{counter, gauge};

/// Why a message was dropped.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Dropped {
    /// Published while there was no connection.
    Down,
    /// Published faster than the driver sends.
    Behind,
    /// The driver failed while it had the message.
    Failed,
    /// Received faster than the consumer reads.
    Overflow,
    /// Lost in a queue of the driver's own.
    Lagged,
}

pub(crate) fn published(count: usize) {
    counter!("plenum_bus_published_total").increment(count as u64);
}

pub(crate) fn received() {
    counter!("plenum_bus_received_total").increment(1);
}

pub(crate) fn dropped(reason: Dropped, count: u64) {
    let (direction, reason) = match reason {
        Dropped::Down => ("out", "down"),
        Dropped::Behind => ("out", "behind"),
        Dropped::Failed => ("out", "failed"),
        Dropped::Overflow => ("in", "overflow"),
        Dropped::Lagged => ("in", "lagged"),
    };
    counter!("plenum_bus_dropped_total", "direction" => direction, "reason" => reason).increment(count);
}

pub(crate) fn invalid(reason: &'static str) {
    counter!("plenum_bus_invalid_total", "reason" => reason).increment(1);
}

pub(crate) fn reconnected() {
    counter!("plenum_bus_reconnects_total").increment(1);
}

pub(crate) fn up() {
    gauge!("plenum_bus_up").set(1.0);
}

pub(crate) fn down() {
    gauge!("plenum_bus_up").set(0.0);
}
