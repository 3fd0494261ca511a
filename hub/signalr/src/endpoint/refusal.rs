//! A request's answer when it is no.

use std::borrow::Cow;

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};

/// A status, its plain text, and sometimes the header that says what would have been right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: StatusCode,
    text: Cow<'static, str>,
    hint: Option<Hint>,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Json,
}

type Hint = (&'static HeaderName, &'static str);

impl Refusal {
    pub(crate) fn new(status: StatusCode, text: impl Into<Cow<'static, str>>) -> Self {
        Self { status, text: text.into(), hint: None, form: Form::Text }
    }

    pub(crate) fn hint(mut self, header: &'static HeaderName, value: &'static str) -> Self {
        self.hint = Some((header, value));
        self
    }

    /// Says it in JSON, where clients look for that.
    pub(crate) fn in_json(self) -> Self {
        Self { form: Form::Json, ..self }
    }

    pub(crate) fn into_response(self) -> Response {
        if self.form == Form::Json && !self.text.is_empty() {
            let body = serde_json::json!({ "error": self.text }).to_string();
            return super::answer(self.status, "application/json", Body::from(body));
        }
        let body = match self.text {
            Cow::Borrowed(text) => Body::from(text),
            Cow::Owned(text) => Body::from(text),
        };
        let mut response = super::answer(self.status, "text/plain; charset=utf-8", body);
        if let Some((header, value)) = self.hint {
            response.headers_mut().insert(header, HeaderValue::from_static(value));
        }
        response
    }
}
