//! Tests of the single rules, and a property over any interleaving of events on the bus and reads of the log.

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Item(Position);

impl LogItem for Item {
    fn position(&self) -> Position {
        self.0
    }

    fn size(&self) -> usize {
        10
    }
}

const A: i64 = 100;
const B: i64 = 200;

fn at(epoch: i64, seq: i64) -> Position {
    Position { epoch, seq }
}

fn feed(last: Position) -> Sequencer<Item> {
    Sequencer::at(last, BufferLimits { entries: 4, bytes: 1_000 })
}

fn run(epoch: i64, seqs: impl IntoIterator<Item = i64>) -> Vec<Item> {
    seqs.into_iter().map(|seq| Item(at(epoch, seq))).collect()
}

fn notice(epoch: i64, seqs: impl IntoIterator<Item = i64>) -> Input<Item> {
    let entries = run(epoch, seqs);
    let head = entries.last().map_or(at(epoch, 0), |entry| entry.0);
    Input::Notice { entries, head }
}

fn head_notice(epoch: i64, seq: i64) -> Input<Item> {
    Input::Notice { entries: Vec::new(), head: at(epoch, seq) }
}

fn filled(entries: Vec<Item>, head: Position) -> Input<Item> {
    Input::Filled { entries, head }
}

fn delivers(epoch: i64, seqs: impl IntoIterator<Item = i64>) -> Output<Item> {
    Output::Deliver(run(epoch, seqs))
}

fn fill(epoch: i64, seq: i64) -> Output<Item> {
    Output::Fill { from: at(epoch, seq) }
}

#[test]
fn the_next_number_is_delivered_and_a_repeat_is_dropped() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(notice(A, [3, 4, 5, 6])), [delivers(A, [5, 6])]);
    assert_eq!(feed.step(notice(A, [5, 6])), []);
    assert_eq!(feed.last(), at(A, 6));
}

#[test]
fn a_gap_of_reordered_notices_closes_by_itself() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(notice(A, [6])), [Output::StartGapTimer]);
    assert_eq!(feed.step(notice(A, [7])), []);
    assert_eq!(feed.step(notice(A, [5])), [delivers(A, [5, 6, 7]), Output::StopGapTimer]);
    assert!(feed.is_level());
}

#[test]
fn a_gap_that_stays_is_filled_once_and_live_entries_go_on_meanwhile() {
    let mut feed = feed(at(A, 4));
    feed.step(notice(A, [6]));
    assert_eq!(feed.step(Input::GapTimerElapsed), [fill(A, 4)]);
    assert_eq!(feed.step(notice(A, [8])), [], "one fill at a time");
    assert_eq!(feed.step(notice(A, [5])), [delivers(A, [5, 6])]);
    assert_eq!(feed.step(filled(run(A, 4..=7), at(A, 7))), [delivers(A, [7, 8])]);
    assert!(feed.is_level());
}

#[test]
fn a_long_gap_is_filled_page_by_page() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(head_notice(A, 9)), [Output::StartGapTimer]);
    assert_eq!(feed.step(Input::GapTimerElapsed), [fill(A, 4)]);
    assert_eq!(feed.step(filled(run(A, 4..=6), at(A, 9))), [delivers(A, [5, 6]), fill(A, 6)]);
    assert_eq!(feed.step(filled(run(A, 6..=9), at(A, 9))), [delivers(A, [7, 8, 9])]);
}

#[test]
fn another_epoch_is_trusted_only_when_the_log_confirms_it() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(notice(B, [5])), [fill(A, 4)]);
    let page = vec![Item(at(A, 4)), Item(at(B, 5))];
    assert_eq!(feed.step(filled(page, at(B, 5))), [delivers(B, [5])], "the old history went on");
    assert_eq!(feed.step(notice(B, [6])), [delivers(B, [6])]);
}

#[test]
fn a_lost_tail_resets_to_the_head() {
    let mut feed = feed(at(A, 6));
    assert_eq!(feed.step(notice(B, [7])), [fill(A, 6)]);
    let page = run(B, [6, 7]);
    assert_eq!(feed.step(filled(page, at(B, 7))), [Output::Reset { head: at(B, 7) }]);
    assert_eq!(feed.last(), at(B, 7));
    assert_eq!(feed.step(notice(B, [8])), [delivers(B, [8])]);
}

#[test]
fn a_log_that_ends_before_the_feed_is_found_by_the_poll() {
    let mut feed = feed(at(A, 6));
    assert_eq!(feed.step(Input::PolledHead { head: at(A, 4), delivered_before: 6 }), [fill(A, 6)]);
    assert_eq!(feed.step(filled(vec![], at(A, 4))), [Output::Reset { head: at(A, 4) }]);
}

