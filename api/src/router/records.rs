//! The operations on the records of one entity at one address.

use axum::extract::State;
use http::Uri;
use plenum_shared::{Code, access::Action, catalogue::Entity};

use super::{Answer, Contract, Header, Parameters, Row};
use crate::{
    extract::{Bearer, IfMatch, JsonObject, NoQuery, PathId, Query},
    openapi::Shape,
    routes::records,
};

pub(super) fn rows(entity: &'static Entity, path: &str) -> Vec<Row> {
    let (noun, one) = (entity.noun(), format!("{path}/{{id}}"));
    let operation = |verb: &str| format!("{verb}_{noun}");
    let deleted = Answer::nothing("Deleted.").with_headers(&[Header::Etag, Header::EventCursor]);
    vec![
        Row::post(
            path,
            operation("create"),
            move |State(api), Bearer(who), _: NoQuery, address: Uri, body: JsonObject| {
                records::create(api, entity, who, address, body)
            },
            create(entity),
        ),
        Row::get(
            path,
            format!("list_{}", entity.plural),
            move |State(api), Bearer(who), address: Uri, query: Query| records::list(api, entity, who, address, query),
            list(entity),
        ),
        Row::get(
            &one,
            operation("get"),
            move |State(api), Bearer(who), PathId(id), query: Query| records::get(api, entity, who, id, query),
            granted(entity, "Reads a record, and what shall come along with it", Action::Read)
                .asks(Parameters::Record(entity)),
        ),
        Row::patch(
            &one,
            operation("patch"),
            move |State(api), Bearer(who), PathId(id), _: NoQuery, version: IfMatch, body: JsonObject| {
                records::patch(api, entity, who, id, version, body)
            },
            granted(entity, "Changes a record", Action::Write).takes_shape(Shape::record_patch(entity)).refuses(&[
                Code::AlreadyExists,
                Code::InUse,
                Code::LastOfItsKind,
            ]),
        ),
        Row::put(
            &one,
            operation("replace"),
            move |State(api), Bearer(who), PathId(id), _: NoQuery, version: IfMatch, body: JsonObject| {
                records::replace(api, entity, who, id, version, body)
            },
            granted(
                entity,
                "Makes a record what the body says; fields it does not name get their default",
                Action::Write,
            )
            .takes_shape(Shape::record_replacement(entity))
            .refuses(&[Code::AlreadyExists, Code::InUse, Code::LastOfItsKind]),
        ),
        Row::delete(
            &one,
            operation("delete"),
            move |State(api), Bearer(who), PathId(id), _: NoQuery, version: IfMatch| {
                records::delete(api, entity, who, id, version)
            },
            Contract::granted("Deletes a record; it can be restored", entity.module, Action::Delete, deleted)
                .refuses(&[Code::InUse, Code::LastOfItsKind]),
        ),
        Row::post(
            format!("{one}/restore"),
            operation("restore"),
            move |State(api), Bearer(who), PathId(id), _: NoQuery| records::restore(api, entity, who, id),
            granted(entity, "Brings a deleted record back", Action::Delete).refuses(&[
                Code::NotDeleted,
                Code::AlreadyExists,
                Code::Invalid,
            ]),
        ),
    ]
}

fn granted(entity: &'static Entity, summary: &'static str, action: Action) -> Contract {
    let answer = Answer::versioned("The record.", Shape::record(entity));
    Contract::granted(summary, entity.module, action, answer)
}

fn create(entity: &'static Entity) -> Contract {
    let answer = Answer::created("The new record.", Shape::record(entity));
    Contract::granted("Makes a record", entity.module, Action::Write, answer)
        .takes_shape(Shape::new_record(entity))
        .refuses(&[Code::AlreadyExists])
}

fn list(entity: &'static Entity) -> Contract {
    let answer = Answer::page::<records::About>("A page of records.", Shape::record(entity));
    Contract::granted("Reads a page of the records that the caller may see", entity.module, Action::Read, answer)
        .asks(Parameters::Records(entity))
        .refuses(&[Code::InvalidCursor, Code::Invalid, Code::TooManyRequests])
}
