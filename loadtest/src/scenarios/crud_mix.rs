//! A day at the office: lists, readings, changes, new records and deletions, and everybody's screen follows.

use crate::{hear::reader::Habit, run::Run};

pub(super) async fn play(run: &mut Run) {
    run.connect(|_| Habit::Eager).await;
    run.write(async |_| {}).await;
    run.settle().await;
}
