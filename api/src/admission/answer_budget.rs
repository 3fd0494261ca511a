//! How answers go out: all that wait for their clients within so much memory.
//!
//! How fast a client takes its answer is for the client to choose, so a large one is counted from the moment it is made
//! until its last byte is on its way. The bytes themselves hold the place: whoever still has them, a connection that
//! waits for room in its socket say, keeps it.

use std::sync::Arc;

use axum::{
    body::{Body, HttpBody},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http_body_util::BodyExt;
use plenum_shared::Code;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{problem::Problem, settings::ApiSettings};

/// So much of every answer is not counted: ordinary ones go out whatever those with large ones do.
const UNCOUNTED: usize = 16 * 1024;

/// Where answers go out. Cheap to clone.
#[derive(Clone)]
pub(super) struct Answers {
    /// A permit is a byte.
    memory: Arc<Semaphore>,
    budget: usize,
}

/// An answer and its place.
struct Held {
    bytes: Bytes,
    _memory: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Answers {
    pub(super) fn new(settings: &ApiSettings) -> Self {
        let budget = settings.answer_budget.min(Semaphore::MAX_PERMITS);
        Self { memory: Arc::new(Semaphore::new(budget)), budget }
    }

    /// Lets an answer out if there is memory for it until its client has it. One that is made bit by bit, at the pace
    /// of its client, is none that waits.
    pub(super) async fn hold(&self, response: Response) -> Response {
        let Some(length) = HttpBody::size_hint(response.body()).exact() else { return response };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length <= UNCOUNTED {
            return response;
        }
        // One that is larger than everything there is takes everything.
        let permits = u32::try_from((length - UNCOUNTED).min(self.budget)).unwrap_or(u32::MAX);
        let Ok(memory) = self.memory.clone().try_acquire_many_owned(permits) else {
            metrics::counter!("http.server.answers.refused").increment(1);
            return Problem::from(Code::Busy).into_response();
        };
        let (parts, body) = response.into_parts();
        match body.collect().await {
            Ok(whole) => {
                let held = Held { bytes: whole.to_bytes(), _memory: memory };
                Response::from_parts(parts, Body::from(Bytes::from_owner(held)))
            }
            Err(error) => Problem::from(plenum_shared::Error::internal(error)).into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{StatusCode, header};

    use super::*;

    const BUDGET: usize = 100_000;

    fn answers() -> Answers {
        Answers::new(&ApiSettings { answer_budget: BUDGET, ..ApiSettings::default() })
    }

    fn answer(length: usize) -> Response {
        Body::from(vec![b'x'; length]).into_response()
    }

    async fn bytes(response: Response) -> Bytes {
        response.into_body().collect().await.unwrap().to_bytes()
    }

    #[tokio::test]
    async fn an_answer_is_counted_until_nobody_has_its_bytes() {
        let answers = answers();
        let first = answers.hold(answer(80_000)).await;
        let refused = answers.hold(answer(80_000)).await;
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(refused.headers().contains_key(header::RETRY_AFTER));
        // The body is gone, its bytes are not: a connection has them in its queue.
        let mut queued = bytes(first).await;
        assert_eq!(queued.len(), 80_000);
        drop(queued.split_to(79_999));
        assert_eq!(answers.hold(answer(80_000)).await.status(), StatusCode::SERVICE_UNAVAILABLE);
        drop(queued);
        assert_eq!(answers.hold(answer(80_000)).await.status(), StatusCode::OK);
        assert_eq!(answers.memory.available_permits(), BUDGET);
    }

    #[tokio::test]
    async fn ordinary_answers_and_those_made_bit_by_bit_need_no_memory() {
        let answers = answers();
        let _all = answers.hold(answer(BUDGET + UNCOUNTED)).await;
        assert_eq!(answers.memory.available_permits(), 0);
        assert_eq!(bytes(answers.hold(answer(UNCOUNTED)).await).await.len(), UNCOUNTED);
        let pieces = futures::stream::iter([Ok::<_, std::io::Error>(vec![b'x'; 50_000])]);
        let stream = Body::from_stream(pieces).into_response();
        assert_eq!(bytes(answers.hold(stream).await).await.len(), 50_000);
    }

    #[tokio::test]
    async fn one_larger_than_the_budget_goes_out_alone() {
        let answers = answers();
        let huge = answers.hold(answer(3 * BUDGET)).await;
        assert_eq!((huge.status(), answers.memory.available_permits()), (StatusCode::OK, 0));
        drop(huge);
        assert_eq!(answers.memory.available_permits(), BUDGET);
    }
}
