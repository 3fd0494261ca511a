//! Page cursors: the `next` and `prev` of a page of a list.
//!
//! A page cursor holds the sort keys of the last record shown and is sealed for one entity, tenant, user and query,
//! so that it can neither be read (a key may be a field that was masked), nor carried to another list, nor edited to
//! probe what lies between two records. Being stateless, it never goes stale: keyset paging continues after the keys
//! even when the record itself is gone.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    cursor::InvalidCursor,
    ids::{TenantId, UserId},
    secrets::sealing::{Binding, Sealer},
};

const VERSION: u8 = 1;
/// Room for several sort keys of the longest text fields; no longer cursor is even decoded.
const MAX_LENGTH: usize = 4096;

/// The list a page cursor belongs to.
#[derive(Debug, Clone, Copy)]
pub struct PageScope<'a> {
    pub entity: &'a str,
    pub tenant: TenantId,
    pub user: UserId,
    pub query: Fingerprint,
}

/// A hash of the query in 32 bytes: filters, sort order, fields and search, but not the page or its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The order of the parameters does not matter, as it does not to the list.
    pub fn of<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut parameters: Vec<_> = parameters.into_iter().collect();
        parameters.sort_unstable();
        let mut hash = Sha256::new();
        for (name, value) in parameters {
            for part in [name, value] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        Self(hash.finalize().into())
    }
}

/// Seals and opens page cursors. The same key on all nodes: [`crate::secrets::label::PAGE`].
#[derive(Clone)]
pub struct PageSealer(Sealer);

impl PageSealer {
    pub fn new(key: [u8; 32]) -> Self {
        Self(Sealer::new(key, VERSION, MAX_LENGTH))
    }

    /// `keys` are chosen by the caller: the sort keys of the last record, and the direction if there are two. In JSON
    /// they must stay below 3,000 bytes, or `open` refuses the cursor.
    pub fn seal(&self, scope: &PageScope<'_>, keys: &Value) -> String {
        self.0.seal(&bound(scope), keys.to_string().as_bytes())
    }

    pub fn open(&self, scope: &PageScope<'_>, cursor: &str) -> Result<Value, InvalidCursor> {
        let plain = self.0.open(&bound(scope), cursor)?;
        serde_json::from_slice(&plain).map_err(|_| InvalidCursor)
    }
}

fn bound(scope: &PageScope<'_>) -> Binding {
    Binding::default()
        .with(b"page")
        .with(scope.tenant.uuid().as_bytes())
        .with(scope.user.uuid().as_bytes())
        .with(scope.entity.as_bytes())
        .with(&scope.query.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn sealer() -> PageSealer {
        PageSealer::new([7; 32])
    }

    fn scope<'a>(entity: &'a str, tenant: u128, user: u128, query: &[(&'a str, &'a str)]) -> PageScope<'a> {
        PageScope {
            entity,
            tenant: Uuid::from_u128(tenant).into(),
            user: Uuid::from_u128(user).into(),
            query: Fingerprint::of(query.iter().copied()),
        }
    }

    #[test]
    fn a_cursor_opens_in_its_own_list_only() {
        let query = [("sort", "-createdAt"), ("filter[status][eq]", "open")];
        let keys = json!(["2026-01-02T03:04:05Z", "0194"]);
        let cursor = sealer().seal(&scope("deals", 1, 1, &query), &keys);

        assert_eq!(sealer().open(&scope("deals", 1, 1, &query), &cursor), Ok(keys));
        for other in [
            scope("contacts", 1, 1, &query),
            scope("deals", 2, 1, &query),
            scope("deals", 1, 2, &query),
            scope("deals", 1, 1, &query[..1]),
            scope("deals", 1, 1, &[]),
        ] {
            assert_eq!(sealer().open(&other, &cursor), Err(InvalidCursor), "{other:?}");
        }
    }

    #[test]
    fn the_order_of_parameters_does_not_matter_and_their_boundaries_do() {
        assert_eq!(Fingerprint::of([("a", "1"), ("b", "2")]), Fingerprint::of([("b", "2"), ("a", "1")]));
        assert_ne!(Fingerprint::of([("a", "1b"), ("", "2")]), Fingerprint::of([("a", "1"), ("b", "2")]));
        assert_ne!(Fingerprint::of([("ab", "c")]), Fingerprint::of([("a", "bc")]));
        assert_ne!(Fingerprint::of([]), Fingerprint::of([("", "")]));
    }

    #[test]
    fn a_log_cursor_is_not_a_page_cursor_even_under_one_key() {
        let log = crate::cursor::CursorSealer::new([7; 32]);
        let cursor = log.seal(Uuid::from_u128(1).into(), crate::cursor::Position::START);
        assert_eq!(sealer().open(&scope("deals", 1, 1, &[]), &cursor), Err(InvalidCursor));
    }

    #[test]
    fn the_keys_cannot_be_read_from_outside() {
        let cursor = sealer().seal(&scope("deals", 1, 1, &[]), &json!(["salary-200000"]));
        let bytes = base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, &cursor).unwrap();
        assert!(!bytes.windows(6).any(|part| part == b"salary"));
    }

    #[test]
    fn keys_of_three_thousand_bytes_round_trip() {
        let keys = json!(["x".repeat(2_990)]);
        let cursor = sealer().seal(&scope("deals", 1, 1, &[]), &keys);
        assert_eq!(sealer().open(&scope("deals", 1, 1, &[]), &cursor), Ok(keys));
    }

    proptest! {
        #[test]
        fn a_sealed_cursor_opens_for_its_own_tenant_and_user_only(
            keys: Vec<String>, tenant: u128, user: u128, other: u128,
        ) {
            prop_assume!(other != tenant && other != user);
            let keys = json!(keys.into_iter().map(|key| key.chars().take(40).collect::<String>()).take(8).collect::<Vec<_>>());
            let cursor = sealer().seal(&scope("deals", tenant, user, &[]), &keys);
            prop_assert_eq!(sealer().open(&scope("deals", tenant, user, &[]), &cursor), Ok(keys));
            prop_assert_eq!(sealer().open(&scope("deals", other, user, &[]), &cursor), Err(InvalidCursor));
            prop_assert_eq!(sealer().open(&scope("deals", tenant, other, &[]), &cursor), Err(InvalidCursor));
        }

        #[test]
        fn a_flipped_bit_never_opens(at: prop::sample::Index, bit in 0..8_u8) {
            let cursor = sealer().seal(&scope("deals", 1, 1, &[]), &json!(["2026-01-02T03:04:05Z", "0194"]));
            let mut bytes = cursor.into_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            if let Ok(text) = std::str::from_utf8(&bytes) {
                prop_assert_eq!(sealer().open(&scope("deals", 1, 1, &[]), text), Err(InvalidCursor));
            }
        }

        #[test]
        fn any_text_is_refused_without_a_panic(text: String) {
            prop_assert_eq!(sealer().open(&scope("deals", 1, 1, &[]), &text), Err(InvalidCursor));
        }
    }
}
