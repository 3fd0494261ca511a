//! The judgement over a history.

mod deliveries;
mod expectation;
mod log;
mod writes;

use super::{History, Logged, Violation};
use expectation::Expectation;
pub use expectation::{Due, Repeats};

/// Compares a history with the expectations of its run.
#[derive(Default)]
pub struct Checker<'a>(Expectation<'a>);

impl<'a> Checker<'a> {
    /// Every client receives the entries of every record of its tenant; repeats are allowed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets which client receives which entry of its own tenant. The function is called for catalogue records only;
    /// other entries of the log are due to no client.
    pub fn audience(mut self, due: impl Fn(&str, &Logged) -> Due + 'a) -> Self {
        self.0.narrow(due);
        self
    }

    pub fn repeats(mut self, repeats: Repeats) -> Self {
        self.0.repeats = repeats;
        self
    }

    /// Everything that is wrong with a history.
    pub fn judge(&self, history: &History) -> Vec<Violation> {
        let mut found = Vec::new();
        let logs = log::judge(history, &mut found);
        writes::judge(history, &logs, &mut found);
        deliveries::judge(&self.0, history, &logs, &mut found);
        found
    }

    /// Panics with everything that is wrong, for use at the end of a test.
    #[track_caller]
    pub fn expect_clean(&self, history: &History) {
        let violations = self.judge(history);
        let listed: Vec<_> = violations.iter().take(30).map(|violation| format!("  {violation}")).collect();
        assert!(violations.is_empty(), "{} violations:\n{}", violations.len(), listed.join("\n"));
    }
}
