//! What a route promises: whom it answers, what it takes and gives, and how it refuses.
//!
//! Every row has one, or it does not compile; the OpenAPI document is made of them. What follows from the arguments of
//! the handler (a token, ids, `If-Match`) is not repeated here, nor are the refusals that come with those.

use http::StatusCode;
use plenum_shared::{Code, access::Action, catalogue::Entity};
use schemars::JsonSchema;

use super::row::Auth;
use crate::openapi::Shape;

/// What is known about a route beside its address and its handler.
pub(crate) struct Contract {
    /// What it does, in a sentence without a period.
    pub(crate) summary: &'static str,
    pub(crate) auth: Auth,
    /// `deals.read`
    pub(crate) permission: Option<String>,
    pub(crate) parameters: Parameters,
    pub(crate) body: Option<Shape>,
    pub(crate) answers: Vec<Answer>,
    /// Beyond those that follow from what the handler takes.
    pub(crate) refusals: Vec<Code>,
}

/// The parameters of a query.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Parameters {
    None,
    /// `limit` and `cursor`.
    Page,
    /// Those of a page, `unread` and `category`.
    Notifications,
    /// `include`, of a single record.
    Record(&'static Entity),
    /// Those of a list of records.
    Records(&'static Entity),
    /// Those of the list of tenants.
    Tenants,
    /// Those of what happened to a record.
    History,
    /// Those of what happened in the whole tenant.
    TenantAudit,
}

/// A success.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// What it means, in a sentence.
    pub(crate) meaning: &'static str,
    pub(crate) headers: &'static [Header],
    pub(crate) body: Option<Shape>,
}

/// A header of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Header {
    /// The version of what is shown, for `If-Match`.
    Etag,
    /// `X-Event-Cursor`: where the tenant's log stood.
    EventCursor,
    /// Where the new thing is found.
    Location,
    /// The neighbouring pages.
    Link,
    CacheControl,
}

impl Contract {
    /// Anybody may ask.
    pub(crate) fn open(summary: &'static str, answer: Answer) -> Self {
        Self {
            summary,
            auth: Auth::Public,
            permission: None,
            parameters: Parameters::None,
            body: None,
            answers: vec![answer],
            refusals: Vec::new(),
        }
    }

    /// Every member may ask.
    pub(crate) fn members(summary: &'static str, answer: Answer) -> Self {
        Self { auth: Auth::Bearer, ..Self::open(summary, answer) }
    }

    /// Operators of the platform may ask.
    pub(crate) fn operators(summary: &'static str, answer: Answer) -> Self {
        Self { auth: Auth::Operator, ..Self::open(summary, answer) }
    }

    /// Members whose role has this permission may ask.
    pub(crate) fn granted(summary: &'static str, module: &str, action: Action, answer: Answer) -> Self {
        let permission = Some(format!("{module}.{}", action.as_str()));
        Self { permission, ..Self::members(summary, answer) }
    }

    /// The body of the request.
    pub(crate) fn takes<T: JsonSchema + 'static>(self) -> Self {
        self.takes_shape(Shape::input::<T>())
    }

    pub(crate) fn takes_shape(self, body: Shape) -> Self {
        Self { body: Some(body), ..self }
    }

    /// The parameters of the query.
    pub(crate) fn asks(self, parameters: Parameters) -> Self {
        Self { parameters, ..self }
    }

    /// Another success beside the first.
    pub(crate) fn or(mut self, answer: Answer) -> Self {
        self.answers.push(answer);
        self
    }

    /// Refusals beyond those that follow from what the handler takes.
    pub(crate) fn refuses(self, codes: &[Code]) -> Self {
        Self { refusals: codes.to_vec(), ..self }
    }
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

    /// A page of a list; `P` is what is said about its place.
    pub(crate) fn page<P: JsonSchema + 'static>(meaning: &'static str, of: Shape) -> Self {
        Self { headers: &[Header::Link, Header::EventCursor], ..Self::plain(meaning, of.in_page::<P>()) }
    }

    /// It is done, and there is nothing to say.
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
