//! Some do not read what they are sent: they must be closed and come back, and nobody else may notice.

use crate::{hear::reader::Habit, run::Run};

pub(super) async fn play(run: &mut Run) {
    let (share, asleep) = (usize::from(run.options.slow_share), run.options.duration.mul_f64(0.5));
    let habit = move |index: usize| match index % 100 * share / 100 < (index % 100 + 1) * share / 100 {
        true => Habit::Slow(asleep),
        false => Habit::Eager,
    };
    run.connect(habit).await;
    run.write(async |_| {}).await;
    run.settle().await;
}
