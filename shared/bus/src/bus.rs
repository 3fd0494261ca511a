//! The handle a node publishes and subscribes with, and the stream its one consumer reads.
//!
//! Both ends only touch memory: a bounded queue, a map of wishes, a few marks. The work is done by one task, the
//! [`supervisor`](crate::supervisor), which owns the connection.

use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::error::BusError;
use crate::event::{BusEvent, BusState, Handoff};
use crate::link::Driver;
use crate::link::inbox::{Inlet, Marks};
use crate::metric::{self, Dropped};
use crate::options::BusOptions;
use crate::queue::{self, Item};
use crate::supervisor::Supervisor;
use crate::wishes::Wishes;

/// How long a caller of `subscribe` waits for the confirmation.
const CONFIRM_WITHIN: Duration = Duration::from_secs(2);

/// One node's place on the bus. Cheap to clone; the last clone dropped takes the node off.
#[derive(Debug, Clone)]
pub struct Bus(Arc<Handle>);

/// The events of one node, for its one consumer.
#[derive(Debug)]
pub struct BusEvents {
    queue: queue::Receiver,
    marks: Arc<Marks>,
}

#[derive(Debug)]
struct Handle {
    shared: Arc<Shared>,
    task: tokio::sync::Mutex<Option<JoinHandle<()>>>,
    stop: DropGuard,
}

/// What the handle and the supervisor both hold.
#[derive(Debug)]
pub(crate) struct Shared {
    wishes: Mutex<Wishes>,
    pub(crate) wishes_changed: Notify,
    outgoing: queue::Sender,
    pub(crate) state: watch::Sender<BusState>,
}

impl Shared {
    /// A panic while the lock is held cannot leave the map half changed in a way that matters, so poison is ignored.
    pub(crate) fn wishes(&self) -> MutexGuard<'_, Wishes> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bus {
    /// Takes a node onto the bus. It returns at once, connects in the background, and goes on trying for ever. Must be
    /// called inside a tokio runtime.
    ///
    /// # Errors
    /// [`BusError::InvalidNamespace`].
    pub fn start(driver: impl Driver, options: BusOptions) -> Result<(Self, BusEvents), BusError> {
        options.check()?;
        let limits = options.limits;
        let (outgoing, outbox) = queue::bounded(limits.outgoing_messages, limits.outgoing_bytes);
        let (incoming, queue) = queue::bounded(limits.incoming_messages, limits.incoming_bytes);
        let marks = Arc::new(Marks::default());
        let shared = Arc::new(Shared {
            wishes: Mutex::default(),
            wishes_changed: Notify::new(),
            outgoing,
            state: watch::Sender::new(BusState::Down),
        });
        let stop = CancellationToken::new();
        let inlet = Inlet::new(incoming, Arc::clone(&marks));
        let supervisor = Supervisor::new(Arc::clone(&shared), Box::new(driver), inlet, outbox, &options);
        let task = tokio::spawn(supervisor.run(stop.clone()));
        let handle = Handle { shared, task: tokio::sync::Mutex::new(Some(task)), stop: stop.drop_guard() };
        Ok((Self(Arc::new(handle)), BusEvents { queue, marks }))
    }

    /// Hands a message over for publishing. It never waits, and the answer may well be ignored: a lost message is
    /// found by its number.
    pub fn publish(&self, channel: &str, payload: Bytes) -> Handoff {
        let shared = &self.0.shared;
        if !self.is_up() {
            metric::dropped(Dropped::Down, 1);
            return Handoff::Dropped;
        }
        if shared.outgoing.push(Item { channel: channel.into(), payload }).is_err() {
            metric::dropped(Dropped::Behind, 1);
            return Handoff::Dropped;
        }
        Handoff::Queued
    }

    /// Wishes to hear a channel. The wish counts from the *call* on, whatever becomes of the future, so pair every
    /// call with one [`unsubscribe`](Self::unsubscribe). The future answers `Ok` when everything published from then
    /// on is heard.
    ///
    /// # Errors
    /// [`BusError::NotConfirmed`] after 2 s: the wish stays, and an event tells when it has been established.
    /// [`BusError::Closed`] after a shutdown.
    pub fn subscribe(&self, channel: &str) -> impl Future<Output = Result<(), BusError>> + Send + 'static {
        let waiter = self.0.shared.wishes().want(channel);
        self.0.shared.wishes_changed.notify_one();
        // The future must not hold the bus open by itself, so it takes no handle.
        let closed = self.0.stop.token().clone().cancelled_owned();
        async move {
            let Some(waiter) = waiter else { return Ok(()) };
            tokio::select! {
                biased;
                answer = tokio::time::timeout(CONFIRM_WITHIN, waiter) => match answer {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(_)) | Err(_) => Err(BusError::NotConfirmed),
                },
                () = closed => Err(BusError::Closed),
            }
        }
    }

    /// Takes one wish back. It returns at once; the channel is left when nobody wishes to hear it any more, and until
    /// then messages may still come.
    pub fn unsubscribe(&self, channel: &str) {
        self.0.shared.wishes().release(channel);
        self.0.shared.wishes_changed.notify_one();
    }

    /// The state and its changes, for health checks.
    pub fn state(&self) -> watch::Receiver<BusState> {
        self.0.shared.state.subscribe()
    }

    /// Whether the state is [`BusState::Up`] now.
    pub fn is_up(&self) -> bool {
        *self.0.shared.state.borrow() == BusState::Up
    }

    /// Waits until the state is [`BusState::Up`], without a limit of its own.
    pub async fn up(&self) {
        // An error is impossible: the handle holds the sender.
        let _ = self.state().wait_for(|state| *state == BusState::Up).await;
    }

    /// Takes the node off the bus and waits until its connection is closed. The stream of events ends after what it
    /// already holds.
    pub async fn shutdown(&self) {
        self.0.stop.token().cancel();
        if let Some(task) = self.0.task.lock().await.take() {
            // A task that panicked has closed its connection by being dropped.
            let _ = task.await;
        }
    }
}

impl BusEvents {
    /// The next event; `None` after the end of the bus. Safe to cancel.
    ///
    /// A disturbance comes before the messages that wait. That order is the right one: whoever checks the heads now
    /// sees at least what those messages announce.
    pub async fn recv(&mut self) -> Option<BusEvent> {
        loop {
            if let Some(disturbance) = self.marks.take() {
                return Some(BusEvent::Disturbed(disturbance));
            }
            tokio::select! {
                biased;
                () = self.marks.changed() => {}
                item = self.queue.pop() => {
                    return item.map(|Item { channel, payload }| BusEvent::Message { channel, payload });
                }
            }
        }
    }
}
