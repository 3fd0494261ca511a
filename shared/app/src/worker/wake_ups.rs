//! The one listener for wake-ups: it hands each to all consumers, and those about jobs to the runner of jobs.
//!
//! A commit names its tenant on one channel of the bus ([`WakeUp`]), so that a consumer need not wait for its next
//! poll. A wake-up is a hint: a lost one is made up for by the poll, and a forged one costs a look at a tenant that is
//! up to date.

use plenum_bus::{Bus, BusEvent, BusEvents};
use plenum_shared::{ids::TenantId, notice::WakeUp};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::jobs::JobSignals;

/// Wake-ups that wait for a consumer. A consumer that is further behind misses the oldest of them.
pub(super) const CAPACITY: usize = 1_024;

/// The worker's end of the bus. The bus must be one of its own: it has one listener.
pub struct WakeUps {
    bus: Bus,
    events: BusEvents,
}

impl WakeUps {
    pub fn new(bus: Bus, events: BusEvents) -> Self {
        Self { bus, events }
    }

    /// Hands wake-ups to the consumers until `stop` is cancelled.
    pub(super) async fn fan_out(
        mut self,
        consumers: broadcast::Sender<TenantId>,
        jobs: JobSignals,
        stop: CancellationToken,
    ) {
        for channel in [WakeUp::CHANNEL, WakeUp::JOBS_CHANNEL, WakeUp::JOB_CANCELLED_CHANNEL] {
            if let Err(error) = self.bus.subscribe(channel).await {
                tracing::warn!(%error, "the bus did not confirm that it wakes the worker; until it does, the worker polls");
            }
        }
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                event = self.events.recv() => match event {
                    Some(BusEvent::Message { channel, .. }) if &*channel == WakeUp::JOBS_CHANNEL => {
                        jobs.ready.notify_one();
                    }
                    Some(BusEvent::Message { channel, .. }) if &*channel == WakeUp::JOB_CANCELLED_CHANNEL => {
                        jobs.cancelled.notify_one();
                    }
                    Some(BusEvent::Message { payload, .. }) => {
                        if let Some(WakeUp(tenant)) = WakeUp::decode(&payload) {
                            // Without consumers nobody is to be woken.
                            let _ = consumers.send(tenant);
                        }
                    }
                    // What was missed, the next poll finds.
                    Some(BusEvent::Disturbed(_)) => {}
                    // The bus has ended, and the consumers go on by their polls.
                    None => return stop.cancelled().await,
                },
            }
        }
    }
}
