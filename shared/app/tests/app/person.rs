//! Somebody signed in, and what they do: the use cases of records by the last part of their URL.

use plenum_app::{
    App,
    records::{self, ListRequest, RecordView},
};
use plenum_shared::{
    Code, Error,
    caller::Identity,
    catalogue::{Entity, by_segment},
    ids::RecordId,
};
use serde_json::{Map, Value};

use crate::world::World;

pub(crate) struct Person<'a> {
    world: &'a World,
    pub(crate) who: Identity,
}

impl World {
    /// Somebody with a tenant of their own, which they administer.
    pub(crate) async fn founder(&self) -> Person<'_> {
        Person { world: self, who: self.admin().await.0 }
    }

    /// A colleague of the founder, in this role.
    pub(crate) async fn colleague(&self, founder: &Person<'_>, role: &str) -> Person<'_> {
        Person { world: self, who: self.member(&founder.who, role).await }
    }
}

/// What stands at an address of the catalogue, by the last part of its URL.
pub(crate) fn at(segment: &str) -> &'static Entity {
    by_segment(segment).expect("an address of the catalogue")
}

impl Person<'_> {
    pub(crate) fn app(&self) -> &App {
        &self.world.app
    }

    pub(crate) async fn try_create(&self, segment: &str, body: Value) -> Result<RecordView, Error> {
        records::create(self.app(), &self.who, at(segment), fields(body)).await
    }

    pub(crate) async fn create(&self, segment: &str, body: Value) -> RecordView {
        self.try_create(segment, body).await.expect(segment)
    }

    pub(crate) async fn try_patch(&self, segment: &str, id: RecordId, body: Value) -> Result<RecordView, Error> {
        records::patch(self.app(), &self.who, at(segment), id, None, fields(body)).await
    }

    pub(crate) async fn patch(&self, segment: &str, id: RecordId, body: Value) -> RecordView {
        self.try_patch(segment, id, body).await.expect(segment)
    }

    pub(crate) async fn replace(&self, segment: &str, id: RecordId, body: Value) -> Result<RecordView, Error> {
        records::replace(self.app(), &self.who, at(segment), id, None, fields(body)).await
    }

    pub(crate) async fn try_delete(&self, segment: &str, id: RecordId) -> Result<RecordView, Error> {
        records::delete(self.app(), &self.who, at(segment), id, None).await
    }

    pub(crate) async fn try_restore(&self, segment: &str, id: RecordId) -> Result<RecordView, Error> {
        records::restore(self.app(), &self.who, at(segment), id).await
    }

    pub(crate) async fn try_get(&self, segment: &str, id: RecordId) -> Result<RecordView, Error> {
        records::get(self.app(), &self.who, at(segment), id, None).await
    }

    /// One field of a record.
    pub(crate) async fn value(&self, segment: &str, id: RecordId, field: &str) -> Value {
        self.try_get(segment, id).await.expect(segment).record[field].clone()
    }

    /// The ids of everything at an address.
    pub(crate) async fn ids(&self, segment: &str) -> Vec<String> {
        let request = ListRequest { limit: Some(200), ..ListRequest::default() };
        let listing = records::list(self.app(), &self.who, at(segment), &request).await.expect(segment);
        listing.records.iter().map(|record| record["id"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The types of the log's entries about a record, oldest first.
    pub(crate) async fn kinds(&self, id: RecordId) -> Vec<String> {
        let entries = self.world.log(&self.who).await;
        entries.into_iter().filter(|entry| entry.record == id).map(|entry| entry.kind).collect()
    }
}

/// The code of an error, and the field it is about.
pub(crate) fn refusal(outcome: Result<RecordView, Error>) -> (Code, String) {
    let error = outcome.expect_err("refused");
    (error.code(), error.fields().first().map(|field| field.pointer.clone()).unwrap_or_default())
}

fn fields(body: Value) -> Map<String, Value> {
    match body {
        Value::Object(fields) => fields,
        other => panic!("not the fields of a record: {other}"),
    }
}
