//! The formats of settings. Each function parses a text or returns nothing; the table says which format is expected.

use std::{
    net::{Ipv6Addr, SocketAddr},
    ops::RangeInclusive,
    path::PathBuf,
    time::Duration,
};

use crate::{
    secrets::Secret,
    telemetry::{self, LogFormat},
};

pub(super) fn socket(text: &str) -> Option<SocketAddr> {
    text.parse().ok()
}

pub(super) fn socket_or_off(text: &str) -> Option<Option<SocketAddr>> {
    if text == "off" { Some(None) } else { socket(text).map(Some) }
}

/// Decimal digits and nothing else, within `range`.
pub(super) fn number<N>(text: &str, range: RangeInclusive<N>) -> Option<N>
where
    N: TryFrom<u64> + PartialOrd,
{
    digits(text).and_then(|number| N::try_from(number).ok()).filter(|number| range.contains(number))
}

/// A length of time in whole `unit`s, or with a unit of its own (s, m, h, d); `range` and `unit` are in seconds.
pub(super) fn span(text: &str, unit: u64, range: RangeInclusive<u64>) -> Option<Duration> {
    let (count, own_unit) = split(text);
    let unit = match own_unit {
        "" => unit,
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    let seconds = digits(count)?.checked_mul(unit).filter(|seconds| range.contains(seconds))?;
    Some(Duration::from_secs(seconds))
}

/// A number of bytes, or with a unit: KiB, MiB, GiB of 1,024 or kB, MB, GB of 1,000.
pub(super) fn size(text: &str, range: RangeInclusive<u64>) -> Option<usize> {
    let (count, unit) = split(text);
    let unit = match unit.to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return None,
    };
    let bytes = digits(count)?.checked_mul(unit).filter(|bytes| range.contains(bytes))?;
    usize::try_from(bytes).ok()
}

/// An address with one of these schemes. Only what every such address has in common is checked: the driver knows more.
pub(super) fn address(text: &str, schemes: &[&str]) -> Option<Secret> {
    let (scheme, rest) = text.split_once("://")?;
    let sound = schemes.contains(&scheme)
        && !rest.is_empty()
        && !text.contains(|c: char| c.is_control() || c.is_whitespace())
        && url::Url::parse(text).is_ok();
    sound.then(|| Secret::new(text))
}

/// The bus has the same rule. A colon is where its prefix ends, so none can stand in it.
pub(super) fn bus_prefix(text: &str) -> Option<String> {
    let sound =
        (1..=64).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
    sound.then(|| text.to_owned())
}

/// An origin, with or without the slash at its end that people copy along.
pub(super) fn public_url(text: &str) -> Option<String> {
    origin(text.strip_suffix('/').unwrap_or(text))
}

pub(super) fn origins(text: &str) -> Option<Vec<String>> {
    text.split(',').map(|part| origin(part.trim())).collect()
}

pub(super) fn path(text: &str) -> Option<PathBuf> {
    let sound = !text.trim().is_empty() && !text.contains('\0');
    sound.then(|| PathBuf::from(text))
}

pub(super) fn paths(text: &str) -> Option<Vec<PathBuf>> {
    text.split(',').map(|part| path(part.trim())).collect()
}

pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

pub(super) fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "pretty" => Some(LogFormat::Pretty),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

pub(super) fn log_filter(text: &str) -> Option<String> {
    telemetry::is_filter(text).then(|| text.to_owned())
}

/// An origin exactly as browsers send it (RFC 6454): lower case, without the scheme's own port, path or credentials.
/// What is compared byte by byte must have one spelling only.
fn origin(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let own_port = match scheme {
        "http" => 80,
        "https" => 443,
        _ => return None,
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let port_is_sound = match port {
        None => true,
        Some(port) => !port.starts_with('0') && number(port, 1..=u16::MAX).is_some_and(|port| port != own_port),
    };
    (port_is_sound && is_host(host)).then(|| text.to_owned())
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']');
        return address.is_some_and(|text| text.parse::<Ipv6Addr>().is_ok_and(|parsed| parsed.to_string() == text));
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

/// Splits `15m` into `15` and `m`; a space between them is allowed.
fn split(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (count, unit) = text.split_at(end);
    (count, unit.strip_prefix(' ').unwrap_or(unit))
}

/// Digits alone: no sign, no space, no point.
fn digits(text: &str) -> Option<u64> {
    let sound = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten()
}
