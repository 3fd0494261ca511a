//! How many of something each user, or each of another kind of holder, has, so that one of them cannot have all of it.

use std::{collections::HashMap, sync::Arc};

/// Counts by holder. Whoever is none is not counted.
#[derive(Debug, Default)]
pub(crate) struct KeyedSemaphores(HashMap<Arc<str>, usize>);

impl KeyedSemaphores {
    /// Takes one more, unless the user holds `max` already.
    pub(crate) fn take(&mut self, user: Option<&Arc<str>>, max: usize) -> bool {
        self.take_many(user, 1, max)
    }

    /// Takes so many more, unless the user would hold more than `max`.
    pub(crate) fn take_many(&mut self, user: Option<&Arc<str>>, amount: usize, max: usize) -> bool {
        let Some(user) = user else { return true };
        let held = self.0.entry(Arc::clone(user)).or_default();
        let room = held.checked_add(amount).is_some_and(|holding| holding <= max);
        *held += if room { amount } else { 0 };
        if *held == 0 {
            self.0.remove(user);
        }
        room
    }

    /// Gives one back.
    pub(crate) fn give(&mut self, user: Option<&Arc<str>>) {
        self.give_many(user, 1);
    }

    /// Gives so many back.
    pub(crate) fn give_many(&mut self, user: Option<&Arc<str>>, amount: usize) {
        let Some(user) = user else { return };
        if let Some(held) = self.0.get_mut(user) {
            *held = held.saturating_sub(amount);
            if *held == 0 {
                self.0.remove(user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_share_of_their_own_and_leaves_nothing_behind() {
        let (ada, ben) = (Arc::from("ada"), Arc::from("ben"));
        let mut shares = KeyedSemaphores::default();
        assert!(shares.take(Some(&ada), 2) && shares.take(Some(&ada), 2));
        assert!(!shares.take(Some(&ada), 2));
        assert!(shares.take(Some(&ben), 2) && shares.take(None, 0));
        shares.give(Some(&ada));
        assert!(shares.take(Some(&ada), 2));
        for user in [&ada, &ada, &ben, &ben] {
            shares.give(Some(user));
        }
        assert!(!shares.take(Some(&ada), 0));
        assert!(shares.0.is_empty());
        assert!(shares.take_many(Some(&ada), 3, 4) && !shares.take_many(Some(&ada), 2, 4));
        assert!(!shares.take_many(Some(&ada), usize::MAX, usize::MAX) && shares.take_many(Some(&ada), 1, 4));
        shares.give_many(Some(&ada), 4);
        assert!(shares.take_many(Some(&ada), 0, 0) && shares.0.is_empty());
    }
}
