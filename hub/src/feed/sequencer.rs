//! The feed of one tenant as a pure state machine: what to hand on, what to read again, when to begin anew.
//!
//! A feed stands at `last`, the position of the newest entry it has handed on. It hears of entries from the bus, which
//! may lose, repeat, reorder and delay; it reads the log, which is the truth; and it is told the head of the log once a
//! second. Whatever happens, it hands on every entry of one history in order, or says `Reset` and stands at the head.
//!
//! Two things would surprise. First, a number alone never proves that two entries are the same: after a fail-over that
//! lost the tail of the log, the number is given again. A fill therefore reads *from `last` inclusive*, with the head,
//! in one snapshot; only if the entry at `last` still has the epoch of `last` is the rest a continuation. Second, what
//! was heard before a fill began is in the fill's snapshot, because an entry is announced after its commit. So what the
//! snapshot does not confirm belongs to a history that is gone, and is forgotten.
//!
//! The machine knows no clock, no socket and no database: its driver does what the [`Output`]s say and reports back.

use std::collections::BTreeMap;

use plenum_shared::cursor::Position;

/// Something with a place in the log.
pub(crate) trait Numbered {
    fn position(&self) -> Position;

    /// About how many bytes of memory it takes.
    fn weight(&self) -> usize;
}

/// How much a machine holds while it waits for what is missing in between.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Limits {
    pub held_entries: usize,
    pub held_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { held_entries: 1_000, held_bytes: 1 << 20 }
    }
}

/// What a feed learns.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Input<E> {
    /// News from the bus: the position of a commit's last entry, and its entries unless they were too large.
    Heard { entries: Vec<E>, head: Position },
    /// The answer to [`Output::Fill`]: a page of the log from that number on (from 1 when it was 0), and the head of
    /// the log, both of one snapshot.
    Filled { entries: Vec<E>, head: Position },
    /// The head of the log as it was polled; `since` is where the feed stood before the poll was sent.
    Head { head: Position, since: i64 },
    /// The time that [`Output::ArmHold`] asked for has passed.
    HoldElapsed,
    /// Somebody has reason to believe that the feed is on a history that is gone.
    Doubt,
}

/// What the driver of a feed must do, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Output<E> {
    /// Hand these on. They follow what was handed on before without a gap.
    Deliver(Vec<E>),
    /// Read the log from this position on, inclusive. The epoch is not part of the question: the machine compares it.
    Fill { from: Position },
    /// Begin to wait for what is missing: concurrent publishers reorder, and most gaps close by themselves.
    ArmHold,
    /// The wait is over or pointless.
    DisarmHold,
    /// What comes next does not continue what was handed on. The feed stands at `head` now.
    Reset { head: Position },
}

/// The state of one tenant's feed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Machine<E> {
    limits: Limits,
    last: Position,
    /// Entries beyond the next number, all of the epoch of `last`; of any epoch while `last` is 0.
    held: BTreeMap<i64, Held<E>>,
    held_bytes: usize,
    /// Where the fill under way began.
    filling: Option<Position>,
    holding: bool,
    /// The highest number said to exist since the last fill began, without its entry.
    beyond: i64,
    /// Something contradicts the history the feed is on; only a fill can tell.
    doubt: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Held<E> {
    entry: E,
    /// It was heard while the fill under way was being read, whose snapshot may be older.
    during_fill: bool,
}

/// What a step brings forth: at most one delivery, then at most one of each of the rest.
struct Step<E> {
    delivered: Vec<E>,
    outputs: Vec<Output<E>>,
}

impl<E: Numbered> Machine<E> {
    /// A feed that begins at the head of the log. Number 0 is the place before the first entry, in no epoch.
    pub(crate) fn at(head: Position, limits: Limits) -> Self {
        Self {
            limits,
            last: head,
            held: BTreeMap::new(),
            held_bytes: 0,
            filling: None,
            holding: false,
            beyond: 0,
            doubt: false,
        }
    }

    /// The position of the newest entry handed on.
    pub(crate) fn last(&self) -> Position {
        self.last
    }

    /// Whether the feed knows of nothing that it has not handed on.
    pub(crate) fn is_level(&self) -> bool {
        self.filling.is_none() && !self.doubt && !self.gap()
    }

    pub(crate) fn step(&mut self, input: Input<E>) -> Vec<Output<E>> {
        let mut step = Step { delivered: Vec::new(), outputs: Vec::new() };
        match input {
            Input::Heard { entries, head } if entries.is_empty() => self.told(head),
            Input::Heard { entries, .. } => entries.into_iter().for_each(|entry| self.heard(entry, &mut step)),
            Input::Filled { entries, head } => self.filled(entries, head, &mut step),
            Input::Head { head, since } => self.polled(head, since),
            Input::HoldElapsed => self.elapsed(&mut step),
            Input::Doubt => self.doubt = true,
        }
        self.settle(&mut step);
        let mut outputs = Vec::with_capacity(step.outputs.len() + 1);
        if !step.delivered.is_empty() {
            outputs.push(Output::Deliver(step.delivered));
        }
        outputs.append(&mut step.outputs);
        outputs
    }

    fn heard(&mut self, entry: E, step: &mut Step<E>) {
        let position = entry.position();
        if self.last.seq > 0 && position.epoch != self.last.epoch {
            // The same number may name another entry here, so neither this one nor its number is used.
            self.doubt = true;
        } else if position.seq == self.last.seq + 1 {
            self.deliver(entry, step);
            self.drain(step);
        } else if position.seq > self.last.seq {
            self.hold(entry);
        }
    }

