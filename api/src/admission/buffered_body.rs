//! The body of an admitted request, as handlers take it.

use std::convert::Infallible;

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use plenum_shared::{Code, Error, Result};

use super::admitted::Admitted;

/// The outcome of reading a body. Only routes behind an [`Admission`](super::Admission) can take one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BufferedBody {
    Whole(Bytes),
    /// Larger than this many bytes.
    TooLarge(usize),
    /// The client stopped in the middle, or its chunks are malformed.
    Cut,
}

impl BufferedBody {
    /// The whole body, or the error for its client.
    pub(crate) fn whole(self) -> Result<Bytes> {
        match self {
            Self::Whole(bytes) => Ok(bytes),
            Self::TooLarge(limit) => {
                Err(Error::new(Code::BodyTooLarge)
                    .with_message(format!("the request body is larger than {limit} bytes")))
            }
            Self::Cut => Err(Error::new(Code::MalformedBody).with_message("the request body ended early")),
        }
    }
}

impl<S: Sync> FromRequest<Admitted<S>> for BufferedBody {
    type Rejection = Infallible;

    /// The admission reads the bodies of POST, PUT and PATCH; for other methods the body is empty.
    async fn from_request(request: Request, _: &Admitted<S>) -> Result<Self, Infallible> {
        let (mut parts, _) = request.into_parts();
        Ok(parts.extensions.remove().unwrap_or(Self::Whole(Bytes::new())))
    }
}
