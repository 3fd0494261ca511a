//! Table tests of the single rules, and a property over any interleaving of what the bus and the log may do.

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Tiny(Position);

impl Numbered for Tiny {
    fn position(&self) -> Position {
        self.0
    }

    fn weight(&self) -> usize {
        10
    }
}

const A: i64 = 100;
const B: i64 = 200;

fn at(epoch: i64, seq: i64) -> Position {
    Position { epoch, seq }
}

fn feed(last: Position) -> Machine<Tiny> {
    Machine::at(last, Limits { held_entries: 4, held_bytes: 1_000 })
}

fn run(epoch: i64, seqs: impl IntoIterator<Item = i64>) -> Vec<Tiny> {
    seqs.into_iter().map(|seq| Tiny(at(epoch, seq))).collect()
}

fn heard(epoch: i64, seqs: impl IntoIterator<Item = i64>) -> Input<Tiny> {
    let entries = run(epoch, seqs);
    let head = entries.last().map_or(at(epoch, 0), |entry| entry.0);
    Input::Heard { entries, head }
}

fn number_only(epoch: i64, seq: i64) -> Input<Tiny> {
    Input::Heard { entries: Vec::new(), head: at(epoch, seq) }
}

fn filled(entries: Vec<Tiny>, head: Position) -> Input<Tiny> {
    Input::Filled { entries, head }
}

fn delivers(epoch: i64, seqs: impl IntoIterator<Item = i64>) -> Output<Tiny> {
    Output::Deliver(run(epoch, seqs))
}

fn fill(epoch: i64, seq: i64) -> Output<Tiny> {
    Output::Fill { from: at(epoch, seq) }
}

#[test]
fn the_next_number_is_delivered_and_what_was_had_is_dropped() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(heard(A, [3, 4, 5, 6])), [delivers(A, [5, 6])]);
    assert_eq!(feed.step(heard(A, [5, 6])), []);
    assert_eq!(feed.last(), at(A, 6));
}

#[test]
fn what_the_publishers_reordered_closes_by_itself() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(heard(A, [6])), [Output::ArmHold]);
    assert_eq!(feed.step(heard(A, [7])), []);
    assert_eq!(feed.step(heard(A, [5])), [delivers(A, [5, 6, 7]), Output::DisarmHold]);
    assert!(feed.is_level());
}

#[test]
fn a_gap_that_stays_is_filled_once_and_live_entries_go_on_meanwhile() {
    let mut feed = feed(at(A, 4));
    feed.step(heard(A, [6]));
    assert_eq!(feed.step(Input::HoldElapsed), [fill(A, 4)]);
    assert_eq!(feed.step(heard(A, [8])), [], "one fill at a time");
    assert_eq!(feed.step(heard(A, [5])), [delivers(A, [5, 6])]);
    assert_eq!(feed.step(filled(run(A, 4..=7), at(A, 7))), [delivers(A, [7, 8])]);
    assert!(feed.is_level());
}

#[test]
fn a_long_gap_is_filled_page_by_page() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(number_only(A, 9)), [Output::ArmHold]);
    assert_eq!(feed.step(Input::HoldElapsed), [fill(A, 4)]);
    assert_eq!(feed.step(filled(run(A, 4..=6), at(A, 9))), [delivers(A, [5, 6]), fill(A, 6)]);
    assert_eq!(feed.step(filled(run(A, 6..=9), at(A, 9))), [delivers(A, [7, 8, 9])]);
}

#[test]
fn another_epoch_is_believed_only_through_the_log() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(heard(B, [5])), [fill(A, 4)]);
    let page = vec![Tiny(at(A, 4)), Tiny(at(B, 5))];
    assert_eq!(feed.step(filled(page, at(B, 5))), [delivers(B, [5])], "the old history went on");
    assert_eq!(feed.step(heard(B, [6])), [delivers(B, [6])]);
}

#[test]
fn a_lost_tail_resets_to_the_head() {
    let mut feed = feed(at(A, 6));
    assert_eq!(feed.step(heard(B, [7])), [fill(A, 6)]);
    let page = run(B, [6, 7]);
    assert_eq!(feed.step(filled(page, at(B, 7))), [Output::Reset { head: at(B, 7) }]);
    assert_eq!(feed.last(), at(B, 7));
    assert_eq!(feed.step(heard(B, [8])), [delivers(B, [8])]);
}

#[test]
fn a_log_that_ends_before_the_feed_is_found_by_the_poll() {
    let mut feed = feed(at(A, 6));
    assert_eq!(feed.step(Input::Head { head: at(A, 4), since: 6 }), [fill(A, 6)]);
    assert_eq!(feed.step(filled(vec![], at(A, 4))), [Output::Reset { head: at(A, 4) }]);
}

