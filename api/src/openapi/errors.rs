//! The errors of an operation: the codes that follow from the arguments of its handler, and those of its contract.

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use plenum_shared::Code;
use serde_json::{Map, Value, json};

use crate::{
    contract::{Auth, Operation, RequestPart, Schemas},
    problem::{ProblemDocument, status_of},
};

/// The errors of an operation, as responses by status.
pub(super) fn responses(route: &Operation, schemas: &mut Schemas) -> Map<String, Value> {
    let mut by_status = BTreeMap::<u16, BTreeSet<&'static str>>::new();
    for (status, code) in errors(route) {
        by_status.entry(status.as_u16()).or_default().insert(code.as_str());
    }
    let response = |(status, codes): (u16, BTreeSet<_>)| (status.to_string(), response(status, &codes, schemas));
    by_status.into_iter().map(response).collect()
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
    if route.parts.iter().any(|part| matches!(part, RequestPart::Query | RequestPart::NoQuery)) {
        // All routes but the probes stand behind the admission, and read or refuse a query.
        errors.extend(of(&[Code::Busy, Code::Draining, Code::Unavailable]));
    }
    errors
}

fn of_part(part: RequestPart) -> Vec<(StatusCode, Code)> {
    match part {
        RequestPart::Nothing | RequestPart::IfNoneMatch => Vec::new(),
        RequestPart::Token => of(&[Code::Unauthenticated, Code::TenantMismatch]),
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

fn response(status: u16, codes: &BTreeSet<&'static str>, schemas: &mut Schemas) -> Value {
    let listed: Vec<_> = codes.iter().copied().collect();
    schemas.response(format!("{status}.{}", listed.join(".")), |schemas| {
        let mut exact = json!({ "properties": { "status": { "const": status }, "code": { "enum": listed } } });
        if status == StatusCode::PRECONDITION_FAILED.as_u16() {
            exact["required"] = json!(["yours", "theirs"]);
        }
        let mut headers = json!({ "X-Request-Id": { "$ref": "#/components/headers/X-Request-Id" } });
        if status == StatusCode::UNAUTHORIZED.as_u16() {
            headers["WWW-Authenticate"] = json!({ "$ref": "#/components/headers/WWW-Authenticate" });
        }
        if status == StatusCode::SERVICE_UNAVAILABLE.as_u16() {
            headers["Retry-After"] = json!({ "$ref": "#/components/headers/Retry-After" });
        }
        json!({
            "description": meaning(&listed),
            "headers": headers,
            "content": {
                "application/problem+json": {
                    "schema": { "allOf": [schemas.output::<ProblemDocument<'static>>(), exact] }
                }
            }
        })
    })
}

/// The meaning of each code.
fn meaning(codes: &[&str]) -> String {
    let known = |code: &&str| Code::ALL.iter().find(|known| known.as_str() == *code);
    let lines: Vec<_> =
        codes.iter().filter_map(known).map(|code| format!("`{}`: {}.", code.as_str(), code.summary())).collect();
    lines.join(" ")
}
