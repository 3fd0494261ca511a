//! Limits how many opening connections have their access checked in the database at once: few on a node, and one for
//! each user, so that new connections do not keep the database from the live ones.

use std::{sync::Arc, time::Duration};

use plenum_app::fair_limiter::KeyedSemaphores;
use plenum_shared::{caller::Identity, ids::UserId};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// On one node, over all hubs.
const PARALLEL_CHECKS: usize = 8;

const MAX_WAIT: Duration = Duration::from_secs(1);

/// Cheap to clone.
#[derive(Clone)]
pub(crate) struct AccessChecks {
    node: Arc<Semaphore>,
    /// A user has one check in all tenants together: anybody can found tenants, and with a check in each of them one
    /// user could take all checks of the node.
    users: Arc<KeyedSemaphores<UserId>>,
}

/// A permit of the node and of the user, given back when dropped.
pub(crate) struct Permit {
    _node: OwnedSemaphorePermit,
    _user: OwnedSemaphorePermit,
}

impl AccessChecks {
    pub(crate) fn new() -> Self {
        Self { node: Arc::new(Semaphore::new(PARALLEL_CHECKS)), users: Arc::new(KeyedSemaphores::new(1)) }
    }

    /// Waits a moment for a permit; nothing when none is released in time.
    pub(crate) async fn acquire(&self, who: &Identity) -> Option<Permit> {
        // The user's permit comes first, so that a user who waits for it holds none of the node's.
        let permit = async {
            let user = self.users.get(who.user).acquire_owned().await.ok()?;
            let node = self.node.clone().acquire_owned().await.ok()?;
            Some(Permit { _node: node, _user: user })
        };
        timeout(MAX_WAIT, permit).await.ok().flatten()
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
    async fn access_checks_are_limited_per_user_and_per_node() {
        let (checks, source) = (AccessChecks::new(), Source::system());
        let tenant = TenantId::from(source.uuid());
        let user = || {
            let (user, session) = (UserId::from(source.uuid()), SessionId::from(source.uuid()));
            Identity { tenant, user, session, expires_at: 0, origin: Origin::default() }
        };
        let ada = user();
        let permit = checks.acquire(&ada).await.expect("her permit");
        assert!(checks.acquire(&ada).await.is_none());
        let in_another_tenant = Identity { tenant: TenantId::from(source.uuid()), ..ada.clone() };
        assert!(checks.acquire(&in_another_tenant).await.is_none(), "tenants of one user share its permit");
        let mut others = Vec::new();
        for _ in 1..PARALLEL_CHECKS {
            others.push(checks.acquire(&user()).await.expect("a permit"));
        }
        assert!(checks.acquire(&user()).await.is_none());
        drop(permit);
        assert!(checks.acquire(&ada).await.is_some());
    }
}
