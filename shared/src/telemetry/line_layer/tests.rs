use std::{io, sync::Mutex};

use time::macros::datetime;
use tracing_subscriber::layer::SubscriberExt;

use super::*;
use crate::clock::ManualClock;

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn lines_of(format: LogFormat, work: impl FnOnce()) -> Vec<String> {
    let written = Written::default();
    let writer = written.clone();
    let clock = Arc::new(ManualClock::at(datetime!(2026-01-02 03:04:05 UTC)));
    let lines = LineLayer::new(format, clock, move || writer.clone());
    tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), work);
    let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    text.lines().map(str::to_owned).collect()
}

fn json_of(work: impl FnOnce()) -> Value {
    let lines = lines_of(LogFormat::Json, work);
    assert_eq!(lines.len(), 1, "{lines:?}");
    serde_json::from_str(&lines[0]).unwrap()
}

#[test]
fn a_json_line_holds_the_fields_of_its_spans_the_innermost_winning() {
    let line = json_of(|| {
        let request = tracing::info_span!("request", request_id = "r-1", tenant = tracing::field::Empty, attempt = 1);
        request.record("tenant", "t-1");
        let _request = request.enter();
        let _inner = tracing::info_span!("inner", attempt = 2).entered();
        tracing::info!(target: "plenum::test", rows = 3, "written");
    });
    assert_eq!(
        line,
        serde_json::json!({
            "timestamp": "2026-01-02T03:04:05Z", "level": "INFO", "target": "plenum::test", "message": "written",
            "request_id": "r-1", "attempt": 2, "tenant": "t-1", "rows": 3,
        })
    );
}

#[test]
fn untrusted_text_cannot_break_the_line_or_control_the_terminal() {
    let evil = "a\r\n{\"level\":\"ERROR\"}\n\u{1b}[31m\u{9b}2J\u{7f}\0\u{2028}\u{202e}\"}";
    for format in [LogFormat::Json, LogFormat::Pretty] {
        let lines = lines_of(format, || tracing::warn!(user_agent = evil, other = ?evil, shown = %evil, "{evil}"));
        assert_eq!(lines.len(), 1, "{format:?}");
        assert!(!lines[0].contains(is_unsafe), "{}", lines[0]);
    }
    let line = json_of(|| tracing::warn!(user_agent = evil, "{evil}"));
    assert_eq!(line["user_agent"], evil);
    assert_eq!(line["message"], evil);
    assert_eq!(line["level"], "WARN");
}

#[test]
fn fields_named_like_secrets_are_not_written() {
    let line = json_of(|| {
        let _span = tracing::info_span!("login", user_password = "hunter2").entered();
        tracing::info!(access_token = "eyJ", Authorization = "Bearer x", cookie = ?"c", secret_number = 42, "login");
    });
    let text = line.to_string();
    for secret in ["hunter2", "eyJ", "Bearer", "42", "\"c\""] {
        assert!(!text.contains(secret), "{text}");
    }
    assert_eq!(line["access_token"], "[redacted]");
}

#[test]
fn a_field_cannot_replace_a_member_of_the_line() {
    let line = json_of(|| tracing::info!(level = "ERROR", timestamp = 0, "truth"));
    assert_eq!(line["level"], "INFO");
    assert_eq!(line["level_"], "ERROR");
    assert_eq!(line["timestamp_"], 0);
}

#[test]
fn a_pretty_line_reads_well() {
    let lines = lines_of(LogFormat::Pretty, || {
        let _span = tracing::info_span!("request", tenant = "t-1").entered();
        tracing::info!(target: "plenum", path = "/a b", rows = 3, "served");
    });
    assert_eq!(lines, ["2026-01-02T03:04:05Z  INFO plenum: served tenant=t-1 path=\"/a b\" rows=3"]);
}

#[test]
fn long_values_are_cut_and_causes_are_included() {
    let line = json_of(|| {
        let error = io::Error::other(crate::cursor::InvalidCursor);
        let error: &(dyn std::error::Error + 'static) = &error;
        tracing::error!(error, big = "é".repeat(9_000), "failed");
    });
    assert!(line["big"].as_str().unwrap().len() < 4_200);
    assert!(line["error"].as_str().unwrap().starts_with("the cursor is not one"));
}
