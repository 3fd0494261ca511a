//! From an invocation to a method and back to a completion.
//!
//! Methods are found by name without regard to case, bind their own arguments, and run inside the connection's task.
//! Every outcome, a panic included, becomes one completion; a call without an invocation id is never answered.

mod arguments;
mod call;
mod extract;
mod filter;
mod methods;
mod outcome;
mod upload;

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::{FutureExt, StreamExt, TryFutureExt};

use crate::connection::Connection;
use crate::hub::Hub;
use crate::options::ErrorDetail;
use crate::protocol::{Invocation, Protocol, RawArguments};

pub use arguments::{Arguments, BindError};
pub(crate) use call::AfterCompletion;
pub use call::Call;
pub use extract::{Args, Cancelled, FromCall, Handler, Streams, User};
pub(crate) use filter::Filters;
pub use filter::{Filter, Next, Reply};
use filter::{Output, run_filtered};
pub(crate) use methods::{MethodBody, Methods};
pub(crate) use outcome::{Answer, Failure, Outcome};
pub use upload::{Upload, UploadReceivers, Uploads};
pub(crate) use upload::{UploadMessage, UploadSender, upload_channel};

/// The items that a stream sends in a row before it yields to its connection.
const ITEMS_BEFORE_YIELD: usize = 16;

/// Runs a method to its answer. A streaming one sends its items on the way, each when there is room for it.
pub(crate) async fn run<H: Hub>(
    filters: &[Arc<dyn Filter<H>>],
    body: &MethodBody<H>,
    call: Call<H>,
    raw: RawArguments,
    uploads: UploadReceivers,
    invocation_id: Option<&str>,
    protocol: Protocol,
) -> Answer {
    match body {
        MethodBody::Single(method) if filters.is_empty() => {
            Answer::Single(catch_panic(|| method(call, raw, uploads, protocol)).await)
        }
        MethodBody::Single(method) => {
            let run = |call, raw| method(call, raw, uploads, protocol).map_ok(Output::Value).boxed();
            Answer::Single(match catch_panic(|| run_filtered(filters, call, raw, run)).await {
                Ok(Output::Value(value)) => Ok(value),
                // A method with one result returned a stream.
                Ok(Output::Items(_)) => Err(Failure::OnlyStreaming),
                Err(failure) => Err(failure),
            })
        }
        MethodBody::Streaming(method) => {
            let connection = call.connection().clone();
            let cancelled = call.cancelled.clone();
            let stream = catch_panic(|| async move {
                let run = |call, raw| method(call, raw, uploads, protocol).map_ok(Output::Items).boxed();
                let mut items = match run_filtered(filters, call, raw, run).await? {
                    Output::Items(items) => items,
                    // A method with a stream of results returned a single one.
                    Output::Value(_) => return Err(Failure::NotStreaming),
                };
                let mut sent = 0;
                while let Some(item) = items.next().await {
                    let item = item.map_err(Failure::Stream)?;
                    if deliver(&connection, protocol, invocation_id.unwrap_or_default(), &item).await
                        == Delivery::Closed
                    {
                        break;
                    }
                    // A stream that always has a next item must not keep the connection from reading. It yields long
                    // before the task's budget is spent, because without a budget the rest of the task is stuck too.
                    sent += 1;
                    if sent % ITEMS_BEFORE_YIELD == 0 {
                        tokio::task::yield_now().await;
                    }
                }
                Ok(())
            });
            tokio::select! {
                biased;
                () = cancelled.cancelled() => Answer::Streamed(Ok(())),
                ended = stream => Answer::Streamed(ended),
            }
        }
    }
}

#[derive(PartialEq, Eq)]
enum Delivery {
    Sent,
    Closed,
}

async fn deliver<S>(connection: &Connection<S>, protocol: Protocol, id: &str, item: &[u8]) -> Delivery {
    let sent = connection.push_message_when_ready(protocol, &protocol.item(id, item)).await;
    if sent.is_ok() { Delivery::Sent } else { Delivery::Closed }
}

/// Starts and runs the application's code, and turns a panic into a failure.
///
/// The future of a method that panicked is dropped and never polled again. State that it shares with other tasks is
/// behind locks that are poisoned.
async fn catch_panic<T, F: Future<Output = Result<T, Failure>>>(start: impl FnOnce() -> F) -> Result<T, Failure> {
    match std::panic::catch_unwind(AssertUnwindSafe(start)) {
        Ok(running) => AssertUnwindSafe(running).catch_unwind().await.unwrap_or(Err(Failure::Panicked)),
        Err(_panic) => Err(Failure::Panicked),
    }
}

/// The completion that answers an invocation, when its caller waits for one.
pub(crate) fn completion(
    protocol: Protocol,
    invocation: &Invocation,
    answer: &Answer,
    detail: ErrorDetail,
) -> Option<Vec<u8>> {
    let id = invocation.invocation_id.as_deref()?;
    let failed = |failure: &Failure| protocol.error(id, &failure.text(&invocation.target, detail));
    Some(match answer {
        Answer::Single(Ok(result)) => protocol.result(id, result),
        Answer::Streamed(Ok(())) => protocol.end(id),
        Answer::Single(Err(failure)) | Answer::Streamed(Err(failure)) => failed(failure),
    })
}
