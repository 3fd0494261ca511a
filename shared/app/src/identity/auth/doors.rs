//! What stands before the doors that take a password: signing in, registering, accepting an invitation, and changing
//! the password. All four say whether a password was right, so all four are guarded by the same counts.
//!
//! Two things are scarce. Hashing: an address has a share of the line before it, so that one client does not keep
//! everybody else waiting. And guesses: they are counted in the database, for all nodes together, by account and
//! address, by address, and by account, before the password is looked at and whether there is such an account or not.
//! Who has signed in from an address before has only the first of the three counts there, so no stranger locks them
//! out.

use std::{sync::Arc, time::Duration};

use plenum_shared::{
    Code, Error, Result,
    attempts::{self, AttemptKeys},
    caller::Origin,
    error::Limit,
};
use plenum_store::identity::sign_in::{self, AttemptLimits};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{App, Shares};

/// How many may be inside or wait at the doors at a time, on one node, from one address.
const OF_ADDRESS: usize = 16;

/// For how long an address counts as the person's own after they signed in from it.
const KNOWN_FOR: time::Duration = time::Duration::days(30);

/// The doors of one node.
pub(crate) struct Doors {
    key: [u8; 32],
    limits: AttemptLimits,
    addresses: Shares<[u8; 32]>,
    /// By account and address, so that those who sign in at once with the right password are not taken for guesses.
    both: Shares<[u8; 32]>,
}

/// Somebody who was let in as far as the doors; gives the place back when dropped.
pub(crate) struct Visitor {
    peer: Option<std::net::IpAddr>,
    _place: OwnedSemaphorePermit,
}

/// An attempt that counts as failed until it says that it was not.
pub(super) struct Attempt {
    keys: AttemptKeys,
    _turn: OwnedSemaphorePermit,
}

impl Doors {
    pub(crate) fn new(key: [u8; 32], limits: AttemptLimits) -> Self {
        Self { key, limits, addresses: Shares::new(OF_ADDRESS), both: Shares::new(1) }
    }

    /// A place before the doors, unless the address has all that it may. To be held for as long as passwords are
    /// hashed.
    pub(crate) fn enter(&self, origin: &Origin) -> Result<Visitor> {
        let peer = origin.ip.as_deref().and_then(|ip| ip.parse().ok());
        let share = self.addresses.of(attempts::address_key(&self.key, peer));
        let place = share.try_acquire_owned().map_err(|_| self.too_many(Duration::from_secs(1)))?;
        Ok(Visitor { peer, _place: place })
    }

    /// Begins an attempt at the account of an e-mail address, or says when there can be one.
    pub(super) async fn attempt(&self, app: &App, visitor: &Visitor, email: &str) -> Result<Attempt> {
        let keys = AttemptKeys::new(&self.key, email, visitor.peer);
        let share: Arc<Semaphore> = self.both.of(keys.both);
        let turn = share.acquire_owned().await.map_err(Error::internal)?;
        match sign_in::begin(app.store(), &keys, &self.limits, app.source().now()).await? {
            None => Ok(Attempt { keys, _turn: turn }),
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
    pub(super) async fn succeeded(self, app: &App) -> Result<()> {
        sign_in::end(app.store(), &self.keys, Some(app.source().now() + KNOWN_FOR)).await
    }

    /// Nobody looked at the password.
    pub(super) async fn undone(self, app: &App) {
        if let Err(error) = sign_in::end(app.store(), &self.keys, None).await {
            tracing::debug!(%error, "an attempt that was none stays counted");
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
    fn one_address_does_not_fill_the_line_for_the_others() {
        let doors = Doors::new([7; 32], AttemptLimits::default());
        let inside: Vec<_> =
            (0..OF_ADDRESS).map(|host| doors.enter(&from(&format!("2001:db8::{host:x}"))).expect("a place")).collect();
        let refused = doors.enter(&from("2001:db8::ffff")).err().expect("full");
        assert_eq!(refused.code(), Code::TooManyAttempts);
        assert_eq!(refused.limit().expect("a limit").retry_after, Duration::from_secs(1));
        assert!(doors.enter(&from("2001:db8:1::1")).is_ok());
        assert!(doors.enter(&Origin::default()).is_ok());
        drop(inside);
        assert!(doors.enter(&from("2001:db8::1")).is_ok());
    }
}
