//! The trait that an application implements, with its hooks, and the errors of its methods.

use std::borrow::Cow;
use std::future::{Future, ready};

use crate::close::Disconnect;
use crate::connection::Connection;

/// A hub: the application's side of all connections to one address. Its methods are registered with
/// [`HubBuilder::method`](crate::HubBuilder::method).
///
/// The hooks may be written as `async fn`. A panic in one ends that connection only.
pub trait Hub: Send + Sync + Sized + 'static {
    /// The authenticator's value for each connection.
    type State: Send + Sync + 'static;

    /// A client has finished its handshake. Runs before any of its calls; an error closes the connection.
    fn on_connected(&self, connection: &Connection<Self::State>) -> impl Future<Output = Result<(), HubError>> + Send {
        let _ = connection;
        ready(Ok(()))
    }

    /// The client brought newer credentials of the same user and session. The connection's end has moved, and it is in
    /// the groups that they name. Runs beside the connection's calls.
    fn on_refreshed(&self, connection: &Connection<Self::State>) -> impl Future<Output = ()> + Send {
        let _ = connection;
        ready(())
    }

    /// The connection has ended, and is in no group any more. Runs once for each `on_connected`, also after an error of
    /// that, but not when a drain had to cut the connection off.
    fn on_disconnected(
        &self,
        connection: &Connection<Self::State>,
        reason: Disconnect,
    ) -> impl Future<Output = ()> + Send {
        let _ = (connection, reason);
        ready(())
    }
}

/// Why a hub method fails.
///
/// Any standard error becomes [`HubError::Internal`] through `?`, so that its text does not reach a client by accident.
/// For that reason this type is not itself a standard error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HubError {
    /// The caller may read this text.
    User(String),
    /// For the log; the caller learns only that something went wrong, unless details are shown.
    Internal(String),
    /// The same with a name for the kind of error, which stands before the text when details are shown.
    Named {
        /// The name, such as `InvalidOperationException`.
        kind: Cow<'static, str>,
        /// The description of the error.
        text: String,
    },
    /// The caller may not do this.
    Unauthorized,
}

impl HubError {
    /// An error whose text the caller may read.
    pub fn user(text: impl Into<String>) -> Self {
        Self::User(text.into())
    }

    /// An error for the log.
    pub fn internal(text: impl Into<String>) -> Self {
        Self::Internal(text.into())
    }

    /// An error for the log, with a name.
    pub fn named(kind: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self::Named { kind: kind.into(), text: text.into() }
    }

    /// The name of the error's type for clients, before the text.
    pub(crate) fn kind(&self) -> &str {
        match self {
            Self::User(_) | Self::Unauthorized => "HubException",
            Self::Internal(_) => "Exception",
            Self::Named { kind, .. } => kind,
        }
    }
}

impl std::fmt::Display for HubError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::User(text) | Self::Internal(text) | Self::Named { text, .. } => formatter.write_str(text),
            Self::Unauthorized => formatter.write_str("user is unauthorized"),
        }
    }
}

impl<E: std::error::Error> From<E> for HubError {
    fn from(error: E) -> Self {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        Self::Internal(text)
    }
}
