//! The calls of one connection that are in progress.
//!
//! Plain calls run as many at a time as the options allow; later ones wait. Calls with a stream in either direction run
//! beside them, up to a bound of their own: they last long, and the items that they wait for come over the same
//! connection.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use futures::StreamExt;
use futures::future::{BoxFuture, Future};
use futures::stream::FuturesUnordered;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::context::HubContext;
use super::open_uploads::{OpenUploads, UploadId};
use crate::auth::CallRate;
use crate::client_results::{CALL_SITE, CallSite, CallSiteKind};
use crate::connection::Connection;
use crate::dispatch::{
    self, AfterCompletion, Answer, Call, Failure, Filter, MethodBody, UploadReceivers, upload_channel,
};
use crate::hub::{Hub, HubError};
use crate::protocol::{ClientOutcome, Invocation, InvocationKind, Protocol, RawArguments};
use crate::token_bucket::{Exhausted, TokenBucket};

type Running<'a> = Pin<Box<dyn Future<Output = EndedCall> + Send + 'a>>;

/// A call that has ended, its answer, and the work after that.
struct EndedCall {
    call: StartedCall,
    answer: Answer,
    after_completion: Option<BoxFuture<'static, ()>>,
}

/// A call and its entries in the tables of the session.
struct StartedCall {
    invocation: Invocation,
    /// The streams that came along.
    uploads: Vec<UploadId>,
    /// Whether the call is in the table of those that can be cancelled.
    listed: bool,
}

pub(super) struct Calls<'a, H: Hub> {
    context: &'a Arc<HubContext<H>>,
    connection: &'a Connection<H::State>,
    protocol: Protocol,
    running: FuturesUnordered<Running<'a>>,
    /// Calls with streams.
    streaming: FuturesUnordered<Running<'a>>,
    /// The work after completed calls.
    after_completion: FuturesUnordered<BoxFuture<'static, ()>>,
    /// By invocation id.
    cancellable: HashMap<String, CancellationToken>,
    uploads: OpenUploads,
    rate: TokenBucket,
}

impl<'a, H: Hub> Calls<'a, H> {
    pub(super) fn new(
        context: &'a Arc<HubContext<H>>,
        connection: &'a Connection<H::State>,
        protocol: Protocol,
    ) -> Self {
        let CallRate { per_second, burst } = connection.call_rate();
        Self {
            context,
            connection,
            protocol,
            running: FuturesUnordered::new(),
            streaming: FuturesUnordered::new(),
            after_completion: FuturesUnordered::new(),
            cancellable: HashMap::new(),
            uploads: OpenUploads::default(),
            rate: TokenBucket::new(per_second, burst),
        }
    }

    /// Whether no message of the client is being processed. Calls with streams may run for ever and do not count.
    pub(super) fn is_idle(&self) -> bool {
        self.running.is_empty() && !self.uploads.is_blocked()
    }

    /// Whether [`advance`](Self::advance) has anything to wait for.
    pub(super) fn has_work(&self) -> bool {
        !self.running.is_empty()
            || !self.streaming.is_empty()
            || !self.after_completion.is_empty()
            || self.uploads.is_blocked()
    }

    /// Whether the client's next message has to wait.
    pub(super) fn are_full(&self) -> bool {
        let options = &self.context.options;
        // A call that waits for its caller lets another one begin, up to a bound for clients that never answer.
        let waiting = self.connection.invocations().waiting_calls().min(options.max_streams);
        let busy = self.running.len().saturating_sub(waiting);
        busy >= options.parallel_invocations.max(1) || self.uploads.is_blocked()
    }

    /// Starts a call, unless the client makes too many. Its entries in the tables exist when this returns, because the
    /// very next message may cancel it or bring an item.
    pub(super) fn start(&mut self, invocation: Invocation) -> Result<(), Exhausted> {
        self.rate.take()?;
        let context = self.context;
        let streams = invocation.kind == InvocationKind::Streaming || !invocation.stream_ids.is_empty();
        let method = context.methods.find(&invocation).and_then(|method| match streams {
            true => self.admit(&invocation).map(|()| &method.body),
            false => Ok(&method.body),
        });
        let cancelled = CancellationToken::new();
        let listed = method.is_ok() && self.list(&invocation, &cancelled);
        let (mut receivers, mut uploads) = (Vec::new(), Vec::new());
        if method.is_ok() {
            for id in &invocation.stream_ids {
                let (sender, receiver) = upload_channel(context.options.stream_buffer);
                uploads.push(self.uploads.open(id.clone(), sender));
                receivers.push(receiver);
            }
        }
        let call = Call {
            hub: Arc::clone(&context.hub),
            clients: context.clients.clone(),
            connection: self.connection.clone(),
            method: Arc::from(invocation.target.as_str()),
            after_completion: AfterCompletion::default(),
            cancelled,
        };
        let span = tracing::debug_span!("signalr.invocation", method = %call.method);
        let started = StartedCall { invocation, uploads, listed };
        let run = run(&context.filters, call, method, started, UploadReceivers::new(receivers), self.protocol)
            .instrument(span);
        if streams {
            self.streaming.push(Box::pin(run));
        } else {
            let site = CallSite { connection: Arc::clone(self.connection.shared_id()), kind: CallSiteKind::Call };
            self.running.push(Box::pin(CALL_SITE.scope(site, run)));
        }
        Ok(())
    }

