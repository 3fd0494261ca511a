//! The id in a path. One that is no id is not found, like one that nobody has: the two answers are the same.

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use plenum_shared::{Code, ids::RecordId};

use crate::problem::Problem;

/// The length of an id as we write it: 32 hex digits and 4 hyphens.
const LENGTH: usize = 36;

/// The `{id}` of the matched path.
pub(crate) struct PathId(pub(crate) RecordId);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let not_found = || Problem::from(Code::NotFound);
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| not_found())?;
        let id = params.iter().find(|(name, _)| *name == "id").and_then(|(_, value)| parse(value));
        id.map(Self).ok_or_else(not_found)
    }
}

/// Only the one spelling that we give out: an id with braces or without hyphens would be a second name for a thing.
fn parse(text: &str) -> Option<RecordId> {
    (text.len() == LENGTH).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hyphenated_form_is_an_id() {
        assert!(parse("0198f2b4-0000-7000-8000-000000000001").is_some());
        let others = [
            "",
            "1",
            "0198f2b4000070008000000000000001",
            "{0198f2b4-0000-7000-8000-000000000001}",
            "urn:uuid:0198f2b4-0000-7000-8000-000000000001",
            "0198f2b4-0000-7000-8000-00000000000g",
            "0198f2b4-0000-7000-8000-000000000001 ",
            "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpass",
        ];
        for other in others {
            assert!(parse(other).is_none(), "{other}");
        }
    }
}
