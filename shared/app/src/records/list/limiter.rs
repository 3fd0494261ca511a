//! Limits how many lists are read at once: a list may take longer than any other question to the database, and one user
//! with many of them would leave no connection to anybody else.

use std::time::Duration;

use plenum_shared::{Code, Error, Result, caller::Identity};
use tokio::sync::Semaphore;

use crate::fair_limiter::{Exhausted, FairLimiter, Limits, Permit};

/// Lists that are read at once for one user. How many there are for one tenant is a matter of its plan.
const PER_USER: usize = 4;

/// Lists of one user, and of one tenant, that are read or wait. A page of a client may want a dozen at once.
const QUEUED_PER_USER: usize = 20;
const QUEUED_PER_TENANT: usize = 100;

const MAX_WAIT: Duration = Duration::from_secs(3);

/// The lists of one node.
pub(crate) struct ListLimiter(FairLimiter);

impl ListLimiter {
    /// A quarter of the connections to the database is left to everything else.
    pub(crate) fn new(connections: u32) -> Self {
        let connections = usize::try_from(connections).unwrap_or(usize::MAX);
        let per_node = (connections - connections / 4).clamp(1, Semaphore::MAX_PERMITS);
        let limits = Limits { per_user: Some(PER_USER), per_tenant: Some(PER_USER), per_node: Some(per_node) };
        let queue = Limits { per_user: Some(QUEUED_PER_USER), per_tenant: Some(QUEUED_PER_TENANT), per_node: None };
        Self(FairLimiter::new(limits).with_queue_limits(queue).with_max_wait(MAX_WAIT))
    }

    /// Waits until another list may be read. A user over their own limit is refused for that; over a limit that they
    /// share with others, because the server is busy.
    pub(crate) async fn acquire(&self, who: &Identity, per_tenant: Option<u32>) -> Result<Permit> {
        let per_tenant = per_tenant.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(Semaphore::MAX_PERMITS);
        // A plan that allows none would show nothing at all.
        let acquired = self.0.acquire_within(who.tenant, who.user, per_tenant.clamp(1, Semaphore::MAX_PERMITS)).await;
        acquired.map_err(|exhausted| match exhausted {
            Exhausted::User => Error::new(Code::TooManyRequests)
                .with_message("you have too many lists under way; wait until some are answered"),
            Exhausted::Tenant | Exhausted::Node => {
                Error::new(Code::Busy).with_message("too many lists are being read; try again in a moment")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use plenum_shared::{
        caller::Origin,
        ids::{SessionId, TenantId, UserId},
    };
    use tokio::time::Instant;
    use uuid::Uuid;

    use super::*;

    const PER_TENANT: usize = 8;

    async fn acquire(limiter: &ListLimiter, who: &Identity) -> Result<Permit> {
        limiter.acquire(who, Some(PER_TENANT as u32)).await
    }

    fn user(tenant: u128, number: u128) -> Identity {
        let id = Uuid::from_u128(number);
        let (tenant, user, session) = (TenantId::from(Uuid::from_u128(tenant)), UserId::from(id), SessionId::from(id));
        Identity { tenant, user, session, expires_at: 0, origin: Origin::default() }
    }

    async fn refusal(limiter: &ListLimiter, who: &Identity) -> Code {
        acquire(limiter, who).await.err().expect("no permit").code()
    }

    #[tokio::test(start_paused = true)]
    async fn a_user_over_their_limit_waits_alone_and_is_refused_in_the_end() {
        let limiter = ListLimiter::new(20);
        let mut held = Vec::new();
        for _ in 0..PER_USER {
            held.push(acquire(&limiter, &user(1, 1)).await.expect("a permit"));
        }
        assert_eq!(refusal(&limiter, &user(1, 1)).await, Code::TooManyRequests);
        assert!(acquire(&limiter, &user(1, 2)).await.is_ok());
        held.pop();
        assert!(acquire(&limiter, &user(1, 1)).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_tenant_and_all_lists_together_leave_room_to_others() {
        let limiter = ListLimiter::new(20);
        let mut held = Vec::new();
        for number in 0..PER_TENANT {
            held.push(acquire(&limiter, &user(1, number as u128)).await.expect("a permit"));
        }
        assert_eq!(refusal(&limiter, &user(1, 99)).await, Code::Busy);
        for number in 0..15 - PER_TENANT {
            held.push(acquire(&limiter, &user(2, number as u128)).await.expect("a permit"));
        }
        assert_eq!(refusal(&limiter, &user(3, 1)).await, Code::Busy, "the node reads so many and no more");
        held.clear();
        assert!(acquire(&limiter, &user(3, 1)).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_tenant_reads_as_many_lists_at_once_as_its_plan_allows() {
        let limiter = ListLimiter::new(20);
        let within = |number, allowed| {
            let (limiter, who) = (&limiter, user(1, number));
            async move { limiter.acquire(&who, allowed).await }
        };
        let _held = within(1, Some(1)).await.expect("a permit");
        assert_eq!(within(2, Some(1)).await.err().expect("no permit").code(), Code::Busy);
        let _more = within(2, Some(2)).await.expect("the plan was raised meanwhile");
        assert_eq!(within(3, Some(0)).await.err().expect("no permit").code(), Code::Busy);
        let _all = within(3, None).await.expect("no limit");
    }

    #[tokio::test(start_paused = true)]
    async fn a_full_queue_refuses_at_once() {
        let limiter = Arc::new(ListLimiter::new(20));
        let ada = user(1, 1);
        let _held: Vec<_> = futures::future::join_all((0..PER_USER).map(|_| acquire(&limiter, &ada))).await;
        let waiting: Vec<_> = (PER_USER..QUEUED_PER_USER)
            .map(|_| {
                let (limiter, ada) = (limiter.clone(), ada.clone());
                tokio::spawn(async move { acquire(&limiter, &ada).await.is_ok() })
            })
            .collect();
        tokio::task::yield_now().await;
        let begun = Instant::now();
        assert_eq!(refusal(&limiter, &ada).await, Code::TooManyRequests);
        assert_eq!(begun.elapsed(), Duration::ZERO);
        for waiting in waiting {
            assert!(!waiting.await.expect("no panic"), "nobody gave a permit back");
        }
    }
}
