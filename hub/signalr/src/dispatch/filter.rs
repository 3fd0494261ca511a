//! Filters: the application's code around every call and every connection, written once.

use std::sync::Arc;

use async_trait::async_trait;
use futures::future::BoxFuture;
use futures::stream::BoxStream;

use super::{Arguments, BindError, Call, Failure};
use crate::close::Disconnect;
use crate::connection::Connection;
use crate::hub::{Hub, HubError};
use crate::protocol::RawArguments;

/// Runs around the methods and hooks of a hub: to authorise, to trace, to limit.
///
/// Filters run in the order in which they were added; each decides whether the next one runs at all. A panic in one
/// fails the call like one in the method.
///
/// ```
/// use async_trait::async_trait;
/// use plenum_signalr::{Call, Filter, Hub, HubError, Next, Reply};
///
/// /// Refuses anonymous callers.
/// struct Named;
///
/// #[async_trait]
/// impl<H: Hub> Filter<H> for Named {
///     async fn call(&self, call: &Call<H>, next: Next<'_, H>) -> Result<Reply, HubError> {
///         if call.connection().user().is_none() {
///             return Err(HubError::Unauthorized);
///         }
///         let reply = next.run().await;
///         tracing::info!(method = call.method(), outcome = reply.outcome(), "called");
///         Ok(reply)
///     }
/// }
/// ```
#[async_trait]
pub trait Filter<H: Hub>: Send + Sync + 'static {
    /// Around one call. An error refuses it in place of the method; what the method answers is the [`Reply`] of `next`.
    async fn call(&self, call: &Call<H>, next: Next<'_, H>) -> Result<Reply, HubError> {
        let _ = call;
        Ok(next.run().await)
    }

    /// Before the hub's `on_connected`; an error closes the connection as one of the hub's would.
    async fn connected(&self, connection: &Connection<H::State>) -> Result<(), HubError> {
        let _ = connection;
        Ok(())
    }

    /// After the hub's `on_disconnected`, for each connection for which `connected` ran or one of an earlier filter
    /// did.
    async fn disconnected(&self, connection: &Connection<H::State>, reason: Disconnect) {
        let _ = (connection, reason);
    }
}

/// The filters of a hub.
pub(crate) type Filters<H> = Vec<Arc<dyn Filter<H>>>;

/// The result of a method.
pub(crate) enum Output {
    Value(Vec<u8>),
    Items(BoxStream<'static, Result<Vec<u8>, HubError>>),
}

/// The rest of a call: the filters that follow, and the method.
pub struct Next<'a, H: Hub> {
    filters: &'a [Arc<dyn Filter<H>>],
    call: &'a Call<H>,
    raw: &'a RawArguments,
    method: BoxFuture<'a, Result<Output, Failure>>,
}

/// How a call went. The result itself is serialised already; of a stream it is the beginning.
pub struct Reply(Result<Output, Failure>);

impl<H: Hub> Next<'_, H> {
    /// Runs it.
    pub async fn run(self) -> Reply {
        let Self { filters, call, raw, method } = self;
        match filters.split_first() {
            Some((filter, filters)) => match filter.call(call, Next { filters, call, raw, method }).await {
                Ok(reply) => reply,
                Err(refusal) => Reply(Err(Failure::Hub(refusal))),
            },
            None => Reply(method.await),
        }
    }

    /// The call's arguments, read once more; the method reads them for itself.
    pub fn arguments<A: Arguments>(&self) -> Result<A, BindError> {
        A::bind(self.raw)
    }
}

impl<H: Hub> std::fmt::Debug for Next<'_, H> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Next").field("filters", &self.filters.len()).finish_non_exhaustive()
    }
}

impl Reply {
    /// `ok`, or the kind of failure, as in the label of the metrics.
    pub fn outcome(&self) -> &'static str {
        self.0.as_ref().err().map_or("ok", Failure::label)
    }

    /// Whether the method answered without an error.
    pub fn is_ok(&self) -> bool {
        self.0.is_ok()
    }

    /// The method's own error, when that is how the call went.
    pub fn error(&self) -> Option<&HubError> {
        match &self.0 {
            Err(Failure::Hub(error)) => Some(error),
            _ => None,
        }
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Reply").field(&self.outcome()).finish()
    }
}

/// Runs a method behind the filters of its hub.
pub(super) async fn run_filtered<H: Hub>(
    filters: &[Arc<dyn Filter<H>>],
    call: Call<H>,
    raw: RawArguments,
    method: impl FnOnce(Call<H>, RawArguments) -> BoxFuture<'static, Result<Output, Failure>>,
) -> Result<Output, Failure> {
    let method = method(call.clone(), raw.clone());
    let next = Next { filters, call: &call, raw: &raw, method };
    next.run().await.0
}
