//! The bounds of the requests that other nodes are answering for clients of this one, in total and for each user.
//!
//! A request may be under way for as long as a poll or a POST takes. Without bounds for each user, one user whose
//! connections do not read could use up the total. Anonymous clients are bounded by the total alone.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::relay_error::{ANSWER_TIMEOUT, RelayError};
use crate::keyed_semaphores::KeyedSemaphores;
use crate::options::Options;

/// Requests of one user for each connection that the user may have: a poll, a POST, and one more.
const REQUESTS_PER_CONNECTION: usize = 3;

/// The divisor of the total bytes that gives the bytes of one user.
const USERS_WITH_FULL_BODIES: usize = 8;

/// Look-ups of a connection's owner, in total and of one user.
const LOOKUPS: usize = 64;
const LOOKUPS_PER_USER: usize = 2;

pub(super) struct RelayLimits {
    requests: Limit,
    lookups: Limit,
    bytes: Limit,
}

/// A bound in total and for each user.
struct Limit {
    total: Semaphore,
    per_user: usize,
    users: Mutex<KeyedSemaphores>,
}

/// The right to relay one request, body or look-up; given back when dropped.
pub(crate) struct RelayPermit<'a> {
    _permit: SemaphorePermit<'a>,
    _user_permit: UserPermit<'a>,
}

struct UserPermit<'a> {
    limit: &'a Limit,
    user: Option<Arc<str>>,
    amount: usize,
}

impl RelayLimits {
    pub(super) fn new(options: &Options) -> Self {
        let per_user = options.max_connections_per_user.saturating_mul(REQUESTS_PER_CONNECTION);
        // Any body that is accepted at all fits.
        let bytes_per_user = (options.relay_bytes / USERS_WITH_FULL_BODIES).max(options.max_relayed_body);
        Self {
            requests: Limit::new(options.max_relays, per_user),
            lookups: Limit::new(LOOKUPS, LOOKUPS_PER_USER),
            bytes: Limit::new(options.relay_bytes, bytes_per_user),
        }
    }

    /// A permit for a request.
    pub(super) fn request(&self, user: Option<&Arc<str>>) -> Result<RelayPermit<'_>, RelayError> {
        self.requests.one(user)
    }

    /// A permit for a look-up, which every node takes part in.
    pub(super) fn lookup(&self, user: Option<&Arc<str>>) -> Result<RelayPermit<'_>, RelayError> {
        self.lookups.one(user)
    }

    /// A permit for a body, after a while's wait for those of others if need be.
    pub(super) async fn body(&self, user: Option<&Arc<str>>, bytes: usize) -> Result<RelayPermit<'_>, RelayError> {
        let permits = u32::try_from(bytes).map_err(|_| RelayError::Busy)?;
        let _user_permit = self.bytes.user_permit(user, bytes)?;
        match timeout(ANSWER_TIMEOUT, self.bytes.total.acquire_many(permits)).await {
            Ok(Ok(_permit)) => Ok(RelayPermit { _permit, _user_permit }),
            _ => Err(RelayError::Busy),
        }
    }
}

impl Limit {
    fn new(total: usize, per_user: usize) -> Self {
        Self { total: Semaphore::new(total.min(Semaphore::MAX_PERMITS)), per_user, users: Mutex::default() }
    }

    fn one(&self, user: Option<&Arc<str>>) -> Result<RelayPermit<'_>, RelayError> {
        let _user_permit = self.user_permit(user, 1)?;
        let _permit = self.total.try_acquire().map_err(|_| RelayError::Busy)?;
        Ok(RelayPermit { _permit, _user_permit })
    }

    fn user_permit(&self, user: Option<&Arc<str>>, amount: usize) -> Result<UserPermit<'_>, RelayError> {
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        if !users.try_acquire_many(user, amount, self.per_user) {
            return Err(RelayError::Busy);
        }
        Ok(UserPermit { limit: self, user: user.cloned(), amount })
    }
}

impl Drop for UserPermit<'_> {
    fn drop(&mut self) {
        let mut users = self.limit.users.lock().unwrap_or_else(PoisonError::into_inner);
        users.release_many(self.user.as_ref(), self.amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> RelayLimits {
        RelayLimits::new(&Options {
            max_connections_per_user: 1,
            max_relays: 4,
            relay_bytes: 800,
            max_relayed_body: 80,
            ..Options::default()
        })
    }

    #[test]
    fn one_user_cannot_take_all_permits() {
        let (limits, ada, ben) = (limits(), Arc::from("ada"), Arc::from("ben"));
        let held: Vec<_> = (0..3).map(|_| limits.request(Some(&ada)).expect("a permit")).collect();
        assert_eq!(limits.request(Some(&ada)).err(), Some(RelayError::Busy));
        let bens = limits.request(Some(&ben)).expect("a place");
        assert_eq!(limits.request(None).err(), Some(RelayError::Busy), "there are no more");
        drop((held, bens));
        assert!(limits.request(Some(&ada)).is_ok());
    }

    #[test]
    fn look_ups_of_one_user_are_limited() {
        let (limits, ada, ben) = (limits(), Arc::from("ada"), Arc::from("ben"));
        let _held = [limits.lookup(Some(&ada)).expect("a permit"), limits.lookup(Some(&ada)).expect("another")];
        assert_eq!(limits.lookup(Some(&ada)).err(), Some(RelayError::Busy));
        assert!(limits.lookup(Some(&ben)).is_ok() && limits.request(Some(&ada)).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn one_user_cannot_take_all_memory_for_bodies() {
        let (limits, ada) = (limits(), Arc::from("ada"));
        let first = limits.body(Some(&ada), 80).await.expect("a permit");
        assert_eq!(limits.body(Some(&ada), 21).await.err(), Some(RelayError::Busy));
        assert!(limits.body(Some(&ada), 20).await.is_ok());
        let _others = limits.body(None, 720).await.expect("room");
        let waiting = limits.body(None, 80);
        let giving = async { drop(first) };
        assert!(tokio::join!(waiting, giving).0.is_ok());
        assert_eq!(limits.body(None, 81).await.err(), Some(RelayError::Busy));
    }
}
