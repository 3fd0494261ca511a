//! The errors of an operation: the codes that follow from the arguments of its handler, and those of its contract.

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use plenum_shared::{Code, type_name::type_name};
use serde_json::{Map, Value, json};

use crate::{
    contract::{Auth, Operation, RequestPart, Schemas},
    problem::{ProblemDocument, status_of},
};

/// The errors of an operation, as responses by status: each status has one response in the whole document.
pub(super) fn responses(route: &Operation) -> Map<String, Value> {
    let reference = |status: StatusCode| json!({ "$ref": format!("#/components/responses/{}", response_name(status)) });
    // The server itself refuses a head that is too large, on any route and without a body. Only the probes, which have
    // no other errors of a client, list it: among answers with a body it would make the types of all of them uncertain.
    let head = (!is_admitted(route)).then_some(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    let statuses = by_status(route).into_keys().chain(head);
    statuses.map(|status| (status.as_str().to_owned(), reference(status))).collect()
}

/// The codes of the errors of an operation, sorted.
pub(super) fn codes(route: &Operation) -> Value {
    let codes: BTreeSet<_> = errors(route).into_iter().map(|(_, code)| code.as_str()).collect();
    json!(codes)
}

/// The responses of all operations of a document, by name.
pub(super) fn components(routes: &[&Operation], schemas: &mut Schemas) -> Value {
    let mut all = BTreeMap::<StatusCode, Vec<Code>>::new();
    for (status, codes) in routes.iter().flat_map(|route| by_status(route)) {
        let known = all.entry(status).or_default();
        for code in codes {
            if !known.contains(&code) {
                known.push(code);
            }
        }
    }
    let responses = all.into_iter().map(|(status, codes)| (response_name(status), response(status, codes, schemas)));
    let too_large = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE;
    let without_body = json!({ "description": "The head of the request is larger than 16 KiB." });
    Value::Object(responses.chain([(response_name(too_large), without_body)]).collect())
}

/// `NotFound`
fn response_name(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or_default().to_lowercase();
    type_name(&reason.replace(' ', "-"))
}

fn by_status(route: &Operation) -> BTreeMap<StatusCode, Vec<Code>> {
    let mut by_status = BTreeMap::<StatusCode, Vec<Code>>::new();
    for (status, code) in errors(route) {
        let known = by_status.entry(status).or_default();
        if !known.contains(&code) {
            known.push(code);
        }
    }
    by_status
}

/// All routes but the probes stand behind the admission, and read or refuse a query.
fn is_admitted(route: &Operation) -> bool {
    route.parts.iter().any(|part| matches!(part, RequestPart::Query | RequestPart::NoQuery))
}

fn errors(route: &Operation) -> Vec<(StatusCode, Code)> {
    let mut errors = of(&[Code::Internal]);
    if route.parts.is_empty() {
        return errors;
    }
    errors.extend(of(&route.contract.errors));
    for part in route.parts {
        errors.extend(of_part(*part));
    }
    if route.contract.auth == Auth::Bearer {
        // A member who was suspended, or whose role lacks the permission.
        errors.extend(of(&[Code::Forbidden, Code::TenantSuspended]));
    }
    if is_admitted(route) {
        errors.extend(of(&[Code::Busy, Code::Draining, Code::Unavailable]));
    }
    errors
}

fn of_part(part: RequestPart) -> Vec<(StatusCode, Code)> {
    match part {
        RequestPart::Nothing | RequestPart::IfNoneMatch | RequestPart::Languages => Vec::new(),
        RequestPart::Token => of(&[Code::Unauthenticated, Code::TenantMismatch, Code::RateLimited]),
        RequestPart::OperatorToken => of(&[Code::Unauthenticated]),
        RequestPart::Ids(_) => of(&[Code::NotFound]),
        RequestPart::NoQuery | RequestPart::Query => {
            let mut codes = of(&[Code::MalformedQuery]);
            codes.push((StatusCode::URI_TOO_LONG, Code::MalformedQuery));
            codes
        }
        RequestPart::IfMatch => of(&[Code::MalformedHeader, Code::Stale]),
        RequestPart::Form => {
            let mut codes = of(&[Code::MalformedBody, Code::BodyTooLarge, Code::UnsupportedMediaType]);
            codes.push((StatusCode::REQUEST_TIMEOUT, Code::MalformedBody));
            codes
        }
        RequestPart::Body => {
            let mut codes = of(&[Code::MalformedBody, Code::BodyTooLarge, Code::UnsupportedMediaType, Code::Invalid]);
            codes.push((StatusCode::REQUEST_TIMEOUT, Code::MalformedBody));
            codes
        }
    }
}

fn of(codes: &[Code]) -> Vec<(StatusCode, Code)> {
    codes.iter().map(|code| (status_of(code.kind()), *code)).collect()
}

fn response(status: StatusCode, mut codes: Vec<Code>, schemas: &mut Schemas) -> Value {
    codes.sort_unstable_by_key(|code| code.as_str());
    let always = ["X-Request-Id", "Content-Language", "Vary"];
    let always = always.map(|name| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") })));
    let mut headers = Value::Object(always.into_iter().collect());
    if status == StatusCode::UNAUTHORIZED {
        headers["WWW-Authenticate"] = json!({ "$ref": "#/components/headers/WWW-Authenticate" });
    }
    if status == StatusCode::SERVICE_UNAVAILABLE || status == StatusCode::TOO_MANY_REQUESTS {
        headers["Retry-After"] = json!({ "$ref": "#/components/headers/Retry-After" });
    }
    let meanings: Vec<_> = codes.iter().map(|code| format!("`{}`: {}.", code.as_str(), code.summary())).collect();
    json!({
        "description": meanings.join(" "),
        "headers": headers,
        "content": { "application/problem+json": { "schema": schemas.output::<ProblemDocument<'static>>() } }
    })
}
