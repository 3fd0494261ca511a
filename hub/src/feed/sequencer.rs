//! The sequencer of one tenant's feed, a pure state machine: it puts entries in order, says when to read the log, and
//! when the feed must start again.
//!
//! A feed is at `last`, the position of the newest entry it has delivered. It gets entries in notices from the bus,
//! which may lose, repeat, reorder and delay them; it reads the log, which is the truth; and it gets the head of the
//! log once a second. In every case it delivers each entry of one history in order, or says `Reset` and goes on from
//! the head.
//!
//! Two things are surprising. First, equal numbers do not prove that two entries are the same: after a fail-over that
//! lost the tail of the log, a number is given a second time. A fill therefore reads *from `last` inclusive*, with the
//! head, in one snapshot; only if the entry at `last` still has the epoch of `last` is the rest a continuation. Second,
//! a notice that came before a fill began is in the fill's snapshot, because an entry is announced after its commit. So
//! an entry that the snapshot does not confirm belongs to a lost history, and is discarded.
//!
//! The sequencer knows no clock, no socket and no database: its driver carries out the [`Output`]s and reports back.

use std::collections::BTreeMap;

use plenum_shared::cursor::Position;

/// An item with a position in the log.
pub(crate) trait LogItem {
    fn position(&self) -> Position;

    /// Its approximate size in memory, in bytes.
    fn size(&self) -> usize;
}

/// How much a sequencer keeps beyond a gap, while it waits for the missing entries.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct BufferLimits {
    pub entries: usize,
    pub bytes: usize,
}

impl Default for BufferLimits {
    fn default() -> Self {
        Self { entries: 1_000, bytes: 1 << 20 }
    }
}

/// What happens to a feed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Input<E> {
    /// The notice of a commit: the position of its last entry, and its entries unless they were too large.
    Notice { entries: Vec<E>, head: Position },
    /// The answer to [`Output::Fill`]: a page of the log from that number on (from 1 when it was 0), and the head of
    /// the log, both of one snapshot.
    Filled { entries: Vec<E>, head: Position },
    /// The head of the log as a poll read it, and the number that the feed had delivered before the poll was sent.
    PolledHead { head: Position, delivered_before: i64 },
    /// The time of [`Output::StartGapTimer`] has passed.
    GapTimerElapsed,
    /// A reader has seen another history than the feed.
    HistoryMismatch,
}

/// What the driver of a feed must do, in order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Output<E> {
    /// Deliver these entries. They follow the delivered ones without a gap.
    Deliver(Vec<E>),
    /// Read the log from this position on, inclusive. The query is for the number alone: the sequencer compares the
    /// epoch.
    Fill { from: Position },
    /// Wait for the missing entries: concurrent publishers reorder their notices, and most gaps close by themselves.
    StartGapTimer,
    /// No entry is missing any more, or the log is read.
    StopGapTimer,
    /// Later entries do not continue the delivered ones. The feed is at `head` now.
    Reset { head: Position },
}

/// The state of one tenant's feed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Sequencer<E> {
    limits: BufferLimits,
    last: Position,
    /// Entries beyond a gap, all of the epoch of `last`; of any epoch while `last` is 0.
    buffered: BTreeMap<i64, Buffered<E>>,
    buffered_bytes: usize,
    /// The position from which the fill in progress reads.
    filling: Option<Position>,
    gap_timer: bool,
    /// The highest number announced since the last fill began without its entry.
    announced: i64,
    /// A notice or a head contradicts the history of the feed; only a fill can decide.
    mismatch: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Buffered<E> {
    entry: E,
    /// Its notice came while the fill in progress was read, whose snapshot may be older.
    during_fill: bool,
}

/// The outcome of a step: at most one delivery, then at most one of each other output.
struct Step<E> {
    delivered: Vec<E>,
    outputs: Vec<Output<E>>,
}

impl<E: LogItem> Sequencer<E> {
    /// A feed that begins at the head of the log. Number 0 is the position before the first entry, in no epoch.
    pub(crate) fn at(head: Position, limits: BufferLimits) -> Self {
        Self {
            limits,
            last: head,
            buffered: BTreeMap::new(),
            buffered_bytes: 0,
            filling: None,
            gap_timer: false,
            announced: 0,
            mismatch: false,
        }
    }

    /// The position of the newest delivered entry.
    pub(crate) fn last(&self) -> Position {
        self.last
    }

    /// Whether the feed has delivered every entry that it knows of.
    pub(crate) fn is_level(&self) -> bool {
        self.filling.is_none() && !self.mismatch && !self.has_gap()
    }

    pub(crate) fn step(&mut self, input: Input<E>) -> Vec<Output<E>> {
        let mut step = Step { delivered: Vec::new(), outputs: Vec::new() };
        match input {
            Input::Notice { entries, head } if entries.is_empty() => self.on_head_notice(head),
            Input::Notice { entries, .. } => entries.into_iter().for_each(|entry| self.on_entry(entry, &mut step)),
            Input::Filled { entries, head } => self.on_filled(entries, head, &mut step),
            Input::PolledHead { head, delivered_before } => self.on_polled_head(head, delivered_before),
            Input::GapTimerElapsed => self.on_gap_timer(&mut step),
            Input::HistoryMismatch => self.mismatch = true,
        }
        self.begin_fill_or_timer(&mut step);
        let mut outputs = Vec::with_capacity(step.outputs.len() + 1);
        if !step.delivered.is_empty() {
            outputs.push(Output::Deliver(step.delivered));
        }
        outputs.append(&mut step.outputs);
        outputs
    }

