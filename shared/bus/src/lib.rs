//! Named channels of bytes between the nodes of an installation.
//!
//! The bus connects a committed write with the screens that show it: the writer publishes, and every hub node
//! subscribes. It is quick, and it is *not* the truth; the change log is. Everything here follows from that.
//!
//! # What the bus promises
//!
//! * **No guaranteed delivery.** A message may be lost, repeated, or reordered. The sender is not told about a loss; a
//!   receiver compares numbers and reads missing entries from the log.
//! * **Publishing never waits.** A message is put into a bounded queue or dropped (and counted), so a slow or frozen
//!   Redis never delays a write.
//! * **Local delivery is included.** A subscribed node receives its own messages over the same path as those of other
//!   nodes, so that it sees one order and not two.
//! * **[`Disturbed`](BusEvent::Disturbed) means: compare every head with the log.** It follows a reconnect, an
//!   overflow, and a subscription that was confirmed late. It precedes the queued messages and is never lost.
//! * **Subscriptions outlive connections.** A subscription is restored after every reconnect, also when its first
//!   attempt timed out.
//! * **`Up` is verified.** A node must receive its own probe on a private channel before it is up, and once a second
//!   from then on. After three lost probes the connection counts as dead, because a frozen Redis reports no error at
//!   all.
//!
//! There are deliberately no patterns, no history, no acknowledgements and no request-reply.
//!
//! # The parts
//!
//! The semantics are implemented once, in [`Bus`] and its supervisor; a driver only carries bytes. [`envelope`] is pure
//! and separate: the publisher seals and the receiver opens, and the bus does not read the payload.
//!
//! ```no_run
//! # async fn example() -> Result<(), plenum_bus::BusError> {
//! use plenum_bus::{Bus, BusEvent, BusOptions, MemoryBroker};
//!
//! let broker = MemoryBroker::new();
//! let (bus, mut events) = Bus::start(broker.driver(), BusOptions::new(1))?;
//! bus.up().await;
//! bus.subscribe("tenant:7").await?;
//! bus.publish("tenant:7", "hello".into());
//! while let Some(event) = events.recv().await {
//!     match event {
//!         BusEvent::Message { channel, payload } => drop((channel, payload)),
//!         BusEvent::Disturbed(_) => { /* compare every head with the log */ }
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Beside the channels, nodes share [token buckets](buckets) on the same server.
//!
//! # How to add a driver
//!
//! 1. Create `src/drivers/<name>.rs` with a settings struct whose `Debug` shows no credentials, and a type that
//!    implements [`Driver`]: `connect` opens *new* connections and never reconnects by itself, because the supervisor
//!    opens a new link, with its own backoff, whenever one is lost.
//! 2. Implement [`Link`]. `subscribe` must not return before the server has confirmed: if the client library returns
//!    when the command is written, add a round trip on the same connection. `publish` takes a batch and returns when
//!    the server has accepted it.
//! 3. Forward incoming messages to [`LinkEvents::deliver`], which never waits; report an overflow of the library's own
//!    queues with [`LinkEvents::lagged`], and the end of a connection with [`LinkEvents::lost`]. The loop must end only
//!    with its connection.
//! 4. Make `close` immediate and let `Drop` do the same, because the server may be frozen.
//! 5. The supervisor applies the timeouts: it drops your futures. Make sure that no task remains when it does.
//! 6. Add a fixture to `tests/conformance/main.rs` and run the suite, then write tests for the faults of your server
//!    (restart, freeze, wrong password).
#![warn(missing_docs)]

pub mod buckets;
mod bus;
mod drivers;
pub mod envelope;
mod error;
mod event;
mod link;
mod metric;
mod options;
mod queue;
mod shared_state;
mod subscriptions;
mod supervisor;

pub use buckets::{BucketStore, MemoryBuckets, RedisBuckets};
pub use bus::{Bus, BusEvents};
pub use drivers::memory::{MemoryBroker, MemoryDriver};
pub use drivers::redis::{RedisDriver, RedisSettings};
pub use error::BusError;
pub use event::{BusEvent, BusState, Disturbance, Handoff};
pub use link::events::LinkEvents;
pub use link::{Driver, Link, LinkError, Outgoing};
pub use options::{BusOptions, Limits};
