//! How the bodies of requests come in: each within its time, and all of them within one memory budget.
//!
//! The client chooses how fast its body comes, so a request holds nothing that others wait for meanwhile: it gets its
//! permit when its body is whole. The outcome travels among the request's extensions as a [`BufferedBody`], so that a
//! handler can refuse for weightier reasons first (no token, another media type).

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use http_body_util::BodyExt;
use plenum_shared::{Code, Error};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};

use super::buffered_body::BufferedBody;
use crate::{problem::Problem, settings::ApiSettings};

/// The bytes of every body that are not counted; a connection keeps more for its client anyway. So ordinary requests
/// come in even when large bodies use up the budget.
const UNCOUNTED: usize = 16 * 1024;

/// The least speed of a body in bytes per second, once its first seconds are over. A megabyte over a poor line passes.
const LEAST_PER_SECOND: usize = 64 * 1024;

/// The memory and the time limit of all bodies. Cheap to clone.
#[derive(Clone)]
pub(super) struct BodyBuffer {
    /// A permit is a byte.
    memory: Arc<Semaphore>,
    limit: usize,
    timeout: Duration,
}

/// The reason why a body is not read to its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BodyRefused {
    TooSlow,
    NoMemory,
}

/// The memory of a body, given back when dropped.
pub(super) type Memory = Option<OwnedSemaphorePermit>;

impl BodyBuffer {
    pub(super) fn new(settings: &ApiSettings) -> Self {
        // The largest body must fit, or it could never come in.
        let bytes = settings.body_budget.max(settings.max_body_bytes).min(Semaphore::MAX_PERMITS);
        let (limit, timeout) = (settings.max_body_bytes, settings.body_timeout);
        Self { memory: Arc::new(Semaphore::new(bytes)), limit, timeout }
    }

