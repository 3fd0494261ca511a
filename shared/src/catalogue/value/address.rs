//! Where somebody is reached: e-mail addresses, phone numbers, web addresses.
//!
//! What is refused here would be refused by whatever sends or dials it later, or be dangerous to show as a link: a web
//! address is never `javascript:`, and holds no password.

use serde_json::Value;
use url::Url;

use super::invalid::InvalidValue;

/// The longest address that mail can be sent to (RFC 5321).
const EMAIL_MAX: usize = 254;
const URL_MAX: usize = 2_000;
/// What may part the digits of a phone number, and means nothing.
const PHONE_SEPARATORS: [char; 7] = [' ', '\u{a0}', '-', '.', '/', '(', ')'];
/// What may stand before an extension, the normal form first.
const EXTENSION_MARKS: [&str; 4] = [";ext=", "ext.", "ext", "x"];

pub(super) fn email(value: &Value) -> Result<Value, InvalidValue> {
    normal(value, "an e-mail address such as ada@example.com", |text| {
        let (local, domain) = text.rsplit_once('@')?;
        let sound = text.len() <= EMAIL_MAX && is_local_part(local) && is_domain(domain);
        // The part before the @ belongs to the host, which may tell upper from lower case.
        sound.then(|| format!("{local}@{}", domain.to_ascii_lowercase()))
    })
}

pub(super) fn phone(value: &Value) -> Result<Value, InvalidValue> {
    normal(value, "a phone number such as +49 30 1234567", |text| {
        let lower = text.to_ascii_lowercase();
        let parts = EXTENSION_MARKS.iter().find_map(|mark| lower.split_once(mark));
        let (number, extension) = parts.map_or((lower.as_str(), None), |(number, rest)| (number, Some(rest.trim())));
        let (plus, national) = match number.trim().strip_prefix('+') {
            // The digit in brackets is the one that callers from abroad leave out.
            Some(rest) => ("+", rest.replacen("(0)", "", 1)),
            None => ("", number.to_owned()),
        };
        let digits: String = national.chars().filter(|c| !PHONE_SEPARATORS.contains(c)).collect();
        let extension = match extension {
            Some(extension) if is_digits(extension, 1..=8) => format!(";ext={extension}"),
            Some(_) => return None,
            None => String::new(),
        };
        is_digits(&digits, 3..=15).then(|| format!("{plus}{digits}{extension}"))
    })
}

pub(super) fn url(value: &Value) -> Result<Value, InvalidValue> {
    normal(value, "a web address such as https://example.com", |text| {
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return None;
        }
        let url = Url::parse(text).ok()?;
        let of_the_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        let open = url.username().is_empty() && url.password().is_none();
        let text = String::from(url);
        (of_the_web && open && text.len() <= URL_MAX).then_some(text)
    })
}

/// The normal form of a text, without the space around it that comes with pasting.
fn normal(value: &Value, what: &str, of: impl Fn(&str) -> Option<String>) -> Result<Value, InvalidValue> {
    value.as_str().and_then(|text| of(text.trim())).map(Value::String).ok_or_else(|| InvalidValue::expected(what))
}

/// Words joined by dots. Quoted forms are allowed by the standard, used by nobody, and a risk wherever they are shown.
fn is_local_part(local: &str) -> bool {
    let allowed = |c: char| if c.is_ascii() { is_atom(c) } else { c.is_alphanumeric() };
    local.len() <= 64 && local.split('.').all(|word| !word.is_empty() && word.chars().all(allowed))
}

fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// At least two labels in ASCII, the last of which is not a number; other scripts come in their ASCII form.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit_once('.').map(|(_, top)| top);
    top.is_some_and(|top| !top.bytes().all(|byte| byte.is_ascii_digit())) && domain.split('.').all(is_label)
}

fn is_digits(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
