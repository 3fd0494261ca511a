//! The ids in a path. A malformed id is answered like an unknown one: not found.

use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use plenum_shared::Code;
use uuid::Uuid;

use crate::problem::Problem;

/// The length of an id as the API writes it: 32 hex digits and 4 hyphens.
const LENGTH: usize = 36;

/// The `{id}` of the matched path, as the kind of id that the handler wants.
pub(crate) struct PathId<T>(pub(crate) T);

/// The `{id}` and the `{userId}` of the matched path.
pub(crate) struct PathIdAndUser<T, U>(pub(crate) T, pub(crate) U);

impl<S: Send + Sync, T: From<Uuid>> FromRequestParts<S> for PathId<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let [id] = ids(parts, state, ["id"]).await?;
        Ok(Self(id.into()))
    }
}

impl<S: Send + Sync, T: From<Uuid>, U: From<Uuid>> FromRequestParts<S> for PathIdAndUser<T, U> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let [id, user] = ids(parts, state, ["id", "userId"]).await?;
        Ok(Self(id.into(), user.into()))
    }
}

async fn ids<S: Send + Sync, const N: usize>(
    parts: &mut Parts,
    state: &S,
    names: [&str; N],
) -> Result<[Uuid; N], Problem> {
    let not_found = || Problem::from(Code::NotFound);
    let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| not_found())?;
    let mut ids = [Uuid::nil(); N];
    for (slot, name) in ids.iter_mut().zip(names) {
        let text = params.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        *slot = text.and_then(parse).ok_or_else(not_found)?;
    }
    Ok(ids)
}

/// Accepts only the spelling that the API writes: an id with braces or without hyphens would be a second name.
fn parse(text: &str) -> Option<Uuid> {
    (text.len() == LENGTH).then(|| Uuid::try_parse(text).ok()).flatten()
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
