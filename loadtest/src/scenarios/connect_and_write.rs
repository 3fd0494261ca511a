//! Everybody connects, there are writes, and what they bring is heard: the whole of a fan-out, of many tenants, of a
//! storm of connections (which shows in the first phase, and the writes that the connections live) and of a day at the
//! office. What makes them differ is their sizes and what is written.

use crate::{readers::reader::Habit, run::Run};

pub(super) async fn play(run: &mut Run) {
    run.connect(|_| Habit::Eager).await;
    run.write(async |_| {}).await;
    run.settle().await;
}
