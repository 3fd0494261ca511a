//! Limits how much of something scarce goes on at once: for one user, for one tenant and on this node.
//!
//! A permit of the user is acquired first, then one of the tenant, then one of the node, so a user over their limit
//! blocks nobody else: while they wait for their own permit they hold none that others wait for.

mod keyed_semaphores;

pub use keyed_semaphores::KeyedSemaphores;

use std::{sync::Arc, time::Duration};

use plenum_shared::ids::{TenantId, UserId};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};

/// How many units may be held at once; a level without a number is not limited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    pub per_user: Option<usize>,
    pub per_tenant: Option<usize>,
    pub per_node: Option<usize>,
}

/// The limit that refused a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exhausted {
    User,
    Tenant,
    Node,
}

/// Hands out permits of one node.
pub struct FairLimiter {
    running: Levels,
    /// Permits that are held while running and while waiting for that.
    queued: Levels,
    max_wait: Option<Duration>,
}

/// What was acquired, given back when dropped.
pub struct Permit {
    running: [Option<OwnedSemaphorePermit>; 3],
    _queued: [Option<OwnedSemaphorePermit>; 3],
}

struct Levels {
    users: Option<KeyedSemaphores<(TenantId, UserId)>>,
    tenants: Option<KeyedSemaphores<TenantId>>,
    node: Option<Arc<Semaphore>>,
}

impl FairLimiter {
    /// A limiter whose callers wait without end.
    pub fn new(limits: Limits) -> Self {
        Self { running: Levels::new(limits), queued: Levels::new(Limits::default()), max_wait: None }
    }

    /// Refuses a caller at once when so many are running or waiting.
    pub fn with_queue_limits(self, limits: Limits) -> Self {
        Self { queued: Levels::new(limits), ..self }
    }

    /// Refuses a caller who has waited for this long.
    pub fn with_max_wait(self, max_wait: Duration) -> Self {
        Self { max_wait: Some(max_wait), ..self }
    }

    /// Waits for one unit of each level.
    pub async fn acquire(&self, tenant: TenantId, user: UserId) -> Result<Permit, Exhausted> {
        self.acquire_many(tenant, user, 1).await
    }

    /// Waits for one unit of each level. The tenant has `per_tenant` units from now on.
    pub async fn acquire_within(&self, tenant: TenantId, user: UserId, per_tenant: usize) -> Result<Permit, Exhausted> {
        self.acquire_units(tenant, user, 1, Some(per_tenant)).await
    }

    /// Waits for this many units of each level. A caller takes one place in the queue, however many units it wants.
    pub async fn acquire_many(&self, tenant: TenantId, user: UserId, units: u32) -> Result<Permit, Exhausted> {
        self.acquire_units(tenant, user, units, None).await
    }

    async fn acquire_units(
        &self,
        tenant: TenantId,
        user: UserId,
        units: u32,
        per_tenant: Option<usize>,
    ) -> Result<Permit, Exhausted> {
        let deadline = self.max_wait.map(|max_wait| Instant::now() + max_wait);
        let mut permit = Permit { running: Default::default(), _queued: Default::default() };
        for (level, slot) in Levels::ORDER.into_iter().zip(&mut permit._queued) {
            if let Some(semaphore) = self.queued.semaphore(level, tenant, user, None) {
                *slot = Some(semaphore.try_acquire_owned().map_err(|_| level)?);
            }
        }
        for (level, slot) in Levels::ORDER.into_iter().zip(&mut permit.running) {
            if let Some(semaphore) = self.running.semaphore(level, tenant, user, per_tenant) {
                *slot = Some(wait(semaphore, units, deadline).await.ok_or(level)?);
            }
        }
        Ok(permit)
    }
}

impl Permit {
    /// Gives back the units beyond this many.
    pub fn shrink_to(&mut self, units: usize) {
        for permit in self.running.iter_mut().flatten() {
            drop(permit.split(permit.num_permits().saturating_sub(units)));
        }
    }
}

impl Levels {
    const ORDER: [Exhausted; 3] = [Exhausted::User, Exhausted::Tenant, Exhausted::Node];

