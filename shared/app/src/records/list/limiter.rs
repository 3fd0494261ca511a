//! Whose turn it is to read a list: of all that is asked of the database it may take longest, and one person with many
//! of them would leave no connection to anybody else.
//!
//! Whoever has all that they may waits in a line of their own, before the line of their tenant, and that before the one
//! of the node: so who waits for their own sake holds nothing that others wait for.

use std::{sync::Arc, time::Duration};

use plenum_shared::{
    Code, Error, Result,
    caller::Identity,
    ids::{TenantId, UserId},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};

use crate::Shares;

/// Lists that are read at a time for one person, and for one tenant.
const OF_PERSON: usize = 4;
const OF_TENANT: usize = 8;

/// Lists of one person, and of one tenant, that are read or wait. A page of a client may ask for a dozen at once.
const LINE_OF_PERSON: usize = 20;
const LINE_OF_TENANT: usize = 100;

/// How long one waits at most.
const PATIENCE: Duration = Duration::from_secs(3);

/// The turns of one node.
pub(crate) struct Turns {
    people: Shares<(TenantId, UserId)>,
    lines_of_people: Shares<(TenantId, UserId)>,
    tenants: Shares<TenantId>,
    lines_of_tenants: Shares<TenantId>,
    node: Arc<Semaphore>,
}

/// A turn, given back when dropped.
pub(crate) struct Turn {
    _permits: [OwnedSemaphorePermit; 5],
}

impl Turns {
    /// A quarter of the connections to the database is left to everything else.
    pub(crate) fn new(connections: u32) -> Self {
        let connections = usize::try_from(connections).unwrap_or(usize::MAX);
        let node = (connections - connections / 4).clamp(1, Semaphore::MAX_PERMITS);
        Self {
            people: Shares::new(OF_PERSON),
            lines_of_people: Shares::new(LINE_OF_PERSON),
            tenants: Shares::new(OF_TENANT),
            lines_of_tenants: Shares::new(LINE_OF_TENANT),
            node: Arc::new(Semaphore::new(node)),
        }
    }

    /// Waits for a turn. Somebody who asks for more than their share is told so; if it is others who do, that we are
    /// busy.
    pub(crate) async fn of(&self, who: &Identity) -> Result<Turn> {
        let (person, until) = ((who.tenant, who.user), Instant::now() + PATIENCE);
        let person_line = self.lines_of_people.of(person).try_acquire_owned().map_err(|_| too_many())?;
        let tenant_line = self.lines_of_tenants.of(who.tenant).try_acquire_owned().map_err(|_| busy())?;
        let own = wait(self.people.of(person), until).await.ok_or_else(too_many)?;
        let tenants = wait(self.tenants.of(who.tenant), until).await.ok_or_else(busy)?;
        let nodes = wait(self.node.clone(), until).await.ok_or_else(busy)?;
        Ok(Turn { _permits: [person_line, tenant_line, own, tenants, nodes] })
    }
}

async fn wait(share: Arc<Semaphore>, until: Instant) -> Option<OwnedSemaphorePermit> {
    timeout_at(until, share.acquire_owned()).await.ok()?.ok()
}

fn too_many() -> Error {
    Error::new(Code::TooManyRequests).with_message("you have too many lists under way; wait until some are answered")
}

fn busy() -> Error {
    Error::new(Code::Busy).with_message("too many lists are being read; try again in a moment")
}

#[cfg(test)]
mod tests {
    use plenum_shared::{caller::Origin, ids::SessionId};
    use uuid::Uuid;

    use super::*;

    fn person(tenant: u128, number: u128) -> Identity {
        let id = Uuid::from_u128(number);
        let (tenant, user, session) = (TenantId::from(Uuid::from_u128(tenant)), UserId::from(id), SessionId::from(id));
        Identity { tenant, user, session, expires_at: 0, origin: Origin::default() }
    }

    async fn refusal(turns: &Turns, who: &Identity) -> Code {
        turns.of(who).await.err().expect("no turn").code()
    }

    #[tokio::test(start_paused = true)]
    async fn who_has_their_share_waits_alone_and_is_told_in_the_end() {
        let turns = Turns::new(20);
        let mut held = Vec::new();
        for _ in 0..OF_PERSON {
            held.push(turns.of(&person(1, 1)).await.expect("a turn"));
        }
        assert_eq!(refusal(&turns, &person(1, 1)).await, Code::TooManyRequests);
        assert!(turns.of(&person(1, 2)).await.is_ok());
        held.pop();
        assert!(turns.of(&person(1, 1)).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_tenant_and_all_lists_together_leave_room_to_others() {
        let turns = Turns::new(20);
        let mut held = Vec::new();
        for number in 0..OF_TENANT {
            held.push(turns.of(&person(1, number as u128)).await.expect("a turn"));
        }
        assert_eq!(refusal(&turns, &person(1, 99)).await, Code::Busy);
        for number in 0..15 - OF_TENANT {
            held.push(turns.of(&person(2, number as u128)).await.expect("a turn"));
        }
        assert_eq!(refusal(&turns, &person(3, 1)).await, Code::Busy, "the node reads so many and no more");
        held.clear();
        assert!(turns.of(&person(3, 1)).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_line_has_an_end_and_nobody_behind_it_waits() {
        let turns = Arc::new(Turns::new(20));
        let ada = person(1, 1);
        let _held: Vec<_> = futures::future::join_all((0..OF_PERSON).map(|_| turns.of(&ada))).await;
        let waiting: Vec<_> = (OF_PERSON..LINE_OF_PERSON)
            .map(|_| {
                let (turns, ada) = (turns.clone(), ada.clone());
                tokio::spawn(async move { turns.of(&ada).await.is_ok() })
            })
            .collect();
        tokio::task::yield_now().await;
        let begun = Instant::now();
        assert_eq!(refusal(&turns, &ada).await, Code::TooManyRequests);
        assert_eq!(begun.elapsed(), Duration::ZERO);
        for waiting in waiting {
            assert!(!waiting.await.expect("no panic"), "nobody gave a turn back");
        }
    }
}
