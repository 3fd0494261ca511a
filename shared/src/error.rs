//! Errors: one type for every crate, independent of HTTP.
//!
//! An [`Error`] carries two messages: one for the caller, which holds nothing internal, and one for the log. Its
//! [`Code`] is stable and belongs to a closed set, so that a client can match on it and a document can list all of
//! them. The status of a response is chosen last, from [`Code::kind`], in the `api` crate.

use std::{borrow::Cow, error::Error as StdError, fmt, time::Duration};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::Value;

use crate::{language::ReaderLanguages, plan::PlanRefusal};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The family of an error, from which a transport derives its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Malformed,
    Unauthenticated,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Conflict,
    Stale,
    TooLarge,
    UnsupportedMedia,
    Invalid,
    TooMany,
    Internal,
    Unavailable,
}

macro_rules! codes {
    ($($name:ident, $text:literal, $kind:ident, $summary:literal, $advice:literal;)*) => {
        /// Every error a user of Plenum can meet.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $summary] $name,)*
        }

        impl Code {
            /// All codes, in the order they are documented.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The stable text that clients match on.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            pub const fn kind(self) -> Kind {
                match self { $(Code::$name => Kind::$kind,)* }
            }

            /// One sentence that helps the caller; the message of an error that gives no better one.
            pub const fn summary(self) -> &'static str {
                match self { $(Code::$name => $summary,)* }
            }

            /// What a client can do about the error, in a sentence for the documentation.
            pub const fn advice(self) -> &'static str {
                match self { $(Code::$name => $advice,)* }
            }
        }
    };
}

