//! One file per command, and how a command prints its answer or its failure.

pub(crate) mod config;
pub(crate) mod consumers;
pub(crate) mod documents;
pub(crate) mod jobs;
pub(crate) mod migrate;
mod operator;
pub(crate) mod platform;
pub(crate) mod seed;
pub(crate) mod serve;
pub(crate) mod tail;
pub(crate) mod tenant;

use std::{error::Error, process::ExitCode};

/// Why a command failed. A person at a terminal reads it, so any error will do.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

/// Prints a failure with its causes on standard error, and gives the exit code of a failure.
#[expect(clippy::print_stderr, reason = "there may be no log yet; the terminal is where a person looks")]
pub(crate) fn fail(failure: &Failure) -> ExitCode {
    eprintln!("plenum: {failure}");
    let mut cause = failure.source();
    while let Some(error) = cause {
        eprintln!("  because {error}");
        cause = error.source();
    }
    ExitCode::FAILURE
}

/// Prints a line of the command's answer, for people and scripts.
#[expect(clippy::print_stdout, reason = "the answer of a command belongs on standard output")]
pub(crate) fn say(line: impl std::fmt::Display) {
    println!("{line}");
}

/// A line about the command's own work. It must not mix with the answer on standard output.
#[expect(clippy::print_stderr, reason = "a person at the terminal reads it")]
pub(crate) fn note(line: &str) {
    eprintln!("# {line}");
}
