//! What wakes the worker before its next look at the clock: every commit names its tenant on one channel of the bus.
//!
//! A wake is a hint. One that is lost is made up for by the next poll, and one that is forged costs a look at a tenant
//! who is up to date, so it is neither sealed nor believed.

use bytes::Bytes;
use plenum_bus::{Bus, BusEvent, BusEvents};
use plenum_shared::ids::TenantId;

const CHANNEL: &str = "work";

/// Says that there is work in a tenant.
pub(crate) fn wake(bus: &Bus, tenant: TenantId) {
    // Whether it arrives is no matter.
    let _ = bus.publish(CHANNEL, Bytes::from(tenant.to_string()));
}

/// The worker's end of the bus. The bus must be one of its own: it has one listener.
pub struct Wakes {
    bus: Bus,
    events: Option<BusEvents>,
}

impl Wakes {
    pub fn new(bus: Bus, events: BusEvents) -> Self {
        Self { bus, events: Some(events) }
    }

    pub(super) async fn listen(&self) {
        if let Err(error) = self.bus.subscribe(CHANNEL).await {
            tracing::warn!(%error, "the bus did not confirm that it wakes the worker; until it does, the worker polls");
        }
    }

    /// The next tenant with work; for ever pending when the bus has ended. Cancel safe.
    pub(super) async fn next(&mut self) -> TenantId {
        loop {
            let Some(events) = &mut self.events else { return std::future::pending().await };
            match events.recv().await {
                Some(BusEvent::Message { payload, .. }) => {
                    let tenant = std::str::from_utf8(&payload).ok().and_then(|text| text.parse().ok());
                    if let Some(tenant) = tenant {
                        return tenant;
                    }
                }
                // What was missed, the next poll finds.
                Some(BusEvent::Disturbed(_)) => {}
                None => self.events = None,
            }
        }
    }
}
