//! `If-Match`: act only on the version that the caller has read (RFC 9110, section 13.1.1).

use axum::extract::FromRequestParts;
use http::{HeaderMap, header, request::Parts};
use plenum_shared::{Code, Error, Result};

use crate::problem::Problem;

/// A version that no record ever has. It stands for an entity tag that the server never sends, which so never matches.
const NEVER: i64 = 0;

/// The version that must still be current, if the caller names one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct IfMatch(pub(crate) Option<i64>);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(expected(&parts.headers)?))
    }
}

fn expected(headers: &HeaderMap) -> Result<Option<i64>> {
    let malformed = || {
        let message = "If-Match must be * or entity tags as they come in ETag, such as \"v3\"";
        Error::new(Code::MalformedHeader).with_message(message)
    };
    let mut lines = Vec::new();
    for value in headers.get_all(header::IF_MATCH) {
        lines.push(value.to_str().map_err(|_| malformed())?.trim());
    }
    match lines.as_slice() {
        [] => return Ok(None),
        // Any version matches; the use case finds out whether there is a record.
        ["*"] => return Ok(None),
        _ => {}
    }
    let mut versions = Vec::new();
    for line in lines {
        let mut rest = line;
        loop {
            let (version, after) = tag(rest).ok_or_else(malformed)?;
            versions.push(version);
            let after = after.trim_start();
            if after.is_empty() {
                break;
            }
            rest = after.strip_prefix(',').ok_or_else(malformed)?.trim_start();
        }
    }
    // Versions only grow, so of several that the caller has seen only the highest can still be current.
    Ok(versions.into_iter().max())
}

/// One entity tag and what follows it. A weak one is well-formed and never matches here.
fn tag(text: &str) -> Option<(i64, &str)> {
    let (weak, text) = match text.strip_prefix("W/") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (opaque, rest) = text.strip_prefix('"')?.split_once('"')?;
    if opaque.bytes().any(|byte| byte <= b' ' || byte == 0x7f) {
        return None;
    }
    Some((if weak { NEVER } else { version(opaque).unwrap_or(NEVER) }, rest))
}

fn version(opaque: &str) -> Option<i64> {
    let digits = opaque.strip_prefix('v')?;
    let canonical = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    canonical.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(values: &[&str]) -> Result<Option<i64>, Code> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::IF_MATCH, value.parse().unwrap());
        }
        expected(&headers).map_err(|error| error.code())
    }

    #[test]
    fn a_known_tag_names_its_version() {
        assert_eq!(read(&["\"v3\""]), Ok(Some(3)));
        assert_eq!(read(&["\"v3\" , \"v12\",\"v4\""]), Ok(Some(12)));
        assert_eq!(read(&["\"v3\"", "\"v2\""]), Ok(Some(3)));
        assert_eq!(read(&["*"]), Ok(None));
        assert_eq!(read(&[]), Ok(None));
    }

    #[test]
    fn weak_and_unknown_tags_never_match() {
        for tag in ["W/\"v3\"", "\"v03\"", "\"abc\"", "\"\"", "\"v99999999999999999999\"", "\"v-1\""] {
            assert_eq!(read(&[tag]), Ok(Some(NEVER)), "{tag}");
        }
    }

    #[test]
    fn a_malformed_entity_tag_is_refused() {
        for bad in ["", "v3", "\"v3", "3", "*,\"v3\"", "\"v3\",", "\"v3\"\"v4\"", "w/\"v3\"", "\"v 3\""] {
            assert_eq!(read(&[bad]), Err(Code::MalformedHeader), "{bad}");
        }
        assert_eq!(read(&["*", "*"]), Err(Code::MalformedHeader));
    }
}