    fn new(limits: Limits) -> Self {
        Self {
            users: limits.per_user.map(KeyedSemaphores::new),
            tenants: limits.per_tenant.map(KeyedSemaphores::new),
            node: limits.per_node.map(|units| Arc::new(Semaphore::new(units))),
        }
    }

    fn semaphore(
        &self,
        level: Exhausted,
        tenant: TenantId,
        user: UserId,
        per_tenant: Option<usize>,
    ) -> Option<Arc<Semaphore>> {
        match level {
            Exhausted::User => self.users.as_ref().map(|users| users.get((tenant, user))),
            Exhausted::Tenant => self.tenants.as_ref().map(|tenants| match per_tenant {
                Some(permits) => tenants.get_with(tenant, permits),
                None => tenants.get(tenant),
            }),
            Exhausted::Node => self.node.clone(),
        }
    }
}

async fn wait(semaphore: Arc<Semaphore>, units: u32, deadline: Option<Instant>) -> Option<OwnedSemaphorePermit> {
    let acquired = semaphore.acquire_many_owned(units);
    match deadline {
        None => acquired.await.ok(),
        Some(deadline) => timeout_at(deadline, acquired).await.ok()?.ok(),
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;
    use uuid::Uuid;

    use super::*;

    fn tenant(number: u128) -> TenantId {
        Uuid::from_u128(number).into()
    }

    fn user(number: u128) -> UserId {
        Uuid::from_u128(number).into()
    }

    #[tokio::test(start_paused = true)]
    async fn a_user_over_their_limit_waits_and_blocks_nobody_else() {
        let limits = Limits { per_user: Some(1), per_tenant: Some(2), per_node: Some(3) };
        let limiter = Arc::new(FairLimiter::new(limits));
        let first = limiter.acquire(tenant(1), user(1)).await.expect("a permit");
        let waiting = tokio::spawn({
            let limiter = limiter.clone();
            async move { limiter.acquire(tenant(1), user(1)).await.map(drop) }
        });
        tokio::task::yield_now().await;
        drop(limiter.acquire(tenant(1), user(2)).await.expect("a permit of another user"));
        assert!(!waiting.is_finished());
        drop(first);
        assert_eq!(waiting.await.expect("no panic"), Ok(()));
    }

    #[tokio::test(start_paused = true)]
    async fn the_exhausted_level_is_named_after_the_longest_wait() {
        let limits = Limits { per_user: Some(2), per_tenant: Some(3), per_node: Some(4) };
        let limiter = FairLimiter::new(limits).with_max_wait(Duration::from_secs(1));
        let mut held = Vec::new();
        for (in_tenant, of_user) in [(1, 1), (1, 1), (1, 2), (2, 3)] {
            held.push(limiter.acquire(tenant(in_tenant), user(of_user)).await.expect("a permit"));
        }
        let refused = async |in_tenant, of_user| limiter.acquire(tenant(in_tenant), user(of_user)).await.err();
        assert_eq!(refused(1, 1).await, Some(Exhausted::User));
        assert_eq!(refused(1, 2).await, Some(Exhausted::Tenant));
        assert_eq!(refused(3, 4).await, Some(Exhausted::Node));
    }

    #[tokio::test(start_paused = true)]
    async fn a_full_queue_refuses_at_once() {
        let limiter = FairLimiter::new(Limits { per_user: Some(1), ..Limits::default() })
            .with_queue_limits(Limits { per_user: Some(2), ..Limits::default() });
        let _running = limiter.acquire(tenant(1), user(1)).await.expect("a permit");
        let mut waiting = Box::pin(limiter.acquire(tenant(1), user(1)));
        assert!(timeout(Duration::from_secs(1), &mut waiting).await.is_err());
        assert_eq!(limiter.acquire(tenant(1), user(1)).await.err(), Some(Exhausted::User));
        assert!(limiter.acquire(tenant(1), user(2)).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn units_that_are_not_needed_are_given_back() {
        let limiter = FairLimiter::new(Limits { per_tenant: Some(4), per_node: Some(6), ..Limits::default() });
        let mut large = limiter.acquire_many(tenant(1), user(1), 4).await.expect("units");
        let more = || timeout(Duration::from_secs(1), limiter.acquire_many(tenant(1), user(2), 3));
        assert!(more().await.is_err());
        large.shrink_to(1);
        assert!(more().await.is_ok());
    }
}
