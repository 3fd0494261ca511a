//! Detects a dead link: three probes in a row that were not received.
//!
//! Probes are counted, not timed. If this process itself was frozen, time has passed but no probe is missing, so a
//! healthy connection is kept.

/// The number of the first probe, which checks a new link.
pub(crate) const FIRST: u64 = 1;
/// The number of lost probes after which a link is dead.
const MAX_LOST: u64 = 3;

/// Counts the probes of one link, of which the first has been received.
#[derive(Debug)]
pub(crate) struct Liveness {
    sent: u64,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ProbeAction {
    /// Send the probe of this number.
    Send(u64),
    Dead,
}

impl Liveness {
    pub(crate) fn new() -> Self {
        Self { sent: FIRST }
    }

    /// The action when the next probe is due; `received` is the number of the last received probe.
    pub(crate) fn tick(&mut self, received: u64) -> ProbeAction {
        if self.sent.saturating_sub(received) >= MAX_LOST {
            return ProbeAction::Dead;
        }
        self.sent += 1;
        ProbeAction::Send(self.sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_lost_probes_end_a_link_and_any_received_one_keeps_it() {
        let mut liveness = Liveness::new();
        for n in 2..10 {
            assert_eq!(liveness.tick(n - 1), ProbeAction::Send(n));
        }
        assert_eq!(liveness.tick(8), ProbeAction::Send(10));
        assert_eq!(liveness.tick(8), ProbeAction::Send(11));
        assert_eq!(liveness.tick(9), ProbeAction::Send(12));
        assert_eq!(liveness.tick(9), ProbeAction::Dead);
    }
}
