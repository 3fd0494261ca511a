//! `RateLimit-Policy` and `RateLimit`: how much there is in a window, and what is left of it
//! (draft-ietf-httpapi-ratelimit-headers-10). Each is a list with an item for each limit.

use std::{fmt::Write, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue};
use plenum_app::rate_limiter::{Rate, Remaining};

pub(crate) const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
pub(crate) const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// Writes both headers.
pub(crate) fn write(headers: &mut HeaderMap, limits: &[Remaining]) {
    let (mut policy, mut left) = (String::new(), String::new());
    for Remaining { rate: Rate { name, quota, window }, left: remaining, full_in } in limits {
        let comma = if policy.is_empty() { "" } else { ", " };
        // Writing to a text cannot fail.
        let _ = write!(policy, "{comma}\"{name}\";q={quota};w={}", window.as_secs());
        let _ = write!(left, "{comma}\"{name}\";r={remaining};t={}", whole_seconds(*full_in));
    }
    for (header, value) in [(RATE_LIMIT_POLICY, policy), (RATE_LIMIT, left)] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(header, value);
        }
    }
}

/// At least a second, since a client that waits for none would try at once.
pub(crate) fn whole_seconds(time: Duration) -> u64 {
    time.as_secs().saturating_add(u64::from(time.subsec_nanos() > 0)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_is_an_item_of_both_headers() {
        let rate = |name, quota| Rate { name, quota, window: Duration::from_secs(900) };
        let mut headers = HeaderMap::new();
        write(
            &mut headers,
            &[
                Remaining { rate: rate("person", 1_000), left: 999, full_in: Duration::from_millis(900) },
                Remaining { rate: rate("tenant", 20_000), left: 0, full_in: Duration::from_millis(1_001) },
            ],
        );
        assert_eq!(headers[RATE_LIMIT_POLICY], "\"person\";q=1000;w=900, \"tenant\";q=20000;w=900");
        assert_eq!(headers[RATE_LIMIT], "\"person\";r=999;t=1, \"tenant\";r=0;t=2");
    }
}
