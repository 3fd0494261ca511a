//! Everybody connects at once: how long each waits until it is live. Then a trickle of writes shows that they are.

use crate::{hear::reader::Habit, run::Run};

pub(super) async fn play(run: &mut Run) {
    run.connect(|_| Habit::Eager).await;
    run.write(async |_| {}).await;
    run.settle().await;
}
