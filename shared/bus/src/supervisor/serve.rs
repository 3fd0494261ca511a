//! Serves a link: publishes, keeps the channels of the link as subscribed, and checks the node's own probes.
//!
//! The three run concurrently in one task; the first one that finds the link dead ends all.

use tokio::time::{MissedTickBehavior, interval_at, timeout};

use super::liveness::{Liveness, ProbeAction};
use super::{BATCH, ChannelNames, Supervisor, within};
use crate::event::Disturbance;
use crate::link::events::{ConsumerQueue, LinkEvents};
use crate::link::{Link, LinkError, Outgoing};
use crate::metric::{self, Dropped};
use crate::queue;
use crate::shared_state::Shared;
use crate::subscriptions::{Confirmation, Plan};

impl Supervisor {
    /// Serves the link until it ends, and returns the reason.
    pub(super) async fn serve(&mut self, link: &dyn Link, events: &LinkEvents) -> LinkError {
        let Self { shared, consumer, outbox, names, probe_every, .. } = self;
        tokio::select! {
            reason = events.until_lost() => reason,
            reason = publish(link, outbox, names) => reason,
            reason = keep_subscribed(link, shared, consumer, names) => reason,
            reason = keep_probing(link, events, names, *probe_every) => reason,
        }
    }
}

/// Publishes the outbox in batches. While one batch is in flight, the next one collects, so that batches grow with the
/// load, and a slow round trip costs latency but not throughput.
async fn publish(link: &dyn Link, outbox: &mut queue::Receiver, names: &ChannelNames) -> LinkError {
    let mut items = Vec::new();
    loop {
        if outbox.pop_many(&mut items, BATCH).await == 0 {
            return LinkError::new("the bus is gone");
        }
        let mut in_flight = InFlight(items.len());
        let batch: Vec<_> = items
            .drain(..)
            .map(|item| Outgoing { channel: names.complete(&item.channel), payload: item.payload })
            .collect();
        if let Err(reason) = within(link.publish(&batch), "publishing").await {
            return reason;
        }
        metric::published(std::mem::take(&mut in_flight.0));
    }
}

/// The number of messages in flight. Messages that are still in flight when this is dropped are counted as lost.
struct InFlight(usize);

impl Drop for InFlight {
    fn drop(&mut self) {
        if self.0 > 0 {
            metric::dropped(Dropped::Failed, self.0 as u64);
        }
    }
}

/// Applies each difference between the subscriptions and the channels of the link.
async fn keep_subscribed(
    link: &dyn Link,
    shared: &Shared,
    consumer: &ConsumerQueue,
    names: &ChannelNames,
) -> LinkError {
    loop {
        let plan = shared.subscriptions().plan(BATCH);
        if plan == Plan::default() {
            shared.subscriptions_changed.notified().await;
        } else if let Err(reason) = apply(&plan, link, shared, consumer, names).await {
            return reason;
        }
    }
}

async fn apply(
    plan: &Plan,
    link: &dyn Link,
    shared: &Shared,
    consumer: &ConsumerQueue,
    names: &ChannelNames,
) -> Result<(), LinkError> {
    if !plan.unsubscribe.is_empty() {
        let channels: Vec<_> = plan.unsubscribe.iter().map(|name| names.complete(name)).collect();
        within(link.unsubscribe(&channels), "unsubscribing").await?;
    }
    if !plan.subscribe.is_empty() {
        let channels: Vec<_> = plan.subscribe.iter().map(|name| names.complete(name)).collect();
        within(link.subscribe(&channels), "subscribing").await?;
        if shared.subscriptions().confirmed(&plan.subscribe) == Confirmation::Late {
            consumer.disturb(Disturbance::Resubscribed);
        }
    }
    Ok(())
}

/// Sends probes until too many are lost. A failed send needs no handling: that probe is not received either.
async fn keep_probing(
    link: &dyn Link,
    events: &LinkEvents,
    names: &ChannelNames,
    every: std::time::Duration,
) -> LinkError {
    let mut liveness = Liveness::new();
    let mut ticks = interval_at(tokio::time::Instant::now() + every, every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match liveness.tick(events.last_probe_received()) {
            ProbeAction::Dead => return LinkError::new("the connection delivers no probes any more"),
            ProbeAction::Send(number) => {
                let _ = timeout(every, link.publish(&[names.probe(number)])).await;
            }
        }
    }
}