codes! {
    MalformedBody, "malformed_body", Malformed, "the request body is not valid JSON of the expected shape", "send one JSON object in UTF-8, whole, without repeated keys";
    MalformedQuery, "malformed_query", Malformed, "a query parameter is unknown, repeated or not of the expected form", "`errors` names the parameter; compare it with the document of the route";
    MalformedHeader, "malformed_header", Malformed, "a request header is not of the expected form", "send `If-Match` as the `ETag` came, quotation marks included";
    InvalidCursor, "invalid_cursor", Malformed, "the cursor is not one that was given to you for this list or tenant", "begin the list again without a cursor, or repeat the filter, sort and fields that it belongs to; a hub answers `reset`, and the data is loaded again";
    Unauthenticated, "unauthenticated", Unauthenticated, "a valid access token is needed", "refresh the tokens and try once more; if that fails too, sign in";
    InvalidCredentials, "invalid_credentials", Unauthenticated, "the e-mail address or the password is wrong", "ask the user again; the answer does not say which of the two was wrong";
    InvalidRefreshToken, "invalid_refresh_token", Unauthenticated, "the refresh token is unknown, expired or was used before; sign in again", "sign in again; a refresh token is used once, so make sure that only one request at a time refreshes";
    InvalidClient, "invalid_client", Unauthenticated, "the client is unknown, or its secret is wrong or has ended", "check the client id and the secret; an administrator can give the service account a new one";
    InvalidRequest, "invalid_request", Malformed, "the request for a token is not of the form that RFC 6749 gives it", "`detail` says what is wrong with the form";
    UnsupportedGrantType, "unsupported_grant_type", Malformed, "tokens are given for client credentials only", "send `grant_type=client_credentials`; people sign in at `/auth/login`";
    InvalidInvitation, "invalid_invitation", NotFound, "the invitation is unknown, expired, withdrawn or was used before; ask for a new one", "ask the sender of the invitation for a new one";
    Forbidden, "forbidden", Forbidden, "your role does not allow this", "ask an administrator for the permission that `detail` names";
    BeyondYourAccess, "beyond_your_access", Forbidden, "this would give or take more than you may do yourself", "ask a member who has that access";
    TenantMismatch, "tenant_mismatch", Forbidden, "the tenant named in the request is not the one your token was issued for", "leave `X-Tenant-Id` out, or sign in to that tenant";
    FeatureNotInPlan, "feature_not_in_plan", Forbidden, "your organisation's plan does not include this", "`plan` names the feature; the operator of the installation can give the organisation another plan";
    TenantSuspended, "tenant_suspended", Forbidden, "this organisation is suspended", "a client can do nothing; the operator of the installation must end the suspension";
    NotFound, "not_found", NotFound, "there is no such thing, or it is not yours to see", "check the id; a record of another tenant gets the same answer as one that never existed";
    MethodNotAllowed, "method_not_allowed", MethodNotAllowed, "this address does not answer to that method", "see the `Allow` header";
    RegistrationRefused, "registration_refused", Conflict, "this registration cannot be completed; if you already have an account, sign in instead", "sign in with the existing account; its own password also registers further tenants";
    AlreadyExists, "already_exists", Conflict, "another record already has this value", "choose another value, or change the record that has it";
    InUse, "in_use", Conflict, "other records still refer to this one", "change or delete the referring records first";
    SystemRole, "system_role", Conflict, "this role is one that every organisation has and cannot be changed like this", "create a role of your own and change that one";
    LastOfItsKind, "last_of_its_kind", Conflict, "this is the last of its kind and cannot go", "create another one first";
    LimitReached, "limit_reached", Conflict, "there are as many of these as there may be", "delete one of the kind first; `detail` gives the limit, and `plan` says so when another plan allows more";
    NotDeleted, "not_deleted", Conflict, "the record is not deleted", "nothing needs to be done: the record exists";
    JobOver, "job_over", Conflict, "the job is over", "nothing needs to be done: the job was done, failed or was cancelled before";
    JobNotFailed, "job_not_failed", Conflict, "only a job that failed for good or was cancelled can be run again", "wait until the job is over";
    Stale, "stale", Stale, "the record was changed since you read it", "show `base`, `yours` and `theirs` to the user or merge them, and try again with the new version";
    BodyTooLarge, "body_too_large", TooLarge, "the request body is larger than this server accepts", "send less at once; the limit is a megabyte unless the settings say otherwise";
    UnsupportedMediaType, "unsupported_media_type", UnsupportedMedia, "the request body must be JSON", "send `Content-Type: application/json` without a content encoding";
    Invalid, "invalid", Invalid, "one or more fields are not acceptable", "`errors` lists what is wrong, each by JSON pointer or parameter with a code of its own";
    ReadOnlyField, "read_only_field", Invalid, "the field is set by the server", "leave the field out: the server sets it, or your role may not write it";
    UnknownField, "unknown_field", Invalid, "the entity has no such field", "check the spelling; a field that your role may not read is unknown too";
    MissingField, "missing_field", Invalid, "the field is required", "send the field";
    InvalidValue, "invalid_value", Invalid, "the value is not of the field's type or range", "`message` says what is expected";
    UnknownOperator, "unknown_operator", Invalid, "a filter has no such operator", "choose one of the operators in docs/API-DESIGN.md";
    UnsuitableOperator, "unsuitable_operator", Invalid, "the operator does not go with this field", "choose an operator that the type of the field has";
    FilterTooLarge, "filter_too_large", Invalid, "the filter is nested too deeply or has too many conditions", "send fewer conditions, or several requests";
    UnsortableField, "unsortable_field", Invalid, "a list cannot be sorted by this field, or by so many", "sort by other fields, or by fewer";
    UnknownRelation, "unknown_relation", Invalid, "the entity has no such relation", "check the spelling; a relation on a field that your role may not read is unknown too";
    UnknownReference, "unknown_reference", Invalid, "the referenced record does not exist", "check the id; a record that you may not see does not exist for you";
    InvalidTransition, "invalid_transition", Invalid, "the field cannot go from the value it has to this one", "`message` lists the values that are allowed next";
    StageNotInPipeline, "stage_not_in_pipeline", Invalid, "the stage does not belong to the deal's pipeline", "name a stage of the pipeline, or the pipeline of the stage";
    TooManyOperations, "too_many_operations", Invalid, "a batch has more operations than there may be", "send several batches; `message` gives the limit";
    RepeatedRecord, "repeated_record", Invalid, "an earlier operation of the batch names the same record", "name each record once; a second change of it goes into another batch";
    InvalidCron, "invalid_cron", Invalid, "the cron line cannot be read", "send five fields, minute, hour, day, month and weekday, or a nickname such as `@daily`";
    CronNeverFires, "cron_never_fires", Invalid, "the cron line has no time that ever comes", "check the day and the month: the 30th of February never comes";
    UnknownZone, "unknown_zone", Invalid, "there is no such time zone", "send an IANA name such as `Europe/Berlin`";
    WeakPassword, "weak_password", Invalid, "the password is too short, too long or too common", "`message` says what is wrong; a longer password is better than an unusual one";
    TooManyAttempts, "too_many_attempts", TooMany, "there were too many attempts with a wrong password, or too many at once; wait as long as Retry-After says", "wait as long as `Retry-After` says; ask the user for the password again rather than sending the same one";
    RateLimited, "rate_limited", TooMany, "there were too many requests; wait as long as Retry-After says", "wait as long as `Retry-After` says; `RateLimit` in every answer says how much is left, and docs/PLANS.md how much there is";
    TooManyRequests, "too_many_requests", TooMany, "you have too many requests of this kind under way; wait as long as Retry-After says", "wait as long as `Retry-After` says, and send fewer of them at once";
    Busy, "busy", Unavailable, "the server is busy with this; try again in a moment", "wait as long as `Retry-After` says, then longer each time";
    Unavailable, "unavailable", Unavailable, "a part of the service is not reachable; try again", "wait as long as `Retry-After` says, then longer each time";
    Draining, "draining", Unavailable, "this server is shutting down; another will answer", "connect again, which leads to another server";
    Internal, "internal", Internal, "something went wrong on our side; the request id helps us find it", "try once more; if it stays so, report the `requestId`";
}

