//! The due times of writes.
//!
//! With a rate, the timetable is fixed before the run begins: a write that waits for the previous one is late, and its
//! latency counts from its due time. Saturated lanes send the next write as soon as they have a response, and have no
//! due times.

use std::time::Duration;

/// The timetable of all lanes together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// Writes per second, spread evenly over time and lanes.
    Rate(f64),
    /// As fast as the responses arrive.
    Saturated,
}

/// The timetable of one lane.
#[derive(Debug, Clone)]
pub struct Timetable {
    pace: Pace,
    lane: usize,
    lanes: usize,
    length: Duration,
    number: u64,
}

/// The next write of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// At this time after the beginning, even if it is past.
    At(Duration),
    /// Now.
    Now,
    /// There are no more writes.
    End,
}

impl Timetable {
    pub fn new(pace: Pace, lane: usize, lanes: usize, length: Duration) -> Self {
        Self { pace, lane, lanes, length, number: 0 }
    }

    /// The next write of this lane, `elapsed` after the beginning.
    pub fn next(&mut self, elapsed: Duration) -> Due {
        let due = match self.pace {
            Pace::Saturated if elapsed < self.length => return Due::Now,
            Pace::Saturated => return Due::End,
            Pace::Rate(rate) => {
                let at = (self.number * self.lanes as u64 + self.lane as u64) as f64 / rate;
                Duration::try_from_secs_f64(at).unwrap_or(Duration::MAX)
            }
        };
        if due >= self.length {
            return Due::End;
        }
        self.number += 1;
        Due::At(due)
    }

    /// The number of writes from the beginning to the end; `None` when saturated.
    pub fn total(&self) -> Option<u64> {
        let Pace::Rate(rate) = self.pace else { return None };
        let all = (self.length.as_secs_f64() * rate).ceil() as u64;
        Some(all.saturating_sub(self.lane as u64).div_ceil(self.lanes as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn all(mut table: Timetable, elapsed: Duration) -> Vec<Duration> {
        std::iter::from_fn(|| match table.next(elapsed) {
            Due::At(at) => Some(at),
            Due::Now | Due::End => None,
        })
        .collect()
    }

    #[test]
    fn lanes_share_a_rate_evenly() {
        let lane = |lane| Timetable::new(Pace::Rate(8.0), lane, 2, SECOND);
        let millis = |times: Vec<Duration>| times.iter().map(Duration::as_millis).collect::<Vec<_>>();
        assert_eq!(millis(all(lane(0), Duration::ZERO)), [0, 250, 500, 750]);
        assert_eq!(millis(all(lane(1), Duration::ZERO)), [125, 375, 625, 875]);
        assert_eq!((lane(0).total(), lane(1).total()), (Some(4), Some(4)));
    }

    #[test]
    fn a_delayed_lane_skips_no_write() {
        let table = Timetable::new(Pace::Rate(10.0), 0, 1, SECOND);
        assert_eq!(all(table.clone(), Duration::ZERO), all(table, 5 * SECOND));
    }

    #[test]
    fn the_total_is_the_number_of_writes() {
        for (rate, lanes) in [(7.0, 3), (1.0, 4), (0.5, 2), (99.9, 10)] {
            for lane in 0..lanes {
                let table = Timetable::new(Pace::Rate(rate), lane, lanes, 3 * SECOND);
                let total = table.total();
                assert_eq!(total, Some(all(table, Duration::ZERO).len() as u64), "{rate} {lane}/{lanes}");
            }
        }
    }

    #[test]
    fn a_saturated_lane_writes_until_the_time_is_up() {
        let mut table = Timetable::new(Pace::Saturated, 0, 1, SECOND);
        assert_eq!(table.next(SECOND / 2), Due::Now);
        assert_eq!(table.next(SECOND), Due::End);
    }
}
