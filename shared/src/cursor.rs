//! Where a reader stands in a tenant's log, and the opaque form in which clients carry it.
//!
//! A cursor is sealed: it does not reveal how many changes its holder may not see, cannot be forged into the future,
//! and is invalid in another tenant. It has no expiry of its own. Its reader decides, by the entry's epoch and the
//! log's floor, whether the log still holds the entries after it.

use serde::{Deserialize, Serialize};

pub use crate::secrets::sealing::InvalidCursor;
use crate::{
    error::{Code, Error},
    ids::TenantId,
    secrets::sealing::{Binding, Sealer},
};

const VERSION: u8 = 1;
/// A cursor of this version has 44 characters; the rest is room for those to come.
const MAX_LENGTH: usize = 128;

/// A place in a tenant's log: just after the entry of number `seq`, which was written in `epoch`.
///
/// The order of epochs means nothing, therefore positions have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Position {
    pub epoch: i64,
    pub seq: i64,
}

impl Position {
    /// Before the first entry: the place in a log that is still empty.
    pub const START: Self = Self { epoch: 0, seq: 0 };

    pub const fn new(epoch: i64, seq: i64) -> Self {
        Self { epoch, seq }
    }
}

/// Seals positions into cursors and opens them. The same key on all nodes: [`crate::secrets::label::CURSOR`].
#[derive(Clone)]
pub struct CursorSealer(Sealer);

impl CursorSealer {
    pub fn new(key: [u8; 32]) -> Self {
        Self(Sealer::new(key, VERSION, MAX_LENGTH))
    }

    /// Equal positions of one tenant give equal cursors.
    pub fn seal(&self, tenant: TenantId, position: Position) -> String {
        let mut plain = [0; 16];
        plain[..8].copy_from_slice(&position.epoch.to_be_bytes());
        plain[8..].copy_from_slice(&position.seq.to_be_bytes());
        self.0.seal(&binding(tenant), &plain)
    }

    pub fn open(&self, tenant: TenantId, cursor: &str) -> Result<Position, InvalidCursor> {
        let plain = self.0.open(&binding(tenant), cursor)?;
        let (epoch, seq) = plain.split_at_checked(8).ok_or(InvalidCursor)?;
        let position = Position {
            epoch: i64::from_be_bytes(epoch.try_into().map_err(|_| InvalidCursor)?),
            seq: i64::from_be_bytes(seq.try_into().map_err(|_| InvalidCursor)?),
        };
        if position.seq < 0 { Err(InvalidCursor) } else { Ok(position) }
    }
}

fn binding(tenant: TenantId) -> Binding {
    Binding::default().with(b"cursor").with(tenant.uuid().as_bytes())
}

impl From<InvalidCursor> for Error {
    fn from(_: InvalidCursor) -> Self {
        Error::new(Code::InvalidCursor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const CHARACTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    fn sealer() -> CursorSealer {
        CursorSealer::new([7; 32])
    }

    fn tenant(number: u128) -> TenantId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn equal_positions_give_equal_cursors_on_every_node() {
        let at = Position::new(3, 1042);
        assert_eq!(sealer().seal(tenant(1), at), CursorSealer::new([7; 32]).seal(tenant(1), at));
        assert_ne!(sealer().seal(tenant(1), at), sealer().seal(tenant(2), at));
        assert_ne!(sealer().seal(tenant(1), at), sealer().seal(tenant(1), Position::new(4, 1042)));
    }

    #[test]
    fn cursors_of_neighbouring_numbers_look_unrelated() {
        let one = sealer().seal(tenant(1), Position::new(3, 1));
        let two = sealer().seal(tenant(1), Position::new(3, 2));
        // The version alone is common: one byte, and with it the first character.
        assert!(one.bytes().zip(two.bytes()).filter(|(a, b)| a == b).count() < 12);
    }

    #[test]
    fn another_key_opens_nothing() {
        let cursor = sealer().seal(tenant(1), Position::START);
        assert_eq!(CursorSealer::new([8; 32]).open(tenant(1), &cursor), Err(InvalidCursor));
        assert_eq!(sealer().open(tenant(1), &cursor), Ok(Position::START));
    }

    #[test]
    fn absurd_cursors_are_refused() {
        let good = sealer().seal(tenant(1), Position::new(1, 1));
        for text in [
            "",
            "0",
            "-1",
            "18446744073709551616",
            "null",
            "../..",
            "AQ",
            "AQ==",
            "AAAA",
            " ",
            "\0",
            "é",
            &format!("{good}="),
            &format!(" {good}"),
            &format!("{good}\n"),
            &format!("{good}AAAA"),
            &good[..43],
            &good.repeat(2),
            &"A".repeat(1 << 20),
        ] {
            assert_eq!(sealer().open(tenant(1), text), Err(InvalidCursor), "{text:.40}");
        }
    }

    #[test]
    fn a_position_before_the_start_is_not_one() {
        let cursor = sealer().seal(tenant(1), Position::new(1, -1));
        assert_eq!(sealer().open(tenant(1), &cursor), Err(InvalidCursor));
    }

    #[test]
    fn a_cursor_of_another_version_is_refused() {
        let other = Sealer::new([7; 32], 2, MAX_LENGTH).seal(&binding(tenant(1)), &[0; 16]);
        assert_eq!(sealer().open(tenant(1), &other), Err(InvalidCursor));
    }

    proptest! {
        #[test]
        fn a_sealed_cursor_opens(epoch: i64, seq in 0..=i64::MAX, id: u128) {
            let at = Position { epoch, seq };
            let cursor = sealer().seal(tenant(id), at);
            prop_assert_eq!(cursor.len(), 44);
            prop_assert_eq!(sealer().open(tenant(id), &cursor), Ok(at));
        }

        #[test]
        fn another_tenant_never_opens_it(epoch: i64, seq in 0..=i64::MAX, one: u128, two: u128) {
            prop_assume!(one != two);
            let cursor = sealer().seal(tenant(one), Position { epoch, seq });
            prop_assert_eq!(sealer().open(tenant(two), &cursor), Err(InvalidCursor));
        }

        #[test]
        fn a_changed_character_never_opens(epoch: i64, seq in 0..=i64::MAX, at in 0..44_usize, by in 1..64_usize) {
            let mut cursor = sealer().seal(tenant(1), Position { epoch, seq }).into_bytes();
            let was = CHARACTERS.iter().position(|c| *c == cursor[at]).unwrap();
            cursor[at] = CHARACTERS[(was + by) % 64];
            prop_assert_eq!(sealer().open(tenant(1), std::str::from_utf8(&cursor).unwrap()), Err(InvalidCursor));
        }

        #[test]
        fn any_text_is_refused_without_a_panic(text: String) {
            prop_assert_eq!(sealer().open(tenant(1), &text), Err(InvalidCursor));
        }
    }
}
