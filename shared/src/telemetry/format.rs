//! The two formats of log lines.

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people: time, level, target, message, then fields.
    Pretty,
    /// For machines: a JSON object per line, with the fields of the enclosing spans beside those of the event.
    Json,
}
