//! The tally, with deliberately faulty deliveries, and with a server that stalls.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use super::{DeliveryMode, Missing, Tally, missing};
use crate::{
    correlation::CorrelationId,
    load::{
        schedule::{Due, Pace, Timetable},
        write_log::{Outcome, Phase, WriteLog},
    },
    readers::ledger::Ledger,
};

const MS: Duration = Duration::from_millis(1);

/// A write log of one tenant and lane with ten acknowledged writes, 10 ms apart.
struct Fixture {
    begun: Instant,
    write_log: WriteLog,
    tally: Tally,
    ledger: Ledger,
}

impl Fixture {
    fn new() -> Self {
        let begun = Instant::now();
        let write_log = WriteLog::new(begun, [0]);
        for number in 0..10 {
            let due = number * 10 * MS;
            assert_eq!(write_log.begin(0, due, due, Phase::Measured), number);
            write_log.finish(0, number, Outcome::Acknowledged(due + MS));
        }
        Self { begun, write_log, tally: Tally::default(), ledger: Ledger::default() }
    }

    fn deliver(&mut self, number: u32, after: Duration) {
        let id = CorrelationId { lane: 0, number, due: 0 };
        self.tally.record(&self.write_log, &mut self.ledger, 0, Some(id), self.begun + after, DeliveryMode::Live);
    }

    fn deliver_all(&mut self, numbers: impl IntoIterator<Item = u32>) {
        for number in numbers {
            self.deliver(number, Duration::from_secs(1));
        }
    }

    fn lost(&self) -> Missing {
        missing(&self.write_log, 0, &self.ledger)
    }

    fn counts(&self) -> (u64, u64, u64) {
        let read = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
        (read(&self.tally.deliveries), read(&self.tally.repeated), read(&self.tally.out_of_order))
    }
}

#[test]
fn a_good_server_has_no_faults() {
    let mut fixture = Fixture::new();
    fixture.deliver_all(0..10);
    assert_eq!((fixture.counts(), fixture.lost()), ((10, 0, 0), Missing::default()));
}

#[test]
fn one_lost_delivery_is_counted_once() {
    for lost in 0..10 {
        let mut fixture = Fixture::new();
        fixture.deliver_all((0..10).filter(|number| *number != lost));
        assert_eq!(
            (fixture.counts(), fixture.lost()),
            ((9, 0, 0), Missing { lost: 1, announced: 0 }),
            "without {lost}"
        );
    }
}

#[test]
fn one_repeated_delivery_is_counted_as_a_repeat_only() {
    for repeated in 0..10 {
        let mut fixture = Fixture::new();
        fixture.deliver_all((0..10).chain([repeated]));
        assert_eq!((fixture.counts(), fixture.lost()), ((10, 1, 0), Missing::default()), "{repeated} repeated");
    }
}

#[test]
fn two_swapped_deliveries_are_one_out_of_order() {
    for early in 1..10 {
        let mut numbers: Vec<u32> = (0..10).collect();
        numbers.swap(early - 1, early);
        let mut fixture = Fixture::new();
        fixture.deliver_all(numbers);
        assert_eq!((fixture.counts(), fixture.lost()), ((10, 0, 1), Missing::default()), "{early} first");
    }
}

#[test]
fn an_announced_gap_explains_only_writes_that_were_next_and_sent_before_it() {
    let mut fixture = Fixture::new();
    fixture.deliver_all([0, 2]);
    fixture.ledger.record_gap(55 * MS);
    fixture.deliver_all([8]);
    // Writes 3 to 5 were next and sent before the gap; 1 was missing already; 6, 7 and 9 were sent after the gap.
    assert_eq!(fixture.lost(), Missing { lost: 4, announced: 3 });
    // A second gap explains only the write that is next then.
    fixture.ledger.record_gap(95 * MS);
    assert_eq!(fixture.lost(), Missing { lost: 3, announced: 4 });
}

#[test]
fn an_unknown_write_may_be_delivered_and_a_refused_one_must_not() {
    let mut fixture = Fixture::new();
    fixture.write_log.finish(0, 3, Outcome::Unknown);
    fixture.write_log.finish(0, 4, Outcome::Refused);
    fixture.deliver_all((0..10).filter(|number| !matches!(number, 3 | 4)));
    assert_eq!((fixture.counts(), fixture.lost()), ((8, 0, 0), Missing::default()));
    fixture.deliver_all([3]);
    assert_eq!(fixture.counts(), (9, 0, 0), "a write kind answer was lost may happen late");
    fixture.deliver_all([4, 77]);
    assert_eq!(fixture.tally.phantoms.load(Ordering::Relaxed), 2);
    assert_eq!(fixture.counts(), (9, 0, 0));
}

/// One write is due every 10 ms for two seconds, each answered within 1 ms; but from 500 ms to 1,500 ms the server does
/// nothing. A tool that measures from the sending would find one slow write of 200. This tool must find the hundred
/// writes that were due in the stall.
#[test]
fn a_stall_of_the_server_delays_every_write_that_was_due_in_it() {
    let (begun, length) = (Instant::now(), 2000 * MS);
    let (write_log, tally, mut ledger) = (WriteLog::new(begun, [0]), Tally::default(), Ledger::default());
    let mut table = Timetable::new(Pace::Rate(100.0), 0, 1, length);
    let mut free = Duration::ZERO;
    while let Due::At(due) = table.next(free) {
        let sent = due.max(free);
        let stalled = (500 * MS..1500 * MS).contains(&sent);
        let answered = if stalled { 1500 * MS } else { sent + MS };
        let number = write_log.begin(0, due, sent, Phase::Measured);
        write_log.finish(0, number, Outcome::Acknowledged(answered));
        let id = CorrelationId { lane: 0, number, due: 0 };
        tally.record(&write_log, &mut ledger, 0, Some(id), begun + answered, DeliveryMode::Live);
        free = answered;
    }
    let screen = tally.screen.merged();
    assert_eq!(screen.len(), 200);
    let slow = screen.len() - screen.count_between(0, 10_000);
    assert!((100..=115).contains(&slow), "{slow} writes were slow");
    assert!(screen.value_at_quantile(0.99) > 900_000, "{}", screen.value_at_quantile(0.99));
    assert!(screen.value_at_quantile(0.25) < 2_000);
}
