//! Addresses and query strings with their secrets replaced.

use std::borrow::Cow;

const REDACTED: &str = "[redacted]";
/// Names of parameters that carry a secret. `id` is a hub's connection token.
const SECRET: [&str; 15] = [
    "access_token",
    "id",
    "token",
    "refresh_token",
    "id_token",
    "ticket",
    "code",
    "key",
    "api_key",
    "apikey",
    "password",
    "passwd",
    "secret",
    "signature",
    "authorization",
];

/// A query string (without the question mark) in which the values of secret parameters are replaced.
///
/// Names are compared as a server would read them: percent-decoded and without case.
pub fn redact_query(query: &str) -> Cow<'_, str> {
    if !query.split(['&', ';']).any(is_secret) {
        return Cow::Borrowed(query);
    }
    let mut safe = String::with_capacity(query.len());
    for pair in query.split_inclusive(['&', ';']) {
        let (body, end) = match pair.strip_suffix(['&', ';']) {
            Some(body) => pair.split_at(body.len()),
            None => (pair, ""),
        };
        match body.split_once('=') {
            Some((name, _)) if is_secret(body) => {
                safe.push_str(name);
                safe.push('=');
                safe.push_str(REDACTED);
            }
            _ => safe.push_str(body),
        }
        safe.push_str(end);
    }
    Cow::Owned(safe)
}

/// A path with a query, as it stands in a request line.
pub fn redact_uri(uri: &str) -> Cow<'_, str> {
    match uri.split_once('?') {
        Some((path, query)) => match redact_query(query) {
            Cow::Borrowed(_) => Cow::Borrowed(uri),
            Cow::Owned(query) => Cow::Owned(format!("{path}?{query}")),
        },
        None => Cow::Borrowed(uri),
    }
}

/// The address of a database or of Redis without its password. What does not look like an address is not shown at all.
///
/// A password may hold an unescaped `@`, `/` or `?`, which makes the address wrong but must not make it visible:
/// everything up to the last `@` goes, but for a user's name that is plainly one.
pub fn redact_url(url: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = url.split_once("://") else { return Cow::Borrowed(REDACTED) };
    let Some((credentials, host)) = rest.rsplit_once('@') else { return redact_uri(url) };
    let host = redact_uri(host);
    match credentials.split_once(':') {
        Some((user, _)) if is_name(user) => Cow::Owned(format!("{scheme}://{user}:{REDACTED}@{host}")),
        _ => Cow::Owned(format!("{scheme}://{REDACTED}@{host}")),
    }
}

fn is_secret(pair: &str) -> bool {
    let Some((name, value)) = pair.split_once('=') else { return false };
    let name = decoded(name).to_ascii_lowercase();
    !value.is_empty() && SECRET.contains(&name.as_str())
}

fn is_name(user: &str) -> bool {
    !user.is_empty() && user.len() <= 63 && user.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn decoded(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%').then(|| name.get(at + 1..at + 3)).flatten();
        match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                plain.push(byte);
                at += 3;
            }
            None => {
                plain.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn secret_parameters_lose_their_values() {
        assert_eq!(
            redact_query("access_token=eyJ.x.y&id=abc&limit=5"),
            "access_token=[redacted]&id=[redacted]&limit=5"
        );
        assert_eq!(redact_query("a=1;TOKEN=x=y;b"), "a=1;TOKEN=[redacted];b");
        assert_eq!(redact_query("acc%65ss_t%6Fken=s"), "acc%65ss_t%6Fken=[redacted]");
        assert_eq!(redact_query("limit=5&sort=-createdAt"), "limit=5&sort=-createdAt");
        assert_eq!(redact_query("%zz=%&%=1&access_token="), "%zz=%&%=1&access_token=");
        assert!(matches!(redact_query("limit=5"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_request_keeps_its_path() {
        assert_eq!(redact_uri("/hubs/deals?id=s3cret&x=1"), "/hubs/deals?id=[redacted]&x=1");
        assert_eq!(redact_uri("/hubs/deals"), "/hubs/deals");
        assert_eq!(redact_uri("/a?b=?token=x"), "/a?b=?token=x");
        assert_eq!(redact_uri("/a??token=x&token=y"), "/a??token=x&token=[redacted]");
    }

    #[test]
    fn addresses_lose_their_credentials_even_when_misspelt() {
        assert_eq!(
            redact_url("postgres://plenum_app:pw@db:5432/plenum"),
            "postgres://plenum_app:[redacted]@db:5432/plenum"
        );
        assert_eq!(redact_url("redis://:pw@cache:6379/0"), "redis://[redacted]@cache:6379/0");
        assert_eq!(redact_url("redis://token@cache"), "redis://[redacted]@cache");
        assert_eq!(
            redact_url("postgres://db/plenum?user=a&password=pw"),
            "postgres://db/plenum?user=a&password=[redacted]"
        );
        assert_eq!(redact_url("redis://localhost:6379"), "redis://localhost:6379");
        for wrong in ["postgres://u:p@ss/w?o#rd@db/x", "postgres://u:p?pw@db/x", "postgres://u:p/pw@db"] {
            let shown = redact_url(wrong).into_owned();
            assert!(shown.starts_with("postgres://u:[redacted]@db"), "{shown}");
        }
        assert_eq!(redact_url("host=db password=pw"), "[redacted]");
        assert_eq!(redact_url(""), "[redacted]");
    }

    proptest! {
        #[test]
        fn no_secret_is_seen_and_nothing_panics(before in "[a-z=&;%0-9]{0,20}", after in "\\PC{0,20}") {
            let query = format!("{before}&access_token=ZQZQ&{after}");
            prop_assert!(!redact_query(&query).contains("ZQZQ"));
            let url = format!("postgres://u:ZQZQ{}@db/x?{before}", after.replace('@', ""));
            prop_assert!(!redact_url(&url).contains("ZQZQ"));
        }
    }
}