#[test]
fn a_poll_that_was_overtaken_changes_nothing() {
    let mut feed = feed(at(A, 6));
    assert_eq!(feed.step(Input::PolledHead { head: at(A, 4), delivered_before: 4 }), []);
    assert_eq!(feed.step(Input::PolledHead { head: at(A, 6), delivered_before: 6 }), []);
}

#[test]
fn a_poll_finds_the_entries_of_lost_notices() {
    let mut feed = feed(at(A, 6));
    assert_eq!(feed.step(Input::PolledHead { head: at(A, 8), delivered_before: 6 }), [Output::StartGapTimer]);
    assert_eq!(feed.step(Input::GapTimerElapsed), [fill(A, 6)]);
    assert_eq!(feed.step(filled(run(A, 6..=8), at(A, 8))), [delivers(A, [7, 8])]);
}

#[test]
fn an_empty_log_has_no_entry_to_compare_and_is_filled_from_the_start() {
    let mut feed = feed(at(0, 0));
    assert_eq!(feed.step(Input::PolledHead { head: at(0, 0), delivered_before: 0 }), []);
    assert_eq!(feed.step(notice(A, [2])), [Output::StartGapTimer]);
    assert_eq!(feed.step(Input::GapTimerElapsed), [fill(0, 0)]);
    assert_eq!(feed.step(filled(run(A, 1..=2), at(A, 2))), [delivers(A, [1, 2])]);
    assert_eq!(
        feed.step(Input::PolledHead { head: at(0, 0), delivered_before: 2 }),
        [fill(A, 2)],
        "everything was lost"
    );
    assert_eq!(feed.step(filled(vec![], at(0, 0))), [Output::Reset { head: at(0, 0) }]);
    assert_eq!(feed.step(notice(B, [1])), [delivers(B, [1])]);
}

#[test]
fn a_gap_below_the_floor_of_the_log_resets() {
    let mut feed = feed(at(A, 6));
    feed.step(head_notice(A, 90));
    assert_eq!(feed.step(Input::GapTimerElapsed), [fill(A, 6)]);
    assert_eq!(feed.step(filled(run(A, 50..=60), at(A, 90))), [Output::Reset { head: at(A, 90) }]);
    let mut empty = Sequencer::at(at(0, 0), BufferLimits::default());
    empty.step(head_notice(A, 3));
    empty.step(Input::GapTimerElapsed);
    assert_eq!(empty.step(filled(run(A, [2, 3]), at(A, 3))), [Output::Reset { head: at(A, 3) }]);
}

#[test]
fn a_notice_that_a_later_snapshot_does_not_confirm_is_discarded() {
    let mut feed = feed(at(A, 4));
    feed.step(notice(A, [7]));
    feed.step(head_notice(A, 9));
    assert_eq!(feed.step(Input::GapTimerElapsed), [fill(A, 4)]);
    assert_eq!(feed.step(filled(run(A, [4]), at(A, 4))), []);
    assert!(feed.is_level(), "notices of a lost history do not make the feed read for ever");
}

#[test]
fn buffered_entries_of_a_lost_history_are_never_delivered() {
    let mut feed = feed(at(A, 4));
    feed.step(notice(A, [6]));
    assert_eq!(feed.step(notice(B, [5])), [fill(A, 4), Output::StopGapTimer]);
    let page = vec![Item(at(A, 4)), Item(at(B, 5))];
    assert_eq!(feed.step(filled(page, at(B, 5))), [delivers(B, [5])]);
    assert!(feed.is_level());
}

#[test]
fn a_page_that_contradicts_the_entries_delivered_meanwhile_resets() {
    let mut feed = feed(at(A, 4));
    feed.step(Input::HistoryMismatch);
    assert_eq!(feed.step(notice(A, [5])), [delivers(A, [5])]);
    let page = vec![Item(at(A, 4)), Item(at(B, 5)), Item(at(B, 6))];
    assert_eq!(feed.step(filled(page, at(B, 6))), [Output::Reset { head: at(B, 6) }]);
}

#[test]
fn the_buffer_is_bounded_in_entries_and_bytes() {
    let mut feed = feed(at(A, 4));
    feed.step(notice(A, 6..=60));
    assert_eq!(feed.buffered.len(), 4);
    feed.step(Input::GapTimerElapsed);
    assert_eq!(feed.step(filled(run(A, 4..=60), at(A, 60))), [delivers(A, 5..=60)]);
    let mut small = Sequencer::at(at(A, 4), BufferLimits { entries: 100, bytes: 25 });
    small.step(notice(A, 6..=60));
    assert_eq!((small.buffered.len(), small.buffered_bytes), (2, 20));
}

