//! Everybody loses the connection at once, a third into the run, while writes go on: how long until all are level, and
//! whether anything is missing.

use std::time::Duration;

use crate::{
    options::Loss,
    readers::reader::{Habit, Order},
    run::Run,
    target::Violence,
};

/// How long the wave may take.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) async fn play(run: &mut Run) {
    run.connect(|_| Habit::Eager).await;
    run.write(async |run| {
        run.until(1.0 / 3.0).await;
        match run.options.by {
            Loss::Cut => run.order(Order::Cut(1)),
            Loss::Drain => run.target.lose_hub(Violence::Ask),
            Loss::Kill => run.target.lose_hub(Violence::Kill),
        }
    })
    .await;
    run.wait_for_all(PATIENCE).await;
    run.settle().await;
}
