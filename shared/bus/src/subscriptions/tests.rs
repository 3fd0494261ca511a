//! The bookkeeping against scripted orders of events, and against a simple model under random ones.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

fn names(list: &[Arc<str>]) -> Vec<&str> {
    list.iter().map(|name| &**name).collect()
}

#[test]
fn only_the_first_wish_joins_and_only_the_last_release_leaves() {
    let mut wishes = Wishes::default();
    let first = wishes.want("a");
    let second = wishes.want("a");
    let plan = wishes.plan(10);
    assert_eq!(names(&plan.join), ["a"]);
    assert_eq!(wishes.joined(&plan.join), Punctuality::InTime);
    assert!(first.is_some_and(|mut waiter| waiter.try_recv().is_ok()));
    assert!(second.is_some_and(|mut waiter| waiter.try_recv().is_ok()));
    assert!(wishes.want("a").is_none());

    wishes.release("a");
    wishes.release("a");
    assert_eq!(wishes.plan(10), Plan::default());
    wishes.release("a");
    assert_eq!(names(&wishes.plan(10).leave), ["a"]);
    wishes.release("a");
    assert_eq!(wishes.plan(10), Plan::default());
}

#[test]
fn a_wish_made_again_while_leaving_waits_for_a_new_join() {
    let mut wishes = Wishes::default();
    let _waiter = wishes.want("a");
    let join = wishes.plan(10).join;
    wishes.joined(&join);
    wishes.release("a");
    assert_eq!(names(&wishes.plan(10).leave), ["a"]);
    let waiter = wishes.want("a");
    assert!(waiter.is_some());
    assert_eq!(names(&wishes.plan(10).join), ["a"]);
}

#[test]
fn a_wish_withdrawn_while_joining_is_left_afterwards() {
    let mut wishes = Wishes::default();
    let _waiter = wishes.want("a");
    let join = wishes.plan(10).join;
    wishes.release("a");
    wishes.joined(&join);
    assert_eq!(names(&wishes.plan(10).leave), ["a"]);
}

#[test]
fn somebody_who_gave_up_makes_the_join_late() {
    let mut wishes = Wishes::default();
    drop(wishes.want("a"));
    let join = wishes.plan(10).join;
    assert_eq!(wishes.joined(&join), Punctuality::Late);
}

#[test]
fn after_a_loss_everything_wanted_is_joined_again() {
    let mut wishes = Wishes::default();
    let _waiters = ["a", "b", "c"].map(|name| wishes.want(name));
    let join = wishes.plan(10).join;
    wishes.joined(&join);
    wishes.release("b");
    wishes.lost();
    let plan = wishes.plan(10);
    let again: BTreeSet<_> = names(&plan.join).into_iter().collect();
    assert_eq!(again, BTreeSet::from(["a", "c"]));
    assert!(plan.leave.is_empty());
}

#[derive(Debug, Clone)]
enum Step {
    Want(u8),
    Release(u8),
    /// Take a plan and carry it out.
    Sync,
    /// Take a plan, let the steps go on, and carry it out at the next `Sync`.
    Begin,
    Lose,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..4_u8).prop_map(Step::Want),
        (0..4_u8).prop_map(Step::Release),
        Just(Step::Sync),
        Just(Step::Begin),
        Just(Step::Lose),
    ]
}

/// A link that only remembers what it was told.
#[derive(Default)]
struct FakeLink(BTreeSet<Arc<str>>);

impl FakeLink {
    fn carry_out(&mut self, plan: Plan, wishes: &mut Wishes) {
        for name in &plan.leave {
            self.0.remove(name);
        }
        self.0.extend(plan.join.iter().cloned());
        wishes.joined(&plan.join);
    }
}

proptest! {
    #[test]
    fn whatever_happens_the_link_ends_with_exactly_the_wanted_channels(steps in proptest::collection::vec(step(), 0..60)) {
        let (mut wishes, mut link) = (Wishes::default(), FakeLink::default());
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut open: Option<Plan> = None;
        for step in steps {
            match step {
                Step::Want(n) => {
                    drop(wishes.want(&n.to_string()));
                    *counts.entry(n.to_string()).or_default() += 1;
                }
                Step::Release(n) => {
                    wishes.release(&n.to_string());
                    let count = counts.entry(n.to_string()).or_default();
                    *count = count.saturating_sub(1);
                }
                Step::Begin if open.is_none() => open = Some(wishes.plan(2)),
                Step::Begin | Step::Sync => {
                    let plan = open.take().unwrap_or_else(|| wishes.plan(2));
                    link.carry_out(plan, &mut wishes);
                }
                Step::Lose => {
                    open = None;
                    link = FakeLink::default();
                    wishes.lost();
                }
            }
        }
        if let Some(plan) = open.take() {
            link.carry_out(plan, &mut wishes);
        }
        loop {
            let plan = wishes.plan(2);
            if plan == Plan::default() { break }
            link.carry_out(plan, &mut wishes);
        }
        let wanted: BTreeSet<String> = counts.into_iter().filter(|(_, n)| *n > 0).map(|(name, _)| name).collect();
        let joined: BTreeSet<String> = link.0.iter().map(|name| name.to_string()).collect();
        prop_assert_eq!(wanted, joined);
    }
}
