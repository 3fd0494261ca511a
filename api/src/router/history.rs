//! The history of one record and of the whole tenant, and change sets.

use axum::extract::State;
use http::{StatusCode, Uri};
use plenum_app::{
    history::{
        AuditItem, TimelineItem,
        change_sets::{ChangeSetDetails, ChangeSetView, RevertReport},
        permissions::READ_AUDIT,
    },
    jobs::JobView,
};
use plenum_shared::{Code, access::Action, catalogue::Entity};
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Contract, Header, Parameters, Row, Shape},
    extract::{Bearer, PathId, Query},
    routes::{
        history::{self, Revert},
        page::PageInfo,
    },
};

/// The audit of the caller's tenant.
pub(super) fn tenant_audit(path: &str) -> Row {
    let summary = "Reads a page of the audit of the caller's tenant, the newest first";
    let contract = audit(summary, Parameters::TenantAudit).errors(&[Code::FeatureNotInPlan]);
    Row::get(ContextName::History, path, "list_audit", history::list_audit, contract)
}

/// The change sets of the caller's tenant.
pub(super) fn change_sets(path: &str) -> Vec<Row> {
    let page = Answer::page::<PageInfo>("A page of change sets.", Shape::output::<ChangeSetView>());
    let cursor = &[Header::EventCursor];
    let found = Answer::data("The change set.", Shape::output::<ChangeSetDetails>()).with_headers(cursor);
    let reverted = Answer::data("What became of each record.", Shape::output::<RevertReport>()).with_headers(cursor);
    let begun =
        Answer::data("The job that reverts a large set; the report will be its result.", Shape::output::<JobView>());
    let begun = begun.with_status(StatusCode::ACCEPTED).with_headers(&[Header::Location]);
    vec![
        Row::get(
            ContextName::History,
            path,
            "list_change_sets",
            history::list_change_sets,
            Contract::members("Reads a page of the caller's change sets, or of all, the newest first", page)
                .queries(Parameters::ChangeSets)
                .errors(&[Code::InvalidCursor, Code::TooManyRequests]),
        ),
        Row::get(
            ContextName::History,
            format!("{path}/{{id}}"),
            "get_change_set",
            history::get_change_set,
            Contract::members("Reads a change set with its changes", found).errors(&[Code::TooManyRequests]),
        ),
        Row::post(
            ContextName::History,
            format!("{path}/{{id}}/revert"),
            "revert_change_set",
            history::revert_change_set,
            Contract::members("Reverts what a change set changed and nobody changed since", reverted)
                .or(begun)
                .takes::<Revert>(json!({ "dryRun": true }))
                .costs(10)
                .errors(&[Code::Forbidden, Code::FeatureNotInPlan, Code::LimitReached, Code::TooManyRequests]),
        ),
    ]
}

pub(super) fn rows(entity: &'static Entity, path: &str) -> Vec<Row> {
    let (noun, one) = (entity.noun(), format!("{path}/{{id}}"));
    let page = Answer::page::<PageInfo>("A page of the timeline.", Shape::output::<TimelineItem>());
    let timeline = "Reads a page of a record's changes and of its activities, the newest first";
    let record_audit = "Reads a page of a record's changes with their authors and origins, the newest first";
    vec![
        Row::get(
            ContextName::History,
            format!("{one}/timeline"),
            format!("get_{noun}_timeline"),
            move |State(api), Bearer(caller), PathId(id), address: Uri, query: Query| {
                history::get_timeline(api, entity, caller, id, address, query)
            },
            Contract::granted(timeline, entity.permission(Action::READ), page)
                .queries(Parameters::History)
                .errors(&[Code::InvalidCursor, Code::TooManyRequests]),
        ),
        Row::get(
            ContextName::History,
            format!("{one}/audit"),
            format!("get_{noun}_audit"),
            move |State(api), Bearer(caller), PathId(id), address: Uri, query: Query| {
                history::get_audit(api, entity, caller, id, address, query)
            },
            audit(record_audit, Parameters::History),
        ),
    ]
}

fn audit(summary: &'static str, parameters: Parameters) -> Contract {
    let page = Answer::page::<PageInfo>("A page of the audit.", Shape::output::<AuditItem>());
    Contract::granted(summary, READ_AUDIT, page)
        .queries(parameters)
        .errors(&[Code::InvalidCursor, Code::TooManyRequests])
}
