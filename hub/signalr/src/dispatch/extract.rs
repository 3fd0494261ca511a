//! Extractors: the parameters of a method name the parts of its call that it needs.

use std::sync::Arc;

use futures::future::{BoxFuture, Future};
use http::HeaderMap;
use tokio_util::sync::CancellationToken;

use super::{Arguments, Call, Uploads};
use crate::auth::RequestInfo;
use crate::clients::Clients;
use crate::connection::Connection;
use crate::hub::{Hub, HubError};

/// A part of a call that a method can take, besides the arguments. Implement it for types of your own: an access check
/// that is a type cannot be forgotten.
///
/// ```
/// use plenum_signalr::{Call, FromCall, Hub, HubError};
///
/// struct Workspace(String);
///
/// impl<H: Hub> FromCall<H> for Workspace {
///     fn from_call(call: &Call<H>) -> Result<Self, HubError> {
///         let workspace = call.connection().request().query("workspace").ok_or(HubError::Unauthorized)?;
///         Ok(Self(workspace.to_owned()))
///     }
/// }
/// ```
pub trait FromCall<H: Hub>: Sized + Send + 'static {
    /// Takes it, or refuses the call.
    fn from_call(call: &Call<H>) -> Result<Self, HubError>;
}

/// The arguments of a call, a tuple; after all extractors of a method registered with
/// [`HubBuilder::on`](crate::HubBuilder::on) or [`on_stream`](crate::HubBuilder::on_stream).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Args<A>(pub A);

/// The streams that the caller sends along, a tuple of [`Upload`](crate::Upload)s; after the [`Args`].
#[derive(Debug)]
pub struct Streams<U>(pub U);

/// The caller's user id; an anonymous caller is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User(pub Arc<str>);

/// Resolves when the caller no longer wants the answer.
#[derive(Debug, Clone)]
pub struct Cancelled(pub CancellationToken);

impl<H: Hub> FromCall<H> for Call<H> {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        Ok(call.clone())
    }
}

/// The caller.
impl<H: Hub> FromCall<H> for Connection<H::State> {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        Ok(call.connection().clone())
    }
}

/// Everyone.
impl<H: Hub> FromCall<H> for Clients<H::State> {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        Ok(call.clients().clone())
    }
}

impl<H: Hub> FromCall<H> for User {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        call.connection().user().cloned().map(Self).ok_or(HubError::Unauthorized)
    }
}

/// The request that became the connection.
impl<H: Hub> FromCall<H> for RequestInfo {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        Ok(call.connection().request().clone())
    }
}

/// The headers of that request, without `Authorization`.
impl<H: Hub> FromCall<H> for HeaderMap {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        Ok(call.connection().request().headers().clone())
    }
}

impl<H: Hub> FromCall<H> for Cancelled {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        Ok(Self(call.cancelled.clone()))
    }
}

/// `None` where the extractor itself would refuse the call.
impl<H: Hub, E: FromCall<H>> FromCall<H> for Option<E> {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        Ok(E::from_call(call).ok())
    }
}

/// A function with extractors, then [`Args`], and at the end [`Streams`] if its callers send any.
pub trait Handler<H: Hub, Parameters>: Send + Sync + 'static {
    /// The tuple within `Args`.
    type Arguments: Arguments + 'static;
    /// The tuple within `Streams`.
    type Uploads: Uploads;
    /// What it gives back.
    type Output: Send + 'static;

    /// Extracts and runs.
    fn call(
        &self,
        call: &Call<H>,
        arguments: Self::Arguments,
        uploads: Self::Uploads,
    ) -> BoxFuture<'static, Result<Self::Output, HubError>>;
}

macro_rules! handler {
    ([$($extractor:ident)*] $uploads:ty, [$($generic:ident)?], $($last:ty)?, $taken:ident => $($streams:expr)?) => {
        impl<H, F, Fut, R, A, $($generic: Uploads + 'static,)? $($extractor),*>
            Handler<H, ($($extractor,)* Args<A>, $($last,)?)> for F
        where
            H: Hub,
            F: Fn($($extractor,)* Args<A>, $($last,)?) -> Fut + Send + Sync + 'static,
            Fut: Future<Output = Result<R, HubError>> + Send + 'static,
            R: Send + 'static,
            A: Arguments + 'static,
            $($extractor: FromCall<H>,)*
        {
            type Arguments = A;
            type Uploads = $uploads;
            type Output = R;

            #[allow(unused_variables, reason = "a method may want nothing but its arguments")]
            fn call(&self, call: &Call<H>, arguments: A, $taken: $uploads) -> BoxFuture<'static, Result<R, HubError>> {
                let start = || Ok::<_, HubError>(self($($extractor::from_call(call)?,)* Args(arguments), $($streams)?));
                match start() {
                    Ok(running) => Box::pin(running),
                    Err(refusal) => Box::pin(std::future::ready(Err(refusal))),
                }
            }
        }
    };
}

macro_rules! handlers {
    ($($extractor:ident)*) => {
        handler!([$($extractor)*] (), [], , none =>);
        handler!([$($extractor)*] U, [U], Streams<U>, uploads => Streams(uploads));
    };
}

handlers!();
handlers!(E1);
handlers!(E1 E2);
handlers!(E1 E2 E3);
handlers!(E1 E2 E3 E4);
handlers!(E1 E2 E3 E4 E5);
