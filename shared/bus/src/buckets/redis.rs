use std::fmt;

use async_trait::async_trait;
use fred::prelude::{Client, ClientLike, LuaInterface};
use tokio::sync::Mutex;
use tokio_util::task::AbortOnDropHandle;

use super::{BucketStore, BucketUse, NODE_LIFETIME, Settlement};
use crate::drivers::redis::{RedisDriver, failed};
use crate::error::BusError;
use crate::link::LinkError;
use crate::{BusOptions, RedisSettings};

const SCRIPT: &str = include_str!("settle.lua");

/// Buckets on a Redis server, one node of those that share them. It connects with the first call, and again after an
/// error.
///
/// The user of the bus needs these rights besides those of [`RedisSettings`], if `plenum` is the namespace:
/// `~{plenum:rates}:* +eval +time +get +set +del +zadd +zcard +zremrangebyscore +pexpire`.
pub struct RedisBuckets {
    driver: RedisDriver,
    /// Keys in braces are kept together by a Redis Cluster.
    prefix: String,
    node: String,
    connection: Mutex<Option<Connection>>,
}

struct Connection {
    client: Client,
    /// Ends the connection when it is dropped.
    _task: AbortOnDropHandle<Result<(), fred::error::Error>>,
}

impl RedisBuckets {
    /// The buckets of the bus with these options. Nothing is connected yet.
    ///
    /// # Errors
    /// [`BusError::InvalidUrl`], [`BusError::InvalidCertificates`], [`BusError::InvalidNamespace`].
    pub fn new(settings: &RedisSettings, options: &BusOptions) -> Result<Self, BusError> {
        options.check()?;
        let prefix = format!("{{{}:rates}}:", options.namespace);
        let node = format!("{:032x}", options.node);
        Ok(Self { driver: RedisDriver::new(settings)?, prefix, node, connection: Mutex::default() })
    }

    async fn connect(&self) -> Result<Connection, LinkError> {
        let client = self.driver.client()?;
        let task = AbortOnDropHandle::new(client.connect());
        client.wait_for_connect().await.map_err(failed)?;
        Ok(Connection { client, _task: task })
    }
}

impl fmt::Debug for RedisBuckets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisBuckets").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

#[async_trait]
impl BucketStore for RedisBuckets {
    async fn settle(&self, uses: &[BucketUse]) -> Result<Settlement, LinkError> {
        let mut connection = self.connection.lock().await;
        // A connection is put back only after an answer, so that one which failed, or was given up, is not used again.
        let used = match connection.take() {
            Some(open) => open,
            None => self.connect().await?,
        };
        let mut keys = vec![format!("{}nodes", self.prefix)];
        let mut arguments = vec![self.node.clone(), NODE_LIFETIME.as_millis().to_string()];
        for used in uses {
            keys.push(format!("{}{}", self.prefix, used.key));
            arguments.push(format!("{:.0}", used.window_micros()));
            arguments.push(format!("{:.0}", used.taken_micros()));
        }
        let answer: Vec<i64> = used.client.eval(SCRIPT, keys, arguments).await.map_err(failed)?;
        *connection = Some(used);
        match answer.split_first() {
            Some((nodes, micros)) if micros.len() == uses.len() => Ok(Settlement {
                nodes: u32::try_from(*nodes).unwrap_or(1).max(1),
                left: uses.iter().zip(micros).map(|(used, micros)| used.left_after(*micros as f64)).collect(),
            }),
            _ => Err(LinkError::new("redis: the script gave another answer than expected")),
        }
    }
}
