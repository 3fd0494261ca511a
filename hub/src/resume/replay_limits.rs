//! Whose turn it is to be brought up to date, so that many who come back at once do not hold up each other.
//!
//! Two things are scarce. Reads of the database: a turn for one is short, a tenant has a part of them, and it is given
//! back before anything is sent. And memory: a page stays in it for as long as its client takes, and how long that is
//! the client chooses. So a person has few pages at a time, a tenant has a part of the memory for pages, and all of it
//! together is bounded, in bytes. A page takes the most it may have before it is read, and keeps what it has.

use std::sync::Arc;

use plenum_app::fair_limiter::KeyedSemaphores;
use plenum_shared::{
    Code, Error, Result,
    caller::Identity,
    ids::{TenantId, UserId},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Pages that are read at a time on one node, and for one tenant.
const READS: usize = 32;
const READS_OF_TENANT: usize = 8;

/// Pages that one person has in memory, over all connections.
const PAGES_OF_PERSON: usize = 4;

/// Memory for pages, of a node and of one tenant; a permit stands for this many bytes.
const UNIT: usize = 1 << 10;
const MEMORY: usize = (64 << 20) / UNIT;
const MEMORY_OF_TENANT: usize = (16 << 20) / UNIT;
/// What a page may come to: what ends a read of the log, and the part that is read last.
const LARGEST_PAGE: u32 = ((8 << 20) / UNIT) as u32;

/// All turns of a node. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Turns(Arc<Inner>);

struct Inner {
    people: KeyedSemaphores<(TenantId, UserId)>,
    tenants: KeyedSemaphores<TenantId>,
    reads: Arc<Semaphore>,
    memory_of_tenants: KeyedSemaphores<TenantId>,
    memory: Arc<Semaphore>,
}

/// A turn, given back when dropped.
pub(crate) struct Turn {
    _permits: [Option<OwnedSemaphorePermit>; 2],
}

/// Memory of a page, given back when dropped.
pub(crate) struct Memory {
    permits: [OwnedSemaphorePermit; 2],
}

impl Turns {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner {
            people: KeyedSemaphores::new(PAGES_OF_PERSON),
            tenants: KeyedSemaphores::new(READS_OF_TENANT),
            reads: Arc::new(Semaphore::new(READS)),
            memory_of_tenants: KeyedSemaphores::new(MEMORY_OF_TENANT),
            memory: Arc::new(Semaphore::new(MEMORY)),
        }))
    }

    /// Waits until this person may have another page in memory.
    pub(crate) async fn page_of(&self, who: &Identity) -> Result<Turn> {
        let person = take(self.0.people.get((who.tenant, who.user))).await?;
        Ok(Turn { _permits: [Some(person), None] })
    }

    /// Waits until there is memory for a page of this tenant.
    pub(crate) async fn memory_for(&self, tenant: TenantId) -> Result<Memory> {
        let own = take_many(self.0.memory_of_tenants.get(tenant)).await?;
        let memory = take_many(self.0.memory.clone()).await?;
        Ok(Memory { permits: [own, memory] })
    }

    /// Waits until the log may be read for this tenant.
    pub(crate) async fn read_for(&self, tenant: TenantId) -> Result<Turn> {
        // First the tenant's own, so that those who wait for that hold none of the others'.
        let own = take(self.0.tenants.get(tenant)).await?;
        let read = take(self.0.reads.clone()).await?;
        Ok(Turn { _permits: [Some(own), Some(read)] })
    }
}

impl Memory {
    /// Gives back what a page does not need.
    pub(crate) fn keep(&mut self, bytes: usize) {
        let needed = bytes.div_ceil(UNIT);
        for permit in &mut self.permits {
            drop(permit.split(permit.num_permits().saturating_sub(needed)));
        }
    }
}

async fn take_many(share: Arc<Semaphore>) -> Result<OwnedSemaphorePermit> {
    share.acquire_many_owned(LARGEST_PAGE).await.map_err(|_| Error::new(Code::Draining))
}

async fn take(share: Arc<Semaphore>) -> Result<OwnedSemaphorePermit> {
    share.acquire_owned().await.map_err(|_| Error::new(Code::Draining))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use plenum_shared::{caller::Origin, ids::SessionId};
    use tokio::time::timeout;
    use uuid::Uuid;

    use super::*;

    fn tenant(number: u128) -> TenantId {
        TenantId::from(Uuid::from_u128(number))
    }

    fn person(number: u128) -> Identity {
        let (user, session) = (UserId::from(Uuid::from_u128(number)), SessionId::from(Uuid::from_u128(number)));
        Identity { tenant: tenant(1), user, session, expires_at: 0, origin: Origin::default() }
    }

    /// Whether a turn comes without anybody giving one back.
    async fn waits<T>(turn: impl Future<Output = Result<T>>) -> bool {
        timeout(Duration::from_secs(60), turn).await.is_err()
    }

    #[tokio::test(start_paused = true)]
    async fn for_a_slow_client_only_its_own_person_waits() {
        let turns = Turns::new();
        let mut slow = Vec::new();
        for _ in 0..PAGES_OF_PERSON {
            slow.push(turns.page_of(&person(1)).await.expect("a turn"));
            drop(turns.read_for(tenant(1)).await.expect("a turn"));
        }
        assert!(waits(turns.page_of(&person(1))).await);
        assert!(!waits(turns.page_of(&person(2))).await);
        assert!(!waits(turns.read_for(tenant(1))).await);
        slow.pop();
        assert!(!waits(turns.page_of(&person(1))).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_tenant_with_many_who_come_back_leaves_reads_to_the_others() {
        let turns = Turns::new();
        let mut held = Vec::new();
        for _ in 0..READS_OF_TENANT {
            held.push(turns.read_for(tenant(1)).await.expect("a turn"));
        }
        assert!(waits(turns.read_for(tenant(1))).await);
        for other in 1..READS / READS_OF_TENANT {
            for _ in 0..READS_OF_TENANT {
                held.push(turns.read_for(tenant(1 + other as u128)).await.expect("a turn"));
            }
        }
        assert!(waits(turns.read_for(tenant(99))).await, "the node reads so many and no more");
        held.clear();
        assert!(!waits(turns.read_for(tenant(1))).await);
    }

    #[tokio::test(start_paused = true)]
    async fn pages_of_slow_clients_have_so_much_memory_and_leave_some_to_other_tenants() {
        let turns = Turns::new();
        let mut held = Vec::new();
        for other in 0..4 {
            for _ in 0..2 {
                held.push(turns.memory_for(tenant(other)).await.expect("memory"));
            }
            assert!(waits(turns.memory_for(tenant(other))).await, "a tenant has a part of it");
        }
        assert!(waits(turns.memory_for(tenant(99))).await, "and all of them together have no more than this");
        for page in &mut held {
            page.keep(1 << 20);
        }
        let small = turns.memory_for(tenant(99)).await.expect("what was not needed");
        drop((held, small));
        assert_eq!(turns.0.memory.available_permits(), MEMORY);
    }
}
