//! An exhaustive model of delivery: commits, a fail-over that loses the tail, a bus that loses, repeats and reorders, a
//! node that restarts, a client that leaves and resumes, in every interleaving.
//!
//! The feed in it is the real [`Sequencer`], a client joins by the real [`join_order`], and a cursor is judged by the
//! real [`reset_reason`]: the model only connects them to a log, a bus and a client made of numbers. Each mutant breaks
//! one of these connections, to show that the properties notice.

use std::time::Duration;

use stateright::{Checker, Expectation, HasDiscoveries, Model, Property};
use time::OffsetDateTime;

use super::*;
use crate::{
    feed::join::{JoinOrder, WaitStep, is_unreachable, join_order, wait_step},
    resume::cursor::{LogAtCursor, ResumeLimits, reset_reason},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Item(Position);

impl LogItem for Item {
    fn position(&self) -> Position {
        self.0
    }

    fn size(&self) -> usize {
        1
    }
}

type Notice = (Vec<Item>, Position);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct World {
    log: Vec<Item>,
    /// Histories that fail-overs ended, whole.
    past: Vec<Vec<Item>>,
    epoch: i64,
    bus: Vec<Notice>,
    node: Option<Node>,
    client: Client,
    left: Budget,
}

/// One node. It reads the log and gets the answer in separate steps, so that anything may happen in between.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Node {
    feed: Sequencer<Item>,
    gap_timer: bool,
    /// The position of a fill that is not read yet.
    fill: Option<Position>,
    /// The page of a fill that is not handed over yet.
    page: Option<Notice>,
    poll: Option<Poll>,
}

/// A poll on its way: the head it read, and the state of the feed and the client when it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Poll {
    head: Position,
    delivered_before: i64,
    connection: Connection,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Client {
    connection: Connection,
    cursor: Position,
    /// The entries of its first load or latest reload, and of every event since.
    received: Vec<Item>,
    resets: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Connection {
    Closed,
    /// Joined ahead of the feed.
    Waiting(Position),
    Live,
}

/// How often each action may happen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Budget {
    commits: u8,
    failovers: u8,
    drops: u8,
    repeats: u8,
    restarts: u8,
    leaves: u8,
    polls: u8,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Action {
    Commit,
    CommitTooLarge,
    Failover { lost: usize },
    Receive(usize),
    Drop(usize),
    Repeat(usize),
    ReadFill,
    HandOverPage,
    GapTimer,
    SendPoll,
    AnswerPoll,
    Restart,
    Leave,
    Resume,
}

/// One connection of the model that is broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Mutant {
    None,
    /// An entry that the feed has delivered is delivered again.
    NoDedupe,
    /// Fills are never read.
    NoFill,
    /// Positions lose their epoch on the way to the feed.
    NoEpochs,
    /// The entry at the beginning of a fill is made to agree.
    NoInclusiveCheck,
    /// The client learns nothing of a reset.
    SilentReset,
    /// A cursor is taken by its number alone.
    CursorByNumber,
    /// A reader who joins ahead of the feed gets entries that its snapshot contains.
    NoWait,
}

struct DeliveryModel {
    budget: Budget,
    mutant: Mutant,
}

impl World {
    fn head(&self) -> Position {
        self.log.last().map_or(Position { epoch: 0, seq: 0 }, |entry| entry.0)
    }
}

impl DeliveryModel {
    fn as_seen(&self, position: Position) -> Position {
        match self.mutant {
            Mutant::NoEpochs => Position { epoch: 1, ..position },
            _ => position,
        }
    }

    fn all_as_seen(&self, entries: &[Item]) -> Vec<Item> {
        entries.iter().map(|entry| Item(self.as_seen(entry.0))).collect()
    }

    /// One step of the real sequencer, and the effect of its outputs on the world.
    fn step(&self, world: &mut World, input: Input<Item>) {
        let Some(mut node) = world.node.take() else { return };
        let outputs = node.feed.step(input);
        for output in outputs {
            match output {
                Output::Deliver(entries) => entries.into_iter().for_each(|entry| self.deliver(world, entry)),
                Output::Fill { from } => node.fill = Some(from),
                Output::StartGapTimer => node.gap_timer = true,
                Output::StopGapTimer => node.gap_timer = false,
                Output::Reset { .. } if self.mutant == Mutant::SilentReset => {}
                Output::Reset { .. } => self.reset(world, &node),
            }
        }
        world.node = Some(node);
    }

