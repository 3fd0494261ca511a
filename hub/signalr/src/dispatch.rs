//! From an invocation to a method and back to a completion.
//!
//! Methods are found by name without regard to case, bind their own arguments, and run inside the connection's task.
//! Whatever happens in one, a panic included, becomes one completion; a call without an invocation id is never
//! answered.

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
pub use call::Call;
pub(crate) use call::Sequel;
pub use extract::{Args, Cancelled, FromCall, Handler, Streams, User};
pub(crate) use filter::Filters;
pub use filter::{Filter, Next, Reply};
use filter::{Output, filtered};
pub(crate) use methods::{Body, Methods};
pub(crate) use outcome::{Answer, Failure, Outcome};
pub(crate) use upload::{Fed, Feeder, feed};
pub use upload::{Feeds, Upload, Uploads};

/// Items that a stream which never waits sends before its connection looks at other things.
const ITEMS_IN_A_ROW: usize = 16;

/// Runs a method to its answer. A streaming one sends its items on the way, each when there is room for it.
pub(crate) async fn run<H: Hub>(
    filters: &[Arc<dyn Filter<H>>],
    body: &Body<H>,
    call: Call<H>,
    raw: RawArguments,
    feeds: Feeds,
    invocation_id: Option<&str>,
    protocol: Protocol,
) -> Answer {
    match body {
        Body::Single(method) if filters.is_empty() => {
            Answer::Single(caught(|| method(call, raw, feeds, protocol)).await)
        }
        Body::Single(method) => {
            let run = |call, raw| method(call, raw, feeds, protocol).map_ok(Output::Value).boxed();
            Answer::Single(match caught(|| filtered(filters, call, raw, run)).await {
                Ok(Output::Value(value)) => Ok(value),
                // A method with one result gives none.
                Ok(Output::Items(_)) => Err(Failure::OnlyStreaming),
                Err(failure) => Err(failure),
            })
        }
        Body::Streaming(method) => {
            let connection = call.connection().clone();
            let cancelled = call.cancelled.clone();
            let stream = caught(|| async move {
                let run = |call, raw| method(call, raw, feeds, protocol).map_ok(Output::Items).boxed();
                let mut items = match filtered(filters, call, raw, run).await? {
                    Output::Items(items) => items,
                    // A method with a stream of results gives no single one.
                    Output::Value(_) => return Err(Failure::NotStreaming),
                };
                let mut turn = 0;
                while let Some(item) = items.next().await {
                    let item = item.map_err(Failure::Stream)?;
                    if deliver(&connection, protocol, invocation_id.unwrap_or_default(), &item).await == Line::Closed {
                        break;
                    }
                    // A stream that always has a next item must not keep the connection from reading. It gives way long
                    // before the task's budget is spent, for without one nothing else of the task gets anywhere either.
                    turn += 1;
                    if turn % ITEMS_IN_A_ROW == 0 {
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
enum Line {
    Open,
    Closed,
}

async fn deliver<S>(connection: &Connection<S>, protocol: Protocol, id: &str, item: &[u8]) -> Line {
    let sent = connection.push_message_when_ready(protocol, &protocol.item(id, item)).await;
    if sent.is_ok() { Line::Open } else { Line::Closed }
}

/// Starts and runs something of the application's, a panic being one more way to fail.
///
/// A method that panicked is not entered again with what it left behind: its future is dropped, and what it shares with
/// others is guarded by locks that poison.
async fn caught<T, F: Future<Output = Result<T, Failure>>>(start: impl FnOnce() -> F) -> Result<T, Failure> {
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
