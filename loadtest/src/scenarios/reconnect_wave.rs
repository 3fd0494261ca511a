//! All connections are lost at once after a third of the measured time, while writes continue. The scenario measures the
//! time until all readers have caught up, and whether any delivery is missing.

use std::time::Duration;

use crate::{
    options::Loss,
    readers::reader::{ReaderCommand, ReaderKind},
    run::Run,
    target::StopMode,
};

/// The time limit for all readers to reconnect.
const TIMEOUT: Duration = Duration::from_secs(120);

pub(super) async fn run(run: &mut Run) {
    run.connect(|_| ReaderKind::Normal).await;
    run.write(async |run| {
        run.wait_until_share(1.0 / 3.0).await;
        match run.options.by {
            Loss::Cut => run.command(ReaderCommand::Cut(1)),
            Loss::Drain => run.target.stop_first_hub(StopMode::Terminate),
            Loss::Kill => run.target.stop_first_hub(StopMode::Kill),
        }
    })
    .await;
    run.wait_for_all(TIMEOUT).await;
    run.settle().await;
}
