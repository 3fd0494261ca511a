//! The settings as text: the values in force, and the table of the documentation.

use super::{
    Lookup,
    table::{About, SETTINGS, Secrecy},
};
use crate::telemetry::redact_url;

const HEAD: &str = "# Settings

Every setting is an environment variable, and a variable that is set to nothing is not set. An unknown `PLENUM_` name is
an error, and all errors are reported at once; `plenum config check` shows what is in force.

This page is written by the program: `cargo run -p plenum -- config table > docs/SETTINGS.md`.

| Setting | Default | Expected | Meaning |
|---|---|---|---|";

/// A line per setting: its name, its value, and whether that is the default. Credentials are left out. The last
/// line has no line break; the caller prints one.
pub fn effective(get: Lookup<'_>) -> String {
    let longest = SETTINGS.iter().map(|about| about.name.len()).max().unwrap_or(0);
    let mut lines = Vec::with_capacity(SETTINGS.len());
    for about in SETTINGS {
        let (value, origin) = match get(about.name).filter(|given| !given.is_empty()) {
            Some(given) => (display_value(about, &given), ""),
            None => (about.default.unwrap_or("-").to_owned(), "  (default)"),
        };
        lines.push(format!("{:<longest$}  {value}{origin}", about.name));
    }
    lines.join("\n")
}

/// The page of the documentation, `docs/SETTINGS.md`, without the end of its last line.
pub fn markdown() -> String {
    let mut lines = vec![HEAD.to_owned()];
    for about in SETTINGS {
        let default = about.default.map(|default| format!("`{default}`")).unwrap_or_default();
        lines.push(format!("| `{}` | {default} | {} | {} |", about.name, about.expects, about.meaning));
    }
    lines.join("\n")
}

fn display_value(about: &About, given: &str) -> String {
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
