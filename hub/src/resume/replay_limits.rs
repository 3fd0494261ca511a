//! Limits how much is replayed at once, so that many returning clients do not delay each other.
//!
//! Two resources are scarce. Reads of the database: each is short, a tenant has a share of them, and the permit is
//! released before anything is sent. And memory: a page stays in memory until its client has taken it, and the client
//! decides how long that is. So a user has few pages at a time, a tenant has a share of the memory for pages, and all
//! pages of a node together are bounded, in bytes. A page acquires the most that it may need before it is read, and
//! then releases the rest.

use plenum_app::fair_limiter::{Exhausted, FairLimiter, Limits, Permit};
use plenum_shared::{Code, Error, Result, caller::Identity};

/// Pages that one user has in memory, over all connections.
const PAGES_PER_USER: usize = 4;

/// Pages that are read at a time for one tenant and on one node.
const READS_PER_TENANT: usize = 8;
const READS: usize = 32;

/// Memory for pages of one tenant and of a node, in units of this many bytes.
const UNIT: usize = 1 << 10;
const MEMORY_PER_TENANT: usize = (16 << 20) / UNIT;
const MEMORY: usize = (64 << 20) / UNIT;
/// The largest page: the size that ends a read of the log, and the entry that is read last.
const LARGEST_PAGE: u32 = ((8 << 20) / UNIT) as u32;

/// The limits of a node.
pub(crate) struct ReplayLimits {
    pages: FairLimiter,
    reads: FairLimiter,
    memory: FairLimiter,
}

/// Memory for a page, released when dropped.
pub(crate) struct PageMemory(Permit);

impl ReplayLimits {
    pub(crate) fn new() -> Self {
        let limiter = |per_user, per_tenant, per_node| FairLimiter::new(Limits { per_user, per_tenant, per_node });
        Self {
            pages: limiter(Some(PAGES_PER_USER), None, None),
            reads: limiter(None, Some(READS_PER_TENANT), Some(READS)),
            memory: limiter(None, Some(MEMORY_PER_TENANT), Some(MEMORY)),
        }
    }

    /// Waits until this user may have another page in memory.
    pub(crate) async fn page(&self, who: &Identity) -> Result<Permit> {
        self.pages.acquire(who.tenant, who.user).await.map_err(closed)
    }

    /// Waits until there is memory for a page of this tenant.
    pub(crate) async fn memory(&self, who: &Identity) -> Result<PageMemory> {
        self.memory.acquire_many(who.tenant, who.user, LARGEST_PAGE).await.map(PageMemory).map_err(closed)
    }

    /// Waits until the log may be read for this tenant.
    pub(crate) async fn read(&self, who: &Identity) -> Result<Permit> {
        self.reads.acquire(who.tenant, who.user).await.map_err(closed)
    }
}

impl PageMemory {
    /// Releases the memory that a page of this size does not need.
    pub(crate) fn shrink_to(&mut self, bytes: usize) {
        self.0.shrink_to(bytes.div_ceil(UNIT));
    }
}

/// These limiters wait without end, so only a closed one refuses a permit.
fn closed(_: Exhausted) -> Error {
    Error::new(Code::Draining)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use plenum_shared::{
        caller::Origin,
        ids::{SessionId, TenantId, UserId},
    };
    use tokio::time::timeout;
    use uuid::Uuid;

    use super::*;

    fn user(tenant: u128, number: u128) -> Identity {
        let tenant = TenantId::from(Uuid::from_u128(tenant));
        let (user, session) = (UserId::from(Uuid::from_u128(number)), SessionId::from(Uuid::from_u128(number)));
        Identity { tenant, user, session, expires_at: 0, origin: Origin::default() }
    }

    /// Whether no permit comes before another one is released.
    async fn waits<T>(permit: impl Future<Output = Result<T>>) -> bool {
        timeout(Duration::from_secs(60), permit).await.is_err()
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_client_delays_its_own_user_alone() {
        let limits = ReplayLimits::new();
        let mut slow = Vec::new();
        for _ in 0..PAGES_PER_USER {
            slow.push(limits.page(&user(1, 1)).await.expect("a permit"));
            drop(limits.read(&user(1, 1)).await.expect("a permit"));
        }
        assert!(waits(limits.page(&user(1, 1))).await);
        assert!(!waits(limits.page(&user(1, 2))).await);
        assert!(!waits(limits.read(&user(1, 1))).await);
        slow.pop();
        assert!(!waits(limits.page(&user(1, 1))).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_tenant_with_many_returning_clients_leaves_reads_to_the_others() {
        let limits = ReplayLimits::new();
        let mut held = Vec::new();
        for _ in 0..READS_PER_TENANT {
            held.push(limits.read(&user(1, 1)).await.expect("a permit"));
        }
        assert!(waits(limits.read(&user(1, 1))).await);
        for other in 1..READS / READS_PER_TENANT {
            for _ in 0..READS_PER_TENANT {
                held.push(limits.read(&user(1 + other as u128, 1)).await.expect("a permit"));
            }
        }
        assert!(waits(limits.read(&user(99, 1))).await, "the node reads so many pages and no more");
        held.clear();
        assert!(!waits(limits.read(&user(1, 1))).await);
    }

    #[tokio::test(start_paused = true)]
    async fn pages_of_slow_clients_are_bounded_in_memory_per_tenant() {
        let limits = ReplayLimits::new();
        let mut held = Vec::new();
        for other in 0..4 {
            for _ in 0..2 {
                held.push(limits.memory(&user(other, 1)).await.expect("memory"));
            }
            assert!(waits(limits.memory(&user(other, 1))).await, "a tenant has a share of the memory");
        }
        assert!(waits(limits.memory(&user(99, 1))).await, "and all tenants together have no more than this");
        for page in &mut held {
            page.shrink_to(1 << 20);
        }
        let small = limits.memory(&user(99, 1)).await.expect("the released memory");
        drop((held, small));
        let mut all = Vec::new();
        for page in 0..MEMORY / LARGEST_PAGE as usize {
            all.push(limits.memory(&user(page as u128 / 2, 1)).await.expect("all memory is released"));
        }
    }
}
