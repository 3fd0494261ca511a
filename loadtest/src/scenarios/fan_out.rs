//! Each write is heard by everybody: what one delivery costs, and how long it takes.

use crate::{hear::reader::Habit, run::Run};

pub(super) async fn play(run: &mut Run) {
    run.connect(|_| Habit::Eager).await;
    run.write(async |_| {}).await;
    run.settle().await;
}
