//! Some do not read what they are sent, for a while: they must be closed, come back while writes go on, and miss
//! nothing but what they are told to load again, and nobody else may notice.
//!
//! The server keeps the news that it has closed somebody for some seconds. Who wakes later finds a connection that
//! broke off, and does the same.

use std::time::Duration;

use crate::{
    readers::reader::{Habit, Order},
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
    run.write(async |run| {
        run.written_for(run.options.nap).await;
        // Only now do they read: what the kernel kept for them, then that they were closed, and then they resume.
        run.order(Order::Wake);
    })
    .await;
    run.wait_for_all(PATIENCE).await;
    run.settle().await;
}
