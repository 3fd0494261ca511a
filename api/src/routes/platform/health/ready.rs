use std::{future::Future, sync::Arc, time::Duration};

use axum::{Json, extract::State};
use plenum_app::{Health, PartState};
use plenum_shared::{Code, Error};
use serde_json::{Value, json};
use tokio::{sync::Mutex, time::Instant};

use crate::{problem::Problem, router::Api};

/// How long an answer of the database is good for.
const FRESH: Duration = Duration::from_secs(1);

/// The health that was found last. Anybody may probe as often as they like, and the database is asked once a second.
#[derive(Clone, Default)]
pub(crate) struct LastHealth(Arc<Mutex<Option<(Instant, Health)>>>);

impl LastHealth {
    /// Whoever comes while the question is under way waits for its answer.
    async fn or_ask<F: Future<Output = Health>>(&self, ask: impl FnOnce() -> F) -> Health {
        let mut last = self.0.lock().await;
        if let Some((_, health)) = last.filter(|(at, _)| at.elapsed() < FRESH) {
            return health;
        }
        let health = ask().await;
        *last = Some((Instant::now(), health));
        health
    }
}

/// Whether to send work here. Without the bus delivery goes on, only slower, so that is no reason to send it
/// elsewhere.
pub(crate) async fn ready(State(api): State<Api>, last: LastHealth) -> Result<Json<Value>, Problem> {
    if api.draining.is_cancelled() {
        return Err(Code::Draining.into());
    }
    match last.or_ask(|| api.app.health()).await {
        Health { database: PartState::Down, .. } => {
            Err(Error::new(Code::Unavailable).with_message("the database is not reachable").into())
        }
        Health { bus: PartState::Down, .. } => Ok(Json(json!({"status": "degraded"}))),
        Health { bus: PartState::Up, .. } => Ok(Json(json!({"status": "ready"}))),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures::future::join_all;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_parts_are_asked_once_a_second_however_many_probe() {
        let (last, asked) = (LastHealth::default(), AtomicUsize::new(0));
        let ask = || async {
            asked.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(50)).await;
            Health { database: PartState::Up, bus: PartState::Down }
        };
        for seconds in 1..4 {
            let answers = join_all((0..100).map(|_| last.or_ask(ask))).await;
            assert!(answers.iter().all(|health| health.bus == PartState::Down));
            assert_eq!(asked.load(Ordering::Relaxed), seconds);
            tokio::time::advance(FRESH).await;
        }
    }
}
