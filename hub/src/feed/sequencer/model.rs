//! An exhaustive model of delivery: commits, a fail-over that loses the tail, a bus that loses, repeats and reorders, a
//! hub that restarts, a client that leaves and resumes, in every interleaving.
//!
//! The feed in it is the real [`Machine`], joining is the real [`join`], and a cursor is judged by the real
//! [`refusal`]: the model only wires them to a log, a bus and a client made of numbers. The mutants at the end break
//! one wire each, to show that the properties would notice.

use std::time::Duration;

use stateright::{Checker, Expectation, HasDiscoveries, Model, Property};
use time::OffsetDateTime;

use super::*;
use crate::{
    feed::join::{Join, Wait, join, wait, waits_in_vain},
    resume::cursor::{ResumeLimits, Surroundings, refusal},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Tiny(Position);

impl Numbered for Tiny {
    fn position(&self) -> Position {
        self.0
    }

    fn weight(&self) -> usize {
        1
    }
}

type News = (Vec<Tiny>, Position);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct World {
    log: Vec<Tiny>,
    /// Histories that fail-overs ended, whole.
    past: Vec<Vec<Tiny>>,
    epoch: i64,
    bus: Vec<News>,
    hub: Option<Hub>,
    client: Client,
    left: Budget,
}

/// One node. Its reads of the log are taken and answered in separate steps, so that anything happens in between.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Hub {
    feed: Machine<Tiny>,
    armed: bool,
    question: Option<Position>,
    answer: Option<News>,
    poll: Option<Poll>,
}

/// A poll on its way: the head it read, and where the feed and the client stood when it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Poll {
    head: Position,
    since: i64,
    link: Link,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Client {
    link: Link,
    cursor: Position,
    /// What it has: its first load or the latest reload, and every event since.
    had: Vec<Tiny>,
    resets: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Link {
    Gone,
    /// Joined ahead of the feed.
    Waiting(Position),
    Live,
}

/// How often each thing may happen.
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
enum Act {
    Commit,
    CommitTooLarge,
    Failover { lost: usize },
    Receive(usize),
    Drop(usize),
    Repeat(usize),
    ReadFill,
    AnswerFill,
    Elapse,
    Ask,
    Answer,
    Restart,
    Leave,
    Resume,
}

/// One wire of the model that is broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Mutant {
    None,
    /// What the feed has had is handed on again.
    NoDedupe,
    /// Fills are never read.
    NoFill,
    /// Positions lose their epoch on the way to the feed.
    NoEpochs,
    /// The entry at the beginning of a fill is made to agree.
    NoInclusiveCheck,
    /// The client is not told of a reset.
    SilentReset,
    /// A cursor is taken by its number alone.
    CursorByNumber,
    /// A reader who joins ahead of the feed gets what it already knows.
    NoWait,
}

struct Delivery {
    budget: Budget,
    mutant: Mutant,
}

impl World {
    fn head(&self) -> Position {
        self.log.last().map_or(Position { epoch: 0, seq: 0 }, |entry| entry.0)
    }
}

impl Delivery {
    fn seen(&self, position: Position) -> Position {
        match self.mutant {
            Mutant::NoEpochs => Position { epoch: 1, ..position },
            _ => position,
        }
    }

    fn all_seen(&self, entries: &[Tiny]) -> Vec<Tiny> {
        entries.iter().map(|entry| Tiny(self.seen(entry.0))).collect()
    }

    /// One step of the real machine, and what its outputs do to the world.
    fn step(&self, world: &mut World, input: Input<Tiny>) {
        let Some(mut hub) = world.hub.take() else { return };
        let outputs = hub.feed.step(input);
        for output in outputs {
            match output {
                Output::Deliver(entries) => entries.into_iter().for_each(|entry| self.deliver(world, entry)),
                Output::Fill { from } => hub.question = Some(from),
                Output::ArmHold => hub.armed = true,
                Output::DisarmHold => hub.armed = false,
                Output::Reset { .. } if self.mutant == Mutant::SilentReset => {}
                Output::Reset { .. } => self.reset(world, &hub),
            }
        }
        world.hub = Some(hub);
    }

    fn deliver(&self, world: &mut World, entry: Tiny) {
        // Without epochs the feed knows entries by number only; the client gets what the number stands for.
        let entry = match self.mutant {
            Mutant::NoEpochs => world.log.get(entry.0.seq as usize - 1).copied().unwrap_or(entry),
            _ => entry,
        };
        let client = &mut world.client;
        match &client.link {
            Link::Gone => return,
            Link::Waiting(joined) if self.mutant != Mutant::NoWait => {
                client.link = match wait(*joined, entry.0) {
                    Wait::Known => return,
                    Wait::Arrived => Link::Live,
                    Wait::Contradiction => Link::Gone,
                };
                return;
            }
            Link::Waiting(_) | Link::Live => {}
        }
        client.had.push(entry);
        client.cursor = entry.0;
    }

