//! `plenum-loadtest`: see the crate's documentation, and `README.md` beside it.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use plenum_loadtest::{options::Options, report::Report, scenarios};

/// The exit code when the run found a fault of the server.
const FAULT: u8 = 1;
/// The exit code when there was no run.
const FAILURE: u8 = 2;

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(options.threads.max(1)).enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    let json = options.json;
    let outcome = runtime.block_on(async {
        tokio::select! {
            report = scenarios::run(options) => report.map_err(|failure| failure.to_string()),
            _ = tokio::signal::ctrl_c() => Err("interrupted".to_owned()),
        }
    });
    match outcome {
        Ok(report) => show(&report, json),
        Err(why) => fail(&why),
    }
}

fn show(report: &Report, json: bool) -> ExitCode {
    let text = match json {
        true => serde_json::to_string_pretty(report).map(|json| json + "\n"),
        false => Ok(report.text()),
    };
    match text.map_err(std::io::Error::from).and_then(|text| std::io::stdout().write_all(text.as_bytes())) {
        Ok(()) if report.verdict.ok => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(FAULT),
        Err(error) => fail(&error),
    }
}

#[expect(clippy::print_stderr, reason = "a command prints its error to standard error")]
fn fail(why: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("plenum-loadtest: {why}");
    ExitCode::from(FAILURE)
}
