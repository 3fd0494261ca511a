//! Named channels of bytes between the nodes of an installation.
//!
//! The bus stands between a committed write and the screens that show it: whoever writes publishes, every hub node
//! listens. It is quick and it is *not* the truth; the change log is. Everything here follows from that sentence.
//!
//! # What the bus promises
//!
//! * **At most once, and less.** A message may be lost, repeated, or overtaken by another. Nobody is told about a loss
//!   on the sender's side; a receiver compares numbers and reads what is missing from the log.
//! * **Publishing never waits.** A message is handed to a bounded queue or dropped (and counted), so a write path never
//!   feels a slow or frozen Redis.
//! * **Local delivery is included.** A node that is subscribed hears its own messages, over the same path as everyone
//!   else's, so that it sees one order and not two.
//! * **[`Disturbed`](BusEvent::Disturbed) means: check every head.** It comes after a reconnect, after an overflow,
//!   and after a subscription that was confirmed late. It overtakes the messages that wait and is never lost.
//! * **Subscriptions outlive connections.** A wish once made is established again after every reconnect, also when its
//!   first attempt timed out.
//! * **`Up` is proved.** A node hears itself on a private channel before it says so, and once a second from then on;
//!   three silent probes are a dead connection, whatever the socket claims. A frozen Redis reports no error at all.
//!
//! There are no patterns, no history, no acknowledgements and no request-reply, and there will not be.
//!
//! # The parts
//!
//! The semantics are written once, in [`Bus`] and its supervisor; a driver is a pair of byte pipes. [`envelope`] is
//! pure and separate: whoever publishes seals, whoever receives opens, and the bus carries bytes it does not read.
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
//! # How to add a driver
//!
//! 1. Create `src/drivers/<name>.rs` with a settings struct whose `Debug` shows no credentials, and a type that
//!    implements [`Driver`]: `connect` opens *fresh* connections and never reconnects by itself, since the supervisor
//!    rebuilds everything, with its own backoff, whenever a link is lost.
//! 2. Implement [`Link`]. `subscribe` must not answer before the server has confirmed: if the client library answers
//!    when the command is written, add a round trip on the same connection. `publish` takes a batch and answers when
//!    the server has taken it.
//! 3. Move incoming messages to [`Inbox::deliver`], which never waits; report an overflow of the library's own queues
//!    with [`Inbox::lagged`], and the end of a connection with [`Inbox::lost`]. Never leave the loop for any other
//!    reason than its end.
//! 4. Make `close` immediate and let `Drop` do the same: the other side may be frozen and will not say goodbye.
//! 5. Timeouts are the supervisor's: it drops your futures. Make sure that nothing stays behind when it does.
//! 6. Add a fixture to `tests/conformance/main.rs` and run the suite, then write tests for what only your server can do
//!    (restart, freeze, refuse a password).
#![warn(missing_docs)]

mod bus;
mod drivers;
pub mod envelope;
mod error;
mod event;
mod link;
mod metric;
mod options;
mod queue;
mod supervisor;
mod wishes;

pub use bus::{Bus, BusEvents};
pub use drivers::memory::{MemoryBroker, MemoryDriver};
pub use drivers::redis::{RedisDriver, RedisSettings};
pub use error::BusError;
pub use event::{BusEvent, BusState, Disturbance, Handoff};
pub use link::inbox::Inbox;
pub use link::{Driver, Link, LinkError, Outgoing};
pub use options::{BusOptions, Limits};
