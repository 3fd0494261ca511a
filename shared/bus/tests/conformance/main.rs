//! One suite for every driver, and what only some of them can do.
//!
//! [`suite`] knows nothing but [`Fixture`]. To run it against a new driver, write a fixture and one line of
//! `conformance!`. [`redis`] holds what needs a real server's misbehaviour, [`scripted`] what needs a driver that
//! misbehaves on command, under a paused clock, and [`counting`] the metrics.

mod counting;
mod node;
mod redis;
mod scripted;
mod suite;

use plenum_bus::{Driver, MemoryBroker, MemoryDriver, RedisDriver, RedisSettings};
use plenum_testkit_redis::RedisServer;

/// A server, or what stands for one, that nodes can meet at.
trait Fixture: Send {
    type Driver: Driver;

    /// A driver for one more node.
    fn driver(&self) -> Self::Driver;
    /// Takes the server away.
    fn outage(&mut self);
    /// Brings it back, at the same place and empty.
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
        self.mend();
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

/// The list of the suite's tests, written once.
macro_rules! conformance_for {
    ($($driver:ident: $fixture:expr;)*) => {
        $(conformance!($driver, $fixture, [
            a_subscriber_hears_another_node,
            a_publisher_that_is_subscribed_hears_itself,
            a_channel_nobody_wished_for_is_not_heard,
            wishes_are_counted,
            a_withdrawn_wish_can_be_made_again,
            payloads_arrive_byte_for_byte,
            channel_names_are_literal,
            namespaces_are_apart,
            thousands_of_channels_are_confirmed_at_once,
            a_burst_within_the_limits_arrives_completely,
            an_overflow_is_announced_and_the_stream_goes_on,
            an_outage_is_survived,
            publishing_during_an_outage_is_refused_at_once,
            a_wish_made_during_an_outage_is_remembered,
            a_wish_withdrawn_during_an_outage_stays_withdrawn,
            after_a_shutdown_the_stream_ends,
            dropping_the_last_handle_ends_the_stream,
        ]);)*
    };
}

conformance_for! {
    on_memory: plenum_bus::MemoryBroker::new();
    on_redis: plenum_testkit_redis::RedisServer::start();
}