    /// Whether one more call with these streams may begin.
    fn admit(&self, invocation: &Invocation) -> Result<(), Failure> {
        let in_use = |id: &&String| self.uploads.contains(id);
        if let Some(id) = invocation.stream_ids.iter().find(in_use) {
            return Err(Failure::IdInUse(id.clone()));
        }
        if let Some(id) = &invocation.invocation_id
            && invocation.kind == InvocationKind::Streaming
            && self.cancellable.contains_key(id)
        {
            return Err(Failure::IdInUse(id.clone()));
        }
        let open = self.streaming.len().max(self.uploads.len());
        if open + invocation.stream_ids.len().max(1) > self.context.options.max_streams {
            return Err(Failure::TooManyStreams);
        }
        Ok(())
    }

    /// Lists a call among those that can be cancelled, if it has an id of its own.
    fn list(&mut self, invocation: &Invocation, cancelled: &CancellationToken) -> bool {
        match &invocation.invocation_id {
            Some(id) if !self.cancellable.contains_key(id) => {
                self.cancellable.insert(id.clone(), cancelled.clone());
                true
            }
            _ => false,
        }
    }

    /// The caller no longer wants the answer. An unknown id is ignored.
    pub(super) fn cancel(&self, invocation_id: &str) {
        if let Some(cancelled) = self.cancellable.get(invocation_id) {
            cancelled.cancel();
        }
    }

    pub(super) fn item(&mut self, stream_id: &str, item: RawArguments) {
        self.uploads.item(stream_id, item);
        if self.uploads.is_blocked() {
            self.context.meters.held_back();
        }
    }

    /// The result of a client's method, or the end of a client's stream.
    pub(super) fn completion(&mut self, id: &str, outcome: ClientOutcome) {
        if let Err(outcome) = self.connection.invocations().complete(id, outcome) {
            self.uploads.end(id, outcome);
        }
    }

    /// Waits for any call to end and answers it, or for the work after a completed call, or for room in a stream.
    /// Cancel safe.
    pub(super) async fn advance(&mut self) {
        let ended = tokio::select! {
            Some(ended) = self.running.next() => ended,
            Some(ended) = self.streaming.next() => ended,
            Some(()) = self.after_completion.next() => return,
            () = self.uploads.unblocked(), if self.uploads.is_blocked() => return,
            else => return,
        };
        let EndedCall { call: StartedCall { invocation, uploads, listed }, answer, after_completion } = ended;
        if let (true, Some(id)) = (listed, &invocation.invocation_id) {
            self.cancellable.remove(id);
        }
        self.uploads.close(uploads);
        self.report(&invocation, &answer);
        let detail = self.context.options.error_detail;
        if let Some(answer) = dispatch::completion(self.protocol, &invocation, &answer, detail) {
            // A failed push closes the connection, which the session sees next.
            let _ = self.connection.push_message(self.protocol, &answer);
        }
        self.after_completion.extend(after_completion);
    }

    fn report(&self, invocation: &Invocation, answer: &Answer) {
        let meters = &self.context.meters;
        let Some(failure) = answer.failure() else { return meters.invocation("ok") };
        meters.invocation(failure.label());
        let method = &*invocation.target;
        match failure {
            Failure::Panicked => {
                meters.panic();
                tracing::error!(method, "hub method panicked");
            }
            Failure::Hub(error @ (HubError::Internal(_) | HubError::Named { .. }))
            | Failure::Stream(error @ (HubError::Internal(_) | HubError::Named { .. })) => {
                tracing::error!(method, %error, "hub method failed");
            }
            other => tracing::debug!(method, outcome = other.label(), "hub method refused"),
        }
    }
}

async fn run<H: Hub>(
    filters: &[Arc<dyn Filter<H>>],
    call: Call<H>,
    method: Result<&MethodBody<H>, Failure>,
    started: StartedCall,
    uploads: UploadReceivers,
    protocol: Protocol,
) -> EndedCall {
    // Ended with the call in any case: the work mostly holds the call, which holds the work.
    let after_completion = call.after_completion.end_on_drop();
    let answer = match method {
        Ok(body) => {
            let Invocation { arguments, invocation_id, .. } = &started.invocation;
            dispatch::run(filters, body, call, arguments.clone(), uploads, invocation_id.as_deref(), protocol).await
        }
        Err(failure) => Answer::Single(Err(failure)),
    };
    EndedCall { call: started, answer, after_completion: after_completion.end() }
}
