//! The bounds on connections: of the server, and of each user, account and address.

use std::sync::{Arc, Mutex, PoisonError};

use crate::auth::Identity;
use crate::keyed_semaphores::KeyedSemaphores;
use crate::options::Options;

/// The places there are.
pub(crate) struct Slots {
    taken: Arc<Mutex<Taken>>,
    max: usize,
    max_of_user: usize,
    max_of_account: usize,
    max_of_address: usize,
}

#[derive(Default)]
struct Taken {
    all: usize,
    users: KeyedSemaphores,
    accounts: KeyedSemaphores,
    addresses: KeyedSemaphores,
}

/// Who has no place left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Full {
    /// Nobody has.
    Everybody,
    /// This user has had their share.
    User,
    /// This account has.
    Account,
    /// This address has.
    Address,
}

/// One connection's place; given back when dropped.
pub(crate) struct Slot {
    taken: Arc<Mutex<Taken>>,
    user: Option<Arc<str>>,
    account: Option<Arc<str>>,
    address: Option<Arc<str>>,
}

impl Full {
    /// The value of the metrics' label.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Everybody => "connections",
            Self::User => "connections of user",
            Self::Account => "connections of account",
            Self::Address => "connections of address",
        }
    }
}

impl Slots {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            taken: Arc::default(),
            max: options.max_connections,
            max_of_user: options.max_connections_per_user,
            max_of_account: options.max_connections_per_account,
            max_of_address: options.max_connections_per_address,
        }
    }

    pub(crate) fn take<S>(&self, identity: &Identity<S>) -> Result<Slot, Full> {
        let (user, account, address) = (&identity.user_id, &identity.account, &identity.address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= self.max {
            return Err(Full::Everybody);
        }
        if !taken.users.try_acquire(user.as_ref(), self.max_of_user) {
            return Err(Full::User);
        }
        if !taken.accounts.try_acquire(account.as_ref(), self.max_of_account) {
            taken.users.release(user.as_ref());
            return Err(Full::Account);
        }
        if !taken.addresses.try_acquire(address.as_ref(), self.max_of_address) {
            taken.users.release(user.as_ref());
            taken.accounts.release(account.as_ref());
            return Err(Full::Address);
        }
        taken.all += 1;
        let (user, account, address) = (user.clone(), account.clone(), address.clone());
        Ok(Slot { taken: Arc::clone(&self.taken), user, account, address })
    }

    pub(crate) fn taken(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).all
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        taken.users.release(self.user.as_ref());
        taken.accounts.release(self.account.as_ref());
        taken.addresses.release(self.address.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bound_holds_and_what_is_refused_takes_nothing() {
        let slots = Slots::new(&Options {
            max_connections: 5,
            max_connections_per_user: 1,
            max_connections_per_account: 2,
            max_connections_per_address: 3,
            ..Options::default()
        });
        let of = |user: &str, account: &str, address: &str| {
            slots.take(&Identity::new(()).user(user).account(account).address(address))
        };
        let first = of("a", "t", "x").expect("a place");
        assert_eq!(of("a", "u", "y").err(), Some(Full::User));
        let _second = of("b", "t", "x").expect("a place");
        assert_eq!(of("c", "t", "x").err(), Some(Full::Account));
        let _third = of("c", "u", "x").expect("a place");
        assert_eq!(of("d", "u", "x").err(), Some(Full::Address));
        let _fourth = of("d", "u", "y").expect("what was refused took nothing");
        let _nobody = slots.take(&Identity::new(())).expect("who is nobody is counted once");
        assert_eq!(of("e", "v", "z").err(), Some(Full::Everybody));
        drop(first);
        assert_eq!(slots.taken(), 4);
        let _again = of("a", "t", "x").expect("given back");
    }
}
