//! What happened: to one record, and in the whole tenant.

use axum::extract::State;
use http::Uri;
use plenum_app::history::{AuditItem, TimelineItem};
use plenum_shared::{
    Code,
    access::{AUDIT, Action},
    catalogue::Entity,
};

use super::{Answer, Contract, Parameters, Row};
use crate::{
    extract::{Bearer, PathId, Query},
    openapi::Shape,
    routes::{history, page},
};

/// What happened in the caller's tenant.
pub(super) fn whole(mount: &str) -> Row {
    let summary = "Reads a page of what happened in the caller's tenant, the newest first";
    let contract = audit(summary).asks(Parameters::TenantAudit).refuses(&[Code::InvalidCursor, Code::TooManyRequests]);
    Row::get(format!("{mount}/audit"), "list_audit", history::list_audit, contract)
}

pub(super) fn rows(entity: &'static Entity, path: &str) -> Vec<Row> {
    let (noun, one) = (entity.noun(), format!("{path}/{{id}}"));
    let page = Answer::page::<page::About>("A page of the timeline.", Shape::output::<TimelineItem>());
    let timeline =
        "Reads a page of what happened to a record and of the activities that belong to it, the newest first";
    vec![
        Row::get(
            format!("{one}/timeline"),
            format!("get_{noun}_timeline"),
            move |State(api), Bearer(who), PathId(id), address: Uri, query: Query| {
                history::get_timeline(api, entity, who, id, address, query)
            },
            Contract::granted(timeline, entity.module, Action::Read, page)
                .asks(Parameters::History)
                .refuses(&[Code::InvalidCursor, Code::TooManyRequests]),
        ),
        Row::get(
            format!("{one}/audit"),
            format!("get_{noun}_audit"),
            move |State(api), Bearer(who), PathId(id), address: Uri, query: Query| {
                history::get_audit(api, entity, who, id, address, query)
            },
            audit("Reads a page of what was done to a record, by whom and from where, the newest first")
                .asks(Parameters::History)
                .refuses(&[Code::InvalidCursor, Code::TooManyRequests]),
        ),
    ]
}

fn audit(summary: &'static str) -> Contract {
    let page = Answer::page::<page::About>("A page of the audit.", Shape::output::<AuditItem>());
    Contract::granted(summary, AUDIT, Action::Read, page)
}
