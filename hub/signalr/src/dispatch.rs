//! From an invocation to a method and back to a completion.
//!
//! Methods are found by name without regard to case, bind their own arguments, and run inside the connection's task.
//! Whatever happens in one, a panic included, becomes one completion; a call without an invocation id is never answered.

mod arguments;
mod call;
mod outcome;

use std::collections::HashMap;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde::Serialize;

use crate::hub::{Hub, HubError};
use crate::options::ErrorDetail;
use crate::protocol::{Invocation, InvocationKind, Protocol, RawArguments};

pub use arguments::{Arguments, BindError};
pub use call::Call;
pub(crate) use call::Sequel;
pub(crate) use outcome::{Failure, Outcome};

/// A registered method: binds, runs, and serialises its result as JSON.
type Method<H> = Box<dyn Fn(Call<H>, RawArguments) -> BoxFuture<'static, Outcome> + Send + Sync>;

/// The methods of a hub, by lower-case name.
pub(crate) struct Methods<H: Hub>(HashMap<String, Method<H>>);

impl<H: Hub> Methods<H> {
    pub(crate) fn new() -> Self {
        Self(HashMap::new())
    }

    /// The names of all methods, sorted, in the lower case in which they are found.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.0.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// Registers a method; a later one of the same name takes its place.
    pub(crate) fn insert<A, R, F, Fut>(&mut self, name: &str, method: F)
    where
        A: Arguments + 'static,
        R: Serialize + Send,
        F: Fn(Call<H>, A) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<R, HubError>> + Send + 'static,
    {
        let method = Arc::new(method);
        let erased: Method<H> = Box::new(move |call, raw| {
            let method = Arc::clone(&method);
            Box::pin(async move {
                let arguments = A::bind(&raw)?;
                let result = method(call, arguments).await?;
                serde_json::to_vec(&result).map_err(|error| Failure::Hub(HubError::Internal(error.to_string())))
            })
        });
        self.0.insert(name.to_lowercase(), erased);
    }

    /// Runs an invocation to its outcome.
    pub(crate) async fn run(&self, call: Call<H>, invocation: &Invocation) -> Outcome {
        let method = self.0.get(&invocation.target.to_lowercase()).ok_or(Failure::UnknownMethod)?;
        if invocation.kind == InvocationKind::Streaming {
            return Err(Failure::NotStreaming);
        }
        if invocation.streams > 0 {
            return Err(Failure::Streams { sent: invocation.streams });
        }
        // A method that panicked is not entered again with what it left behind: its future is dropped, and what it
        // shares with others is guarded by locks that poison.
        let started = std::panic::catch_unwind(AssertUnwindSafe(|| method(call, invocation.arguments.clone())));
        match started {
            Ok(running) => AssertUnwindSafe(running).catch_unwind().await.unwrap_or(Err(Failure::Panicked)),
            Err(_panic) => Err(Failure::Panicked),
        }
    }
}

/// The completion that answers an invocation, when its caller waits for one.
pub(crate) fn completion(
    protocol: Protocol,
    invocation: &Invocation,
    outcome: &Outcome,
    detail: ErrorDetail,
) -> Option<Vec<u8>> {
    let id = invocation.invocation_id.as_deref()?;
    let failed = |failure: &Failure| protocol.error(id, &failure.text(&invocation.target, detail));
    Some(match outcome {
        Ok(result) => protocol.result(id, result).unwrap_or_else(|error| failed(&Failure::Hub(error.into()))),
        Err(failure) => failed(failure),
    })
}
