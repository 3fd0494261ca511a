//! The settings for people: what a process would run with, and the table of the documentation.

use std::fmt::Write;

use super::{
    Lookup,
    table::{About, SETTINGS, Secrecy},
};
use crate::telemetry::redact_url;

/// A line per setting: its name, its value, and whether that is the default. Credentials are left out.
pub fn effective(get: Lookup<'_>) -> String {
    let longest = SETTINGS.iter().map(|about| about.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for about in SETTINGS {
        let (value, origin) = match get(about.name).filter(|given| !given.is_empty()) {
            Some(given) => (shown(about, &given), ""),
            None => (about.default.unwrap_or("-").to_owned(), "  (default)"),
        };
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:<longest$}  {value}{origin}", about.name);
    }
    text
}

/// The table for the documentation, in Markdown.
pub fn markdown() -> String {
    let mut text = String::from("| Setting | Default | Expected | Meaning |\n|---|---|---|---|\n");
    for about in SETTINGS {
        let default = about.default.map(|default| format!("`{default}`")).unwrap_or_default();
        // Writing to a string does not fail.
        let _ = writeln!(text, "| `{}` | {default} | {} | {} |", about.name, about.expects, about.meaning);
    }
    text
}

fn shown(about: &About, given: &str) -> String {
    let value = match about.secrecy {
        Secrecy::Open => given.into(),
        Secrecy::Secret => redact_url(given),
    };
    let mut safe = String::with_capacity(value.len());
    for c in value.chars() {
        if c.is_control() { safe.extend(c.escape_default()) } else { safe.push(c) }
    }
    safe
}
