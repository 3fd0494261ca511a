//! The description of routes: callers, inputs, answers and errors.
//!
//! Every row of the router's table has a [`Contract`], or it does not compile. The OpenAPI document, the page of all
//! routes and the lists that tests go through are made from it. Facts that follow from the arguments of the handler (a
//! token, ids, `If-Match`, and the errors that come with them) are read from their [types](arguments) and not repeated.

mod answer;
mod arguments;
mod record_schemas;
mod row;
mod sample;
mod schemas;
pub(crate) mod search_schemas;
mod shape;

use std::fmt::Display;

use plenum_shared::{Code, catalogue::Entity};
use schemars::JsonSchema;
use serde_json::Value;

pub(crate) use answer::{Answer, Header};
pub(crate) use arguments::RequestPart;
pub use row::RouteInfo;
pub(crate) use row::{Operation, Row};
pub use sample::{SampleBody, Target, UNIQUE};
pub(crate) use schemas::Schemas;
pub(crate) use shape::Shape;

/// The prefixes of the table; documents name the first one, and the other is an alias.
pub(crate) const MOUNTS: [&str; 2] = ["/api/v1", "/api"];

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Anybody.
    Public,
    /// Members, by an access token.
    Bearer,
    /// Operators of the platform, by a token of their own.
    Operator,
}

/// The context that a route belongs to: the folder of its handler, and of its use case in the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ContextName {
    Identity,
    Access,
    Records,
    History,
    Notify,
    Platform,
}

/// The description of a route beside its address and its handler.
pub(crate) struct Contract {
    /// The effect, in a sentence without a period.
    pub(crate) summary: &'static str,
    pub(crate) auth: Auth,
    /// `deals.read`
    pub(crate) permission: Option<String>,
    pub(crate) parameters: Parameters,
    pub(crate) body: Option<RequestBody>,
    pub(crate) answers: Vec<Answer>,
    /// The errors beyond those that follow from the arguments of the handler.
    pub(crate) errors: Vec<Code>,
    /// How many requests it counts as.
    pub(crate) cost: u32,
}

/// The body that a route takes, and one for tests to send.
pub(crate) struct RequestBody {
    pub(crate) shape: Shape,
    pub(crate) sample: SampleBody,
}

/// The parameters of a query.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Parameters {
    None,
    /// `limit` and `cursor`.
    Page,
    /// Those of a page, `unread` and `category`.
    Notifications,
    /// Those of a page, `state` and `kind`.
    Jobs,
    /// `include` and `asOf`, of a single record.
    Record(&'static Entity),
    /// Those of a list of records.
    Records(&'static Entity),
    /// Those of a count of records.
    RecordCount(&'static Entity),
    /// Those of the list of tenants.
    Tenants,
    /// Those of the history of a record.
    History,
    /// Those of the history of the whole tenant.
    TenantAudit,
    /// Those of a page, and `actor`.
    ChangeSets,
}

impl ContextName {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Access => "access",
            Self::Records => "records",
            Self::History => "history",
            Self::Notify => "notify",
            Self::Platform => "platform",
        }
    }
}

impl Contract {
    /// Anybody may call.
    pub(crate) fn open(summary: &'static str, answer: Answer) -> Self {
        Self {
            summary,
            auth: Auth::Public,
            permission: None,
            parameters: Parameters::None,
            body: None,
            answers: vec![answer],
            errors: Vec::new(),
            cost: 1,
        }
    }

    /// Every member may call.
    pub(crate) fn members(summary: &'static str, answer: Answer) -> Self {
        Self { auth: Auth::Bearer, ..Self::open(summary, answer) }
    }

    /// Operators of the platform may call.
    pub(crate) fn operators(summary: &'static str, answer: Answer) -> Self {
        Self { auth: Auth::Operator, ..Self::open(summary, answer) }
    }

    /// Members whose role has this permission may call.
    pub(crate) fn granted(summary: &'static str, permission: impl Display, answer: Answer) -> Self {
        let permission = Some(permission.to_string());
        Self { permission, ..Self::members(summary, answer) }
    }

    /// The body of the request, and a body that the route accepts. [`UNIQUE`] is a placeholder in its
    /// texts.
    pub(crate) fn takes<T: JsonSchema + 'static>(self, sample: Value) -> Self {
        self.takes_shape(Shape::input::<T>(), SampleBody::Accepted(sample))
    }

    /// The body of the request, where a success needs a secret or a person of its own: tests that go through all routes
    /// send an empty body, and see that it is refused as the document says.
    pub(crate) fn takes_secret<T: JsonSchema + 'static>(self) -> Self {
        self.takes_shape(Shape::input::<T>(), SampleBody::Refused)
    }

    pub(crate) fn takes_shape(self, shape: Shape, sample: SampleBody) -> Self {
        Self { body: Some(RequestBody { shape, sample }), ..self }
    }

    /// The parameters of the query.
    pub(crate) fn queries(self, parameters: Parameters) -> Self {
        Self { parameters, ..self }
    }

    /// Another success beside the first.
    pub(crate) fn or(mut self, answer: Answer) -> Self {
        self.answers.push(answer);
        self
    }

    /// Counts as so many requests.
    pub(crate) fn costs(self, cost: u32) -> Self {
        Self { cost, ..self }
    }

    /// The errors beyond those that follow from the arguments of the handler.
    pub(crate) fn errors(self, codes: &[Code]) -> Self {
        Self { errors: codes.to_vec(), ..self }
    }
}
