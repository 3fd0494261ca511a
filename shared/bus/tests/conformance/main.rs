//! One conformance suite for every driver, and tests for single drivers.
//!
//! [`suite`] depends only on [`Fixture`]. To run it for a new driver, write a fixture and one line of
//! `conformance_for!`. [`redis`] tests the faults of a real server, [`scripted`] the faults of a scripted driver under
//! a paused clock, and [`metrics`] the metrics.

mod buckets;
mod metrics;
mod node;
mod redis;
mod scripted;
mod suite;

use plenum_bus::{Driver, MemoryBroker, MemoryDriver, RedisDriver, RedisSettings};
use plenum_testkit_redis::RedisServer;

/// A server, or a replacement of one, that connects nodes.
trait Fixture: Send {
    type Driver: Driver;

    /// A driver for one more node.
    fn driver(&self) -> Self::Driver;
    /// Stops the server.
    fn outage(&mut self);
    /// Starts the server again, at the same address and empty.
    fn restore(&mut self);
}

impl Fixture for MemoryBroker {
    type Driver = MemoryDriver;

    fn driver(&self) -> MemoryDriver {
        Self::driver(self)
    }

    fn outage(&mut self) {
        self.cut();
    }

    fn restore(&mut self) {
        // The inherent method: `self.restore()` would be this one.
        MemoryBroker::restore(self);
    }
}

impl Fixture for RedisServer {
    type Driver = RedisDriver;

    fn driver(&self) -> RedisDriver {
        RedisDriver::new(&RedisSettings::new(self.url())).expect("the url is good")
    }

    fn outage(&mut self) {
        self.kill();
    }

    fn restore(&mut self) {
        self.restart();
    }
}

/// Runs every test of the suite against a fixture.
macro_rules! conformance {
    ($driver:ident, $fixture:expr, [$($test:ident),* $(,)?]) => {
        mod $driver {
            $(
                #[tokio::test]
                async fn $test() {
                    crate::suite::$test($fixture).await;
                }
            )*
        }
    };
}

/// The tests of the suite, for each driver.
macro_rules! conformance_for {
    ($($driver:ident: $fixture:expr;)*) => {
        $(conformance!($driver, $fixture, [
            a_subscriber_receives_messages_of_another_node,
            a_subscribed_publisher_receives_its_own_messages,
            a_channel_without_a_subscription_is_not_received,
            subscriptions_are_counted,
            a_channel_can_be_subscribed_again_after_unsubscribing,
            payloads_arrive_byte_for_byte,
            channel_names_are_literal,
            namespaces_are_separate,
            thousands_of_channels_are_confirmed_at_once,
            a_burst_within_the_limits_arrives_completely,
            an_overflow_is_reported_and_the_stream_continues,
            an_outage_is_survived,
            publishing_during_an_outage_is_refused_at_once,
            a_subscription_during_an_outage_is_confirmed_after_it,
            a_channel_left_during_an_outage_is_not_restored,
            after_a_shutdown_the_stream_ends,
            dropping_the_last_handle_ends_the_stream,
        ]);)*
    };
}

conformance_for! {
    on_memory: plenum_bus::MemoryBroker::new();
    on_redis: plenum_testkit_redis::RedisServer::start();
}
