//! The bookkeeping with scripted orders of events, and against a simple model with random ones.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

fn names(list: &[Arc<str>]) -> Vec<&str> {
    list.iter().map(|name| &**name).collect()
}

#[test]
fn only_the_first_subscriber_subscribes_and_only_the_last_one_unsubscribes() {
    let mut subscriptions = Subscriptions::default();
    let first = subscriptions.add("a");
    let second = subscriptions.add("a");
    let plan = subscriptions.plan(10);
    assert_eq!(names(&plan.subscribe), ["a"]);
    assert_eq!(subscriptions.confirmed(&plan.subscribe), Confirmation::InTime);
    assert!(first.is_some_and(|mut waiter| waiter.try_recv().is_ok()));
    assert!(second.is_some_and(|mut waiter| waiter.try_recv().is_ok()));
    assert!(subscriptions.add("a").is_none());

    subscriptions.remove("a");
    subscriptions.remove("a");
    assert_eq!(subscriptions.plan(10), Plan::default());
    subscriptions.remove("a");
    assert_eq!(names(&subscriptions.plan(10).unsubscribe), ["a"]);
    subscriptions.remove("a");
    assert_eq!(subscriptions.plan(10), Plan::default());
}

#[test]
fn a_subscriber_added_while_unsubscribing_waits_for_a_new_confirmation() {
    let mut subscriptions = Subscriptions::default();
    let _waiter = subscriptions.add("a");
    let channels = subscriptions.plan(10).subscribe;
    subscriptions.confirmed(&channels);
    subscriptions.remove("a");
    assert_eq!(names(&subscriptions.plan(10).unsubscribe), ["a"]);
    let waiter = subscriptions.add("a");
    assert!(waiter.is_some());
    assert_eq!(names(&subscriptions.plan(10).subscribe), ["a"]);
}

#[test]
fn a_subscriber_removed_while_subscribing_is_unsubscribed_afterwards() {
    let mut subscriptions = Subscriptions::default();
    let _waiter = subscriptions.add("a");
    let channels = subscriptions.plan(10).subscribe;
    subscriptions.remove("a");
    subscriptions.confirmed(&channels);
    assert_eq!(names(&subscriptions.plan(10).unsubscribe), ["a"]);
}

#[test]
fn a_waiter_that_timed_out_makes_the_confirmation_late() {
    let mut subscriptions = Subscriptions::default();
    drop(subscriptions.add("a"));
    let channels = subscriptions.plan(10).subscribe;
    assert_eq!(subscriptions.confirmed(&channels), Confirmation::Late);
}

#[test]
fn after_a_lost_link_every_channel_is_subscribed_again() {
    let mut subscriptions = Subscriptions::default();
    let _waiters = ["a", "b", "c"].map(|name| subscriptions.add(name));
    let channels = subscriptions.plan(10).subscribe;
    subscriptions.confirmed(&channels);
    subscriptions.remove("b");
    subscriptions.link_lost();
    let plan = subscriptions.plan(10);
    let channels: BTreeSet<_> = names(&plan.subscribe).into_iter().collect();
    assert_eq!(channels, BTreeSet::from(["a", "c"]));
    assert!(plan.unsubscribe.is_empty());
}

#[derive(Debug, Clone)]
enum Step {
    Add(u8),
    Remove(u8),
    /// Take a plan and apply it.
    Sync,
    /// Take a plan, continue with the steps, and apply it at the next `Sync`.
    Begin,
    Lose,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..4_u8).prop_map(Step::Add),
        (0..4_u8).prop_map(Step::Remove),
        Just(Step::Sync),
        Just(Step::Begin),
        Just(Step::Lose),
    ]
}

/// A link that only records its channels.
#[derive(Default)]
struct FakeLink(BTreeSet<Arc<str>>);

impl FakeLink {
    fn apply(&mut self, plan: Plan, subscriptions: &mut Subscriptions) {
        for name in &plan.unsubscribe {
            self.0.remove(name);
        }
        self.0.extend(plan.subscribe.iter().cloned());
        subscriptions.confirmed(&plan.subscribe);
    }
}

proptest! {
    #[test]
    fn the_link_ends_with_exactly_the_subscribed_channels(steps in proptest::collection::vec(step(), 0..60)) {
        let (mut subscriptions, mut link) = (Subscriptions::default(), FakeLink::default());
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut open: Option<Plan> = None;
        for step in steps {
            match step {
                Step::Add(n) => {
                    drop(subscriptions.add(&n.to_string()));
                    *counts.entry(n.to_string()).or_default() += 1;
                }
                Step::Remove(n) => {
                    subscriptions.remove(&n.to_string());
                    let count = counts.entry(n.to_string()).or_default();
                    *count = count.saturating_sub(1);
                }
                Step::Begin if open.is_none() => open = Some(subscriptions.plan(2)),
                Step::Begin | Step::Sync => {
                    let plan = open.take().unwrap_or_else(|| subscriptions.plan(2));
                    link.apply(plan, &mut subscriptions);
                }
                Step::Lose => {
                    open = None;
                    link = FakeLink::default();
                    subscriptions.link_lost();
                }
            }
        }
        if let Some(plan) = open.take() {
            link.apply(plan, &mut subscriptions);
        }
        loop {
            let plan = subscriptions.plan(2);
            if plan == Plan::default() { break }
            link.apply(plan, &mut subscriptions);
        }
        let wanted: BTreeSet<String> = counts.into_iter().filter(|(_, n)| *n > 0).map(|(name, _)| name).collect();
        let joined: BTreeSet<String> = link.0.iter().map(|name| name.to_string()).collect();
        prop_assert_eq!(wanted, joined);
    }
}
