//! The deliveries to one reader, by lane: which writes it received, which are missing, and in which order they arrived.
//!
//! Pure. A lane sends each write after the response to the previous one, so every reader must receive the writes of a
//! lane in that order.

use std::{ops::Range, time::Duration};

/// The deliveries to one reader.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    lanes: Vec<Lane>,
    gaps: Vec<Gap>,
    /// A hash of the writes in the order of their delivery. Readers with the same deliveries in the same order have the
    /// same hash.
    order: u64,
}

#[derive(Debug, Clone, Default)]
struct Lane {
    /// The number after the highest one received.
    next: u32,
    /// Numbers below `next` that were not received, ascending.
    missing: Vec<Range<u32>>,
}

/// A gap that the server announced.
#[derive(Debug, Clone)]
struct Gap {
    /// For each lane the number after the highest one received when the gap was announced. The gap does not explain
    /// missing writes below it.
    from: Vec<u32>,
    /// When the gap was announced. It does not explain missing writes that were sent later.
    at: Duration,
}

/// How a delivery relates to the earlier deliveries of the same lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The first delivery of a write, after all earlier deliveries of the lane.
    InOrder,
    /// The first delivery of a write, but after that of a later write.
    OutOfOrder,
    /// A write that was delivered before.
    Repeat,
}

impl Ledger {
    pub fn record(&mut self, lane: usize, number: u32) -> Delivery {
        if self.lanes.len() <= lane {
            self.lanes.resize_with(lane + 1, Lane::default);
        }
        let delivery = self.lanes[lane].record(number);
        if delivery != Delivery::Repeat {
            self.order = mix(self.order, ((lane as u64) << 32) | u64::from(number));
        }
        delivery
    }

    /// The numbers of a lane below `written` that were not received.
    pub fn missing(&self, lane: usize, written: u32) -> impl Iterator<Item = u32> + '_ {
        let lane = self.lanes.get(lane);
        let next = lane.map_or(0, |lane| lane.next);
        let holes = lane.into_iter().flat_map(|lane| lane.missing.iter().cloned());
        holes.chain(std::iter::once(next..written.max(next))).flatten().filter(move |number| *number < written)
    }

    /// Records that the server has announced a gap.
    pub fn record_gap(&mut self, at: Duration) {
        let from = self.lanes.iter().map(|lane| lane.next).collect();
        self.gaps.push(Gap { from, at });
    }

    /// Whether the server has announced a gap.
    pub fn has_gaps(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// Whether a missing write that was sent at this time falls into an announced gap.
    pub fn is_in_gap(&self, lane: usize, number: u32, sent: Duration) -> bool {
        let within = |gap: &Gap| sent <= gap.at && number >= gap.from.get(lane).copied().unwrap_or(0);
        self.gaps.iter().any(within)
    }

    /// A hash of the writes in the order of their delivery.
    pub fn order(&self) -> u64 {
        self.order
    }
}

impl Lane {
    fn record(&mut self, number: u32) -> Delivery {
        if number >= self.next {
            if number > self.next {
                self.missing.push(self.next..number);
            }
            self.next = number + 1;
            return Delivery::InOrder;
        }
        let Some(at) = self.missing.iter().position(|hole| hole.contains(&number)) else { return Delivery::Repeat };
        let hole = self.missing.remove(at);
        let rest = [hole.start..number, number + 1..hole.end];
        self.missing.splice(at..at, rest.into_iter().filter(|part| !part.is_empty()));
        Delivery::OutOfOrder
    }
}

/// A step of a running hash, which need not resist attacks.
fn mix(state: u64, value: u64) -> u64 {
    let mut mixed = (state.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^= mixed >> 29;
    mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests;
