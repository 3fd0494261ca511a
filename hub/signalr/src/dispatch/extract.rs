//! Extractors: a method names in its signature what it wants to know, and gets it.

use std::sync::Arc;

use futures::future::{BoxFuture, Future};
use http::HeaderMap;
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use super::{Arguments, Call};
use crate::auth::RequestInfo;
use crate::clients::Clients;
use crate::connection::Connection;
use crate::hub::{Hub, HubError};

/// What a method can take from its call, besides the arguments. Implement it for types of your own: an access check that is
/// a type cannot be forgotten.
///
/// ```
/// use plenum_signalr::{Call, FromCall, Hub, HubError};
///
/// struct Tenant(String);
///
/// impl<H: Hub> FromCall<H> for Tenant {
///     fn from_call(call: &Call<H>) -> Result<Self, HubError> {
///         let tenant = call.connection().request().query("tenant").ok_or(HubError::Unauthorized)?;
///         Ok(Self(tenant.to_owned()))
///     }
/// }
/// ```
pub trait FromCall<H: Hub>: Sized + Send + 'static {
    /// Takes it, or refuses the call.
    fn from_call(call: &Call<H>) -> Result<Self, HubError>;
}

/// The arguments of a call, a tuple; always the last parameter of a method registered with
/// [`HubBuilder::on`](crate::HubBuilder::on).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Args<A>(pub A);

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

/// What is refused to others is none here.
impl<H: Hub, E: FromCall<H>> FromCall<H> for Option<E> {
    fn from_call(call: &Call<H>) -> Result<Self, HubError> {
        Ok(E::from_call(call).ok())
    }
}

/// A function with extractors and, at the end, [`Args`].
pub trait Handler<H: Hub, Extractors>: Send + Sync + 'static {
    /// The tuple within `Args`.
    type Arguments: Arguments + 'static;
    /// What it gives back.
    type Output: Serialize + Send + 'static;

    /// Extracts and runs.
    fn call(&self, call: &Call<H>, arguments: Self::Arguments) -> BoxFuture<'static, Result<Self::Output, HubError>>;
}

macro_rules! handlers {
    ($($extractor:ident)*) => {
        impl<H, F, Fut, R, A, $($extractor),*> Handler<H, ($($extractor,)* Args<A>,)> for F
        where
            H: Hub,
            F: Fn($($extractor,)* Args<A>) -> Fut + Send + Sync + 'static,
            Fut: Future<Output = Result<R, HubError>> + Send + 'static,
            R: Serialize + Send + 'static,
            A: Arguments + 'static,
            $($extractor: FromCall<H>,)*
        {
            type Arguments = A;
            type Output = R;

            #[allow(unused_variables, reason = "a method may want nothing but its arguments")]
            fn call(&self, call: &Call<H>, arguments: A) -> BoxFuture<'static, Result<R, HubError>> {
                let start = || Ok::<_, HubError>(self($($extractor::from_call(call)?,)* Args(arguments)));
                match start() {
                    Ok(running) => Box::pin(running),
                    Err(refusal) => Box::pin(std::future::ready(Err(refusal))),
                }
            }
        }
    };
}

handlers!();
handlers!(E1);
handlers!(E1 E2);
handlers!(E1 E2 E3);
handlers!(E1 E2 E3 E4);
handlers!(E1 E2 E3 E4 E5);