    fn deliver(&self, world: &mut World, entry: Item) {
        // Without epochs the feed knows entries by number only; the client gets the entry of that number.
        let entry = match self.mutant {
            Mutant::NoEpochs => world.log.get(entry.0.seq as usize - 1).copied().unwrap_or(entry),
            _ => entry,
        };
        let client = &mut world.client;
        match &client.connection {
            Connection::Closed => return,
            Connection::Waiting(joined) if self.mutant != Mutant::NoWait => {
                client.connection = match wait_step(*joined, entry.0) {
                    WaitStep::BeforeJoin => return,
                    WaitStep::Reached => Connection::Live,
                    WaitStep::HistoryMismatch => Connection::Closed,
                };
                return;
            }
            Connection::Waiting(_) | Connection::Live => {}
        }
        client.received.push(entry);
        client.cursor = entry.0;
    }

    /// Readers of a feed that was reset load their data again, and join again.
    fn reset(&self, world: &mut World, node: &Node) {
        if world.client.connection == Connection::Closed {
            return;
        }
        self.reload(world);
        world.client.connection = match join_order(self.as_seen(world.client.cursor), node.feed.last()) {
            JoinOrder::Level => Connection::Live,
            JoinOrder::ReaderAhead => Connection::Waiting(world.client.cursor),
            JoinOrder::ReaderBehind | JoinOrder::HistoryMismatch => Connection::Closed,
        };
    }

    fn reload(&self, world: &mut World) {
        world.client.received = world.log.clone();
        world.client.cursor = world.head();
        world.client.resets += 1;
    }

    fn resume(&self, world: &mut World) {
        let cursor = world.client.cursor;
        let first = world.log.get(cursor.seq.max(1) as usize - 1).map(|entry| match self.mutant {
            Mutant::CursorByNumber => Position { seq: entry.0.seq, ..cursor },
            _ => entry.0,
        });
        let now = OffsetDateTime::UNIX_EPOCH;
        let log = LogAtCursor { head: world.head(), floor: 0, found: first.map(|first| (first, now)) };
        match reset_reason(cursor, log, now, &ResumeLimits::default()) {
            None => {
                let missed = &world.log[cursor.seq as usize..];
                world.client.received.extend(missed);
                world.client.cursor = world.head();
            }
            Some(_) => self.reload(world),
        }
        let Some(last) = world.node.as_ref().map(|node| node.feed.last()) else { return };
        match join_order(self.as_seen(world.client.cursor), last) {
            JoinOrder::Level => world.client.connection = Connection::Live,
            JoinOrder::ReaderAhead => world.client.connection = Connection::Waiting(world.client.cursor),
            // The client stays disconnected and resumes again; the ring buffer is not modelled.
            JoinOrder::ReaderBehind => {}
            JoinOrder::HistoryMismatch => self.step(world, Input::HistoryMismatch),
        }
    }

    fn read_fill(&self, world: &mut World) {
        let head = self.as_seen(world.head());
        let page = |from: Position| {
            let mut page: Vec<_> =
                self.all_as_seen(&world.log).into_iter().filter(|entry| entry.0.seq >= from.seq).take(2).collect();
            if let (Mutant::NoInclusiveCheck, Some(first)) = (self.mutant, page.first_mut())
                && from.seq > 0
            {
                *first = Item(from);
            }
            page
        };
        let Some(node) = &mut world.node else { return };
        let Some(from) = node.fill.take() else { return };
        if self.mutant != Mutant::NoFill {
            node.page = Some((page(from), head));
        }
    }

    fn hand_over_page(&self, world: &mut World) {
        let answer = world.node.as_mut().and_then(|node| node.page.take());
        if let Some((entries, head)) = answer {
            self.step(world, Input::Filled { entries, head });
        }
    }

    fn gap_timer(&self, world: &mut World) {
        let elapsed = world.node.as_mut().is_some_and(|node| std::mem::take(&mut node.gap_timer));
        if elapsed {
            self.step(world, Input::GapTimerElapsed);
        }
    }

    fn receive(&self, world: &mut World, index: usize) {
        let (entries, head) = world.bus.remove(index);
        let last = world.node.as_ref().map_or(0, |node| node.feed.last().seq);
        if self.mutant == Mutant::NoDedupe {
            entries.iter().filter(|entry| entry.0.seq <= last).for_each(|entry| self.deliver(world, *entry));
        }
        self.step(world, Input::Notice { entries: self.all_as_seen(&entries), head: self.as_seen(head) });
    }

