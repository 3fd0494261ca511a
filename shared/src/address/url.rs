//! Web addresses: http and https, without a password.

use ::url::{Host, Url};

use super::domain::domain;
use crate::written_form::has_unseen;

/// The longest web address, in bytes.
pub const URL_MAX: usize = 2_000;

/// The written form of a web address, its host with the letters that people read: `https://köln.de/`. An address
/// without a scheme, as people write it, is one of https. `None`: it is no web address.
pub fn url(text: &str) -> Option<String> {
    let parsed = parse(text)?;
    let written = match parsed.host() {
        Some(Host::Domain(host)) => with_host(&parsed, host)?,
        _ => String::from(parsed),
    };
    (written.len() <= URL_MAX).then_some(written)
}

/// The form in which a web address was stored before hosts were written in their own letters, if that is another one.
pub(crate) fn earlier_url(written: &str) -> Option<String> {
    let earlier = String::from(parse(written)?);
    (earlier != written).then_some(earlier)
}

fn parse(text: &str) -> Option<Url> {
    let text = text.trim();
    let strange = |c: char| c.is_whitespace() || c.is_control();
    if text.len() > 2 * URL_MAX || text.chars().any(strange) || has_unseen(text) {
        return None;
    }
    let parsed = match begins_with_domain(text) {
        true => Url::parse(&format!("https://{text}")),
        false => Url::parse(text),
    };
    let parsed = parsed.ok()?;
    let of_the_web = matches!(parsed.scheme(), "http" | "https") && parsed.has_host();
    let open = parsed.username().is_empty() && parsed.password().is_none();
    (of_the_web && open && fits_dns(&parsed)).then_some(parsed)
}

/// Whether a text without a scheme begins with a host: `example.com`, `example.com:8080/a`. `mailto:x` does not, nor
/// does `javascript:x`.
fn begins_with_domain(text: &str) -> bool {
    let authority = text.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    port.is_none_or(is_port) && domain(host).is_some()
}

/// Whether DNS could have the host. Names with an underscore, or of one label, are found in networks of companies.
fn fits_dns(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(host)) => {
            let labels = host.strip_suffix('.').unwrap_or(host);
            labels.len() <= 253 && labels.split('.').all(|label| (1..=63).contains(&label.len()))
        }
        _ => true,
    }
}

/// The address with its host, which is in ASCII, in the letters that people read.
fn with_host(url: &Url, host: &str) -> Option<String> {
    if !host.split('.').any(|label| label.starts_with("xn--")) {
        return Some(url.as_str().to_owned());
    }
    let unicode = domain(host.strip_suffix('.').unwrap_or(host))?.unicode;
    let end = if host.ends_with('.') { "." } else { "" };
    let (scheme, rest) = url.as_str().split_once("://")?;
    Some(format!("{scheme}://{unicode}{end}{}", rest.strip_prefix(host)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn web_addresses_are_written_with_the_letters_of_their_host() {
        for (given, written) in [
            (" HTTPS://Example.COM", "https://example.com/"),
            ("http://example.com:8080/a?b=c#d", "http://example.com:8080/a?b=c#d"),
            ("https://köln.de", "https://köln.de/"),
            ("https://KO\u{308}LN.de/straße", "https://köln.de/stra%C3%9Fe"),
            ("https://xn--kln-sna.de:444/", "https://köln.de:444/"),
            ("example.com", "https://example.com/"),
            ("Example.com:8080/a", "https://example.com:8080/a"),
            ("www.example.com?q=1", "https://www.example.com/?q=1"),
            ("köln.de", "https://köln.de/"),
            ("example.com/a@b", "https://example.com/a@b"),
            ("http://localhost:3000", "http://localhost:3000/"),
            ("http://192.0.2.1/x", "http://192.0.2.1/x"),
            ("http://[2001:db8::1]/x", "http://[2001:db8::1]/x"),
            ("https://my_host.example.com/", "https://my_host.example.com/"),
            ("https://example.com./", "https://example.com./"),
        ] {
            assert_eq!(url(given).as_deref(), Some(written), "{given}");
            assert_eq!(url(written).as_deref(), Some(written));
        }
        assert_eq!(earlier_url("https://köln.de/").as_deref(), Some("https://xn--kln-sna.de/"));
        assert_eq!(earlier_url("https://example.com/"), None);
    }

    #[test]
    fn what_is_no_page_or_could_be_misread_is_refused() {
        let (long, label) =
            (format!("https://example.com/{}", "x".repeat(2_000)), format!("https://{}.com", "x".repeat(64)));
        for bad in [
            "",
            "example",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "javascript.com:alert(1)",
            "data:text/html,x",
            "mailto:ada@example.com",
            "ada@example.com",
            "file:///etc/passwd",
            "ftp://example.com",
            "https://ada:secret@example.com",
            "https://ada@example.com",
            "example.com@evil.example",
            "example.com:80@evil.example",
            "https://",
            "https://exa mple.com",
            "https://exa\u{200b}mple.com",
            "https://example.com/\u{202e}moc",
            "https://xn--a.de",
            "1.2.3.4",
            "//example.com",
            "https://a..b/",
            "example..com",
            &long,
            &label,
        ] {
            assert_eq!(url(bad), None, "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_written_address_is_its_own_and_of_the_web(
            text in "((https?|ftp)://)?[a-zA-Zäß0-9.@:-]{1,20}(/[ -~äß%]{0,20})?",
        ) {
            if let Some(written) = url(&text) {
                prop_assert_eq!(url(&written), Some(written.clone()));
                prop_assert!(written.starts_with("http://") || written.starts_with("https://"));
            }
        }
    }
}
