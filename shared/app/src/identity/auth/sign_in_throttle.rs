//! Throttles the use cases that take a password: signing in, registering, accepting an invitation, and changing the
//! password. All four say whether a password was right, so all four are guarded by the same counts.
//!
//! Two things are scarce. Hashing: the requests of one address that hash or wait to hash are limited, so that one
//! client does not keep everybody else waiting. And guesses: they are counted in the database, for all nodes together,
//! by account and address, by address, and by account, before the password is looked at and whether there is such an
//! account or not. At an address from which a person has signed in before, only the first of the three counts applies
//! to them, so no stranger locks them out.

use std::time::Duration;

use plenum_shared::{
    Code, Error, Result,
    attempts::{self, AttemptKeys},
    caller::Origin,
    error::Limit,
};
use plenum_store::{
    Store,
    identity::sign_in_attempts::{self, AttemptLimits},
};
use time::OffsetDateTime;
use tokio::sync::OwnedSemaphorePermit;

use crate::fair_limiter::KeyedSemaphores;

/// Requests of one address that take a password at a time, on one node.
const PER_ADDRESS: usize = 16;

/// For how long an address counts as the person's own after they signed in from it.
const KNOWN_FOR: time::Duration = time::Duration::days(30);

/// The throttle of one node.
pub(crate) struct SignInThrottle {
    key: [u8; 32],
    limits: AttemptLimits,
    addresses: KeyedSemaphores<[u8; 32]>,
    /// By account and address, so that a person who signs in several times at once with the right password is not taken
    /// for somebody who guesses.
    attempts: KeyedSemaphores<[u8; 32]>,
}

/// One of the requests that an address may have under way; given back when dropped.
pub(crate) struct SignInPermit {
    peer: Option<std::net::IpAddr>,
    _permit: OwnedSemaphorePermit,
}

/// An attempt that counts as failed until it says that it was not.
pub(super) struct Attempt {
    keys: AttemptKeys,
    _permit: OwnedSemaphorePermit,
}

impl SignInThrottle {
    pub(crate) fn new(key: [u8; 32], limits: AttemptLimits) -> Self {
        Self { key, limits, addresses: KeyedSemaphores::new(PER_ADDRESS), attempts: KeyedSemaphores::new(1) }
    }

    /// Admits a request, unless its address has as many under way as it may. The permit is held for as long as
    /// passwords are hashed.
    pub(crate) fn admit(&self, origin: &Origin) -> Result<SignInPermit> {
        let peer = origin.ip.as_deref().and_then(|ip| ip.parse().ok());
        let address = self.addresses.get(attempts::address_key(&self.key, peer));
        let permit = address.try_acquire_owned().map_err(|_| self.too_many(Duration::from_secs(1)))?;
        Ok(SignInPermit { peer, _permit: permit })
    }

    /// Begins an attempt at the account of an e-mail address, or says when there can be one.
    pub(super) async fn attempt(
        &self,
        store: &Store,
        now: OffsetDateTime,
        admitted: &SignInPermit,
        email: &str,
    ) -> Result<Attempt> {
        let keys = AttemptKeys::new(&self.key, email, admitted.peer);
        let permit = self.attempts.get(keys.both).acquire_owned().await.map_err(Error::internal)?;
        match sign_in_attempts::begin(store, &keys, &self.limits, now).await? {
            None => Ok(Attempt { keys, _permit: permit }),
            Some(pause) => Err(self.too_many(pause)),
        }
    }

    fn too_many(&self, retry_after: Duration) -> Error {
        let AttemptLimits { of_both: quota, window, .. } = self.limits;
        Error::limited(Code::TooManyAttempts, Limit { name: "sign-in", quota, window, retry_after })
    }
}

impl Attempt {
    /// The password was right.
    pub(super) async fn succeeded(self, store: &Store, now: OffsetDateTime) -> Result<()> {
        sign_in_attempts::end(store, &self.keys, Some(now + KNOWN_FOR)).await
    }

    /// The password was not looked at.
    pub(super) async fn undone(self, store: &Store) {
        if let Err(error) = sign_in_attempts::end(store, &self.keys, None).await {
            tracing::debug!(%error, "an attempt that checked no password stays counted");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(ip: &str) -> Origin {
        Origin { ip: Some(ip.to_owned()), ..Origin::default() }
    }

    #[test]
    fn one_address_does_not_block_the_others() {
        let throttle = SignInThrottle::new([7; 32], AttemptLimits::default());
        let admitted: Vec<_> = (0..PER_ADDRESS)
            .map(|host| throttle.admit(&from(&format!("2001:db8::{host:x}"))).expect("a permit"))
            .collect();
        let refused = throttle.admit(&from("2001:db8::ffff")).err().expect("full");
        assert_eq!(refused.code(), Code::TooManyAttempts);
        assert_eq!(refused.limit().expect("a limit").retry_after, Duration::from_secs(1));
        assert!(throttle.admit(&from("2001:db8:1::1")).is_ok());
        assert!(throttle.admit(&Origin::default()).is_ok());
        drop(admitted);
        assert!(throttle.admit(&from("2001:db8::1")).is_ok());
    }
}
