//! The progress of a run: one line on the terminal, and no output without a terminal.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};
use tokio::time::interval;

pub(super) struct Progress(ProgressBar);

const BAR: &str = "{prefix:>20} [{bar:40}] {percent:>3} % {wide_msg}";

impl Progress {
    pub(super) fn new() -> Self {
        let bar = ProgressBar::new(1);
        let style = ProgressStyle::with_template(BAR).unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars("=> "));
        Self(bar)
    }

    /// Begins a phase of unknown length.
    pub(super) fn phase(&self, what: &'static str) {
        self.bar(what, 1);
    }

    pub(super) fn bar(&self, what: &'static str, length: u64) {
        self.0.set_length(length.max(1));
        self.0.set_position(0);
        self.0.set_message("");
        self.0.set_prefix(what);
    }

    pub(super) fn at(&self, position: u64) {
        self.0.set_position(position);
    }

    pub(super) fn say(&self, message: String) {
        self.0.set_message(message);
    }

    /// Shows a counter while a task runs.
    pub(super) async fn counting<T>(
        &self,
        what: &'static str,
        length: u64,
        counter: &Arc<AtomicU64>,
        work: impl Future<Output = T>,
    ) -> T {
        self.bar(what, length);
        let mut tick = interval(Duration::from_millis(100));
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                _ = tick.tick() => self.at(counter.load(Ordering::Relaxed)),
            }
        }
    }

    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