    /// Readers of a feed that began anew load their data again, and join again.
    fn reset(&self, world: &mut World, hub: &Hub) {
        if world.client.link == Link::Gone {
            return;
        }
        self.reload(world);
        world.client.link = match join(self.seen(world.client.cursor), hub.feed.last()) {
            Join::Level => Link::Live,
            Join::Ahead => Link::Waiting(world.client.cursor),
            Join::Behind | Join::Contradiction => Link::Gone,
        };
    }

    fn reload(&self, world: &mut World) {
        world.client.had = world.log.clone();
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
        let log = Surroundings { head: world.head(), floor: 0, found: first.map(|first| (first, now)) };
        match refusal(cursor, log, now, &ResumeLimits::default()) {
            None => {
                let missed = &world.log[cursor.seq as usize..];
                world.client.had.extend(missed);
                world.client.cursor = world.head();
            }
            Some(_) => self.reload(world),
        }
        let Some(last) = world.hub.as_ref().map(|hub| hub.feed.last()) else { return };
        match join(self.seen(world.client.cursor), last) {
            Join::Level => world.client.link = Link::Live,
            Join::Ahead => world.client.link = Link::Waiting(world.client.cursor),
            // It stays away and comes again; the ring is left out here.
            Join::Behind => {}
            Join::Contradiction => self.step(world, Input::Doubt),
        }
    }

    fn read_fill(&self, world: &mut World) {
        let head = self.seen(world.head());
        let page = |from: Position| {
            let mut page: Vec<_> =
                self.all_seen(&world.log).into_iter().filter(|entry| entry.0.seq >= from.seq).take(2).collect();
            if let (Mutant::NoInclusiveCheck, Some(first)) = (self.mutant, page.first_mut())
                && from.seq > 0
            {
                *first = Tiny(from);
            }
            page
        };
        let Some(hub) = &mut world.hub else { return };
        let Some(from) = hub.question.take() else { return };
        if self.mutant != Mutant::NoFill {
            hub.answer = Some((page(from), head));
        }
    }

    fn answer_fill(&self, world: &mut World) {
        let answer = world.hub.as_mut().and_then(|hub| hub.answer.take());
        if let Some((entries, head)) = answer {
            self.step(world, Input::Filled { entries, head });
        }
    }

    fn elapse(&self, world: &mut World) {
        let armed = world.hub.as_mut().is_some_and(|hub| std::mem::take(&mut hub.armed));
        if armed {
            self.step(world, Input::HoldElapsed);
        }
    }

    fn receive(&self, world: &mut World, index: usize) {
        let (entries, head) = world.bus.remove(index);
        let last = world.hub.as_ref().map_or(0, |hub| hub.feed.last().seq);
        if self.mutant == Mutant::NoDedupe {
            entries.iter().filter(|entry| entry.0.seq <= last).for_each(|entry| self.deliver(world, *entry));
        }
        self.step(world, Input::Heard { entries: self.all_seen(&entries), head: self.seen(head) });
    }

    fn ask(&self, world: &mut World) {
        let (head, link) = (self.seen(world.head()), world.client.link.clone());
        let Some(hub) = &mut world.hub else { return };
        hub.poll = Some(Poll { head, since: hub.feed.last().seq, link });
    }

    fn answer(&self, world: &mut World) {
        let Some(Poll { head, since, link }) = world.hub.as_mut().and_then(|hub| hub.poll.take()) else { return };
        match &world.client.link {
            Link::Waiting(joined) if world.client.link == link && waits_in_vain(self.seen(*joined), head) => {
                world.client.link = Link::Gone;
            }
            _ => {}
        }
        self.step(world, Input::Head { head, since });
    }

    fn commit(&self, world: &mut World) -> Tiny {
        world.left.commits -= 1;
        let entry = Tiny(Position { epoch: world.epoch, seq: world.log.len() as i64 + 1 });
        world.log.push(entry);
        entry
    }

    /// Whether two undisturbed polls bring a connected client to the head. One is not always enough: after a fail-over
    /// the feed may still hold news of the lost tail, and hand it on before the next poll tells.
    fn two_polls_complete(&self, world: &World) -> bool {
        let mut world = world.clone();
        for _ in 0..2 {
            self.ask(&mut world);
            self.answer(&mut world);
            for _ in 0..8 {
                self.answer_fill(&mut world);
                self.elapse(&mut world);
                self.read_fill(&mut world);
            }
        }
        world.client.link == Link::Gone || world.client.had == world.log
    }
}

impl Model for Delivery {
    type State = World;
    type Action = Act;

    fn init_states(&self) -> Vec<World> {
        let nowhere = Position { epoch: 0, seq: 0 };
        vec![World {
            log: Vec::new(),
            past: Vec::new(),
            epoch: 1,
            bus: Vec::new(),
            hub: Some(hub_at(self.seen(nowhere), nowhere)),
            client: Client { link: Link::Live, cursor: nowhere, had: Vec::new(), resets: 0 },
            left: self.budget.clone(),
        }]
    }

