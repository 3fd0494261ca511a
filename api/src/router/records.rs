//! The operations on the records of one entity at one address.

pub(super) mod followers;

use axum::extract::State;
use http::Uri;
use plenum_app::records as use_cases;
use plenum_shared::{Code, access::Action, catalogue::Entity};
use serde_json::json;

use crate::{
    contract::{Answer, ContextName, Contract, Header, Parameters, Row, SampleBody, Shape},
    extract::{Bearer, IfMatch, JsonObject, NoQuery, PathId, Query},
    routes::{
        answer::{deleted, record},
        records::{self, Batch, BatchResults, RecordCount, RecordPageInfo},
    },
    state::Api,
};

pub(super) fn rows(entity: &'static Entity, path: &str) -> Vec<Row> {
    let mut rows = collection(entity, path);
    rows.extend(single(entity, &format!("{path}/{{id}}")));
    rows
}

fn collection(entity: &'static Entity, path: &str) -> Vec<Row> {
    let created = Answer::created("The new record.", Shape::record(entity));
    let page = Answer::page::<RecordPageInfo>("A page of records.", Shape::record(entity));
    let found = Answer::plain("A page of records.", Shape::record(entity).in_page::<RecordPageInfo>());
    let found = found.with_headers(&[Header::EventCursor]);
    let counted = Answer::data("The number of records.", Shape::output::<RecordCount>());
    let counted = counted.with_headers(&[Header::EventCursor]);
    let batched = Answer::data("What became of each operation.", Shape::output::<BatchResults>());
    let batched = batched.with_headers(&[Header::EventCursor]);
    let nobody = json!({ "op": "restore", "id": "0190b5a4-6f00-7000-8000-000000000000" });
    vec![
        Row::post(
            ContextName::Records,
            path,
            format!("create_{}", entity.noun()),
            move |State(api), Bearer(caller), _: NoQuery, address: Uri, body: JsonObject| {
                records::create(api, entity, caller, address, body)
            },
            Contract::granted("Creates a record", entity.permission(Action::WRITE), created)
                .takes_shape(Shape::new_record(entity), SampleBody::NewRecord)
                .errors(&[Code::AlreadyExists, Code::LimitReached]),
        ),
        Row::get(
            ContextName::Records,
            path,
            format!("list_{}", entity.plural),
            move |State(api), Bearer(caller), address: Uri, query: Query| {
                records::list(api, entity, caller, address, query)
            },
            Contract::granted(
                "Reads a page of the records that the caller may see",
                entity.permission(Action::READ),
                page,
            )
            .queries(Parameters::Records(entity))
            .errors(&[Code::InvalidCursor, Code::Invalid, Code::TooManyRequests]),
        ),
        Row::get(
            ContextName::Records,
            format!("{path}/count"),
            format!("count_{}", entity.plural),
            move |State(api), Bearer(caller), query: Query| records::count(api, entity, caller, query),
            Contract::granted(
                "Counts the records that the caller may see, in groups with the same values if requested",
                entity.permission(Action::READ),
                counted,
            )
            .queries(Parameters::RecordCount(entity))
            .errors(&[Code::Invalid, Code::TooManyRequests]),
        ),
        Row::post(
            ContextName::Records,
            format!("{path}/search"),
            format!("search_{}", entity.plural),
            move |State(api), Bearer(caller), _: NoQuery, body: JsonObject| records::search(api, entity, caller, body),
            Contract::granted(
                "Reads a page of the records that a filter in the body finds",
                entity.permission(Action::READ),
                found,
            )
            .takes_shape(Shape::record_search(entity), SampleBody::Accepted(json!({ "limit": 5 })))
            .errors(&[Code::InvalidCursor, Code::TooManyRequests]),
        ),
        Row::post(
            ContextName::Records,
            format!("{path}/batch"),
            format!("batch_{}", entity.plural),
            move |State(api), Bearer(caller), _: NoQuery, body: JsonObject| records::batch(api, entity, caller, body),
            Contract::granted(
                "Does up to 100 operations on records in one transaction and one change set",
                entity.permission(Action::READ),
                batched,
            )
            .costs(10)
            .takes_shape(Shape::input::<Batch>(), SampleBody::Accepted(json!({ "operations": [nobody] })))
            .errors(&[
                Code::TooManyRequests,
                Code::NotFound,
                Code::AlreadyExists,
                Code::InUse,
                Code::LastOfItsKind,
                Code::LimitReached,
                Code::NotDeleted,
                Code::Stale,
            ]),
        ),
    ]
}

fn single(entity: &'static Entity, path: &str) -> Vec<Row> {
    let operation = |verb: &str| format!("{verb}_{}", entity.noun());
    let granted = |summary, action| {
        let answer = Answer::versioned("The record.", Shape::record(entity));
        Contract::granted(summary, entity.permission(action), answer)
    };
    let gone = Answer::nothing("Deleted.").with_headers(&[Header::Etag, Header::EventCursor]);
    let conflicts = &[Code::AlreadyExists, Code::InUse, Code::LastOfItsKind];
    vec![
        Row::get(
            ContextName::Records,
            path,
            operation("get"),
            move |State(api), Bearer(caller), PathId(id), query: Query| records::get(api, entity, caller, id, query),
            granted(
                "Reads a record, now or as of a time, and the related records that `include` requests",
                Action::READ,
            )
            .queries(Parameters::Record(entity))
            .errors(&[Code::FeatureNotInPlan]),
        ),
        Row::patch(
            ContextName::Records,
            path,
            operation("patch"),
            move |State(api): State<Api>,
                  Bearer(caller): Bearer,
                  PathId(id),
                  _: NoQuery,
                  IfMatch(version): IfMatch,
                  JsonObject(body): JsonObject| async move {
                record(use_cases::patch(&api.app, &caller, entity, id, version, body).await?)
            },
            granted("Changes a record", Action::WRITE)
                .takes_shape(Shape::record_patch(entity), SampleBody::RecordPatch)
                .errors(conflicts),
        ),
        Row::put(
            ContextName::Records,
            path,
            operation("replace"),
            move |State(api): State<Api>,
                  Bearer(caller): Bearer,
                  PathId(id),
                  _: NoQuery,
                  IfMatch(version): IfMatch,
                  JsonObject(body): JsonObject| async move {
                record(use_cases::replace(&api.app, &caller, entity, id, version, body).await?)
            },
            granted("Replaces a record; fields that the body does not name get their default", Action::WRITE)
                .takes_shape(Shape::record_replacement(entity), SampleBody::RecordAsRead)
                .errors(conflicts),
        ),
        Row::delete(
            ContextName::Records,
            path,
            operation("delete"),
            move |State(api): State<Api>, Bearer(caller): Bearer, PathId(id), _: NoQuery, IfMatch(version): IfMatch| async move {
                deleted(&use_cases::delete(&api.app, &caller, entity, id, version).await?)
            },
            Contract::granted("Deletes a record; it can be restored", entity.permission(Action::DELETE), gone)
                .errors(&[Code::InUse, Code::LastOfItsKind]),
        ),
        Row::post(
            ContextName::Records,
            format!("{path}/restore"),
            operation("restore"),
            move |State(api): State<Api>, Bearer(caller): Bearer, PathId(id), _: NoQuery| async move {
                record(use_cases::restore(&api.app, &caller, entity, id).await?)
            },
            granted("Restores a deleted record", Action::DELETE).errors(&[
                Code::NotDeleted,
                Code::AlreadyExists,
                Code::Invalid,
                Code::LimitReached,
            ]),
        ),
    ]
}
