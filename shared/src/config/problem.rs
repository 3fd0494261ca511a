//! Problems of the settings: the name, the value as given, and the expected format.

use std::{collections::BTreeSet, fmt};

use super::table::{About, SETTINGS, Secrecy};

/// Only names with this prefix are checked for spelling.
const PREFIX: &str = "PLENUM_";
/// Read by the scripts around the program and not by the program.
const SCRIPT_SETTINGS: [&str; 1] = ["PLENUM_DATA"];
/// The longest part of a value that is quoted, in characters.
const MAX_QUOTED: usize = 80;

/// One problem of one setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The setting's name.
    pub name: String,
    /// What is wrong with it and what is expected, without the value of a secret.
    pub what: String,
}

/// All problems, one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigErrors(Vec<Problem>);

impl Problem {
    pub(super) fn new(name: &str, what: impl Into<String>) -> Self {
        Self { name: name.to_owned(), what: what.into() }
    }

    pub(super) fn missing(name: &str) -> Self {
        let about = SETTINGS.iter().find(|about| about.name == name);
        let expects = about.map_or("a value", |about| about.expects);
        Self::new(name, format!("is needed here and not set; expected {expects}"))
    }

    pub(super) fn unacceptable(about: &About, given: &str) -> Self {
        let what = match about.secrecy {
            Secrecy::Open => format!("is {}; expected {}", quoted(given), about.expects),
            Secrecy::Secret => {
                format!("is not acceptable (it is not shown, being a secret); expected {}", about.expects)
            }
        };
        Self::new(about.name, what)
    }
}

impl ConfigErrors {
    pub(super) fn new(problems: Vec<Problem>) -> Self {
        Self(problems)
    }

    pub fn problems(&self) -> &[Problem] {
        &self.0
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("one setting is wrong:")?,
            count => write!(f, "{count} settings are wrong:")?,
        }
        for problem in &self.0 {
            write!(f, "\n  {} {}", problem.name, problem.what)?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}

/// Names with our prefix that are no settings. They are most likely misspelt, and the default would silently apply.
/// Their values are not shown, because an unknown setting may hold a secret.
pub(super) fn unknown(names: impl IntoIterator<Item = String>) -> Vec<Problem> {
    let names: BTreeSet<String> = names.into_iter().collect();
    names
        .iter()
        .filter(|name| name.starts_with(PREFIX) && !SCRIPT_SETTINGS.contains(&name.as_str()))
        .filter(|name| !SETTINGS.iter().any(|about| about.name == name.as_str()))
        .map(|name| {
            let what = match nearest(name) {
                Some(known) => format!("is not a setting; did you mean {known}?"),
                None => "is not a setting".to_owned(),
            };
            Problem::new(quoted(name).trim_matches('"'), what)
        })
        .collect()
}

fn nearest(name: &str) -> Option<&'static str> {
    // An end left off (`PLENUM_SECRET_KEY`) is far away when counted in letters, and yet plain.
    let begun = SETTINGS.iter().find(|about| name.len() > PREFIX.len() && about.name.starts_with(name));
    if let Some(about) = begun {
        return Some(about.name);
    }
    // A suggestion further away than a third of the name is a guess.
    let furthest = (name.len() - PREFIX.len()).div_ceil(3).max(1);
    SETTINGS
        .iter()
        .map(|about| (strsim::damerau_levenshtein(name, about.name), about.name))
        .filter(|(distance, _)| *distance <= furthest)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// The value as a quoted and escaped text of bounded length.
pub(super) fn quoted(text: &str) -> String {
    let start: String = text.chars().take(MAX_QUOTED).collect();
    if start.len() < text.len() { format!("{start:?}…") } else { format!("{start:?}") }
}