    /// A number without its entry.
    fn told(&mut self, head: Position) {
        if self.last.seq > 0 && head.epoch != self.last.epoch {
            self.doubt = true;
        } else {
            self.beyond = self.beyond.max(head.seq);
        }
    }

    fn polled(&mut self, head: Position, since: i64) {
        if head.seq > self.last.seq && (self.last.seq == 0 || head.epoch == self.last.epoch) {
            // Usually the news is on its way over the bus; the hold gives it time.
            self.beyond = self.beyond.max(head.seq);
        } else if head.seq < since || (head != self.last && head.epoch != self.last.epoch) {
            self.doubt = true;
        }
        // Otherwise the feed is level, or has moved on since the poll was answered.
    }

    fn elapsed(&mut self, step: &mut Step<E>) {
        self.holding = false;
        if self.filling.is_none() && self.gap() {
            self.fill(step);
        }
    }

    fn filled(&mut self, entries: Vec<E>, head: Position, step: &mut Step<E>) {
        let Some(from) = self.filling.take() else { return };
        if !self.continues(from, &entries, head) {
            return self.reset(head, step);
        }
        for entry in entries {
            if entry.position().seq > self.last.seq {
                self.deliver(entry, step);
            }
        }
        self.retain(|last, seq, held| {
            held.entry.position().epoch == last.epoch && (seq <= head.seq || held.during_fill)
        });
        self.drain(step);
        if head.seq > self.last.seq {
            self.fill(step);
        }
    }

    /// Whether a page is the continuation of what was handed on: it begins with the entry the fill began at, has no
    /// hole, shows `last` with the epoch it was handed on with, and is not empty when there is more to come.
    fn continues(&self, from: Position, page: &[E], head: Position) -> bool {
        let first = from.seq.max(1);
        let in_row = (first..).zip(page).all(|(seq, entry)| entry.position().seq == seq);
        let at = |seq: i64| page.get(usize::try_from(seq - first).ok()?).map(Numbered::position);
        let begins = match (from.seq, page.is_empty()) {
            (0, true) => head.seq == 0,
            (0, false) => true,
            _ => at(from.seq) == Some(from),
        };
        let agrees = self.last.seq == 0 || at(self.last.seq).is_none_or(|position| position == self.last);
        let reaches = page.last().map_or(from.seq, |entry| entry.position().seq);
        in_row && begins && agrees && (reaches > from.seq || head.seq <= from.seq)
    }

    fn deliver(&mut self, entry: E, step: &mut Step<E>) {
        self.last = entry.position();
        step.delivered.push(entry);
    }

    /// Hands on what was held for the next numbers.
    fn drain(&mut self, step: &mut Step<E>) {
        while let Some(first) = self.held.first_entry() {
            let position = first.get().entry.position();
            if position.seq > self.last.seq + 1 {
                break;
            }
            let held = first.remove();
            self.held_bytes -= held.entry.weight();
            if position.seq == self.last.seq + 1 && position.epoch == self.last.epoch {
                self.deliver(held.entry, step);
            }
        }
    }

    fn hold(&mut self, entry: E) {
        let seq = entry.position().seq;
        let weight = entry.weight();
        let full = self.held.len() >= self.limits.held_entries || self.held_bytes + weight > self.limits.held_bytes;
        if full {
            // The log has it too; the number is enough to go and look.
            self.beyond = self.beyond.max(seq);
        } else if !self.held.contains_key(&seq) {
            self.held_bytes += weight;
            self.held.insert(seq, Held { entry, during_fill: self.filling.is_some() });
        }
    }

    fn retain(&mut self, keep: impl Fn(Position, i64, &Held<E>) -> bool) {
        let last = self.last;
        self.held.retain(|seq, held| keep(last, *seq, held));
        self.held_bytes = self.held.values().map(|held| held.entry.weight()).sum();
    }

    fn gap(&self) -> bool {
        !self.held.is_empty() || self.beyond > self.last.seq
    }

    fn fill(&mut self, step: &mut Step<E>) {
        self.filling = Some(self.last);
        // The snapshot of this fill will confirm what was heard so far, or it is not true.
        self.beyond = 0;
        self.doubt = false;
        self.held.values_mut().for_each(|held| held.during_fill = false);
        step.outputs.push(Output::Fill { from: self.last });
    }

    fn reset(&mut self, head: Position, step: &mut Step<E>) {
        // What was heard during the fill may be news of the new history: its number is worth a look.
        let heard = self.held.iter().filter(|(_, held)| held.during_fill).map(|(seq, _)| *seq).max();
        self.beyond = self.beyond.max(heard.unwrap_or(0));
        self.held.clear();
        self.held_bytes = 0;
        self.doubt = false;
        self.last = head;
        step.outputs.push(Output::Reset { head });
    }

    /// Begins or ends the wait, or the fill, that the state after an input calls for. One fill at a time.
    fn settle(&mut self, step: &mut Step<E>) {
        self.retain(|last, seq, held| seq > last.seq && (last.seq == 0 || held.entry.position().epoch == last.epoch));
        if self.filling.is_none() && self.doubt {
            self.fill(step);
        }
        let wait = self.filling.is_none() && self.gap();
        if wait && !self.holding {
            step.outputs.push(Output::ArmHold);
        } else if !wait && self.holding {
            step.outputs.push(Output::DisarmHold);
        }
        self.holding = wait;
    }
}

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;
