use std::{
    collections::HashSet,
    sync::{PoisonError, RwLock},
};

use plenum_shared::{actor::ActorKind, caller::Caller, ids::UserId};

/// How many service accounts are remembered. A forgotten one counts as a person until its next request has begun.
const REMEMBERED: usize = 100_000;

/// The service accounts that this process has served lately; a token does not say what its bearer is.
#[derive(Debug, Default)]
pub(crate) struct KnownMachines(RwLock<HashSet<UserId>>);

impl KnownMachines {
    pub(crate) fn remember(&self, caller: &Caller) {
        if caller.kind != ActorKind::Service || self.contains(caller.user) {
            return;
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(caller.user);
    }

    pub(crate) fn contains(&self, user: UserId) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(&user)
    }
}