    fn send_poll(&self, world: &mut World) {
        let (head, connection) = (self.as_seen(world.head()), world.client.connection.clone());
        let Some(node) = &mut world.node else { return };
        node.poll = Some(Poll { head, delivered_before: node.feed.last().seq, connection });
    }

    fn answer_poll(&self, world: &mut World) {
        let Some(Poll { head, delivered_before, connection }) = world.node.as_mut().and_then(|node| node.poll.take())
        else {
            return;
        };
        match &world.client.connection {
            Connection::Waiting(joined)
                if world.client.connection == connection && is_unreachable(self.as_seen(*joined), head) =>
            {
                world.client.connection = Connection::Closed;
            }
            _ => {}
        }
        self.step(world, Input::PolledHead { head, delivered_before });
    }

    fn commit(&self, world: &mut World) -> Item {
        world.left.commits -= 1;
        let entry = Item(Position { epoch: world.epoch, seq: world.log.len() as i64 + 1 });
        world.log.push(entry);
        entry
    }

    /// Whether two undisturbed polls bring a connected client to the head. One is not always enough: after a fail-over
    /// the feed may still have notices of the lost tail, and deliver them before the answer of the next poll.
    fn two_polls_complete(&self, world: &World) -> bool {
        let mut world = world.clone();
        for _ in 0..2 {
            self.send_poll(&mut world);
            self.answer_poll(&mut world);
            for _ in 0..8 {
                self.hand_over_page(&mut world);
                self.gap_timer(&mut world);
                self.read_fill(&mut world);
            }
        }
        world.client.connection == Connection::Closed || world.client.received == world.log
    }
}

impl Model for DeliveryModel {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let nowhere = Position { epoch: 0, seq: 0 };
        vec![World {
            log: Vec::new(),
            past: Vec::new(),
            epoch: 1,
            bus: Vec::new(),
            node: Some(node_at(self.as_seen(nowhere), nowhere)),
            client: Client { connection: Connection::Live, cursor: nowhere, received: Vec::new(), resets: 0 },
            left: self.budget.clone(),
        }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        let left = &world.left;
        let bus_has_room = world.bus.len() < 3;
        if left.commits > 0 && bus_has_room {
            actions.extend([Action::Commit, Action::CommitTooLarge]);
        }
        if left.failovers > 0 {
            actions.extend((0..=world.log.len()).map(|lost| Action::Failover { lost }));
        }
        for index in 0..world.bus.len() {
            actions.push(Action::Receive(index));
            if left.drops > 0 {
                actions.push(Action::Drop(index));
            }
            if left.repeats > 0 && bus_has_room {
                actions.push(Action::Repeat(index));
            }
        }
        match &world.node {
            None => actions.push(Action::Restart),
            Some(node) => {
                if node.fill.is_some() {
                    actions.push(Action::ReadFill);
                }
                if node.page.is_some() {
                    actions.push(Action::HandOverPage);
                }
                if node.gap_timer {
                    actions.push(Action::GapTimer);
                }
                if node.poll.is_some() {
                    actions.push(Action::AnswerPoll);
                } else if left.polls > 0 {
                    actions.push(Action::SendPoll);
                }
                if left.restarts > 0 {
                    actions.push(Action::Restart);
                }
                match world.client.connection {
                    Connection::Closed => actions.push(Action::Resume),
                    _ if left.leaves > 0 => actions.push(Action::Leave),
                    _ => {}
                }
            }
        }
    }

