//! The successes of a route, and their headers.

use http::StatusCode;
use schemars::JsonSchema;

use super::shape::Shape;

/// A success.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// The meaning, in a sentence.
    pub(crate) meaning: &'static str,
    pub(crate) headers: &'static [Header],
    pub(crate) body: Option<Shape>,
}

/// A header of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Header {
    /// The version, for `If-Match`.
    Etag,
    /// `X-Event-Cursor`: the position in the tenant's log.
    EventCursor,
    /// The address of a new thing.
    Location,
    /// The neighbouring pages.
    Link,
    CacheControl,
    /// The language of the texts.
    ContentLanguage,
    /// What of the request the answer depends on.
    Vary,
}

impl Answer {
    /// A body as it is, without the envelope.
    pub(crate) fn plain(meaning: &'static str, body: Shape) -> Self {
        Self { status: StatusCode::OK, meaning, headers: &[], body: Some(body) }
    }

    /// `{"data": …}`
    pub(crate) fn data(meaning: &'static str, of: Shape) -> Self {
        Self::plain(meaning, of.in_data())
    }

    /// One thing with its version.
    pub(crate) fn versioned(meaning: &'static str, of: Shape) -> Self {
        Self { headers: &[Header::Etag, Header::EventCursor], ..Self::data(meaning, of) }
    }

    /// A new thing with its version and its address.
    pub(crate) fn created(meaning: &'static str, of: Shape) -> Self {
        let headers = &[Header::Location, Header::Etag, Header::EventCursor];
        Self { status: StatusCode::CREATED, headers, ..Self::data(meaning, of) }
    }

    /// A page of a list; `P` describes its position.
    pub(crate) fn page<P: JsonSchema + 'static>(meaning: &'static str, of: Shape) -> Self {
        Self { headers: &[Header::Link, Header::EventCursor], ..Self::plain(meaning, of.in_page::<P>()) }
    }

    /// Done, without a body.
    pub(crate) fn nothing(meaning: &'static str) -> Self {
        Self { status: StatusCode::NO_CONTENT, meaning, headers: &[], body: None }
    }

    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    pub(crate) fn with_headers(self, headers: &'static [Header]) -> Self {
        Self { headers, ..self }
    }
}

impl Header {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Etag => "ETag",
            Self::EventCursor => "X-Event-Cursor",
            Self::Location => "Location",
            Self::Link => "Link",
            Self::CacheControl => "Cache-Control",
            Self::ContentLanguage => "Content-Language",
            Self::Vary => "Vary",
        }
    }
}
