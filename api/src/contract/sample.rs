//! A valid request for each route, for the tests that go through all of them.
//!
//! A contract cannot be written without the sample of its body. The target follows from the path.

use http::Method;
use serde_json::Value;

/// A placeholder in the texts of a sample: each request replaces it with a word of its own.
pub const UNIQUE: &str = "{unique}";

/// A body to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SampleBody {
    /// The route accepts this body, once each [`UNIQUE`] is replaced.
    Accepted(Value),
    /// A success needs a secret or a person of its own, so only an empty body can be sent, and is refused.
    Refused,
    /// A record with the required fields of its entity.
    NewRecord,
    /// A merge patch of one field of the record.
    RecordPatch,
    /// The record as GET answers it.
    RecordAsRead,
}

/// The thing that `{id}` in the path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// There is no `{id}`.
    None,
    /// A member of this collection, which the request leaves there: `teams`.
    Kept(String),
    /// A member of this collection, which is gone after the request.
    UsedUp(String),
}

impl Target {
    /// The target that follows from the address: `{id}` names a member of the collection before it.
    pub(super) fn of(method: &Method, path: &str) -> Self {
        let Some((before, after)) = path.split_once("/{id}") else { return Self::None };
        let collection = before.rsplit('/').next().unwrap_or_default().to_owned();
        let removes = *method == Method::DELETE && after.is_empty();
        if removes { Self::UsedUp(collection) } else { Self::Kept(collection) }
    }

    /// The word of the collection in paths.
    pub fn collection(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Kept(collection) | Self::UsedUp(collection) => Some(collection),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_of_a_sample_follows_from_method_and_path() {
        let teams = || "teams".to_owned();
        assert_eq!(Target::of(&Method::GET, "/api/v1/teams"), Target::None);
        assert_eq!(Target::of(&Method::PATCH, "/api/v1/teams/{id}"), Target::Kept(teams()));
        assert_eq!(Target::of(&Method::DELETE, "/api/v1/teams/{id}"), Target::UsedUp(teams()));
        assert_eq!(Target::of(&Method::DELETE, "/api/v1/teams/{id}/members/{userId}"), Target::Kept(teams()));
    }
}