#[test]
fn a_page_without_a_fill_is_ignored() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(filled(run(A, 1..=9), at(A, 9))), []);
    assert_eq!(feed.step(Input::GapTimerElapsed), []);
}

/// An event around a feed; numbers choose among the notices on the bus.
#[derive(Debug, Clone)]
enum Event {
    Commit(u8),
    Receive(u8),
    Drop(u8),
    Repeat(u8),
    ReadFill,
    HandOverPage,
    GapTimer,
    SendPoll,
    AnswerPoll,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (1..4u8).prop_map(Event::Commit),
        5 => any::<u8>().prop_map(Event::Receive),
        2 => any::<u8>().prop_map(Event::Drop),
        2 => any::<u8>().prop_map(Event::Repeat),
        2 => Just(Event::ReadFill),
        2 => Just(Event::HandOverPage),
        2 => Just(Event::GapTimer),
        1 => Just(Event::SendPoll),
        1 => Just(Event::AnswerPoll),
    ]
}

/// A driver with an unreliable bus and a log that answers in a step of its own.
struct World {
    log: Vec<Item>,
    bus: Vec<Input<Item>>,
    feed: Sequencer<Item>,
    fill: Option<Position>,
    page: Option<Input<Item>>,
    poll: Option<Input<Item>>,
    gap_timer: bool,
    delivered: Vec<Item>,
}

impl World {
    fn new() -> Self {
        let feed = Sequencer::at(at(0, 0), BufferLimits { entries: 3, bytes: 1_000 });
        let (log, bus, delivered) = (Vec::new(), Vec::new(), Vec::new());
        Self { log, bus, feed, fill: None, page: None, poll: None, gap_timer: false, delivered }
    }

    fn head(&self) -> Position {
        self.log.last().map_or(at(0, 0), |entry| entry.0)
    }

    fn feed(&mut self, input: Input<Item>) {
        for output in self.feed.step(input) {
            match output {
                Output::Deliver(entries) => self.delivered.extend(entries),
                Output::Fill { from } => {
                    assert!(self.fill.is_none() && self.page.is_none(), "one fill at a time");
                    self.fill = Some(from);
                }
                Output::StartGapTimer => self.gap_timer = true,
                Output::StopGapTimer => self.gap_timer = false,
                Output::Reset { .. } => panic!("one history never resets"),
            }
        }
    }

    fn apply(&mut self, event: Event) {
        let pick = |n: u8, len: usize| (len > 0).then(|| n as usize % len.max(1));
        match event {
            Event::Commit(n) => {
                let first = self.log.len() as i64 + 1;
                let entries = run(A, first..first + i64::from(n));
                self.log.extend(&entries);
                let entries = if n == 3 { Vec::new() } else { entries };
                self.bus.push(Input::Notice { entries, head: self.head() });
            }
            Event::Receive(n) => {
                if let Some(index) = pick(n, self.bus.len()) {
                    let notice = self.bus.remove(index);
                    self.feed(notice);
                }
            }
            Event::Drop(n) => drop(pick(n, self.bus.len()).map(|index| self.bus.remove(index))),
            Event::Repeat(n) => {
                if let Some(index) = pick(n, self.bus.len()) {
                    self.bus.push(self.bus[index].clone());
                }
            }
            Event::ReadFill => {
                if let Some(from) = self.fill.take() {
                    let page = self.log.iter().filter(|entry| entry.0.seq >= from.seq).take(4).copied().collect();
                    self.page = Some(filled(page, self.head()));
                }
            }
            Event::HandOverPage => {
                if let Some(page) = self.page.take() {
                    self.feed(page);
                }
            }
            Event::GapTimer => {
                if std::mem::take(&mut self.gap_timer) {
                    self.feed(Input::GapTimerElapsed);
                }
            }
            Event::SendPoll => {
                self.poll = Some(Input::PolledHead { head: self.head(), delivered_before: self.feed.last().seq });
            }
            Event::AnswerPoll => {
                if let Some(poll) = self.poll.take() {
                    self.feed(poll);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn over_an_unreliable_bus_a_feed_delivers_the_log_in_order_and_a_poll_completes_it(
        events in prop::collection::vec(event(), 0..120)
    ) {
        let mut world = World::new();
        for event in events {
            world.apply(event);
            prop_assert_eq!(&world.delivered[..], &world.log[..world.delivered.len()]);
        }
        world.bus.clear();
        world.apply(Event::SendPoll);
        world.apply(Event::AnswerPoll);
        for _ in 0..1_000 {
            world.apply(Event::GapTimer);
            world.apply(Event::ReadFill);
            world.apply(Event::HandOverPage);
        }
        prop_assert_eq!(&world.delivered, &world.log);
        prop_assert!(world.feed.is_level());
    }
}
