//! The one task behind a [`Bus`](crate::Bus): it opens a link, checks it with a probe, serves it until it ends, and
//! begins again.
//!
//! ```text
//! connect ─▶ subscribe: probe channel, then all channels ─▶ receive own probe ─▶ Up, Disturbed ─▶ serve
//!    ▲                                                                                             │
//!    └──────── jittered pause, at most 2 s ◀── Down, reset the subscriptions, drop the outbox ◀────┘
//! ```
//!
//! A link is never repaired. Any error, timeout or missing probe ends the link as a whole, because a node with a partly
//! restored connection may receive nothing for hours without an error.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use crate::event::{BusState, Disturbance};
use crate::link::events::{ConsumerQueue, LinkEvents};
use crate::link::{Driver, Link, LinkError, Outgoing};
use crate::metric::{self, Dropped};
use crate::options::BusOptions;
use crate::queue;
use crate::shared_state::Shared;
use crate::subscriptions::Confirmation;

mod backoff;
mod liveness;
mod serve;

use backoff::Backoff;

/// The time limit for one command of the driver.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(2);
/// The most channels or messages in one command of the driver.
const BATCH: usize = 1_000;

pub(crate) struct Supervisor {
    shared: Arc<Shared>,
    driver: Box<dyn Driver>,
    consumer: ConsumerQueue,
    outbox: queue::Receiver,
    names: ChannelNames,
    probe_every: Duration,
    backoff: Backoff,
    history: LinkHistory,
}

/// The names of channels on the server: `plenum:ch:<channel>` and `plenum:probe:<node>`.
#[derive(Debug)]
struct ChannelNames {
    prefix: Arc<str>,
    probes: Arc<str>,
}

impl ChannelNames {
    fn complete(&self, channel: &str) -> Arc<str> {
        format!("{}{channel}", self.prefix).into()
    }

    /// A probe to the node itself.
    fn probe(&self, number: u64) -> Outgoing {
        Outgoing { channel: self.probes.clone(), payload: Bytes::copy_from_slice(&number.to_be_bytes()) }
    }
}

/// The number of links so far, and the last reason that was logged.
#[derive(Debug, Default)]
struct LinkHistory {
    links: u64,
    last_failure: Option<LinkError>,
}

impl Supervisor {
    pub(crate) fn new(
        shared: Arc<Shared>,
        driver: Box<dyn Driver>,
        consumer: ConsumerQueue,
        outbox: queue::Receiver,
        options: &BusOptions,
    ) -> Self {
        let names = ChannelNames {
            prefix: format!("{}:ch:", options.namespace).into(),
            probes: format!("{}:probe:{:032x}", options.namespace, options.node).into(),
        };
        let backoff = Backoff::new(options.node);
        let probe_every = options.probe_every;
        Self { shared, driver, consumer, outbox, names, probe_every, backoff, history: LinkHistory::default() }
    }

    /// Runs until the node is stopped. Stopping drops the link, which closes it.
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        metric::down();
        loop {
            let ended = stop.run_until_cancelled(self.run_link()).await;
            self.down();
            let Some(reason) = ended else { return };
            self.report(reason);
            let pause = self.backoff.next();
            if stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_none() {
                return;
            }
        }
    }

    /// Opens and serves one link, and returns the reason of its end.
    async fn run_link(&mut self) -> LinkError {
        let events =
            LinkEvents::new(self.consumer.clone(), Arc::clone(&self.names.prefix), Arc::clone(&self.names.probes));
        let link = match within(self.driver.connect(events.clone()), "connecting").await {
            Ok(link) => link,
            Err(reason) => return reason,
        };
        let reason = match self.establish(&*link, &events).await {
            Ok(()) => self.serve(&*link, &events).await,
            Err(reason) => reason,
        };
        link.close();
        reason
    }

    /// Subscribes to all channels, and goes up when the node has received its own probe.
    async fn establish(&mut self, link: &dyn Link, events: &LinkEvents) -> Result<(), LinkError> {
        within(link.subscribe(std::slice::from_ref(&self.names.probes)), "subscribing").await?;
        // One plan, because a second plan may be taken only when this one is confirmed. Later subscriptions are served
        // later.
        let channels = self.shared.subscriptions().plan(usize::MAX).subscribe;
        for batch in channels.chunks(BATCH) {
            let names: Vec<_> = batch.iter().map(|name| self.names.complete(name)).collect();
            within(link.subscribe(&names), "subscribing").await?;
        }
        within(link.publish(&[self.names.probe(liveness::FIRST)]), "publishing").await?;
        let probe = async {
            events.until_probe(liveness::FIRST).await;
            Ok(())
        };
        within(probe, "receiving its own probe").await?;
        self.up(&channels);
        Ok(())
    }

    /// Marks the bus as up. The order matters: a caller whose channel is confirmed may publish at once and must not be
    /// refused, and the consumer must not compare the heads before every channel is subscribed again.
    fn up(&mut self, channels: &[Arc<str>]) {
        metric::up();
        self.shared.state.send_replace(BusState::Up);
        if self.history.links > 0 {
            metric::reconnected();
            self.consumer.disturb(Disturbance::Reconnected);
        }
        if self.shared.subscriptions().confirmed(channels) == Confirmation::Late {
            self.consumer.disturb(Disturbance::Resubscribed);
        }
        info!(channels = channels.len(), links = self.history.links, "the bus is up");
        self.history.links += 1;
        self.history.last_failure = None;
        self.backoff.reset();
    }

    /// Marks the bus as down, and drops the messages in the outbox: before the next link is up, their receivers have
    /// found the entries by their numbers.
    fn down(&mut self) {
        self.shared.state.send_replace(BusState::Down);
        metric::down();
        self.shared.subscriptions().link_lost();
        let dropped = self.outbox.clear();
        if dropped > 0 {
            metric::dropped(Dropped::Down, dropped);
        }
    }

    /// Logs a reason once, even if many attempts fail for it.
    fn report(&mut self, reason: LinkError) {
        if self.history.last_failure.as_ref() == Some(&reason) {
            debug!(%reason, "the bus is still down");
        } else {
            warn!(%reason, "the bus is down");
            self.history.last_failure = Some(reason);
        }
    }
}

/// The bus must be marked as down however the task ends, also by a panic of the driver.
impl Drop for Supervisor {
    fn drop(&mut self) {
        self.down();
    }
}

/// Every command of the driver has a time limit.
async fn within<T>(work: impl Future<Output = Result<T, LinkError>>, what: &str) -> Result<T, LinkError> {
    match timeout(COMMAND_TIMEOUT, work).await {
        Ok(result) => result,
        Err(_) => Err(LinkError::new(format!("{what} took longer than {} s", COMMAND_TIMEOUT.as_secs()))),
    }
}