    /// Reads the body and leaves a [`BufferedBody`] in its place.
    pub(super) async fn receive(&self, request: Request) -> Result<(Request, Memory), BodyRefused> {
        if !matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH) {
            return Ok((request, None));
        }
        let (mut parts, body) = request.into_parts();
        let mut memory = None;
        let buffered = match announced(&parts.headers) {
            Some(length) if length > self.limit as u64 => BufferedBody::TooLarge(self.limit),
            _ => self.read(body, &mut memory).await?,
        };
        parts.extensions.insert(buffered);
        Ok((Request::from_parts(parts, Body::empty()), memory))
    }

    async fn read(&self, mut body: Body, memory: &mut Memory) -> Result<BufferedBody, BodyRefused> {
        let (started, mut bytes) = (Instant::now(), Vec::new());
        loop {
            let earned = Duration::from_millis((bytes.len() * 1_000 / LEAST_PER_SECOND) as u64);
            let frame =
                timeout_at(started + self.timeout + earned, body.frame()).await.map_err(|_| BodyRefused::TooSlow)?;
            let data = match frame {
                None => return Ok(BufferedBody::Whole(bytes.into())),
                Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
                Some(Err(error)) => {
                    tracing::debug!(%error, "a request body ended early");
                    return Ok(BufferedBody::Cut);
                }
            };
            let length = bytes.len() + data.len();
            if length > self.limit {
                return Ok(BufferedBody::TooLarge(self.limit));
            }
            let more = length.saturating_sub(UNCOUNTED) - bytes.len().saturating_sub(UNCOUNTED);
            self.hold(more, memory)?;
            bytes.extend_from_slice(&data);
        }
    }

    fn hold(&self, more: usize, memory: &mut Memory) -> Result<(), BodyRefused> {
        let more = u32::try_from(more).map_err(|_| BodyRefused::NoMemory)?;
        let held = self.memory.clone().try_acquire_many_owned(more).map_err(|_| BodyRefused::NoMemory)?;
        match memory {
            Some(memory) => memory.merge(held),
            None => *memory = Some(held),
        }
        Ok(())
    }
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl IntoResponse for BodyRefused {
    fn into_response(self) -> Response {
        let problem = match self {
            Self::TooSlow => {
                let error = Error::new(Code::MalformedBody).with_message("the request body did not come in time");
                Problem::from(error).with_status(StatusCode::REQUEST_TIMEOUT)
            }
            Self::NoMemory => Problem::from(Code::Busy),
        };
        // The rest of the body would be read as the beginning of the next request.
        ([(header::CONNECTION, HeaderValue::from_static("close"))], problem).into_response()
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures::{Stream, StreamExt, stream};

    use super::*;

    const SMALL: ApiSettings = ApiSettings {
        max_body_bytes: 100_000,
        body_budget: 100_000,
        answer_budget: 100_000,
        body_timeout: Duration::from_secs(5),
        request_timeout: Duration::from_secs(15),
        max_in_flight: 1,
    };

    fn post(body: impl Into<Body>) -> Request {
        Request::builder().method("POST").body(body.into()).unwrap()
    }

    /// `count` pieces of `size` bytes, one each second.
    fn pieces(size: usize, count: usize) -> impl Stream<Item = Result<Vec<u8>, Infallible>> + Send + 'static {
        stream::iter(0..count).then(move |_| async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(vec![b' '; size])
        })
    }

    async fn received(buffer: &BodyBuffer, request: Request) -> Result<(BufferedBody, Memory), BodyRefused> {
        let (mut request, memory) = buffer.receive(request).await?;
        Ok((request.extensions_mut().remove().unwrap(), memory))
    }

    #[tokio::test(start_paused = true)]
    async fn the_time_for_a_body_grows_only_with_received_bytes() {
        let settings = ApiSettings { max_body_bytes: 1 << 20, ..SMALL };
        let buffer = BodyBuffer::new(&settings);
        let (body, _memory) = received(&buffer, post(Body::from_stream(pieces(100_000, 10)))).await.unwrap();
        assert_eq!(body.whole().unwrap().len(), 1_000_000);
        for body in
            [Body::from_stream(pieces(1, 10)), Body::from_stream(stream::pending::<Result<Vec<u8>, Infallible>>())]
        {
            let started = Instant::now();
            assert_eq!(received(&buffer, post(body)).await.err(), Some(BodyRefused::TooSlow));
            assert!(started.elapsed() < Duration::from_secs(6));
        }
        let response = BodyRefused::TooSlow.into_response();
        assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(response.headers()[header::CONNECTION], "close");
    }

    #[tokio::test]
    async fn large_bodies_share_a_memory_budget_and_small_ones_need_none() {
        let buffer = BodyBuffer::new(&SMALL);
        let (_, memory) = received(&buffer, post(vec![b' '; 90_000])).await.unwrap();
        assert_eq!(received(&buffer, post(vec![b' '; 90_000])).await.err(), Some(BodyRefused::NoMemory));
        let (small, _none) = received(&buffer, post(vec![b' '; UNCOUNTED])).await.unwrap();
        assert_eq!(small.whole().unwrap().len(), UNCOUNTED);
        drop(memory);
        assert!(received(&buffer, post(vec![b' '; 90_000])).await.is_ok());
        assert_eq!(buffer.memory.available_permits(), SMALL.body_budget);
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused_with_and_without_a_declared_length() {
        let buffer = BodyBuffer::new(&SMALL);
        let code =
            |received: Result<(BufferedBody, Memory), BodyRefused>| received.unwrap().0.whole().unwrap_err().code();
        assert_eq!(code(received(&buffer, post(vec![b' '; 100_001])).await), Code::BodyTooLarge);
        let endless = Body::from_stream(stream::repeat_with(|| Ok::<_, Infallible>(vec![b' '; 1_000])));
        assert_eq!(code(received(&buffer, post(endless)).await), Code::BodyTooLarge);
        let mut announced = post("{}");
        announced.headers_mut().insert(header::CONTENT_LENGTH, "99999999999".parse().unwrap());
        assert_eq!(code(received(&buffer, announced).await), Code::BodyTooLarge);
        let cut = Body::from_stream(stream::iter([Ok(vec![b'{']), Err(std::io::Error::other("gone"))]));
        assert_eq!(code(received(&buffer, post(cut)).await), Code::MalformedBody);
    }
}
