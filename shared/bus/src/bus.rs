//! The handle with which a node publishes and subscribes, and the stream of events that its one consumer reads.
//!
//! Both only touch memory: a bounded queue, a map of subscriptions, a few flags. One task does the work, the
//! [`supervisor`](crate::supervisor), which owns the connection.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::error::BusError;
use crate::event::{BusEvent, BusState, Handoff};
use crate::link::Driver;
use crate::link::events::{ConsumerQueue, PendingDisturbances};
use crate::metric::{self, Dropped};
use crate::options::BusOptions;
use crate::queue::{self, Item};
use crate::shared_state::Shared;
use crate::supervisor::Supervisor;

/// The time limit for the confirmation of a subscription.
const CONFIRM_TIMEOUT: Duration = Duration::from_secs(2);

/// One node's handle of the bus. It is cheap to clone; dropping the last clone disconnects the node.
#[derive(Debug, Clone)]
pub struct Bus(Arc<Handle>);

/// The events of one node, for its one consumer.
#[derive(Debug)]
pub struct BusEvents {
    queue: queue::Receiver,
    pending: Arc<PendingDisturbances>,
}

#[derive(Debug)]
struct Handle {
    shared: Arc<Shared>,
    task: tokio::sync::Mutex<Option<JoinHandle<()>>>,
    stop: DropGuard,
}

impl Bus {
    /// Connects a node to the bus. It returns at once, connects in the background, and retries for ever. It must be
    /// called inside a tokio runtime.
    ///
    /// # Errors
    /// [`BusError::InvalidNamespace`].
    pub fn start(driver: impl Driver, options: BusOptions) -> Result<(Self, BusEvents), BusError> {
        options.check()?;
        let limits = options.limits;
        let (outgoing, outbox) = queue::bounded(limits.outgoing_messages, limits.outgoing_bytes);
        let (incoming, queue) = queue::bounded(limits.incoming_messages, limits.incoming_bytes);
        let pending = Arc::new(PendingDisturbances::default());
        let shared = Arc::new(Shared {
            subscriptions: Mutex::default(),
            subscriptions_changed: Notify::new(),
            outgoing,
            state: watch::Sender::new(BusState::Down),
        });
        let stop = CancellationToken::new();
        let consumer = ConsumerQueue::new(incoming, Arc::clone(&pending));
        let supervisor = Supervisor::new(Arc::clone(&shared), Box::new(driver), consumer, outbox, &options);
        let task = tokio::spawn(supervisor.run(stop.clone()));
        let handle = Handle { shared, task: tokio::sync::Mutex::new(Some(task)), stop: stop.drop_guard() };
        Ok((Self(Arc::new(handle)), BusEvents { queue, pending }))
    }

    /// Queues a message for publishing. It never waits, and its result may be ignored, because a receiver detects a
    /// lost message by its number.
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

    /// Subscribes to a channel. The subscription counts from the *call* on, even if the future is dropped, so pair
    /// every call with one [`unsubscribe`](Self::unsubscribe). The future returns `Ok` when every message published
    /// from then on is received.
    ///
    /// # Errors
    /// [`BusError::NotConfirmed`] after 2 s: the subscription stays, and an event follows its confirmation.
    /// [`BusError::Closed`] after a shutdown.
    pub fn subscribe(&self, channel: &str) -> impl Future<Output = Result<(), BusError>> + Send + 'static {
        let waiter = self.0.shared.subscriptions().add(channel);
        self.0.shared.subscriptions_changed.notify_one();
        // The future holds no handle, so that it does not keep the bus open.
        let closed = self.0.stop.token().clone().cancelled_owned();
        async move {
            let Some(waiter) = waiter else { return Ok(()) };
            tokio::select! {
                biased;
                answer = tokio::time::timeout(CONFIRM_TIMEOUT, waiter) => match answer {
                    Ok(Ok(())) => Ok(()),
                    Ok(Err(_)) | Err(_) => Err(BusError::NotConfirmed),
                },
                () = closed => Err(BusError::Closed),
            }
        }
    }

    /// Removes one subscription. It returns at once; the channel is left after its last subscription, and messages may
    /// still arrive until then.
    pub fn unsubscribe(&self, channel: &str) {
        self.0.shared.subscriptions().remove(channel);
        self.0.shared.subscriptions_changed.notify_one();
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

    /// Disconnects the node from the bus and waits until its connection is closed. The stream of events ends after the
    /// queued events.
    pub async fn shutdown(&self) {
        self.0.stop.token().cancel();
        if let Some(task) = self.0.task.lock().await.take() {
            // The connection of a task that panicked was closed when the task was dropped.
            let _ = task.await;
        }
    }
}

impl BusEvents {
    /// The next event; `None` after the end of the bus. Safe to cancel.
    ///
    /// A disturbance precedes the queued messages. That order is right: a consumer that compares the heads now sees at
    /// least the entries that those messages announce.
    pub async fn recv(&mut self) -> Option<BusEvent> {
        loop {
            if let Some(disturbance) = self.pending.take() {
                return Some(BusEvent::Disturbed(disturbance));
            }
            tokio::select! {
                biased;
                () = self.pending.changed() => {}
                item = self.queue.pop() => {
                    return item.map(|Item { channel, payload }| BusEvent::Message { channel, payload });
                }
            }
        }
    }
}
