//! Errors as answers: RFC 9457 `application/problem+json`, in this one place.
//!
//! A handler returns a [`Problem`], which becomes a response without a body that carries the error among its
//! extensions. The front, which alone knows the request's id, writes the body and logs the detail. The status follows
//! from the error's kind; only the errors of HTTP itself (a too long address, for example) name their own.

use std::{borrow::Cow, sync::Arc};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use plenum_app::rate_limiter::{Rate, Remaining};
use plenum_shared::{
    Code, Error,
    error::{FieldError, Kind, Limit},
    messages::Messages,
    plan::PlanRefusal,
    schemas::RecordFields,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::{
    rate_limit_headers::{self, whole_seconds},
    request_context::RequestContext,
};

/// An error as an answer.
#[derive(Debug)]
pub struct Problem {
    error: Error,
    status: StatusCode,
}

/// The error that a response carries until its body is written.
#[derive(Debug, Clone)]
struct Carried(Arc<Error>);

/// The body of an error (RFC 9457).
///
/// When the record changed since it was read (412), `base` is the record as the caller had read it, if the log still has
/// it, `yours` as the caller wants it, and `theirs` as it is now.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemDocument<'a> {
    /// `urn:plenum:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// The meaning of the code, in the language of the reader.
    #[schemars(with = "String")]
    title: Cow<'static, str>,
    status: u16,
    /// The cause in this case; in English, unless it is the title.
    // Kiota makes it the message of the exceptions that it generates.
    #[schemars(extend("x-ms-primary-error-message" = true))]
    detail: &'a str,
    #[schemars(with = "Code")]
    code: &'static str,
    request_id: &'a str,
    /// The errors of single fields of the body, or of parameters.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
    /// The error code of RFC 6749, for clients of the token endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    error: Option<&'static str>,
    #[serde(rename = "error_description", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    error_description: Option<&'a str>,
    // What the plan of the tenant refuses, when that is the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PlanRefusal")]
    plan: Option<&'a PlanRefusal>,
    #[serde(flatten)]
    stale: Option<StaleDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct StaleDocument<'a> {
    // As the caller had read it, if the log still has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "RecordFields")]
    base: Option<&'a Value>,
    // As the caller wants it.
    #[schemars(with = "RecordFields")]
    yours: &'a Value,
    // As it is now.
    #[schemars(with = "RecordFields")]
    theirs: &'a Value,
    /// The user who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "uuid"))]
    who: Option<&'a Value>,
    /// The time of that change.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    when: Option<&'a Value>,
}

impl Problem {
    /// An error for which HTTP has a status of its own.
    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self { status: status_of(error.kind()), error }
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Error::new(code).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        match self.error.kind() {
            Kind::Unauthenticated => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"plenum\""));
            }
            Kind::Unavailable | Kind::TooMany => {
                let seconds = if self.error.code() == Code::Busy { 1 } else { 5 };
                let seconds = self.error.limit().map_or(seconds, |limit| whole_seconds(limit.retry_after));
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            _ => {}
        }
        if let Some(limit) = self.error.limit() {
            let Limit { name, quota, window, retry_after } = *limit;
            let remaining = Remaining { rate: Rate { name, quota, window }, left: 0, full_in: retry_after };
            rate_limit_headers::write(headers, &[remaining]);
        }
        if self.error.code() == Code::Draining {
            headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response.extensions_mut().insert(Carried(Arc::new(self.error)));
        response
    }
}

/// Writes the body of a response that carries an error; any other passes untouched. The title is in the language that
/// the request accepts or, when the error happened in a use case of a caller, that of their settings.
pub(crate) fn render(response: Response, context: &RequestContext, messages: &Messages) -> Response {
    let (mut parts, body) = response.into_parts();
    let Some(Carried(error)) = parts.extensions.remove::<Carried>() else {
        return Response::from_parts(parts, body);
    };
    log(&error);
    let language = context.accept_language().choose(error.reader());
    let title = messages.title(language, error.code());
    let document = ProblemDocument {
        kind: format!("urn:plenum:problem:{}", error.code().as_str()),
        // An error without a cause of its own repeats what its code means.
        detail: if error.message() == error.code().summary() { &title } else { error.message() },
        title: title.clone(),
        status: parts.status.as_u16(),
        code: error.code().as_str(),
        request_id: context.request_id(),
        errors: error.fields(),
        error: of_oauth(error.code()),
        error_description: of_oauth(error.code()).map(|_| error.message()),
        plan: error.plan(),
        stale: error.stale_versions().map(|stale| StaleDocument {
            base: stale.base.as_ref(),
            yours: &stale.yours,
            theirs: &stale.theirs,
            who: stale.who.as_ref(),
            when: stale.when.as_ref(),
        }),
    };
    let json = serde_json::to_vec(&document).unwrap_or_default();
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(json.len()));
    parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    Response::from_parts(parts, Body::from(json))
}

/// The codes that the token endpoint shares with RFC 6749, section 5.2.
fn of_oauth(code: Code) -> Option<&'static str> {
    matches!(code, Code::InvalidClient | Code::InvalidRequest | Code::UnsupportedGrantType).then_some(code.as_str())
}

