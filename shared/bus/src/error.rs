//! The errors of the bus. A lost message is not an error, because the bus may lose messages.

/// Why a call on the bus failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BusError {
    /// The driver did not confirm the subscription in time. The subscription stays and is confirmed as soon as possible;
    /// [`Disturbance::Resubscribed`](crate::Disturbance::Resubscribed) or
    /// [`Disturbance::Reconnected`](crate::Disturbance::Reconnected) follows then.
    #[error("the subscription was not confirmed in time")]
    NotConfirmed,
    /// The bus has been shut down.
    #[error("the bus is shut down")]
    Closed,
    /// The namespace is not 1 to 64 characters of `a-z`, `0-9`, `_` and `-`.
    #[error("the bus namespace must be 1 to 64 characters of a-z, 0-9, _ and -")]
    InvalidNamespace,
    /// The URL of the server cannot be used. The text names the reason and never the URL, which may hold a password.
    #[error("the url of the bus cannot be used: {0}")]
    InvalidUrl(&'static str),
    /// The certificates for TLS cannot be used.
    #[error("the certificates for the bus cannot be used: {0}")]
    InvalidCertificates(String),
}
