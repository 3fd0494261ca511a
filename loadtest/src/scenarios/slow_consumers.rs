//! Some do not read what they are sent, as long as writes go on: they must be closed, come back, and miss nothing, and
//! nobody else may notice.

use std::time::Duration;

use crate::{
    hear::reader::{Habit, Order},
    run::Run,
};

/// How long those who were closed may take to come back.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) async fn play(run: &mut Run) {
    let share = usize::from(run.options.slow_share);
    let habit = move |index: usize| match index % 100 * share / 100 < (index % 100 + 1) * share / 100 {
        true => Habit::Slow,
        false => Habit::Eager,
    };
    run.connect(habit).await;
    run.write(async |_| {}).await;
    // Only now do they read: what the kernel kept for them, then that they were closed, and then they resume.
    run.order(Order::Wake);
    run.wait_for_all(PATIENCE).await;
    run.settle().await;
}