#[test]
fn a_poll_that_was_overtaken_means_nothing() {
    let mut feed = feed(at(A, 6));
    assert_eq!(feed.step(Input::Head { head: at(A, 4), since: 4 }), []);
    assert_eq!(feed.step(Input::Head { head: at(A, 6), since: 6 }), []);
}

#[test]
fn a_poll_finds_a_lost_tail_of_news() {
    let mut feed = feed(at(A, 6));
    assert_eq!(feed.step(Input::Head { head: at(A, 8), since: 6 }), [Output::ArmHold]);
    assert_eq!(feed.step(Input::HoldElapsed), [fill(A, 6)]);
    assert_eq!(feed.step(filled(run(A, 6..=8), at(A, 8))), [delivers(A, [7, 8])]);
}

#[test]
fn an_empty_log_is_a_case_of_its_own() {
    let mut feed = feed(at(0, 0));
    assert_eq!(feed.step(Input::Head { head: at(0, 0), since: 0 }), []);
    assert_eq!(feed.step(heard(A, [2])), [Output::ArmHold]);
    assert_eq!(feed.step(Input::HoldElapsed), [fill(0, 0)]);
    assert_eq!(feed.step(filled(run(A, 1..=2), at(A, 2))), [delivers(A, [1, 2])]);
    assert_eq!(feed.step(Input::Head { head: at(0, 0), since: 2 }), [fill(A, 2)], "everything was lost");
    assert_eq!(feed.step(filled(vec![], at(0, 0))), [Output::Reset { head: at(0, 0) }]);
    assert_eq!(feed.step(heard(B, [1])), [delivers(B, [1])]);
}

#[test]
fn a_gap_below_the_floor_of_the_log_resets() {
    let mut feed = feed(at(A, 6));
    feed.step(number_only(A, 90));
    assert_eq!(feed.step(Input::HoldElapsed), [fill(A, 6)]);
    assert_eq!(feed.step(filled(run(A, 50..=60), at(A, 90))), [Output::Reset { head: at(A, 90) }]);
    let mut empty = Machine::at(at(0, 0), Limits::default());
    empty.step(number_only(A, 3));
    empty.step(Input::HoldElapsed);
    assert_eq!(empty.step(filled(run(A, [2, 3]), at(A, 3))), [Output::Reset { head: at(A, 3) }]);
}

#[test]
fn what_a_later_snapshot_does_not_confirm_is_forgotten() {
    let mut feed = feed(at(A, 4));
    feed.step(heard(A, [7]));
    feed.step(number_only(A, 9));
    assert_eq!(feed.step(Input::HoldElapsed), [fill(A, 4)]);
    assert_eq!(feed.step(filled(run(A, [4]), at(A, 4))), []);
    assert!(feed.is_level(), "news of a history that is gone does not make it read for ever");
}

#[test]
fn held_entries_of_a_history_that_is_gone_are_never_delivered() {
    let mut feed = feed(at(A, 4));
    feed.step(heard(A, [6]));
    assert_eq!(feed.step(heard(B, [5])), [fill(A, 4), Output::DisarmHold]);
    let page = vec![Tiny(at(A, 4)), Tiny(at(B, 5))];
    assert_eq!(feed.step(filled(page, at(B, 5))), [delivers(B, [5])]);
    assert!(feed.is_level());
}

#[test]
fn a_page_that_contradicts_what_was_delivered_meanwhile_resets() {
    let mut feed = feed(at(A, 4));
    feed.step(Input::Doubt);
    assert_eq!(feed.step(heard(A, [5])), [delivers(A, [5])]);
    let page = vec![Tiny(at(A, 4)), Tiny(at(B, 5)), Tiny(at(B, 6))];
    assert_eq!(feed.step(filled(page, at(B, 6))), [Output::Reset { head: at(B, 6) }]);
}

#[test]
fn what_is_held_is_bounded_in_entries_and_bytes() {
    let mut feed = feed(at(A, 4));
    feed.step(heard(A, 6..=60));
    assert_eq!(feed.held.len(), 4);
    feed.step(Input::HoldElapsed);
    assert_eq!(feed.step(filled(run(A, 4..=60), at(A, 60))), [delivers(A, 5..=60)]);
    let mut small = Machine::at(at(A, 4), Limits { held_entries: 100, held_bytes: 25 });
    small.step(heard(A, 6..=60));
    assert_eq!((small.held.len(), small.held_bytes), (2, 20));
}

