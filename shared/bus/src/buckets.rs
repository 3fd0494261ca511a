//! Token buckets that the nodes of an installation share.
//!
//! A bucket holds a quota and refills evenly over a window; it is the generic cell rate algorithm (ITU-T I.371), kept as
//! the time at which the bucket would be full again. A node takes from its own share of a bucket without asking, and
//! *settles* now and then: it says what it took, and learns what is left and how many nodes share. So a request costs no
//! call, and a server that does not answer delays nothing.
//!
//! The same is done by each store: [`MemoryBuckets`] within a process, [`RedisBuckets`] on a Redis, whose clock counts.

mod memory;
mod redis;

use std::time::Duration;

use async_trait::async_trait;

use crate::link::LinkError;

pub use memory::MemoryBuckets;
pub use redis::RedisBuckets;

/// How long a node counts as one that shares the buckets after it last settled.
const NODE_LIFETIME: Duration = Duration::from_secs(5);

/// The most buckets of one call.
pub const MAX_SETTLED: usize = 500;

/// What a node took from a bucket since it last settled.
#[derive(Debug, Clone, PartialEq)]
pub struct BucketUse {
    /// The name of the bucket, without anything that only its owner may know.
    pub key: String,
    /// How much the bucket holds.
    pub quota: u32,
    /// How long an empty bucket takes to be full.
    pub window: Duration,
    /// How much of it the node took; less than nothing when it gives back.
    pub taken: f64,
}

/// The state of the buckets that were settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    /// The nodes that settled lately, this one included.
    pub nodes: u32,
    /// What each bucket holds now, in the order of the call. It is negative when nodes took more than there was; no
    /// bucket is ever further below zero than its quota.
    pub left: Vec<f64>,
}

/// Where the nodes of an installation settle.
#[async_trait]
pub trait BucketStore: Send + Sync + 'static {
    /// Takes from these buckets, at most [`MAX_SETTLED`], and says what each holds then. The caller bounds the time.
    ///
    /// # Errors
    /// The reason why nothing is known. What was to be taken may have been taken nevertheless.
    async fn settle(&self, uses: &[BucketUse]) -> Result<Settlement, LinkError>;
}

impl BucketUse {
    /// How long the bucket takes to refill what was taken, in microseconds.
    fn taken_micros(&self) -> f64 {
        if self.quota == 0 { 0.0 } else { self.taken * self.window_micros() / f64::from(self.quota) }
    }

    fn window_micros(&self) -> f64 {
        self.window.as_micros() as f64
    }

    /// What the bucket holds when it takes this long to be full again.
    fn left_after(&self, micros_to_full: f64) -> f64 {
        f64::from(self.quota) * (1.0 - micros_to_full / self.window_micros().max(1.0))
    }
}
