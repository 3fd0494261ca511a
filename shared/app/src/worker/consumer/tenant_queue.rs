//! The order in which tenants are served: each gets one batch at a time.

use std::collections::{HashSet, VecDeque};

use plenum_shared::ids::TenantId;

/// The most tenants that wait. A tenant that does not fit is found by a later poll.
pub(super) const CAPACITY: usize = 1_000;

/// Whether a tenant has more work after its batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Remaining {
    More,
    Nothing,
}

/// Tenants that wait for their batch, and tenants that are being served.
#[derive(Default)]
pub(super) struct TenantQueue {
    waiting: VecDeque<TenantId>,
    queued: HashSet<TenantId>,
    busy: HashSet<TenantId>,
}

impl TenantQueue {
    pub(super) fn add(&mut self, tenant: TenantId) {
        if self.waiting.len() < CAPACITY && self.queued.insert(tenant) {
            self.waiting.push_back(tenant);
        }
    }

    /// The first tenant that is not being served. A tenant that is woken while it is served stays queued until then.
    pub(super) fn next(&mut self) -> Option<TenantId> {
        let at = self.waiting.iter().position(|tenant| !self.busy.contains(tenant))?;
        let tenant = self.waiting.remove(at)?;
        self.queued.remove(&tenant);
        self.busy.insert(tenant);
        Some(tenant)
    }

    pub(super) fn done(&mut self, tenant: TenantId, remaining: Remaining) {
        self.busy.remove(&tenant);
        if remaining == Remaining::More {
            self.add(tenant);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn tenant(number: u128) -> TenantId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn every_tenant_is_served_before_any_is_served_again() {
        let mut queue = TenantQueue::default();
        [1, 2, 1, 3].into_iter().for_each(|number| queue.add(tenant(number)));
        assert_eq!(queue.next(), Some(tenant(1)));
        queue.done(tenant(1), Remaining::More);
        assert_eq!([queue.next(), queue.next(), queue.next()], [Some(tenant(2)), Some(tenant(3)), Some(tenant(1))]);
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn a_tenant_woken_while_being_served_is_queued_again_and_never_served_twice_at_once() {
        let mut queue = TenantQueue::default();
        queue.add(tenant(1));
        assert_eq!(queue.next(), Some(tenant(1)));
        queue.add(tenant(1));
        assert_eq!(queue.next(), None);
        queue.done(tenant(1), Remaining::Nothing);
        assert_eq!(queue.next(), Some(tenant(1)));
    }

    #[test]
    fn the_queue_is_bounded() {
        let mut queue = TenantQueue::default();
        (0..2 * CAPACITY as u128).for_each(|number| queue.add(tenant(number)));
        assert_eq!(queue.waiting.len(), CAPACITY);
    }
}
