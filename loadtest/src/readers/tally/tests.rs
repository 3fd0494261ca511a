//! The account, on deliveries that were spoiled on purpose, and on a server that stalls.

use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use super::{Missing, Tally, Way, missing};
use crate::{
    correlation::Mark,
    load::{
        schedule::{Due, Pace, Timetable},
        write_log::{Book, Outcome, Phase},
    },
    readers::ledger::Ledger,
};

const MS: Duration = Duration::from_millis(1);

/// A book of one tenant and lane with ten acknowledged writes, 10 ms apart.
struct Scene {
    begun: Instant,
    book: Book,
    tally: Tally,
    ledger: Ledger,
}

impl Scene {
    fn new() -> Self {
        let begun = Instant::now();
        let book = Book::new(begun, [0]);
        for number in 0..10 {
            let due = number * 10 * MS;
            assert_eq!(book.open(0, due, due, Phase::Measured), number);
            book.close(0, number, Outcome::Acknowledged(due + MS));
        }
        Self { begun, book, tally: Tally::default(), ledger: Ledger::default() }
    }

    fn hear(&mut self, number: u32, after: Duration) {
        let mark = Mark { lane: 0, number, due: 0 };
        self.tally.hear(&self.book, &mut self.ledger, 0, Some(mark), self.begun + after, Way::Live);
    }

    fn hear_all(&mut self, numbers: impl IntoIterator<Item = u32>) {
        for number in numbers {
            self.hear(number, Duration::from_secs(1));
        }
    }

    fn lost(&self) -> Missing {
        missing(&self.book, 0, &self.ledger)
    }

    fn counts(&self) -> (u64, u64, u64) {
        let read = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
        (read(&self.tally.deliveries), read(&self.tally.repeated), read(&self.tally.out_of_order))
    }
}

#[test]
fn a_good_server_has_no_faults() {
    let mut scene = Scene::new();
    scene.hear_all(0..10);
    assert_eq!((scene.counts(), scene.lost()), ((10, 0, 0), Missing::default()));
}

#[test]
fn one_lost_delivery_is_counted_once() {
    for lost in 0..10 {
        let mut scene = Scene::new();
        scene.hear_all((0..10).filter(|number| *number != lost));
        assert_eq!((scene.counts(), scene.lost()), ((9, 0, 0), Missing { lost: 1, announced: 0 }), "without {lost}");
    }
}

#[test]
fn one_repeated_delivery_is_counted_and_is_no_delivery() {
    for again in 0..10 {
        let mut scene = Scene::new();
        scene.hear_all((0..10).chain([again]));
        assert_eq!((scene.counts(), scene.lost()), ((10, 1, 0), Missing::default()), "{again} again");
    }
}

#[test]
fn two_that_changed_places_are_one_out_of_order() {
    for early in 1..10 {
        let mut numbers: Vec<u32> = (0..10).collect();
        numbers.swap(early - 1, early);
        let mut scene = Scene::new();
        scene.hear_all(numbers);
        assert_eq!((scene.counts(), scene.lost()), ((10, 0, 1), Missing::default()), "{early} first");
    }
}

#[test]
fn a_gap_that_was_announced_excuses_what_was_next_then_and_nothing_before_or_after() {
    let mut scene = Scene::new();
    scene.hear_all([0, 2]);
    scene.ledger.gap(55 * MS);
    scene.hear_all([8]);
    // 3 to 5 were next, and sent until then; 1 was missing already; 6, 7 and 9 were sent after.
    assert_eq!(scene.lost(), Missing { lost: 4, announced: 3 });
    // A second one excuses no more than what is next then.
    scene.ledger.gap(95 * MS);
    assert_eq!(scene.lost(), Missing { lost: 3, announced: 4 });
}

#[test]
fn what_was_not_acknowledged_need_not_be_heard_and_what_was_refused_must_not() {
    let mut scene = Scene::new();
    scene.book.close(0, 3, Outcome::Unknown);
    scene.book.close(0, 4, Outcome::Refused);
    scene.hear_all((0..10).filter(|number| !matches!(number, 3 | 4)));
    assert_eq!((scene.counts(), scene.lost()), ((8, 0, 0), Missing::default()));
    scene.hear_all([3]);
    assert_eq!(scene.counts(), (9, 0, 0), "a write whose answer was lost may happen late");
    scene.hear_all([4, 77]);
    assert_eq!(scene.tally.phantoms.load(Ordering::Relaxed), 2);
    assert_eq!(scene.counts(), (9, 0, 0));
}

/// One write every 10 ms for two seconds, each answered within 1 ms; but from 500 ms to 1,500 ms the server does
/// nothing. A tool that counts from the sending would find one slow write of 200. This one must find the hundred that
/// were due.
#[test]
fn a_server_that_stalls_for_a_second_shows_in_every_write_that_was_due_meanwhile() {
    let (begun, length) = (Instant::now(), 2000 * MS);
    let (book, tally, mut ledger) = (Book::new(begun, [0]), Tally::default(), Ledger::default());
    let mut table = Timetable::new(Pace::Rate(100.0), 0, 1, length);
    let mut free = Duration::ZERO;
    while let Due::At(due) = table.next(free) {
        let sent = due.max(free);
        let stalled = (500 * MS..1500 * MS).contains(&sent);
        let answered = if stalled { 1500 * MS } else { sent + MS };
        let number = book.open(0, due, sent, Phase::Measured);
        book.close(0, number, Outcome::Acknowledged(answered));
        let mark = Mark { lane: 0, number, due: 0 };
        tally.hear(&book, &mut ledger, 0, Some(mark), begun + answered, Way::Live);
        free = answered;
    }
    let screen = tally.screen.merged();
    assert_eq!(screen.len(), 200);
    let slow = screen.len() - screen.count_between(0, 10_000);
    assert!((100..=115).contains(&slow), "{slow} writes were slow");
    assert!(screen.value_at_quantile(0.99) > 900_000, "{}", screen.value_at_quantile(0.99));
    assert!(screen.value_at_quantile(0.25) < 2_000);
}
