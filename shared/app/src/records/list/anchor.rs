//! The anchor of a page of a list: the keys it begins beyond, and the direction in which it is read from there.

use plenum_shared::sort::Keys;
use plenum_store::records::Direction;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct PageAnchor {
    pub keys: Keys,
    pub direction: Direction,
}