    fn actions(&self, world: &World, acts: &mut Vec<Act>) {
        let left = &world.left;
        let room = world.bus.len() < 3;
        if left.commits > 0 && room {
            acts.extend([Act::Commit, Act::CommitTooLarge]);
        }
        if left.failovers > 0 {
            acts.extend((0..=world.log.len()).map(|lost| Act::Failover { lost }));
        }
        for index in 0..world.bus.len() {
            acts.push(Act::Receive(index));
            if left.drops > 0 {
                acts.push(Act::Drop(index));
            }
            if left.repeats > 0 && room {
                acts.push(Act::Repeat(index));
            }
        }
        match &world.hub {
            None => acts.push(Act::Restart),
            Some(hub) => {
                if hub.question.is_some() {
                    acts.push(Act::ReadFill);
                }
                if hub.answer.is_some() {
                    acts.push(Act::AnswerFill);
                }
                if hub.armed {
                    acts.push(Act::Elapse);
                }
                if hub.poll.is_some() {
                    acts.push(Act::Answer);
                } else if left.polls > 0 {
                    acts.push(Act::Ask);
                }
                if left.restarts > 0 {
                    acts.push(Act::Restart);
                }
                match world.client.link {
                    Link::Gone => acts.push(Act::Resume),
                    _ if left.leaves > 0 => acts.push(Act::Leave),
                    _ => {}
                }
            }
        }
    }

    fn next_state(&self, before: &World, act: Act) -> Option<World> {
        let mut world = before.clone();
        match act {
            Act::Commit => {
                let entry = self.commit(&mut world);
                world.bus.push((vec![entry], entry.0));
            }
            Act::CommitTooLarge => {
                let entry = self.commit(&mut world);
                world.bus.push((Vec::new(), entry.0));
            }
            Act::Failover { lost } => {
                world.left.failovers -= 1;
                world.past.push(world.log.clone());
                world.log.truncate(world.log.len() - lost);
                world.epoch += 1;
            }
            Act::Receive(index) => self.receive(&mut world, index),
            Act::Drop(index) => {
                world.left.drops -= 1;
                world.bus.remove(index);
            }
            Act::Repeat(index) => {
                world.left.repeats -= 1;
                world.bus.push(world.bus[index].clone());
            }
            Act::ReadFill => self.read_fill(&mut world),
            Act::AnswerFill => self.answer_fill(&mut world),
            Act::Elapse => self.elapse(&mut world),
            Act::Ask => {
                world.left.polls -= 1;
                self.ask(&mut world);
            }
            Act::Answer => self.answer(&mut world),
            Act::Restart if world.hub.is_some() => {
                world.left.restarts -= 1;
                world.hub = None;
                world.client.link = Link::Gone;
            }
            Act::Restart => world.hub = Some(hub_at(self.seen(world.head()), world.head())),
            Act::Leave => {
                world.left.leaves -= 1;
                world.client.link = Link::Gone;
            }
            Act::Resume => self.resume(&mut world),
        }
        (world != *before).then_some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("what a client has is an exact prefix of one history", |_, world: &World| {
                let had = &world.client.had;
                world.past.iter().chain([&world.log]).any(|history| history.starts_with(had))
            }),
            Property::always("two polls bring a connected client to the head", |model: &Self, world: &World| {
                model.two_polls_complete(world)
            }),
            Property::sometimes("a lost tail resets the client", |_, world: &World| world.client.resets > 0),
            Property::sometimes("a client lives through a fail-over without a reset", |_, world: &World| {
                let epochs = |epoch| world.client.had.iter().any(|entry| entry.0.epoch == epoch);
                world.client.resets == 0 && epochs(1) && epochs(2)
            }),
        ]
    }
}

fn hub_at(seen: Position, head: Position) -> Hub {
    let last = if head.seq == 0 { head } else { seen };
    let feed = Machine::at(last, Limits { held_entries: 2, held_bytes: 10 });
    Hub { feed, armed: false, question: None, answer: None, poll: None }
}

/// Each search is exhaustive within its budget; the cap only keeps a mistake from eating the machine.
const CAP: usize = 6_000_000;

const LONG: Budget = Budget { commits: 3, failovers: 1, drops: 1, repeats: 0, restarts: 0, leaves: 1, polls: 1 };
const WILD: Budget = Budget { commits: 2, failovers: 1, drops: 1, repeats: 1, restarts: 1, leaves: 1, polls: 1 };

/// What a search found.
#[derive(Debug, PartialEq)]
struct Findings {
    /// Properties that fail, with the acts that lead there.
    failures: Vec<(&'static str, String)>,
    /// Things that should be possible and were seen.
    reached: usize,
    /// Whether there was nothing left to look at.
    exhausted: bool,
}

fn search(mutant: Mutant, budget: Budget) -> Findings {
    let model = Delivery { budget, mutant };
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

/// Nothing fails, both things that should be possible happen, and every interleaving was tried.
const SOUND: Findings = Findings { failures: Vec::new(), reached: 2, exhausted: true };

#[test]
fn every_interleaving_delivers_a_prefix_of_one_history_and_polls_complete_it() {
    assert_eq!(search(Mutant::None, LONG), SOUND);
}

#[test]
fn a_restarted_hub_and_repeated_news_change_nothing() {
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
        assert!(caught, "{mutant:?} lives");
    }
}
