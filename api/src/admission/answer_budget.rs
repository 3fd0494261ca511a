//! How answers go out: all that wait for their clients share one memory budget.
//!
//! The client chooses how fast it takes its answer, so a large one is counted from the moment it is made until its last
//! byte is sent. The bytes themselves own the permit: as long as a connection keeps them in its queue, they are
//! counted.

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

/// The bytes of every answer that are not counted: ordinary answers go out even when large ones use up the budget.
const UNCOUNTED: usize = 16 * 1024;

/// The memory of all answers under way. Cheap to clone.
#[derive(Clone)]
pub(super) struct AnswerBudget {
    /// A permit is a byte.
    memory: Arc<Semaphore>,
    budget: usize,
}

/// The bytes of an answer with the memory they were counted for.
struct CountedBytes {
    bytes: Bytes,
    _memory: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for CountedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl AnswerBudget {
    pub(super) fn new(settings: &ApiSettings) -> Self {
        let budget = settings.answer_budget.min(Semaphore::MAX_PERMITS);
        Self { memory: Arc::new(Semaphore::new(budget)), budget }
    }

    /// Passes an answer on if there is memory for it until its client has it. A streamed answer is made at the pace of
    /// its client and is not counted.
    pub(super) async fn hold(&self, response: Response) -> Response {
        let Some(length) = HttpBody::size_hint(response.body()).exact() else { return response };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length <= UNCOUNTED {
            return response;
        }
        // An answer that is larger than the whole budget takes all of it.
        let permits = u32::try_from((length - UNCOUNTED).min(self.budget)).unwrap_or(u32::MAX);
        let Ok(memory) = self.memory.clone().try_acquire_many_owned(permits) else {
            metrics::counter!("http.server.answers.refused").increment(1);
            return Problem::from(Code::Busy).into_response();
        };
        let (parts, body) = response.into_parts();
        match body.collect().await {
            Ok(whole) => {
                let counted = CountedBytes { bytes: whole.to_bytes(), _memory: memory };
                Response::from_parts(parts, Body::from(Bytes::from_owner(counted)))
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

    fn answers() -> AnswerBudget {
        AnswerBudget::new(&ApiSettings { answer_budget: BUDGET, ..ApiSettings::default() })
    }

    fn answer(length: usize) -> Response {
        Body::from(vec![b'x'; length]).into_response()
    }

    async fn bytes(response: Response) -> Bytes {
        response.into_body().collect().await.unwrap().to_bytes()
    }

    #[tokio::test]
    async fn an_answer_is_counted_until_its_bytes_are_dropped() {
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
    async fn small_and_streamed_answers_are_not_counted() {
        let answers = answers();
        let _all = answers.hold(answer(BUDGET + UNCOUNTED)).await;
        assert_eq!(answers.memory.available_permits(), 0);
        assert_eq!(bytes(answers.hold(answer(UNCOUNTED)).await).await.len(), UNCOUNTED);
        let pieces = futures::stream::iter([Ok::<_, std::io::Error>(vec![b'x'; 50_000])]);
        let stream = Body::from_stream(pieces).into_response();
        assert_eq!(bytes(answers.hold(stream).await).await.len(), 50_000);
    }

    #[tokio::test]
    async fn an_answer_larger_than_the_budget_goes_out_alone() {
        let answers = answers();
        let huge = answers.hold(answer(3 * BUDGET)).await;
        assert_eq!((huge.status(), answers.memory.available_permits()), (StatusCode::OK, 0));
        drop(huge);
        assert_eq!(answers.memory.available_permits(), BUDGET);
    }
}