/// The most field errors in one answer, because a body may have a hundred thousand wrong fields.
pub const MAX_FIELD_ERRORS: usize = 50;

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldError {
    /// A JSON pointer (RFC 6901) into the request body, or the name of a query parameter.
    pub pointer: String,
    #[schemars(with = "Code")]
    pub code: &'static str,
    pub message: String,
}

/// The three versions of a record in a conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct Stale {
    /// The record as the caller had read it, when the log still has it.
    pub base: Option<Value>,
    /// The record as the caller wants it.
    pub yours: Value,
    /// The record as it is now.
    pub theirs: Value,
    /// Who changed it last, and when, as far as that is known and the caller may read it.
    pub who: Option<Value>,
    pub when: Option<Value>,
}

/// A limit that a caller has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is limited, in one word of letters and dashes.
    pub name: &'static str,
    /// How much of it there is in a window.
    pub quota: u32,
    pub window: Duration,
    /// When to try again.
    pub retry_after: Duration,
}

/// An error with a message for the caller and a detail for the log.
#[derive(Debug)]
pub struct Error {
    code: Code,
    message: Cow<'static, str>,
    fields: Vec<FieldError>,
    stale: Option<Box<Stale>>,
    limit: Option<Box<Limit>>,
    plan: Option<Box<PlanRefusal>>,
    reader: ReaderLanguages,
    detail: Option<Box<dyn StdError + Send + Sync>>,
}

/// Whether the same request may succeed when it is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Not before something about the request, or the data, has changed.
    No,
    /// Yes, unchanged, after a pause.
    Later,
    /// Once: more of the same does not help.
    Once,
}

impl Code {
    /// Whether to send the same request again. A request that failed has changed nothing, except that after `internal`,
    /// and after `busy` at the end of the request's time limit, the commit may have succeeded; `If-Match`, or reading
    /// the record first, tells.
    pub const fn retry(self) -> Retry {
        match self.kind() {
            Kind::Unavailable | Kind::TooMany => Retry::Later,
            Kind::Internal => Retry::Once,
            _ => Retry::No,
        }
    }
}

impl Error {
    pub fn new(code: Code) -> Self {
        Self {
            code,
            message: Cow::Borrowed(code.summary()),
            fields: Vec::new(),
            stale: None,
            limit: None,
            plan: None,
            reader: ReaderLanguages::default(),
            detail: None,
        }
    }

    /// An internal error: the caller learns nothing but the code, the log gets `detail`.
    pub fn internal(detail: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(Code::Internal).with_detail(detail)
    }

    /// One or more fields of the request are not acceptable. What is beyond [`MAX_FIELD_ERRORS`] is not kept.
    pub fn invalid(mut fields: Vec<FieldError>) -> Self {
        fields.truncate(MAX_FIELD_ERRORS);
        Self { fields, ..Self::new(Code::Invalid) }
    }

    /// One field of the request is not acceptable; `pointer` is a JSON pointer or a parameter's name.
    pub fn field(pointer: impl Into<String>, code: Code) -> Self {
        Self::invalid(vec![FieldError::new(pointer, code)])
    }

    /// The record changed since the caller read it.
    pub fn stale(stale: Stale) -> Self {
        Self { stale: Some(Box::new(stale)), ..Self::new(Code::Stale) }
    }

    /// The caller has reached a limit, and may try again after a pause.
    pub fn limited(code: Code, limit: Limit) -> Self {
        Self { limit: Some(Box::new(limit)), ..Self::new(code) }
    }

