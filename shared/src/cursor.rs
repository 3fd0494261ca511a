//! Written next.

use serde::{Deserialize, Serialize};

/// A place in a tenant's change log: the number of an entry, and the epoch in which that number was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    pub epoch: i64,
    pub seq: i64,
}
