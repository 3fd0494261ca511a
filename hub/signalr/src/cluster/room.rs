//! The bounds of what other nodes are answering for clients of this one, and each user's share of it.
//!
//! A request may be under way for as long as a poll or a POST takes. Without shares, one user whose connections do not
//! read could take all the room there is. Whoever has no user id has no share either.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::no_answer::{NoAnswer, PATIENCE};
use crate::keyed_semaphores::KeyedSemaphores;
use crate::options::Options;

/// Requests of one user for each of the connections they may have: a poll, a POST, and one more.
const REQUESTS_OF_A_CONNECTION: usize = 3;

/// Which part of the bytes one user may have.
const PART_OF_A_USER: usize = 8;

/// Searches for a connection among all nodes, together and of one user.
const SEARCHES: usize = 64;
const SEARCHES_OF_USER: usize = 2;

pub(super) struct Room {
    requests: Bound,
    searches: Bound,
    bytes: Bound,
}

/// How many there may be, together and of one user.
struct Bound {
    all: Semaphore,
    of_user: usize,
    held: Mutex<KeyedSemaphores>,
}

/// Room that was taken; given back when dropped.
pub(crate) struct Taken<'a> {
    _permit: SemaphorePermit<'a>,
    _share: Share<'a>,
}

struct Share<'a> {
    bound: &'a Bound,
    user: Option<Arc<str>>,
    amount: usize,
}

impl Room {
    pub(super) fn new(options: &Options) -> Self {
        let of_user = options.max_connections_per_user.saturating_mul(REQUESTS_OF_A_CONNECTION);
        // Any body that is taken at all has room.
        let bytes_of_user = (options.relay_bytes / PART_OF_A_USER).max(options.max_relayed_body);
        Self {
            requests: Bound::new(options.max_relays, of_user),
            searches: Bound::new(SEARCHES, SEARCHES_OF_USER),
            bytes: Bound::new(options.relay_bytes, bytes_of_user),
        }
    }

    /// Takes a request's place.
    pub(super) fn place(&self, user: Option<&Arc<str>>) -> Result<Taken<'_>, NoAnswer> {
        self.requests.one(user)
    }

    /// Takes the place of a search, in which every node has a part.
    pub(super) fn search(&self, user: Option<&Arc<str>>) -> Result<Taken<'_>, NoAnswer> {
        self.searches.one(user)
    }

    /// Takes room for a body, waiting a while for that of others.
    pub(super) async fn body(&self, user: Option<&Arc<str>>, bytes: usize) -> Result<Taken<'_>, NoAnswer> {
        let permits = u32::try_from(bytes).map_err(|_| NoAnswer::Busy)?;
        let _share = self.bytes.share(user, bytes)?;
        match timeout(PATIENCE, self.bytes.all.acquire_many(permits)).await {
            Ok(Ok(_permit)) => Ok(Taken { _permit, _share }),
            _ => Err(NoAnswer::Busy),
        }
    }
}

impl Bound {
    fn new(all: usize, of_user: usize) -> Self {
        Self { all: Semaphore::new(all.min(Semaphore::MAX_PERMITS)), of_user, held: Mutex::default() }
    }

    fn one(&self, user: Option<&Arc<str>>) -> Result<Taken<'_>, NoAnswer> {
        let _share = self.share(user, 1)?;
        let _permit = self.all.try_acquire().map_err(|_| NoAnswer::Busy)?;
        Ok(Taken { _permit, _share })
    }

    fn share(&self, user: Option<&Arc<str>>, amount: usize) -> Result<Share<'_>, NoAnswer> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if !held.try_acquire_many(user, amount, self.of_user) {
            return Err(NoAnswer::Busy);
        }
        Ok(Share { bound: self, user: user.cloned(), amount })
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        let mut held = self.bound.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.release_many(self.user.as_ref(), self.amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room() -> Room {
        Room::new(&Options {
            max_connections_per_user: 1,
            max_relays: 4,
            relay_bytes: 800,
            max_relayed_body: 80,
            ..Options::default()
        })
    }

    #[test]
    fn one_user_cannot_take_every_place() {
        let (room, ada, ben) = (room(), Arc::from("ada"), Arc::from("ben"));
        let held: Vec<_> = (0..3).map(|_| room.place(Some(&ada)).expect("a share")).collect();
        assert_eq!(room.place(Some(&ada)).err(), Some(NoAnswer::Busy));
        let bens = room.place(Some(&ben)).expect("a place");
        assert_eq!(room.place(None).err(), Some(NoAnswer::Busy), "there are no more");
        drop((held, bens));
        assert!(room.place(Some(&ada)).is_ok());
    }

    #[test]
    fn one_user_searches_little_at_a_time() {
        let (room, ada, ben) = (room(), Arc::from("ada"), Arc::from("ben"));
        let _held = [room.search(Some(&ada)).expect("a share"), room.search(Some(&ada)).expect("another")];
        assert_eq!(room.search(Some(&ada)).err(), Some(NoAnswer::Busy));
        assert!(room.search(Some(&ben)).is_ok() && room.place(Some(&ada)).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn one_user_cannot_take_all_the_room_for_bodies() {
        let (room, ada) = (room(), Arc::from("ada"));
        let first = room.body(Some(&ada), 80).await.expect("a share");
        assert_eq!(room.body(Some(&ada), 21).await.err(), Some(NoAnswer::Busy));
        assert!(room.body(Some(&ada), 20).await.is_ok());
        let _others = room.body(None, 720).await.expect("room");
        let waiting = room.body(None, 80);
        let giving = async { drop(first) };
        assert!(tokio::join!(waiting, giving).0.is_ok());
        assert_eq!(room.body(None, 81).await.err(), Some(NoAnswer::Busy));
    }
}