    pub fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = message.into();
        self
    }

    pub fn with_fields(mut self, fields: Vec<FieldError>) -> Self {
        self.fields = fields;
        self
    }

    /// The plan of the tenant is the reason.
    pub fn with_plan(mut self, refusal: PlanRefusal) -> Self {
        self.plan = Some(Box::new(refusal));
        self
    }

    /// The caller whose use case failed has these languages.
    pub fn for_reader(mut self, reader: ReaderLanguages) -> Self {
        self.reader = reader;
        self
    }

    pub fn with_detail(mut self, detail: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub fn code(&self) -> Code {
        self.code
    }

    /// The error of a part of the request, as the error of the request: its pointers begin with that of the part. An
    /// error without fields names the part alone.
    pub fn within(mut self, part: &str) -> Self {
        if self.fields.is_empty() {
            let message = self.message.clone();
            self.fields.push(FieldError::new(part, self.code).with_message(message));
        } else {
            for field in &mut self.fields {
                field.pointer.insert_str(0, part);
            }
        }
        self
    }

    /// Whether the request is at fault, or what it meets: the same request fails again, and a part of it that fails so
    /// says nothing about the other parts.
    pub fn is_refusal(&self) -> bool {
        self.code.retry() == Retry::No && self.kind() != Kind::Unauthenticated
    }

    pub fn kind(&self) -> Kind {
        self.code.kind()
    }

    /// The sentence for the caller.
    pub fn message(&self) -> &str {
        &self.message
    }

    pub fn fields(&self) -> &[FieldError] {
        &self.fields
    }

    pub fn stale_versions(&self) -> Option<&Stale> {
        self.stale.as_deref()
    }

    pub fn limit(&self) -> Option<&Limit> {
        self.limit.as_deref()
    }

    /// What the tenant's plan refuses, when it is the reason.
    pub fn plan(&self) -> Option<&PlanRefusal> {
        self.plan.as_deref()
    }

    /// The languages of the caller's settings, as far as they were known when it happened.
    pub fn reader(&self) -> ReaderLanguages {
        self.reader
    }

    /// The detail, for the log only.
    pub fn detail(&self) -> Option<&(dyn StdError + Send + Sync)> {
        self.detail.as_deref()
    }
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, code: Code) -> Self {
        Self { pointer: pointer.into(), code: code.as_str(), message: code.summary().to_owned() }
    }

    /// A query parameter names a field that the entity lacks, or that the caller may not read. The message is the
    /// same for both.
    pub fn unknown(parameter: &str, field: &str) -> Self {
        let name: String = field.chars().filter(|char| !char.is_control()).take(100).collect();
        let message = format!("{}: {name:?}", Code::UnknownField.summary());
        Self::new(parameter, Code::UnknownField).with_message(message)
    }

    /// A query parameter names a relation that the entity lacks, or one on a field that the caller may not read. The
    /// message is the same for both.
    pub fn unknown_relation(parameter: &str, relation: &str) -> Self {
        let name: String = relation.chars().filter(|char| !char.is_control()).take(100).collect();
        let message = format!("{}: {name:?}", Code::UnknownRelation.summary());
        Self::new(parameter, Code::UnknownRelation).with_message(message)
    }

    pub fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }
}

/// A JSON pointer to a member of the body (RFC 6901), with at most 100 characters of the member's name.
pub fn pointer(name: &str) -> String {
    let short: String = name.chars().take(100).collect();
    format!("/{}", short.replace('~', "~0").replace('/', "~1"))
}

impl JsonSchema for Code {
    fn schema_name() -> Cow<'static, str> {
        "ErrorCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let codes: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        // No enum: a client that was generated from an older document must be able to read a new code.
        json_schema!({
            "description": "Stable. Later versions of the server may add codes; docs/ERRORS.md lists those of this one.",
            "type": "string",
            "pattern": "^[a-z_]+$",
            "x-extensible-enum": codes
        })
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)?;
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.detail.as_deref().map(|detail| detail as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_distinct_and_their_summaries_are_sentences_without_a_period() {
        let texts: HashSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        for code in Code::ALL {
            for sentence in [code.summary(), code.advice()] {
                assert!(!sentence.is_empty() && !sentence.ends_with('.'), "{code:?}");
            }
        }
    }

    #[test]
    fn a_pointer_is_escaped_and_short() {
        assert_eq!(pointer("a~b/c"), "/a~0b~1c");
        assert_eq!(pointer(&"ü".repeat(1_000)).chars().count(), 101);
    }

    #[test]
    fn no_answer_lists_errors_without_end() {
        let many = (0..1_000).map(|number| FieldError::new(format!("/{number}"), Code::UnknownField)).collect();
        assert_eq!(Error::invalid(many).fields().len(), MAX_FIELD_ERRORS);
    }

    #[test]
    fn an_internal_error_shows_its_detail_to_the_log_only() {
        let error = Error::internal("relation secrets does not exist");
        assert!(!error.message().contains("secrets"));
        assert!(error.to_string().contains("secrets"));
    }
}
