//! All readers connect, the lanes write, and the readers receive the events. This is the scenario of a fan-out, of many
//! tenants, of a storm of connections (where the first phase matters) and of the CRUD mix. They differ in their sizes
//! and in their operations.

use crate::{readers::reader::ReaderKind, run::Run};

pub(super) async fn run(run: &mut Run) {
    run.connect(|_| ReaderKind::Normal).await;
    run.write(async |_| {}).await;
    run.settle().await;
}
