//! Some readers pause reading for a while. The server must close them; they reconnect while writes continue, and may
//! miss only the deliveries in announced gaps. The other readers must not be affected.
//!
//! The server waits some seconds for a closed reader to read its close frame. A reader that pauses longer finds a
//! broken connection, and reconnects in the same way.

use std::time::Duration;

use crate::{
    readers::reader::{ReaderCommand, ReaderKind},
    run::Run,
};

/// The time limit for all closed readers to reconnect.
const TIMEOUT: Duration = Duration::from_secs(60);

pub(super) async fn run(run: &mut Run) {
    let share = usize::from(run.options.slow_share);
    let kind = move |index: usize| match index % 100 * share / 100 < (index % 100 + 1) * share / 100 {
        true => ReaderKind::Slow,
        false => ReaderKind::Normal,
    };
    run.connect(kind).await;
    run.write(async |run| {
        run.wait_for_writes(run.options.nap).await;
        // The slow readers now read the bytes that the kernel has buffered and the close frame, and then resume.
        run.command(ReaderCommand::ResumeReading);
    })
    .await;
    run.wait_for_all(TIMEOUT).await;
    run.settle().await;
}