#[test]
fn a_late_answer_without_a_question_is_ignored() {
    let mut feed = feed(at(A, 4));
    assert_eq!(feed.step(filled(run(A, 1..=9), at(A, 9))), []);
    assert_eq!(feed.step(Input::HoldElapsed), []);
}

/// What may happen around a feed; numbers choose among what is there.
#[derive(Debug, Clone)]
enum Happening {
    Commit(u8),
    Receive(u8),
    Drop(u8),
    Repeat(u8),
    ReadFill,
    AnswerFill,
    Elapse,
    Ask,
    Answer,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => (1..4u8).prop_map(Happening::Commit),
        5 => any::<u8>().prop_map(Happening::Receive),
        2 => any::<u8>().prop_map(Happening::Drop),
        2 => any::<u8>().prop_map(Happening::Repeat),
        2 => Just(Happening::ReadFill),
        2 => Just(Happening::AnswerFill),
        2 => Just(Happening::Elapse),
        1 => Just(Happening::Ask),
        1 => Just(Happening::Answer),
    ]
}

/// A driver with a bus that misbehaves and a log that answers when it is told to.
struct World {
    log: Vec<Tiny>,
    bus: Vec<Input<Tiny>>,
    feed: Machine<Tiny>,
    question: Option<Position>,
    answer: Option<Input<Tiny>>,
    poll: Option<Input<Tiny>>,
    armed: bool,
    delivered: Vec<Tiny>,
}

impl World {
    fn new() -> Self {
        let feed = Machine::at(at(0, 0), Limits { held_entries: 3, held_bytes: 1_000 });
        let (log, bus, delivered) = (Vec::new(), Vec::new(), Vec::new());
        Self { log, bus, feed, question: None, answer: None, poll: None, armed: false, delivered }
    }

    fn head(&self) -> Position {
        self.log.last().map_or(at(0, 0), |entry| entry.0)
    }

    fn feed(&mut self, input: Input<Tiny>) {
        for output in self.feed.step(input) {
            match output {
                Output::Deliver(entries) => self.delivered.extend(entries),
                Output::Fill { from } => {
                    assert!(self.question.is_none() && self.answer.is_none(), "one fill at a time");
                    self.question = Some(from);
                }
                Output::ArmHold => self.armed = true,
                Output::DisarmHold => self.armed = false,
                Output::Reset { .. } => panic!("one history never resets"),
            }
        }
    }

    fn happen(&mut self, happening: Happening) {
        let pick = |n: u8, len: usize| (len > 0).then(|| n as usize % len.max(1));
        match happening {
            Happening::Commit(n) => {
                let first = self.log.len() as i64 + 1;
                let entries = run(A, first..first + i64::from(n));
                self.log.extend(&entries);
                let entries = if n == 3 { Vec::new() } else { entries };
                self.bus.push(Input::Heard { entries, head: self.head() });
            }
            Happening::Receive(n) => {
                if let Some(index) = pick(n, self.bus.len()) {
                    let news = self.bus.remove(index);
                    self.feed(news);
                }
            }
            Happening::Drop(n) => drop(pick(n, self.bus.len()).map(|index| self.bus.remove(index))),
            Happening::Repeat(n) => {
                if let Some(index) = pick(n, self.bus.len()) {
                    self.bus.push(self.bus[index].clone());
                }
            }
            Happening::ReadFill => {
                if let Some(from) = self.question.take() {
                    let page = self.log.iter().filter(|entry| entry.0.seq >= from.seq).take(4).copied().collect();
                    self.answer = Some(filled(page, self.head()));
                }
            }
            Happening::AnswerFill => {
                if let Some(answer) = self.answer.take() {
                    self.feed(answer);
                }
            }
            Happening::Elapse => {
                if std::mem::take(&mut self.armed) {
                    self.feed(Input::HoldElapsed);
                }
            }
            Happening::Ask => {
                self.poll = Some(Input::Head { head: self.head(), since: self.feed.last().seq });
            }
            Happening::Answer => {
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
    fn whatever_the_bus_does_a_feed_delivers_the_log_in_order_and_a_poll_completes_it(
        happenings in prop::collection::vec(happening(), 0..120)
    ) {
        let mut world = World::new();
        for happening in happenings {
            world.happen(happening);
            prop_assert_eq!(&world.delivered[..], &world.log[..world.delivered.len()]);
        }
        world.bus.clear();
        world.happen(Happening::Ask);
        world.happen(Happening::Answer);
        for _ in 0..1_000 {
            world.happen(Happening::Elapse);
            world.happen(Happening::ReadFill);
            world.happen(Happening::AnswerFill);
        }
        prop_assert_eq!(&world.delivered, &world.log);
        prop_assert!(world.feed.is_level());
    }
}
