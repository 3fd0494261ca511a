//! The methods of a hub, their types forgotten.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;

use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use serde::Serialize;

use super::upload::{Feeds, Uploads};
use super::{Arguments, Call, Failure, Outcome};
use crate::hub::{Hub, HubError};
use crate::protocol::{Invocation, InvocationKind, Protocol, RawArguments};

/// A stream of serialised items, or why there is none.
pub(crate) type Items = Result<BoxStream<'static, Result<Vec<u8>, HubError>>, Failure>;

type Single<H> = Box<dyn Fn(Call<H>, RawArguments, Feeds, Protocol) -> BoxFuture<'static, Outcome> + Send + Sync>;
type Streaming<H> = Box<dyn Fn(Call<H>, RawArguments, Feeds, Protocol) -> BoxFuture<'static, Items> + Send + Sync>;

/// What a method does: binds, runs, and serialises what it gives back in the caller's protocol.
pub(crate) enum Body<H: Hub> {
    Single(Single<H>),
    Streaming(Streaming<H>),
}

pub(crate) struct Method<H: Hub> {
    pub(crate) body: Body<H>,
    uploads: usize,
}

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

    /// Registers a method with one result; a later method of the same name takes its place.
    pub(crate) fn insert_single<A, U, R, F, Fut>(&mut self, name: &str, method: F)
    where
        A: Arguments + 'static,
        U: Uploads,
        R: Serialize + Send,
        F: Fn(Call<H>, A, U) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<R, HubError>> + Send + 'static,
    {
        let method = Arc::new(method);
        let single: Single<H> = Box::new(move |call, raw, mut feeds, protocol| {
            let method = Arc::clone(&method);
            Box::pin(async move {
                let arguments = A::bind(&raw)?;
                let uploads = U::take(&mut feeds).ok_or(Failure::Streams { sent: 0, expected: U::COUNT })?;
                let result = method(call, arguments, uploads).await?;
                serialise(protocol, &result).map_err(Failure::Hub)
            })
        });
        self.0.insert(name.to_lowercase(), Method { body: Body::Single(single), uploads: U::COUNT });
    }

    /// Registers a method with a stream of results; a later method of the same name takes its place.
    pub(crate) fn insert_streaming<A, U, R, S, F, Fut>(&mut self, name: &str, method: F)
    where
        A: Arguments + 'static,
        U: Uploads,
        R: Serialize + Send,
        S: Stream<Item = Result<R, HubError>> + Send + 'static,
        F: Fn(Call<H>, A, U) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<S, HubError>> + Send + 'static,
    {
        let method = Arc::new(method);
        let streaming: Streaming<H> = Box::new(move |call, raw, mut feeds, protocol| {
            let method = Arc::clone(&method);
            Box::pin(async move {
                let arguments = A::bind(&raw)?;
                let uploads = U::take(&mut feeds).ok_or(Failure::Streams { sent: 0, expected: U::COUNT })?;
                let items = method(call, arguments, uploads).await?;
                Ok(items.map(move |item| serialise(protocol, &item?)).boxed())
            })
        });
        self.0.insert(name.to_lowercase(), Method { body: Body::Streaming(streaming), uploads: U::COUNT });
    }

    /// The method an invocation asks for, if it asks in the right way.
    pub(crate) fn find(&self, invocation: &Invocation) -> Result<&Method<H>, Failure> {
        let method = self.0.get(&invocation.target.to_lowercase()).ok_or(Failure::UnknownMethod)?;
        match (&method.body, invocation.kind) {
            (Body::Single(_), InvocationKind::Streaming) => return Err(Failure::NotStreaming),
            (Body::Streaming(_), InvocationKind::Single) => return Err(Failure::OnlyStreaming),
            _ => {}
        }
        let sent = invocation.stream_ids.len();
        if sent != method.uploads {
            return Err(Failure::Streams { sent, expected: method.uploads });
        }
        Ok(method)
    }
}

fn serialise(protocol: Protocol, value: &impl Serialize) -> Result<Vec<u8>, HubError> {
    protocol.serialise(value).map_err(|error| HubError::Internal(error.to_string()))
}
