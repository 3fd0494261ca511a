//! The methods of a hub, with their types erased.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;

use futures::future::BoxFuture;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use serde::Serialize;

use super::upload::{UploadReceivers, Uploads};
use super::{Arguments, Call, Failure, Outcome};
use crate::hub::{Hub, HubError};
use crate::protocol::{Invocation, InvocationKind, Protocol, RawArguments};

/// A stream of serialised items, or why there is none.
pub(crate) type Items = Result<BoxStream<'static, Result<Vec<u8>, HubError>>, Failure>;

type Single<H> =
    Box<dyn Fn(Call<H>, RawArguments, UploadReceivers, Protocol) -> BoxFuture<'static, Outcome> + Send + Sync>;
type Streaming<H> =
    Box<dyn Fn(Call<H>, RawArguments, UploadReceivers, Protocol) -> BoxFuture<'static, Items> + Send + Sync>;

/// The code of a method: binds, runs, and serialises the result in the caller's protocol.
pub(crate) enum MethodBody<H: Hub> {
    Single(Single<H>),
    Streaming(Streaming<H>),
}

pub(crate) struct Method<H: Hub> {
    pub(crate) body: MethodBody<H>,
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

    /// Registers a method with one result; a later method of the same name replaces it.
    pub(crate) fn insert_single<A, U, R, F, Fut>(&mut self, name: &str, method: F)
    where
        A: Arguments + 'static,
        U: Uploads,
        R: Serialize + Send,
        F: Fn(Call<H>, A, U) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<R, HubError>> + Send + 'static,
    {
        let method = Arc::new(method);
        let single: Single<H> = Box::new(move |call, raw, mut receivers, protocol| {
            let method = Arc::clone(&method);
            Box::pin(async move {
                let arguments = A::bind(&raw)?;
                let uploads = U::take(&mut receivers).ok_or(Failure::Streams { sent: 0, expected: U::COUNT })?;
                let result = method(call, arguments, uploads).await?;
                serialise(protocol, &result).map_err(Failure::Hub)
            })
        });
        self.0.insert(name.to_lowercase(), Method { body: MethodBody::Single(single), uploads: U::COUNT });
    }

    /// Registers a method with a stream of results; a later method of the same name replaces it.
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
        let streaming: Streaming<H> = Box::new(move |call, raw, mut receivers, protocol| {
            let method = Arc::clone(&method);
            Box::pin(async move {
                let arguments = A::bind(&raw)?;
                let uploads = U::take(&mut receivers).ok_or(Failure::Streams { sent: 0, expected: U::COUNT })?;
                let items = method(call, arguments, uploads).await?;
                Ok(items.map(move |item| serialise(protocol, &item?)).boxed())
            })
        });
        self.0.insert(name.to_lowercase(), Method { body: MethodBody::Streaming(streaming), uploads: U::COUNT });
    }

    /// The method of an invocation, if the invocation is of the right kind.
    pub(crate) fn find(&self, invocation: &Invocation) -> Result<&Method<H>, Failure> {
        let method = self.0.get(&invocation.target.to_lowercase()).ok_or(Failure::UnknownMethod)?;
        match (&method.body, invocation.kind) {
            (MethodBody::Single(_), InvocationKind::Streaming) => return Err(Failure::NotStreaming),
            (MethodBody::Streaming(_), InvocationKind::Single) => return Err(Failure::OnlyStreaming),
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
