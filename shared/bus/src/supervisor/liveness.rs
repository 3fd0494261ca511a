//! When silence is death: three probes in a row that did not come back.
//!
//! Probes are counted, not timed. If this process itself was frozen, the clock has run and the probes have not, and a
//! healthy connection is not thrown away for it.

/// The number of the first probe, the one that proves a new link.
pub(crate) const FIRST: u64 = 1;
/// So many unheard probes are a dead link.
const SILENT: u64 = 3;

/// Counts the probes of one link, whose first has been heard.
#[derive(Debug)]
pub(crate) struct Liveness {
    sent: u64,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Send the probe of this number.
    Send(u64),
    Dead,
}

impl Liveness {
    pub(crate) fn new() -> Self {
        Self { sent: FIRST }
    }

    /// Time for another probe, `heard` being the last one that came back.
    pub(crate) fn tick(&mut self, heard: u64) -> Verdict {
        if self.sent.saturating_sub(heard) >= SILENT {
            return Verdict::Dead;
        }
        self.sent += 1;
        Verdict::Send(self.sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_silent_probes_are_death_and_any_answer_is_life() {
        let mut liveness = Liveness::new();
        for n in 2..10 {
            assert_eq!(liveness.tick(n - 1), Verdict::Send(n));
        }
        assert_eq!(liveness.tick(8), Verdict::Send(10));
        assert_eq!(liveness.tick(8), Verdict::Send(11));
        assert_eq!(liveness.tick(9), Verdict::Send(12));
        assert_eq!(liveness.tick(9), Verdict::Dead);
    }
}
