//! Limits how many opening connections have their access checked in the database at once: few on a node, and one for
//! each user, so that new connections do not keep the database from the live ones.

use std::{sync::Arc, time::Duration};

use plenum_app::fair_limiter::{FairLimiter, Limits, Permit};
use plenum_shared::caller::Identity;

/// On one node, over all hubs.
const PARALLEL_CHECKS: usize = 8;

const MAX_WAIT: Duration = Duration::from_secs(1);

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct AccessChecks(Arc<FairLimiter>);

impl AccessChecks {
    pub(crate) fn new() -> Self {
        let limits = Limits { per_user: Some(1), per_tenant: None, per_node: Some(PARALLEL_CHECKS) };
        Self(Arc::new(FairLimiter::new(limits).with_max_wait(MAX_WAIT)))
    }

    /// Waits a moment for a permit; nothing when none is released in time.
    pub(crate) async fn acquire(&self, who: &Identity) -> Option<Permit> {
        self.0.acquire(who.tenant, who.user).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use plenum_shared::{
        caller::Origin,
        clock::Source,
        ids::{SessionId, TenantId, UserId},
    };

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn one_user_has_one_check_and_the_node_a_few() {
        let (checks, source) = (AccessChecks::new(), Source::system());
        let tenant = TenantId::from(source.uuid());
        let user = || {
            let (user, session) = (UserId::from(source.uuid()), SessionId::from(source.uuid()));
            Identity { tenant, user, session, expires_at: 0, origin: Origin::default() }
        };
        let ada = user();
        let permit = checks.acquire(&ada).await.expect("her permit");
        assert!(checks.acquire(&ada).await.is_none());
        let mut others = Vec::new();
        for _ in 1..PARALLEL_CHECKS {
            others.push(checks.acquire(&user()).await.expect("a permit"));
        }
        assert!(checks.acquire(&user()).await.is_none());
        drop(permit);
        assert!(checks.acquire(&ada).await.is_some());
    }
}
