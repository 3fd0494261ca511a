//! `If-None-Match`: answer only if the document differs from the client's (RFC 9110, section 13.1.2).

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::{HeaderMap, header, request::Parts};

/// The entity tags that the client has, as they were sent.
#[derive(Debug)]
pub(crate) struct IfNoneMatch(Vec<String>);

impl IfNoneMatch {
    /// Whether the client has the document of this tag. Weak tags match too: the text is the same.
    pub(crate) fn has(&self, etag: &str) -> bool {
        let tags = self.0.iter().flat_map(|line| line.split(',')).map(str::trim);
        tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag)).any(|tag| tag == "*" || tag == etag)
    }

    fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::IF_NONE_MATCH).iter();
        Self(lines.filter_map(|value| value.to_str().ok()).map(str::to_owned).collect())
    }
}

impl<S: Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(values: &[&str]) -> IfNoneMatch {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::IF_NONE_MATCH, value.parse().unwrap());
        }
        IfNoneMatch::of(&headers)
    }

    #[test]
    fn any_tag_of_the_list_can_match() {
        for values in [&["\"a\""][..], &["\"b\", \"a\""], &["\"b\"", "W/\"a\""], &["*"]] {
            assert!(given(values).has("\"a\""), "{values:?}");
        }
        for values in [&[][..], &["\"b\""], &["a"], &[""]] {
            assert!(!given(values).has("\"a\""), "{values:?}");
        }
    }
}
