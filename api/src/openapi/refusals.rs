//! How an operation refuses: the codes that follow from what its handler takes, and those that its row adds.

use std::collections::{BTreeMap, BTreeSet};

use http::StatusCode;
use plenum_shared::Code;
use serde_json::{Map, Value, json};

use super::schemas::Schemas;
use crate::{
    problem::{ProblemDocument, status_of},
    router::{Auth, Part, Row},
};

/// The refusals of an operation, as responses by status.
pub(super) fn responses(row: &Row, schemas: &mut Schemas) -> Map<String, Value> {
    let mut by_status = BTreeMap::<u16, BTreeSet<&'static str>>::new();
    for (status, code) in refusals(row) {
        by_status.entry(status.as_u16()).or_default().insert(code.as_str());
    }
    let response = |(status, codes): (u16, BTreeSet<_>)| (status.to_string(), response(status, &codes, schemas));
    by_status.into_iter().map(response).collect()
}

fn refusals(row: &Row) -> Vec<(StatusCode, Code)> {
    let mut refusals = of(&[Code::Internal]);
    if row.parts.is_empty() {
        return refusals;
    }
    refusals.extend(of(&row.contract.refusals));
    for part in row.parts {
        refusals.extend(of_part(*part));
    }
    if row.contract.auth == Auth::Bearer {
        // A member who was suspended, or whose role lacks the permission.
        refusals.extend(of(&[Code::Forbidden, Code::TenantSuspended]));
    }
    if row.parts.iter().any(|part| matches!(part, Part::Query | Part::NoQuery)) {
        // The lane is the way of all routes that read their query; the probes have none.
        refusals.extend(of(&[Code::Busy, Code::Draining, Code::Unavailable]));
    }
    refusals
}

fn of_part(part: Part) -> Vec<(StatusCode, Code)> {
    match part {
        Part::Nothing | Part::IfNoneMatch => Vec::new(),
        Part::Token => of(&[Code::Unauthenticated, Code::TenantMismatch]),
        Part::OperatorToken => of(&[Code::Unauthenticated]),
        Part::Ids(_) => of(&[Code::NotFound]),
        Part::NoQuery | Part::Query => {
            let mut codes = of(&[Code::MalformedQuery]);
            codes.push((StatusCode::URI_TOO_LONG, Code::MalformedQuery));
            codes
        }
        Part::IfMatch => of(&[Code::MalformedHeader, Code::Stale]),
        Part::Form => {
            let mut codes = of(&[Code::MalformedBody, Code::BodyTooLarge, Code::UnsupportedMediaType]);
            codes.push((StatusCode::REQUEST_TIMEOUT, Code::MalformedBody));
            codes
        }
        Part::Body => {
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

/// What the codes mean, each in its own words.
fn meaning(codes: &[&str]) -> String {
    let known = |code: &&str| Code::ALL.iter().find(|known| known.as_str() == *code);
    let lines: Vec<_> =
        codes.iter().filter_map(known).map(|code| format!("`{}`: {}.", code.as_str(), code.summary())).collect();
    lines.join(" ")
}
