//! Who wants to hear what: counted wishes, compared with what the link has joined.
//!
//! Pure bookkeeping. Callers change wishes at any moment; the supervisor asks for the difference ([`Wishes::plan`]),
//! carries it out, and reports back ([`Wishes::joined`]) before it asks again. Because only the difference is carried
//! out, and only one plan at a time, a wish withdrawn and made again in the middle ends in the right state whatever the
//! order.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tokio::sync::oneshot;

#[derive(Debug, Default)]
pub(crate) struct Wishes {
    channels: HashMap<Arc<str>, Wish>,
    /// The channels whose wish and state may differ, so that a plan costs what changed and not what exists.
    dirty: BTreeSet<Arc<str>>,
}

#[derive(Debug, Default)]
struct Wish {
    count: usize,
    joined: bool,
    /// Somebody gave up waiting, and has since been forgotten.
    late: bool,
    waiters: Vec<oneshot::Sender<()>>,
}

impl Wish {
    /// Forgets those who gave up, so that a long outage does not collect them. Done at growing sizes only: the cost
    /// stays a constant per waiter.
    fn forget_the_gone(&mut self) {
        let before = self.waiters.len();
        if before >= 16 && before.is_power_of_two() {
            self.waiters.retain(|waiter| !waiter.is_closed());
            self.late |= self.waiters.len() < before;
        }
    }
}

/// What to tell the link next. Leave first, then join.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) leave: Vec<Arc<str>>,
    pub(crate) join: Vec<Arc<str>>,
}

/// Whether somebody had already given up waiting for one of the channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Punctuality {
    InTime,
    Late,
}

impl Wishes {
    /// Counts one more wish. The receiver fires when the channel is joined; `None` means that it is already.
    pub(crate) fn want(&mut self, channel: &str) -> Option<oneshot::Receiver<()>> {
        let name = match self.channels.get_key_value(channel) {
            Some((name, _)) => Arc::clone(name),
            None => Arc::from(channel),
        };
        let wish = self.channels.entry(Arc::clone(&name)).or_default();
        wish.count += 1;
        if wish.joined {
            return None;
        }
        let (sender, receiver) = oneshot::channel();
        wish.forget_the_gone();
        wish.waiters.push(sender);
        self.dirty.insert(name);
        Some(receiver)
    }

    /// Takes one wish back. More calls than wishes do nothing.
    pub(crate) fn release(&mut self, channel: &str) {
        let Some((name, _)) = self.channels.get_key_value(channel) else { return };
        let name = Arc::clone(name);
        if let Some(wish) = self.channels.get_mut(&name) {
            wish.count = wish.count.saturating_sub(1);
            if wish.count == 0 {
                self.dirty.insert(name);
            }
        }
    }

    /// The next difference, at most `most` channels of it; empty when there is none. A channel to leave counts as left
    /// from here on.
    pub(crate) fn plan(&mut self, most: usize) -> Plan {
        let mut plan = Plan::default();
        // Names are taken until the plan is full, not a fixed number of them: those without a difference must not make
        // a plan empty while others wait.
        while plan.leave.len() + plan.join.len() < most {
            let Some(name) = self.dirty.pop_first() else { break };
            let Some(wish) = self.channels.get(&name) else { continue };
            match (wish.count, wish.joined) {
                (0, joined) => {
                    self.channels.remove(&name);
                    if joined {
                        plan.leave.push(name);
                    }
                }
                (_, false) => plan.join.push(name),
                (_, true) => {}
            }
        }
        plan
    }

    /// The link has confirmed these channels.
    pub(crate) fn joined(&mut self, names: &[Arc<str>]) -> Punctuality {
        let mut punctuality = Punctuality::InTime;
        for name in names {
            // The wish can be gone only if its count fell to 0 while the link was joining. The entry is kept, as
            // joined and unwanted, so that the next plan leaves.
            let Some(wish) = self.channels.get_mut(name) else { continue };
            wish.joined = true;
            let mut late = std::mem::take(&mut wish.late);
            for waiter in wish.waiters.drain(..) {
                late |= waiter.send(()).is_err();
            }
            if late && wish.count > 0 {
                punctuality = Punctuality::Late;
            }
        }
        punctuality
    }

    /// The link is gone, and with it everything it had joined.
    pub(crate) fn lost(&mut self) {
        self.channels.retain(|_, wish| wish.count > 0);
        self.dirty = self.channels.keys().cloned().collect();
        for wish in self.channels.values_mut() {
            wish.joined = false;
        }
    }
}

#[cfg(test)]
mod tests;
