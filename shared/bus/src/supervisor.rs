//! The one task behind a [`Bus`](crate::Bus): it makes a link, proves it, serves it until it ends, and begins again.
//!
//! ```text
//! connect ─▶ subscribe: probe channel, then every wish ─▶ hear one's own probe ─▶ Up, Disturbed ─▶ serve
//!    ▲                                                                                              │
//!    └───────────── jittered pause, at most 2 s ◀── Down, forget what was joined, drop the outbox ◀─┘
//! ```
//!
//! What would surprise: nothing is ever repaired. Any error, timeout or silence ends the link as a whole, because a
//! connection that was half restored is how nodes have gone deaf for hours without anybody noticing.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use crate::bus::Shared;
use crate::event::{BusState, Disturbance};
use crate::link::inbox::{Inbox, Inlet};
use crate::link::{Driver, Link, LinkError};
use crate::metric::{self, Dropped};
use crate::options::BusOptions;
use crate::queue;
use crate::wishes::Punctuality;

mod backoff;
mod liveness;
mod serve;

use backoff::Backoff;

/// How long the driver may take for one thing.
const COMMAND: Duration = Duration::from_secs(2);
/// How many channels or messages go to the driver at a time.
const BATCH: usize = 1_000;

pub(crate) struct Supervisor {
    shared: Arc<Shared>,
    driver: Box<dyn Driver>,
    inlet: Inlet,
    outbox: queue::Receiver,
    names: Names,
    probe_every: Duration,
    backoff: Backoff,
    history: History,
}

/// What names look like on the server: `plenum:ch:<channel>` and `plenum:probe:<node>`.
#[derive(Debug)]
struct Names {
    prefix: Arc<str>,
    probes: Arc<str>,
}

impl Names {
    fn complete(&self, channel: &str) -> Arc<str> {
        format!("{}{channel}", self.prefix).into()
    }
}

/// What the next success means, and what the log has said already.
#[derive(Debug, Default)]
struct History {
    links: u64,
    last_failure: Option<LinkError>,
}

impl Supervisor {
    pub(crate) fn new(
        shared: Arc<Shared>,
        driver: Box<dyn Driver>,
        inlet: Inlet,
        outbox: queue::Receiver,
        options: &BusOptions,
    ) -> Self {
        let names = Names {
            prefix: format!("{}:ch:", options.namespace).into(),
            probes: format!("{}:probe:{:032x}", options.namespace, options.node).into(),
        };
        let backoff = Backoff::new(options.node);
        let probe_every = options.probe_every;
        Self { shared, driver, inlet, outbox, names, probe_every, backoff, history: History::default() }
    }

    /// Runs until it is stopped. Stopping drops the link, which closes it.
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        metric::down();
        loop {
            let ended = stop.run_until_cancelled(self.live()).await;
            self.down();
            let Some(reason) = ended else { return };
            self.report(reason);
            let pause = self.backoff.next();
            if stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_none() {
                return;
            }
        }
    }

    /// One life of a link, from connecting to the reason of its end.
    async fn live(&mut self) -> LinkError {
        let inbox = Inbox::new(self.inlet.clone(), Arc::clone(&self.names.prefix), Arc::clone(&self.names.probes));
        let link = match within(self.driver.connect(inbox.clone()), "connecting").await {
            Ok(link) => link,
            Err(reason) => return reason,
        };
        let reason = match self.establish(&*link, &inbox).await {
            Ok(()) => self.serve(&*link, &inbox).await,
            Err(reason) => reason,
        };
        link.close();
        reason
    }

    /// Joins everything, and goes up when the node has heard itself.
    async fn establish(&mut self, link: &dyn Link, inbox: &Inbox) -> Result<(), LinkError> {
        within(link.subscribe(std::slice::from_ref(&self.names.probes)), "subscribing").await?;
        // One plan, since the next may be asked for only when this one is reported. Later wishes are served later.
        let joined = self.shared.wishes().plan(usize::MAX).join;
        for some in joined.chunks(BATCH) {
            let channels: Vec<_> = some.iter().map(|name| self.names.complete(name)).collect();
            within(link.subscribe(&channels), "subscribing").await?;
        }
        within(link.publish(&[serve::probe(&self.names, liveness::FIRST)]), "publishing").await?;
        let heard = async {
            inbox.until_probe(liveness::FIRST).await;
            Ok(())
        };
        within(heard, "hearing its own probe").await?;
        self.up(&joined);
        Ok(())
    }

    /// The order matters: whoever is told that a channel is confirmed may publish at once and must not be refused,
    /// and the consumer must not check heads before every channel is joined again.
    fn up(&mut self, joined: &[Arc<str>]) {
        metric::up();
        self.shared.state.send_replace(BusState::Up);
        if self.history.links > 0 {
            metric::reconnected();
            self.inlet.disturb(Disturbance::Reconnected);
        }
        if self.shared.wishes().joined(joined) == Punctuality::Late {
            self.inlet.disturb(Disturbance::Resubscribed);
        }
        info!(channels = joined.len(), links = self.history.links, "the bus is up");
        self.history.links += 1;
        self.history.last_failure = None;
        self.backoff.reset();
    }

    /// What waits to be published is dropped: by the time of the next link, the receivers have found it by its number.
    fn down(&mut self) {
        self.shared.state.send_replace(BusState::Down);
        metric::down();
        self.shared.wishes().lost();
        let waiting = self.outbox.clear();
        if waiting > 0 {
            metric::dropped(Dropped::Down, waiting);
        }
    }

    /// Says a reason once, however many attempts fail for it.
    fn report(&mut self, reason: LinkError) {
        if self.history.last_failure.as_ref() == Some(&reason) {
            debug!(%reason, "the bus is still down");
        } else {
            warn!(%reason, "the bus is down");
            self.history.last_failure = Some(reason);
        }
    }
}

/// However the task ends, by a panic of the driver too, nobody may go on believing that the bus is up.
impl Drop for Supervisor {
    fn drop(&mut self) {
        self.down();
    }
}

/// Every word with the driver is limited in time.
async fn within<T>(work: impl Future<Output = Result<T, LinkError>>, what: &str) -> Result<T, LinkError> {
    match timeout(COMMAND, work).await {
        Ok(result) => result,
        Err(_) => Err(LinkError::new(format!("{what} took longer than {} s", COMMAND.as_secs()))),
    }
}
