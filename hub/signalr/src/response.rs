//! Responses to HTTP requests: a body with its headers, and the refusal.

use std::borrow::Cow;

use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use serde::Serialize;

/// A status, its plain text, and for some statuses a header that names the accepted values.
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

    /// Sends the text in JSON, as clients of some requests expect.
    pub(crate) fn in_json(self) -> Self {
        Self { form: Form::Json, ..self }
    }

    pub(crate) fn into_response(self) -> Response {
        if self.form == Form::Json && !self.text.is_empty() {
            let body = serde_json::json!({ "error": self.text }).to_string();
            return answer(self.status, "application/json", Body::from(body));
        }
        let body = match self.text {
            Cow::Borrowed(text) => Body::from(text),
            Cow::Owned(text) => Body::from(text),
        };
        let mut response = answer(self.status, "text/plain; charset=utf-8", body);
        if let Some((header, value)) = self.hint {
            response.headers_mut().insert(header, HeaderValue::from_static(value));
        }
        response
    }
}

/// 200 with a body in JSON.
pub(crate) fn json(body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(body) => answer(StatusCode::OK, "application/json", Body::from(body)),
        Err(_) => Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "").into_response(),
    }
}

/// A response that no cache stores.
pub(crate) fn answer(status: StatusCode, content_type: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache, no-store"));
    response
}
