//! Admission to the routes that do work: closed while the server drains, limited in how many requests run at once, and
//! with a time limit for each of them.
//!
//! A request waits outside until its body is whole: a slow client then holds nothing that others wait for. Its answer
//! is counted from the moment it is made until the client has it, and holds no permit of the admission meanwhile.
//!
//! Handlers take the body only through [`BufferedBody`], which exists for routes of the state [`Admitted`] alone, and
//! only [`Admission::guard`] makes that state. So a route that reads a body without admission does not compile:
//!
//! ```
//! # use std::sync::Arc;
//! # use axum::{Router, routing::post};
//! # use plenum_api::{ApiSettings, admission::{Admission, BufferedBody}};
//! # use tokio_util::sync::CancellationToken;
//! let routes = Router::new().route("/", post(async |body: BufferedBody| drop(body)));
//! let admission = Admission::new(Arc::new(ApiSettings::default()), CancellationToken::new());
//! let _served: Router = admission.guard(routes, ());
//! ```
//!
//! ```compile_fail,E0277
//! # use axum::{Router, routing::post};
//! # use plenum_api::admission::BufferedBody;
//! let _served: Router = Router::new().route("/", post(async |body: BufferedBody| drop(body)));
//! ```

mod admitted;
mod answer_budget;
mod body_buffer;
mod buffered_body;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use plenum_shared::{Code, Error};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::{problem::Problem, settings::ApiSettings};

pub use admitted::Admitted;
pub use buffered_body::BufferedBody;

use answer_budget::AnswerBudget;
use body_buffer::BodyBuffer;

/// The admission of one server, shared by all of its requests.
#[derive(Clone)]
pub struct Admission {
    settings: Arc<ApiSettings>,
    draining: CancellationToken,
    bodies: BodyBuffer,
    answers: AnswerBudget,
    in_flight: Arc<Semaphore>,
}

impl Admission {
    pub fn new(settings: Arc<ApiSettings>, draining: CancellationToken) -> Self {
        let in_flight = Arc::new(Semaphore::new(settings.max_in_flight));
        let (bodies, answers) = (BodyBuffer::new(&settings), AnswerBudget::new(&settings));
        Self { settings, draining, bodies, answers, in_flight }
    }

    /// Puts the admission in front of these routes.
    pub fn guard<S>(self, routes: Router<Admitted<S>>, state: S) -> Router
    where
        S: Clone + Send + Sync + 'static,
    {
        routes.layer(from_fn_with_state(self, admit)).with_state(Admitted::new(state))
    }
}

/// Runs a request, or refuses it with the reason.
async fn admit(State(admission): State<Admission>, request: Request, next: Next) -> Response {
    if admission.draining.is_cancelled() {
        return Problem::from(Code::Draining).into_response();
    }
    let (request, _memory) = match admission.bodies.receive(request).await {
        Ok(received) => received,
        Err(refused) => return refused.into_response(),
    };
    let Ok(_permit) = admission.in_flight.try_acquire() else {
        return Problem::from(Code::Busy).into_response();
    };
    match tokio::time::timeout(admission.settings.request_timeout, next.run(request)).await {
        Ok(response) => admission.answers.hold(response).await,
        // Dropping the handler rolls its transaction back; one that was committing may still succeed.
        Err(_) => {
            let error = Error::new(Code::Busy).with_message("the request took too long and was given up");
            Problem::from(error).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::{
        body::Body,
        routing::{get, post},
    };
    use futures::stream;
    use http::{StatusCode, header};
    use tower::ServiceExt;

    use super::*;

    fn admission(settings: ApiSettings) -> Admission {
        Admission::new(Arc::new(settings), CancellationToken::new())
    }

    fn app(admission: &Admission) -> Router {
        let routes = Router::new()
            .route("/quick", get(|| async { "done" }))
            .route("/send", post(|| async { "done" }))
            .route("/never", get(|| async { std::future::pending::<()>().await }));
        admission.clone().guard(routes, ())
    }

    async fn status(app: Router, path: &str) -> StatusCode {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        app.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn a_draining_server_closes_the_connection_and_asks_for_a_retry() {
        let admission = admission(ApiSettings::default());
        let app = app(&admission);
        assert_eq!(status(app.clone(), "/quick").await, StatusCode::OK);
        admission.draining.cancel();
        let request = Request::builder().uri("/quick").body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::CONNECTION], "close");
        assert!(response.headers().contains_key(header::RETRY_AFTER));
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_that_takes_too_long_is_given_up() {
        let app = app(&admission(ApiSettings::default()));
        assert_eq!(status(app, "/never").await, StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test(start_paused = true)]
    async fn one_request_too_many_is_refused_until_another_ends() {
        let admission = admission(ApiSettings { max_in_flight: 1, ..ApiSettings::default() });
        let app = app(&admission);
        let waiting = tokio::spawn(status(app.clone(), "/never"));
        while admission.in_flight.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(status(app.clone(), "/quick").await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(waiting.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status(app, "/quick").await, StatusCode::OK);
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_whose_body_does_not_come_holds_no_permit() {
        let admission = admission(ApiSettings { max_in_flight: 1, ..ApiSettings::default() });
        let app = app(&admission);
        let slow = (0..1_000).map(|_| {
            let body = Body::from_stream(stream::pending::<Result<Vec<u8>, Infallible>>());
            let request = Request::builder().method("POST").uri("/send").body(body).unwrap();
            tokio::spawn(app.clone().oneshot(request))
        });
        let slow: Vec<_> = slow.collect();
        tokio::task::yield_now().await;
        assert_eq!(status(app.clone(), "/quick").await, StatusCode::OK);
        for refused in slow {
            assert_eq!(refused.await.unwrap().unwrap().status(), StatusCode::REQUEST_TIMEOUT);
        }
    }
}