fn log(error: &Error) {
    let code = error.code().as_str();
    match (error.kind(), error.detail()) {
        (Kind::Internal, detail) => {
            let detail = detail.map(ToString::to_string).unwrap_or_default();
            tracing::error!(code, detail, "the request failed with an internal error");
        }
        (Kind::Unavailable, Some(detail)) => tracing::warn!(code, %detail, "the request could not be served"),
        (_, Some(detail)) => tracing::debug!(code, %detail, "the request was refused"),
        (_, None) => {}
    }
}

pub(crate) fn status_of(kind: Kind) -> StatusCode {
    match kind {
        Kind::Malformed => StatusCode::BAD_REQUEST,
        Kind::Unauthenticated => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Stale => StatusCode::PRECONDITION_FAILED,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http_body_util::BodyExt;
    use plenum_shared::{
        clock::Source,
        error::Stale,
        language::{Language, ReaderLanguages},
        networks::Networks,
    };
    use serde_json::json;

    use super::*;
    use crate::rate_limit_headers::{RATE_LIMIT, RATE_LIMIT_POLICY};

    async fn rendered(error: Error) -> (http::response::Parts, Value) {
        rendered_for("", error).await
    }

    async fn rendered_for(languages: &str, error: Error) -> (http::response::Parts, Value) {
        let request = http::Request::builder().header("x-request-id", "r-1").header("accept-language", languages);
        let context = RequestContext::of(&request.body(()).unwrap(), &Source::system(), &Networks::default());
        let messages = Messages::new(&[]).unwrap();
        let (parts, body) = render(Problem::from(error).into_response(), &context, &messages).into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (parts, serde_json::from_slice(&bytes).unwrap())
    }

    #[tokio::test]
    async fn every_code_is_a_problem_document_with_its_status() {
        for code in Code::ALL {
            let (parts, body) = rendered(Error::new(*code)).await;
            assert_eq!(parts.headers[header::CONTENT_TYPE], "application/problem+json");
            assert_eq!(body["status"], parts.status.as_u16());
            assert_eq!(body["code"], code.as_str());
            assert_eq!(body["requestId"], "r-1");
            assert!(parts.status.is_client_error() || parts.status.is_server_error());
        }
    }

    #[tokio::test]
    async fn the_title_is_in_the_language_of_the_request_then_of_the_caller() {
        let german = "das gibt es nicht, oder Sie dürfen es nicht sehen";
        let reader = ReaderLanguages { user: None, tenant: Some(Language::German) };
        let not_found = || Error::new(Code::NotFound);
        for (accepted, error, language, title) in [
            ("", not_found(), "en", Code::NotFound.summary()),
            ("de-AT", not_found(), "de", german),
            ("", not_found().for_reader(reader), "de", german),
            ("en", not_found().for_reader(reader), "en", Code::NotFound.summary()),
        ] {
            let (parts, body) = rendered_for(accepted, error).await;
            assert_eq!((&body["title"], &body["detail"]), (&json!(title), &json!(title)));
            assert_eq!(parts.headers[header::CONTENT_LANGUAGE], language);
            assert_eq!(parts.headers[header::VARY], "accept-language");
        }
        let (_, body) = rendered_for("de", not_found().with_message("there is no deal 7")).await;
        assert_eq!((&body["title"], &body["detail"]), (&json!(german), &json!("there is no deal 7")));
    }

    #[tokio::test]
    async fn the_detail_for_the_log_never_reaches_the_caller() {
        let (_, body) = rendered(Error::internal("relation deals_secret does not exist")).await;
        assert!(!body.to_string().contains("deals_secret"));
    }

    #[tokio::test]
    async fn a_stale_write_shows_all_versions() {
        let stale = Stale {
            base: Some(json!({"a": 1})),
            yours: json!({"a": 2}),
            theirs: json!({"a": 3}),
            who: Some(json!("ada")),
            when: None,
        };
        let (parts, body) = rendered(Error::stale(stale)).await;
        assert_eq!(parts.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!((&body["base"]["a"], &body["yours"]["a"], &body["theirs"]["a"]), (&json!(1), &json!(2), &json!(3)));
        assert_eq!((&body["who"], body.get("when")), (&json!("ada"), None));
    }

    #[tokio::test]
    async fn headers_say_how_to_continue() {
        let (parts, _) = rendered(Error::new(Code::Unauthenticated)).await;
        assert!(parts.headers.contains_key(header::WWW_AUTHENTICATE));
        let (parts, _) = rendered(Error::new(Code::Draining)).await;
        assert!(parts.headers.contains_key(header::RETRY_AFTER));
        assert_eq!(parts.headers[header::CONNECTION], "close");
    }

    #[tokio::test]
    async fn a_limit_says_when_to_try_again() {
        let limit = Limit {
            name: "sign-in",
            quota: 5,
            window: Duration::from_secs(900),
            retry_after: Duration::from_millis(1_200),
        };
        let (parts, _) = rendered(Error::limited(Code::TooManyAttempts, limit)).await;
        assert_eq!(parts.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(parts.headers[header::RETRY_AFTER], "2");
        assert_eq!(parts.headers[RATE_LIMIT_POLICY], "\"sign-in\";q=5;w=900");
        assert_eq!(parts.headers[RATE_LIMIT], "\"sign-in\";r=0;t=2");
    }

    #[tokio::test]
    async fn wrong_fields_are_listed_by_pointer() {
        let (_, body) = rendered(Error::field("/stageId", Code::UnknownReference)).await;
        assert_eq!(body["errors"][0]["pointer"], "/stageId");
        assert_eq!(body["errors"][0]["code"], "unknown_reference");
    }
}
