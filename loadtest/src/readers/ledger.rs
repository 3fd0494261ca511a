//! What one reader has heard of each lane: which numbers it has, which it lacks, and in which order they came.
//!
//! Pure. Writes of one lane are sent one after the other, each after the answer to the one before it, so every reader
//! must hear them in that order.

use std::{ops::Range, time::Duration};

/// The account of one reader.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    lanes: Vec<Lane>,
    gaps: Vec<Gap>,
    /// Every write in the order it was heard, as one number: readers who heard the same in the same order agree on it.
    order: u64,
}

#[derive(Debug, Clone, Default)]
struct Lane {
    /// The number after the highest one heard.
    next: u32,
    /// Numbers below `next` that were not heard, ascending.
    missing: Vec<Range<u32>>,
}

/// What the server said would not come.
#[derive(Debug, Clone)]
struct Gap {
    /// The number after the highest one heard of each lane, at that moment: what was missing below that is another
    /// matter.
    from: Vec<u32>,
    /// When it was said. What was sent later is none of it.
    at: Duration,
}

/// What a delivery was to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// The first time, and nothing that follows it was heard before.
    InOrder,
    /// The first time, but after something that was written later.
    Overtaken,
    /// Heard before.
    Repeat,
}

impl Ledger {
    pub fn hear(&mut self, lane: usize, number: u32) -> Heard {
        if self.lanes.len() <= lane {
            self.lanes.resize_with(lane + 1, Lane::default);
        }
        let heard = self.lanes[lane].hear(number);
        if heard != Heard::Repeat {
            self.order = mix(self.order, ((lane as u64) << 32) | u64::from(number));
        }
        heard
    }

    /// The numbers of a lane below `written` that were not heard.
    pub fn missing(&self, lane: usize, written: u32) -> impl Iterator<Item = u32> + '_ {
        let lane = self.lanes.get(lane);
        let next = lane.map_or(0, |lane| lane.next);
        let holes = lane.into_iter().flat_map(|lane| lane.missing.iter().cloned());
        holes.chain(std::iter::once(next..written.max(next))).flatten().filter(move |number| *number < written)
    }

    /// The server says that something in between will not come.
    pub fn gap(&mut self, at: Duration) {
        let from = self.lanes.iter().map(|lane| lane.next).collect();
        self.gaps.push(Gap { from, at });
    }

    /// Whether it ever said so.
    pub fn has_gaps(&self) -> bool {
        !self.gaps.is_empty()
    }

    /// Whether what was sent then falls into what the server said would not come.
    pub fn was_announced(&self, lane: usize, number: u32, sent: Duration) -> bool {
        let within = |gap: &Gap| sent <= gap.at && number >= gap.from.get(lane).copied().unwrap_or(0);
        self.gaps.iter().any(within)
    }

    /// A number for the order in which writes were heard: all who heard the same in the same order have the same.
    pub fn order(&self) -> u64 {
        self.order
    }
}

impl Lane {
    fn hear(&mut self, number: u32) -> Heard {
        if number >= self.next {
            if number > self.next {
                self.missing.push(self.next..number);
            }
            self.next = number + 1;
            return Heard::InOrder;
        }
        let Some(at) = self.missing.iter().position(|hole| hole.contains(&number)) else { return Heard::Repeat };
        let hole = self.missing.remove(at);
        let rest = [hole.start..number, number + 1..hole.end];
        self.missing.splice(at..at, rest.into_iter().filter(|part| !part.is_empty()));
        Heard::Overtaken
    }
}

/// A step of a running hash; any good mixer does, nobody attacks it.
fn mix(state: u64, value: u64) -> u64 {
    let mut mixed = (state.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^= mixed >> 29;
    mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests;