    fn on_entry(&mut self, entry: E, step: &mut Step<E>) {
        let position = entry.position();
        if self.last.seq > 0 && position.epoch != self.last.epoch {
            // In another history the same number may be of another entry, so neither the entry nor its number is used.
            self.mismatch = true;
        } else if position.seq == self.last.seq + 1 {
            self.deliver(entry, step);
            self.deliver_buffered(step);
        } else if position.seq > self.last.seq {
            self.buffer(entry);
        }
    }

    /// A notice with a number and without its entry.
    fn on_head_notice(&mut self, head: Position) {
        if self.last.seq > 0 && head.epoch != self.last.epoch {
            self.mismatch = true;
        } else {
            self.announced = self.announced.max(head.seq);
        }
    }

    fn on_polled_head(&mut self, head: Position, delivered_before: i64) {
        if head.seq > self.last.seq && (self.last.seq == 0 || head.epoch == self.last.epoch) {
            // Usually the notice is on its way over the bus; the gap timer gives it time.
            self.announced = self.announced.max(head.seq);
        } else if head.seq < delivered_before || (head != self.last && head.epoch != self.last.epoch) {
            self.mismatch = true;
        }
        // Otherwise the feed is level, or has delivered more since the poll was answered.
    }

    fn on_gap_timer(&mut self, step: &mut Step<E>) {
        self.gap_timer = false;
        if self.filling.is_none() && self.has_gap() {
            self.fill(step);
        }
    }

    fn on_filled(&mut self, entries: Vec<E>, head: Position, step: &mut Step<E>) {
        let Some(from) = self.filling.take() else { return };
        if !self.continues(from, &entries, head) {
            return self.reset(head, step);
        }
        for entry in entries {
            if entry.position().seq > self.last.seq {
                self.deliver(entry, step);
            }
        }
        self.retain_buffered(|last, seq, buffered| {
            buffered.entry.position().epoch == last.epoch && (seq <= head.seq || buffered.during_fill)
        });
        self.deliver_buffered(step);
        if head.seq > self.last.seq {
            self.fill(step);
        }
    }

    /// Whether a page continues the delivered entries: it begins with the entry that the fill began at, has no gap,
    /// contains `last` with the epoch of its delivery, and is not empty when the log goes on.
    fn continues(&self, from: Position, page: &[E], head: Position) -> bool {
        let first = from.seq.max(1);
        let in_row = (first..).zip(page).all(|(seq, entry)| entry.position().seq == seq);
        let at = |seq: i64| page.get(usize::try_from(seq - first).ok()?).map(LogItem::position);
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

    /// Delivers the buffered entries that come next.
    fn deliver_buffered(&mut self, step: &mut Step<E>) {
        while let Some(first) = self.buffered.first_entry() {
            let position = first.get().entry.position();
            if position.seq > self.last.seq + 1 {
                break;
            }
            let buffered = first.remove();
            self.buffered_bytes -= buffered.entry.size();
            if position.seq == self.last.seq + 1 && position.epoch == self.last.epoch {
                self.deliver(buffered.entry, step);
            }
        }
    }

    fn buffer(&mut self, entry: E) {
        let seq = entry.position().seq;
        let size = entry.size();
        let full = self.buffered.len() >= self.limits.entries || self.buffered_bytes + size > self.limits.bytes;
        if full {
            // The log has the entry too; its number is enough to begin a fill.
            self.announced = self.announced.max(seq);
        } else if !self.buffered.contains_key(&seq) {
            self.buffered_bytes += size;
            self.buffered.insert(seq, Buffered { entry, during_fill: self.filling.is_some() });
        }
    }

    fn retain_buffered(&mut self, keep: impl Fn(Position, i64, &Buffered<E>) -> bool) {
        let last = self.last;
        self.buffered.retain(|seq, buffered| keep(last, *seq, buffered));
        self.buffered_bytes = self.buffered.values().map(|buffered| buffered.entry.size()).sum();
    }

    fn has_gap(&self) -> bool {
        !self.buffered.is_empty() || self.announced > self.last.seq
    }

    fn fill(&mut self, step: &mut Step<E>) {
        self.filling = Some(self.last);
        // The snapshot of this fill contains every earlier notice, or the notice is of a lost history.
        self.announced = 0;
        self.mismatch = false;
        self.buffered.values_mut().for_each(|buffered| buffered.during_fill = false);
        step.outputs.push(Output::Fill { from: self.last });
    }

    fn reset(&mut self, head: Position, step: &mut Step<E>) {
        // An entry announced during the fill may be of the new history: its number is worth another fill.
        let during_fill = self.buffered.iter().filter(|(_, buffered)| buffered.during_fill).map(|(seq, _)| *seq).max();
        self.announced = self.announced.max(during_fill.unwrap_or(0));
        self.buffered.clear();
        self.buffered_bytes = 0;
        self.mismatch = false;
        self.last = head;
        step.outputs.push(Output::Reset { head });
    }

    /// Begins the fill, or starts or stops the gap timer, as the state after an input requires. One fill at a time.
    fn begin_fill_or_timer(&mut self, step: &mut Step<E>) {
        self.retain_buffered(|last, seq, buffered| {
            seq > last.seq && (last.seq == 0 || buffered.entry.position().epoch == last.epoch)
        });
        if self.filling.is_none() && self.mismatch {
            self.fill(step);
        }
        let wait = self.filling.is_none() && self.has_gap();
        if wait && !self.gap_timer {
            step.outputs.push(Output::StartGapTimer);
        } else if !wait && self.gap_timer {
            step.outputs.push(Output::StopGapTimer);
        }
        self.gap_timer = wait;
    }
}

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;
