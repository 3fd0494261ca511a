//! The feeds that run on this node, by tenant.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use plenum_shared::ids::TenantId;

use super::{
    inbox::{self, FeedHandle, FeedInbox},
    ring_buffers::RingBuffers,
};

#[derive(Default)]
pub(super) struct FeedRegistry(Mutex<HashMap<TenantId, Arc<FeedHandle>>>);

impl FeedRegistry {
    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    pub(super) fn get(&self, tenant: TenantId) -> Option<Arc<FeedHandle>> {
        self.lock().get(&tenant).cloned()
    }

    pub(super) fn all(&self) -> HashMap<TenantId, Arc<FeedHandle>> {
        self.lock().clone()
    }

    /// The feed of a tenant; if none runs, `start` begins one with this inbox.
    pub(super) fn get_or_start(&self, tenant: TenantId, start: impl FnOnce(FeedInbox)) -> Arc<FeedHandle> {
        let mut running = self.lock();
        if let Some(handle) = running.get(&tenant).filter(|handle| !handle.commands.is_closed()) {
            return handle.clone();
        }
        let (handle, inbox) = inbox::open();
        let handle = Arc::new(handle);
        running.insert(tenant, handle.clone());
        start(inbox);
        handle
    }

    /// Removes a feed that has no subscribers, unless a command waits in its inbox. The answer says whether it is
    /// removed; then its task ends.
    pub(super) fn retire(&self, tenant: TenantId, inbox: &FeedInbox, rings: &RingBuffers) -> bool {
        let mut running = self.lock();
        let idle = inbox.commands.is_empty();
        if idle {
            // Under the lock, so that the ring buffer of the tenant's next feed is not the one that is removed.
            rings.remove(tenant);
            running.remove(&tenant);
        }
        idle
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<FeedHandle>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
