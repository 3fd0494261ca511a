//! Log lines: a `tracing` layer that writes an event and the fields of its enclosing spans as one line.
//!
//! The span's fields (tenant, request_id, trace_id …) stand beside the event's own, so that each line names the
//! tenant and the request by itself. Of equal names the innermost wins.

use std::{fmt::Write as _, io::Write as _, sync::Arc};

use serde_json::{Map, Value};
use time::format_description::well_known::Rfc3339;
use tracing::{
    Event, Subscriber,
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{
    Layer,
    fmt::MakeWriter,
    layer::Context,
    registry::{LookupSpan, SpanRef},
};

use super::{
    fields::{Fields, escape, is_unsafe},
    format::LogFormat,
};
use crate::clock::Clock;

/// Names every line has; a field of such a name is written with an underscore after it.
const RESERVED: [&str; 4] = ["timestamp", "level", "target", "message"];

/// Writes each event as a line; see [`super::init`] for the usual way to use it.
pub struct LineLayer<W> {
    format: LogFormat,
    clock: Arc<dyn Clock>,
    writer: W,
}

impl<W> LineLayer<W> {
    pub fn new(format: LogFormat, clock: Arc<dyn Clock>, writer: W) -> Self {
        Self { format, clock, writer }
    }
}

/// What every line has, and the fields only this one has.
struct Line {
    timestamp: String,
    level: &'static str,
    target: String,
    message: String,
    fields: Map<String, Value>,
}

impl<S, W> Layer<S> for LineLayer<W>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        span.extensions_mut().insert(fields);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        if let Some(fields) = span.extensions_mut().get_mut::<Fields>() {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        for span in context.event_scope(event).into_iter().flat_map(|scope| scope.from_root()) {
            inherit(&span, &mut fields);
        }
        event.record(&mut fields);
        let line = self.line(event, fields.0);
        let mut text = match self.format {
            LogFormat::Json => line.to_json(),
            LogFormat::Pretty => line.to_pretty(),
        };
        text.push('\n');
        // A failure to write the log cannot be logged; the work goes on.
        let _ = self.writer.make_writer_for(event.metadata()).write_all(text.as_bytes());
    }
}

impl<W> LineLayer<W> {
    fn line(&self, event: &Event<'_>, mut fields: Map<String, Value>) -> Line {
        let target = match fields.shift_remove("log.target") {
            // An event of a library that uses `log` carries its origin in fields.
            Some(Value::String(target)) => target,
            _ => event.metadata().target().to_owned(),
        };
        let message = match fields.shift_remove("message") {
            Some(Value::String(message)) => message,
            Some(other) => other.to_string(),
            None => String::new(),
        };
        fields.retain(|name, _| !name.starts_with("log."));
        Line {
            timestamp: self.clock.now().format(&Rfc3339).unwrap_or_default(),
            level: event.metadata().level().as_str(),
            target,
            message,
            fields,
        }
    }
}

fn inherit<'a, S: LookupSpan<'a>>(span: &SpanRef<'a, S>, into: &mut Fields) {
    if let Some(fields) = span.extensions().get::<Fields>() {
        into.0.extend(fields.0.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
}

impl Line {
    fn to_json(&self) -> String {
        let mut object = Map::new();
        object.insert("timestamp".to_owned(), self.timestamp.clone().into());
        object.insert("level".to_owned(), self.level.into());
        object.insert("target".to_owned(), self.target.clone().into());
        object.insert("message".to_owned(), self.message.clone().into());
        for (name, value) in &self.fields {
            let name = if RESERVED.contains(&name.as_str()) { format!("{name}_") } else { name.clone() };
            object.insert(name, value.clone());
        }
        let json = Value::Object(object).to_string();
        if !json.contains(is_unsafe) {
            return json;
        }
        // JSON itself escapes only the first 32 characters. The rest can stand nowhere but inside a string.
        let mut safe = String::with_capacity(json.len() + 32);
        escape(&json, &mut safe);
        safe
    }

    fn to_pretty(&self) -> String {
        let mut text = format!("{} {:>5} {}: ", self.timestamp, self.level, self.target);
        escape(&self.message, &mut text);
        for (name, value) in &self.fields {
            // Writing to a string does not fail.
            let _ = write!(text, " {name}=");
            match value {
                Value::String(value) if is_plain(value) => text.push_str(value),
                other => escape(&other.to_string(), &mut text),
            }
        }
        text
    }
}

/// Whether a text can stand without quotes and still be told apart from the fields after it.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| !c.is_whitespace() && !is_unsafe(c) && c != '"' && c != '=' && c != '\\')
}

#[cfg(test)]
mod tests;
