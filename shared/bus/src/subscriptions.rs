//! The subscriptions of a node: how many subscribers each channel has, compared with the channels of the link.
//!
//! Pure bookkeeping. Callers add and remove subscribers at any moment. The supervisor takes the difference
//! ([`Subscriptions::plan`]), applies it to the link, and reports ([`Subscriptions::confirmed`]) before it takes the
//! next one. Because only one difference is applied at a time, a channel that is left and subscribed again in between
//! ends in the right state in any order.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tokio::sync::oneshot;

#[derive(Debug, Default)]
pub(crate) struct Subscriptions {
    channels: HashMap<Arc<str>, Subscription>,
    /// The channels that may differ from the link, so that the cost of a plan depends on the changes only.
    dirty: BTreeSet<Arc<str>>,
}

#[derive(Debug, Default)]
struct Subscription {
    count: usize,
    joined: bool,
    /// Whether a waiter that timed out has been dropped.
    late: bool,
    waiters: Vec<oneshot::Sender<()>>,
}

impl Subscription {
    /// Drops the waiters that timed out, so that they do not pile up in a long outage. This happens only at growing
    /// sizes, so the cost per waiter stays constant.
    fn drop_closed_waiters(&mut self) {
        let before = self.waiters.len();
        if before >= 16 && before.is_power_of_two() {
            self.waiters.retain(|waiter| !waiter.is_closed());
            self.late |= self.waiters.len() < before;
        }
    }
}

/// The next changes of the link. Unsubscribe first, then subscribe.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) unsubscribe: Vec<Arc<str>>,
    pub(crate) subscribe: Vec<Arc<str>>,
}

/// Whether a subscriber had timed out before its channel was confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Confirmation {
    InTime,
    Late,
}

impl Subscriptions {
    /// Adds a subscriber. The receiver fires when the channel is confirmed; `None` means that it is confirmed already.
    pub(crate) fn add(&mut self, channel: &str) -> Option<oneshot::Receiver<()>> {
        let name = match self.channels.get_key_value(channel) {
            Some((name, _)) => Arc::clone(name),
            None => Arc::from(channel),
        };
        let subscription = self.channels.entry(Arc::clone(&name)).or_default();
        subscription.count += 1;
        if subscription.joined {
            return None;
        }
        let (sender, receiver) = oneshot::channel();
        subscription.drop_closed_waiters();
        subscription.waiters.push(sender);
        self.dirty.insert(name);
        Some(receiver)
    }

    /// Removes a subscriber. It does nothing without one.
    pub(crate) fn remove(&mut self, channel: &str) {
        let Some((name, _)) = self.channels.get_key_value(channel) else { return };
        let name = Arc::clone(name);
        if let Some(subscription) = self.channels.get_mut(&name) {
            subscription.count = subscription.count.saturating_sub(1);
            if subscription.count == 0 {
                self.dirty.insert(name);
            }
        }
    }

    /// The next difference, of at most `most` channels; empty when there is none. A channel in `unsubscribe` counts as
    /// left from here on.
    pub(crate) fn plan(&mut self, most: usize) -> Plan {
        let mut plan = Plan::default();
        // Names are taken until the plan is full, because names without a difference must not make a plan empty while
        // other names wait.
        while plan.unsubscribe.len() + plan.subscribe.len() < most {
            let Some(name) = self.dirty.pop_first() else { break };
            let Some(subscription) = self.channels.get(&name) else { continue };
            match (subscription.count, subscription.joined) {
                (0, joined) => {
                    self.channels.remove(&name);
                    if joined {
                        plan.unsubscribe.push(name);
                    }
                }
                (_, false) => plan.subscribe.push(name),
                (_, true) => {}
            }
        }
        plan
    }

    /// Records that the link has confirmed these channels.
    pub(crate) fn confirmed(&mut self, names: &[Arc<str>]) -> Confirmation {
        let mut confirmation = Confirmation::InTime;
        for name in names {
            // The last subscriber may have been removed while the link was subscribing. The entry is then kept with a
            // count of 0, so that the next plan unsubscribes.
            let Some(subscription) = self.channels.get_mut(name) else { continue };
            subscription.joined = true;
            let mut late = std::mem::take(&mut subscription.late);
            for waiter in subscription.waiters.drain(..) {
                late |= waiter.send(()).is_err();
            }
            if late && subscription.count > 0 {
                confirmation = Confirmation::Late;
            }
        }
        confirmation
    }

    /// Records that the link is lost, with all its channels.
    pub(crate) fn link_lost(&mut self) {
        self.channels.retain(|_, subscription| subscription.count > 0);
        self.dirty = self.channels.keys().cloned().collect();
        for subscription in self.channels.values_mut() {
            subscription.joined = false;
        }
    }
}

#[cfg(test)]
mod tests;
