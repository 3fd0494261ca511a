//! Many tenants with few screens each: what each tenant costs, and whether they hold each other up.

use crate::{hear::reader::Habit, run::Run};

pub(super) async fn play(run: &mut Run) {
    run.connect(|_| Habit::Eager).await;
    run.write(async |_| {}).await;
    run.settle().await;
}
