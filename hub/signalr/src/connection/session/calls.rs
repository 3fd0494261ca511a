//! The calls of one connection that are in progress.

use std::pin::Pin;
use std::sync::Arc;

use futures::StreamExt;
use futures::future::{BoxFuture, Future};
use futures::stream::FuturesUnordered;
use tracing::Instrument;

use crate::connection::Connection;
use crate::dispatch::{self, Call, Failure, Outcome, Sequel};
use crate::hub::{Hub, HubError};
use crate::protocol::{Invocation, Protocol};
use crate::rate::{Exhausted, TokenBucket};
use crate::server::Server;

type Running<'a> = Pin<Box<dyn Future<Output = (Invocation, Outcome, Sequel)> + Send + 'a>>;

pub(super) struct Calls<'a, H: Hub> {
    server: &'a Arc<Server<H>>,
    connection: &'a Connection<H::State>,
    protocol: Protocol,
    running: FuturesUnordered<Running<'a>>,
    /// What answered calls still have done.
    sequels: FuturesUnordered<BoxFuture<'static, ()>>,
    rate: TokenBucket,
}

impl<'a, H: Hub> Calls<'a, H> {
    pub(super) fn new(server: &'a Arc<Server<H>>, connection: &'a Connection<H::State>, protocol: Protocol) -> Self {
        let options = &server.options;
        let rate = TokenBucket::new(options.invocations_per_second, options.invocation_burst);
        let (running, sequels) = (FuturesUnordered::new(), FuturesUnordered::new());
        Self { server, connection, protocol, running, sequels, rate }
    }

    pub(super) fn is_idle(&self) -> bool {
        self.running.is_empty()
    }

    /// Whether [`advance`](Self::advance) has anything to wait for.
    pub(super) fn has_work(&self) -> bool {
        !self.running.is_empty() || !self.sequels.is_empty()
    }

    pub(super) fn are_full(&self) -> bool {
        self.running.len() >= self.server.options.parallel_invocations.max(1)
    }

    /// Starts a call, unless the client makes too many.
    pub(super) fn start(&mut self, invocation: Invocation) -> Result<(), Exhausted> {
        self.rate.take()?;
        let server = self.server;
        let call = Call {
            server: Arc::clone(server),
            connection: self.connection.clone(),
            method: Arc::from(invocation.target.as_str()),
            sequel: Sequel::default(),
        };
        let sequel = call.sequel.clone();
        let span = tracing::debug_span!("signalr.invocation", method = %call.method);
        let run = async move {
            let outcome = server.methods.run(call, &invocation).await;
            (invocation, outcome, sequel)
        };
        self.running.push(Box::pin(run.instrument(span)));
        Ok(())
    }

    /// Waits for any call to end and answers it, or for the sequel of one that was answered. Cancel safe.
    pub(super) async fn advance(&mut self) {
        let (invocation, outcome, sequel) = tokio::select! {
            Some(ended) = self.running.next() => ended,
            Some(()) = self.sequels.next() => return,
            else => return,
        };
        let meters = &self.server.meters;
        match &outcome {
            Ok(_) => meters.invocation("ok"),
            Err(failure) => {
                meters.invocation(failure.label());
                let method = &*invocation.target;
                match failure {
                    Failure::Panicked => {
                        meters.panic();
                        tracing::error!(method, "hub method panicked");
                    }
                    Failure::Hub(HubError::Internal(error)) => tracing::error!(method, error, "hub method failed"),
                    other => tracing::debug!(method, outcome = other.label(), "hub method refused"),
                }
            }
        }
        let detail = self.server.options.error_detail;
        if let Some(answer) = dispatch::completion(self.protocol, &invocation, &outcome, detail) {
            // A failed push closes the connection, which the session sees next.
            let _ = self.connection.push_message(self.protocol, &answer);
        }
        self.sequels.extend(sequel.take());
    }
}
