//! The bounds on connections: of the server, and of each user, account and address.

use std::sync::{Arc, Mutex, PoisonError};

use crate::auth::Identity;
use crate::keyed_semaphores::KeyedSemaphores;
use crate::options::Options;

/// The bounds, and the connections that count against them.
pub(crate) struct ConnectionLimits {
    open: Arc<Mutex<OpenConnections>>,
    max: usize,
    max_per_user: usize,
    max_per_account: usize,
    max_per_address: usize,
}

#[derive(Default)]
struct OpenConnections {
    total: usize,
    users: KeyedSemaphores,
    accounts: KeyedSemaphores,
    addresses: KeyedSemaphores,
}

/// The bound that is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LimitReached {
    /// That of the server.
    Server,
    /// That of the user.
    User,
    /// That of the account.
    Account,
    /// That of the address.
    Address,
}

/// The right to one connection; given back when dropped.
pub(crate) struct ConnectionPermit {
    open: Arc<Mutex<OpenConnections>>,
    user: Option<Arc<str>>,
    account: Option<Arc<str>>,
    address: Option<Arc<str>>,
}

impl LimitReached {
    /// The value of the metrics' label.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Server => "connections",
            Self::User => "connections of user",
            Self::Account => "connections of account",
            Self::Address => "connections of address",
        }
    }
}

impl ConnectionLimits {
    pub(crate) fn new(options: &Options) -> Self {
        Self {
            open: Arc::default(),
            max: options.max_connections,
            max_per_user: options.max_connections_per_user,
            max_per_account: options.max_connections_per_account,
            max_per_address: options.max_connections_per_address,
        }
    }

    pub(crate) fn acquire<S>(&self, identity: &Identity<S>) -> Result<ConnectionPermit, LimitReached> {
        let (user, account, address) = (&identity.user_id, &identity.account, &identity.address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.total >= self.max {
            return Err(LimitReached::Server);
        }
        if !open.users.try_acquire(user.as_ref(), self.max_per_user) {
            return Err(LimitReached::User);
        }
        let max_of_account = identity.max_of_account.map_or(self.max_per_account, |max| max.min(self.max_per_account));
        if !open.accounts.try_acquire(account.as_ref(), max_of_account) {
            open.users.release(user.as_ref());
            return Err(LimitReached::Account);
        }
        if !open.addresses.try_acquire(address.as_ref(), self.max_per_address) {
            open.users.release(user.as_ref());
            open.accounts.release(account.as_ref());
            return Err(LimitReached::Address);
        }
        open.total += 1;
        let (user, account, address) = (user.clone(), account.clone(), address.clone());
        Ok(ConnectionPermit { open: Arc::clone(&self.open), user, account, address })
    }

    pub(crate) fn in_use(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).total
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.total -= 1;
        open.users.release(self.user.as_ref());
        open.accounts.release(self.account.as_ref());
        open.addresses.release(self.address.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bound_holds_and_a_refused_connection_counts_nowhere() {
        let limits = ConnectionLimits::new(&Options {
            max_connections: 5,
            max_connections_per_user: 1,
            max_connections_per_account: 2,
            max_connections_per_address: 3,
            ..Options::default()
        });
        let of = |user: &str, account: &str, address: &str| {
            limits.acquire(&Identity::new(()).user(user).account(account).address(address))
        };
        let first = of("a", "t", "x").expect("a permit");
        assert_eq!(of("a", "u", "y").err(), Some(LimitReached::User));
        let _second = of("b", "t", "x").expect("a permit");
        assert_eq!(of("c", "t", "x").err(), Some(LimitReached::Account));
        let _third = of("c", "u", "x").expect("a permit");
        assert_eq!(of("d", "u", "x").err(), Some(LimitReached::Address));
        let _fourth = of("d", "u", "y").expect("the refused ones do not count");
        let _anonymous = limits.acquire(&Identity::new(())).expect("an anonymous connection counts once");
        assert_eq!(of("e", "v", "z").err(), Some(LimitReached::Server));
        drop(first);
        assert_eq!(limits.in_use(), 4);
        let _again = of("a", "t", "x").expect("given back");
    }

    #[test]
    fn an_account_may_have_a_lower_bound_of_its_own_but_no_higher_one() {
        let limits = ConnectionLimits::new(&Options { max_connections_per_account: 2, ..Options::default() });
        let of = |account: &str, max: usize| {
            limits.acquire(&Identity { max_of_account: Some(max), ..Identity::new(()).account(account) })
        };
        let _first = of("small", 1).expect("a permit");
        assert_eq!(of("small", 1).err(), Some(LimitReached::Account));
        let _more = of("small", 2).expect("the bound was raised meanwhile");
        let _two = [of("large", 9).expect("a permit"), of("large", 9).expect("a permit")];
        assert_eq!(of("large", 9).err(), Some(LimitReached::Account));
    }
}
