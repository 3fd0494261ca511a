//! The groups of a connection, and the credentials that name some of them.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::Connection;

/// Credentials that end at most this much later than the known ones do not move the end of a connection.
const PROLONG_THRESHOLD: Duration = Duration::from_secs(1);

impl<S> Connection<S> {
    /// The groups that the connection is in.
    pub fn groups(&self) -> Vec<Arc<str>> {
        self.0.membership.lock().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
    }

    /// Adds the connection to a group; false when it is in it already or has ended.
    pub fn join(&self, group: &str) -> bool {
        let mut membership = self.0.membership.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(groups) = membership.as_mut().filter(|groups| !groups.iter().any(|name| **name == *group)) else {
            return false;
        };
        let name = Arc::from(group);
        self.0.registry.groups.join(&name, self);
        groups.push(name);
        true
    }

    /// Removes the connection from a group; false when it is not in it.
    pub fn leave(&self, group: &str) -> bool {
        let mut membership = self.0.membership.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(groups) = membership.as_mut() else { return false };
        let Some(index) = groups.iter().position(|name| **name == *group) else { return false };
        let name = groups.swap_remove(index);
        self.0.registry.groups.leave(&name, self);
        true
    }

    /// Joins the groups that its credentials name.
    pub(crate) fn join_credential_groups(&self) {
        for group in self.0.credential_groups.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            self.join(group);
        }
    }

    /// Takes over the end and the groups of newer credentials.
    pub(crate) fn renew(&self, expiry: Option<Instant>, groups: Vec<Arc<str>>) {
        let mut named = self.0.credential_groups.lock().unwrap_or_else(PoisonError::into_inner);
        for group in named.iter().filter(|group| !groups.contains(group)) {
            self.leave(group);
        }
        for group in &groups {
            self.join(group);
        }
        *named = groups;
        self.0.expiry.send_replace(expiry);
    }

    /// Ends all membership, and returns the groups that the connection was in.
    pub(crate) fn end_membership(&self) -> Vec<Arc<str>> {
        self.0.membership.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
    }

    /// Moves the end of the connection to a later time.
    pub(crate) fn prolong(&self, expiry: Option<Instant>) {
        self.0.expiry.send_if_modified(|ends| {
            let later = matches!((*ends, expiry), (Some(ends), Some(later)) if later > ends + PROLONG_THRESHOLD);
            if later {
                *ends = expiry;
            }
            later
        });
    }

    /// When the credentials end, and when that changes.
    pub(crate) fn expiry(&self) -> watch::Receiver<Option<Instant>> {
        self.0.expiry.subscribe()
    }
}