    fn next_state(&self, before: &World, action: Action) -> Option<World> {
        let mut world = before.clone();
        match action {
            Action::Commit => {
                let entry = self.commit(&mut world);
                world.bus.push((vec![entry], entry.0));
            }
            Action::CommitTooLarge => {
                let entry = self.commit(&mut world);
                world.bus.push((Vec::new(), entry.0));
            }
            Action::Failover { lost } => {
                world.left.failovers -= 1;
                world.past.push(world.log.clone());
                world.log.truncate(world.log.len() - lost);
                world.epoch += 1;
            }
            Action::Receive(index) => self.receive(&mut world, index),
            Action::Drop(index) => {
                world.left.drops -= 1;
                world.bus.remove(index);
            }
            Action::Repeat(index) => {
                world.left.repeats -= 1;
                world.bus.push(world.bus[index].clone());
            }
            Action::ReadFill => self.read_fill(&mut world),
            Action::HandOverPage => self.hand_over_page(&mut world),
            Action::GapTimer => self.gap_timer(&mut world),
            Action::SendPoll => {
                world.left.polls -= 1;
                self.send_poll(&mut world);
            }
            Action::AnswerPoll => self.answer_poll(&mut world),
            Action::Restart if world.node.is_some() => {
                world.left.restarts -= 1;
                world.node = None;
                world.client.connection = Connection::Closed;
            }
            Action::Restart => world.node = Some(node_at(self.as_seen(world.head()), world.head())),
            Action::Leave => {
                world.left.leaves -= 1;
                world.client.connection = Connection::Closed;
            }
            Action::Resume => self.resume(&mut world),
        }
        (world != *before).then_some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("what a client has received is an exact prefix of one history", |_, world: &World| {
                let received = &world.client.received;
                world.past.iter().chain([&world.log]).any(|history| history.starts_with(received))
            }),
            Property::always("two polls bring a connected client to the head", |model: &Self, world: &World| {
                model.two_polls_complete(world)
            }),
            Property::sometimes("a lost tail resets the client", |_, world: &World| world.client.resets > 0),
            Property::sometimes("a client lives through a fail-over without a reset", |_, world: &World| {
                let epochs = |epoch| world.client.received.iter().any(|entry| entry.0.epoch == epoch);
                world.client.resets == 0 && epochs(1) && epochs(2)
            }),
        ]
    }
}

fn node_at(seen: Position, head: Position) -> Node {
    let last = if head.seq == 0 { head } else { seen };
    let feed = Sequencer::at(last, BufferLimits { entries: 2, bytes: 10 });
    Node { feed, gap_timer: false, fill: None, page: None, poll: None }
}

/// Each search is exhaustive within its budget; the cap only keeps a mistake from eating the machine.
const CAP: usize = 6_000_000;

const LONG: Budget = Budget { commits: 3, failovers: 1, drops: 1, repeats: 0, restarts: 0, leaves: 1, polls: 1 };
const WILD: Budget = Budget { commits: 2, failovers: 1, drops: 1, repeats: 1, restarts: 1, leaves: 1, polls: 1 };

/// The outcome of a search.
#[derive(Debug, PartialEq)]
struct Findings {
    /// Properties that fail, with the actions that lead there.
    failures: Vec<(&'static str, String)>,
    /// How many of the states that should be possible were reached.
    reached: usize,
    /// Whether every state was visited.
    exhausted: bool,
}

fn search(mutant: Mutant, budget: Budget) -> Findings {
    let model = DeliveryModel { budget, mutant };
    let checker = model
        .checker()
        .threads(2)
        .target_state_count(CAP)
        .timeout(Duration::from_secs(300))
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join();
    let exhausted = checker.is_done() && checker.state_count() < CAP;
    let mut findings = Findings { failures: Vec::new(), reached: 0, exhausted };
    for (name, path) in checker.discoveries() {
        match checker.model().property(name).expectation {
            Expectation::Sometimes => findings.reached += 1,
            Expectation::Always | Expectation::Eventually => {
                findings.failures.push((name, format!("{:?}", path.into_actions())));
            }
        }
    }
    findings
}

/// Nothing fails, both states that should be possible are reached, and every interleaving was tried.
const SOUND: Findings = Findings { failures: Vec::new(), reached: 2, exhausted: true };

#[test]
fn every_interleaving_delivers_a_prefix_of_one_history_and_polls_complete_it() {
    assert_eq!(search(Mutant::None, LONG), SOUND);
}

#[test]
fn a_restarted_node_and_repeated_notices_change_nothing() {
    assert_eq!(search(Mutant::None, WILD), SOUND);
}

#[test]
fn every_mutant_is_caught() {
    for mutant in [
        Mutant::NoDedupe,
        Mutant::NoFill,
        Mutant::NoEpochs,
        Mutant::NoInclusiveCheck,
        Mutant::SilentReset,
        Mutant::CursorByNumber,
        Mutant::NoWait,
    ] {
        let caught = [WILD, LONG].into_iter().any(|budget| !search(mutant, budget).failures.is_empty());
        assert!(caught, "{mutant:?} was not noticed");
    }
}
