//! The lane of the routes that do work: closed while the server drains, so wide and no wider, and every request in it
//! ends in time.
//!
//! A request waits outside until its body is whole: inside, only our own work takes time. So does its answer, which
//! leaves the lane when it is made.

mod answers;
mod intake;

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use plenum_shared::{Code, Error};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::{problem::Problem, settings::ApiSettings};

pub(crate) use intake::Received;

use answers::Answers;
use intake::Intake;

/// One lane, shared by all of its requests.
#[derive(Clone)]
pub(crate) struct Lane {
    settings: Arc<ApiSettings>,
    draining: CancellationToken,
    intake: Intake,
    answers: Answers,
    room: Arc<Semaphore>,
}

impl Lane {
    pub(crate) fn new(settings: Arc<ApiSettings>, draining: CancellationToken) -> Self {
        let room = Arc::new(Semaphore::new(settings.max_in_flight));
        Self { intake: Intake::new(&settings), answers: Answers::new(&settings), settings, draining, room }
    }
}

/// Lets a request in, or says why not.
pub(crate) async fn enter(State(lane): State<Lane>, request: Request, next: Next) -> Response {
    if lane.draining.is_cancelled() {
        return Problem::from(Code::Draining).into_response();
    }
    let (request, _memory) = match lane.intake.receive(request).await {
        Ok(received) => received,
        Err(refused) => return refused.into_response(),
    };
    let Ok(_place) = lane.room.try_acquire() else {
        return Problem::from(Code::Busy).into_response();
    };
    match tokio::time::timeout(lane.settings.request_timeout, next.run(request)).await {
        Ok(response) => lane.answers.hold(response).await,
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
        Router,
        body::Body,
        middleware::from_fn_with_state,
        routing::{get, post},
    };
    use futures::stream;
    use http::{StatusCode, header};
    use tower::ServiceExt;

    use super::*;

    fn lane(settings: ApiSettings) -> Lane {
        Lane::new(Arc::new(settings), CancellationToken::new())
    }

    fn app(lane: &Lane) -> Router {
        let routes = Router::new()
            .route("/quick", get(|| async { "done" }))
            .route("/send", post(|| async { "done" }))
            .route("/never", get(|| async { std::future::pending::<()>().await }));
        routes.layer(from_fn_with_state(lane.clone(), enter))
    }

    async fn status(app: Router, path: &str) -> StatusCode {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        app.oneshot(request).await.unwrap().status()
    }

    #[tokio::test]
    async fn a_draining_lane_sends_clients_elsewhere() {
        let lane = lane(ApiSettings::default());
        let app = app(&lane);
        assert_eq!(status(app.clone(), "/quick").await, StatusCode::OK);
        lane.draining.cancel();
        let request = Request::builder().uri("/quick").body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::CONNECTION], "close");
        assert!(response.headers().contains_key(header::RETRY_AFTER));
    }

    #[tokio::test(start_paused = true)]
    async fn what_takes_too_long_is_given_up() {
        let app = app(&lane(ApiSettings::default()));
        assert_eq!(status(app, "/never").await, StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_full_lane_refuses_and_frees_up_again() {
        let lane = lane(ApiSettings { max_in_flight: 1, ..ApiSettings::default() });
        let app = app(&lane);
        let held = tokio::spawn(status(app.clone(), "/never"));
        while lane.room.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(status(app.clone(), "/quick").await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(held.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status(app, "/quick").await, StatusCode::OK);
    }

    #[tokio::test(start_paused = true)]
    async fn those_whose_bodies_do_not_come_take_no_place() {
        let lane = lane(ApiSettings { max_in_flight: 1, ..ApiSettings::default() });
        let app = app(&lane);
        let dribbling = (0..1_000).map(|_| {
            let body = Body::from_stream(stream::pending::<Result<Vec<u8>, Infallible>>());
            let request = Request::builder().method("POST").uri("/send").body(body).unwrap();
            tokio::spawn(app.clone().oneshot(request))
        });
        let dribbling: Vec<_> = dribbling.collect();
        tokio::task::yield_now().await;
        assert_eq!(status(app.clone(), "/quick").await, StatusCode::OK);
        for refused in dribbling {
            assert_eq!(refused.await.unwrap().unwrap().status(), StatusCode::REQUEST_TIMEOUT);
        }
    }
}
