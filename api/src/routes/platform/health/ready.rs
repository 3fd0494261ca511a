use std::{future::Future, sync::Arc, time::Duration};

use axum::{Json, extract::State};
use plenum_app::{Health, PartState};
use plenum_shared::{Code, Error};
use serde_json::{Value, json};
use tokio::{sync::Mutex, time::Instant};

use crate::{problem::Problem, state::ApiParts};

/// How long an answer of the database is used.
const FRESH: Duration = Duration::from_secs(1);

/// The health that was found last. Probes may come at any rate; the database is checks at most once a second.
#[derive(Clone, Default)]
pub(crate) struct LastHealth(Arc<Mutex<Option<(Instant, Health)>>>);

impl LastHealth {
    /// The last health while it is fresh. Probes that come during a check wait for its result.
    async fn or_check<F: Future<Output = Health>>(&self, check: impl FnOnce() -> F) -> Health {
        let mut last = self.0.lock().await;
        if let Some((_, health)) = last.filter(|(at, _)| at.elapsed() < FRESH) {
            return health;
        }
        let health = check().await;
        *last = Some((Instant::now(), health));
        health
    }
}

/// Whether to send work here. Without the bus delivery is slower but goes on, so the answer is still yes.
pub(crate) async fn ready(State(parts): State<ApiParts>, last: LastHealth) -> Result<Json<Value>, Problem> {
    if parts.draining.is_cancelled() {
        return Err(Code::Draining.into());
    }
    match last.or_check(|| parts.app.health()).await {
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
    async fn the_parts_are_checked_once_a_second_for_any_number_of_probes() {
        let (last, checks) = (LastHealth::default(), AtomicUsize::new(0));
        let check = || async {
            checks.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(50)).await;
            Health { database: PartState::Up, bus: PartState::Down }
        };
        for seconds in 1..4 {
            let answers = join_all((0..100).map(|_| last.or_check(check))).await;
            assert!(answers.iter().all(|health| health.bus == PartState::Down));
            assert_eq!(checks.load(Ordering::Relaxed), seconds);
            tokio::time::advance(FRESH).await;
        }
    }
}
