//! The fields of events and spans: bounded in length, secrets replaced, control characters escaped.

use std::fmt;

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};

/// Longer texts are cut here, in bytes, so that no request can fill a disk with one line.
const MAX_LENGTH: usize = 4096;
const REDACTED: &str = "[redacted]";
/// A field whose name contains one of these is never written.
const SECRETS: [&str; 6] = ["password", "secret", "token", "authorization", "cookie", "credential"];

/// Collected fields; a later one of the same name replaces the earlier.
#[derive(Default, Clone)]
pub(super) struct Fields(pub(super) Map<String, Value>);

impl Fields {
    fn set(&mut self, field: &Field, value: impl Into<Value>) {
        let name = field.name();
        let value = if holds_a_secret(name) { REDACTED.into() } else { value.into() };
        self.0.insert(name.to_owned(), value);
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.set(field, cut(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.set(field, cut(value.to_owned()));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.set(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.set(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.set(field, value);
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.set(field, value);
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        let mut text = value.to_string();
        let mut source = value.source();
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        self.set(field, cut(text));
    }
}

fn holds_a_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRETS.iter().any(|secret| name.contains(secret))
}

fn cut(mut text: String) -> String {
    if text.len() > MAX_LENGTH {
        let border = (0..=MAX_LENGTH).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(border);
        text.push('…');
    }
    text
}

/// Whether a character may change how the text around it is shown: line breaks, terminal sequences (also those that
/// begin with a single character of the C1 range) and marks that turn the direction of writing.
pub(super) fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Writes each unsafe character as `\uXXXX`, the form of JSON.
pub(super) fn escape(text: &str, into: &mut String) {
    use fmt::Write;
    for c in text.chars() {
        if is_unsafe(c) {
            // Every unsafe character lies in the basic plane; writing to a string does not fail.
            let _ = write!(into, "\\u{:04x}", u32::from(c));
        } else {
            into.push(c);
        }
    }
}
