//! What happens while a link is good: publish, keep the subscriptions as wished, and listen for one's own probes.
//!
//! The three run side by side inside one task; the first to find the link dead ends all.

use bytes::Bytes;
use tokio::time::{MissedTickBehavior, interval_at, timeout};

use super::liveness::{Liveness, Verdict};
use super::{BATCH, Names, Supervisor, within};
use crate::bus::Shared;
use crate::event::Disturbance;
use crate::link::inbox::{Inbox, Inlet};
use crate::link::{Link, LinkError, Outgoing};
use crate::metric::{self, Dropped};
use crate::queue;
use crate::wishes::{Plan, Punctuality};

impl Supervisor {
    /// Serves the link until it ends, and says why it did.
    pub(super) async fn serve(&mut self, link: &dyn Link, inbox: &Inbox) -> LinkError {
        let Self { shared, inlet, outbox, names, probe_every, .. } = self;
        tokio::select! {
            reason = inbox.until_lost() => reason,
            reason = publish(link, outbox, names) => reason,
            reason = follow_wishes(link, shared, inlet, names) => reason,
            reason = keep_probing(link, inbox, names, *probe_every) => reason,
        }
    }
}

/// A probe to oneself.
pub(super) fn probe(names: &Names, number: u64) -> Outgoing {
    Outgoing { channel: names.probes.clone(), payload: Bytes::copy_from_slice(&number.to_be_bytes()) }
}

/// Moves the outbox to the driver. While one batch is under way the next one collects, so that the batches grow with
/// the load and a slow round trip costs latency, not throughput.
async fn publish(link: &dyn Link, outbox: &mut queue::Receiver, names: &Names) -> LinkError {
    let mut items = Vec::new();
    loop {
        if outbox.pop_many(&mut items, BATCH).await == 0 {
            return LinkError::new("the bus is gone");
        }
        let mut under_way = UnderWay(items.len());
        let batch: Vec<_> = items
            .drain(..)
            .map(|item| Outgoing { channel: names.complete(&item.channel), payload: item.payload })
            .collect();
        if let Err(reason) = within(link.publish(&batch), "publishing").await {
            return reason;
        }
        metric::published(std::mem::take(&mut under_way.0));
    }
}

/// Messages that the driver has and may lose; what is left at the end, by whatever way it came, is counted as lost.
struct UnderWay(usize);

impl Drop for UnderWay {
    fn drop(&mut self) {
        if self.0 > 0 {
            metric::dropped(Dropped::Failed, self.0 as u64);
        }
    }
}

/// Carries out the difference between what is wished and what is joined, again and again.
async fn follow_wishes(link: &dyn Link, shared: &Shared, inlet: &Inlet, names: &Names) -> LinkError {
    loop {
        let plan = shared.wishes().plan(BATCH);
        if plan == Plan::default() {
            shared.wishes_changed.notified().await;
        } else if let Err(reason) = carry_out(&plan, link, shared, inlet, names).await {
            return reason;
        }
    }
}

async fn carry_out(
    plan: &Plan,
    link: &dyn Link,
    shared: &Shared,
    inlet: &Inlet,
    names: &Names,
) -> Result<(), LinkError> {
    if !plan.leave.is_empty() {
        let channels: Vec<_> = plan.leave.iter().map(|name| names.complete(name)).collect();
        within(link.unsubscribe(&channels), "unsubscribing").await?;
    }
    if !plan.join.is_empty() {
        let channels: Vec<_> = plan.join.iter().map(|name| names.complete(name)).collect();
        within(link.subscribe(&channels), "subscribing").await?;
        if shared.wishes().joined(&plan.join) == Punctuality::Late {
            inlet.disturb(Disturbance::Resubscribed);
        }
    }
    Ok(())
}

/// Sends probes until too many stay unheard. That a probe could not be sent is no reason by itself: it will not be
/// heard either.
async fn keep_probing(link: &dyn Link, inbox: &Inbox, names: &Names, every: std::time::Duration) -> LinkError {
    let mut liveness = Liveness::new();
    let mut ticks = interval_at(tokio::time::Instant::now() + every, every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match liveness.tick(inbox.last_probe_heard()) {
            Verdict::Dead => return LinkError::new("the connection has gone silent"),
            Verdict::Send(number) => {
                let _ = timeout(every, link.publish(&[probe(names, number)])).await;
            }
        }
    }
}
