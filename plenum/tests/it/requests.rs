//! Valid requests for every route: the bodies are the samples beside the routes, and the paths name records made of
//! them.
//!
//! A new route needs nothing here. Its contract cannot be written without the sample of its body, and a collection that
//! its path names is found by the route that creates or lists its members.

use std::collections::HashMap;

use http::Method;
use plenum_api::{RouteInfo, SampleBody, UNIQUE, routes};
use plenum_shared::catalogue::{Entity, FieldKind};
use plenum_testkit::{
    Plenum, catalogue,
    people::{Person, short_id},
    samples,
};
use serde_json::{Value, json};

/// The ids that paths name: a record of each entity by its name, and a member of every other collection by the name of
/// the collection in paths. Texts that are needed hold a canary.
pub(crate) struct Records(HashMap<String, String>);

impl Records {
    pub(crate) async fn of(plenum: &Plenum, person: &Person, canary: &str) -> Self {
        notify(plenum, person, canary).await;
        let mut records = Self(HashMap::new());
        for entity in catalogue().entities() {
            let made = person.create(entity.plural, records.least(entity, canary)).await;
            records.0.insert(entity.name.to_owned(), id_of(&made));
        }
        records.0.insert("users".to_owned(), person.user.to_string());
        records.0.insert("tenants".to_owned(), person.tenant.to_string());
        // No route begins a job by itself.
        let job = plenum.add_dead_job(person.tenant, None, "expiry_of_notifications", canary).await;
        records.0.insert("jobs".to_owned(), job.to_string());
        for route in routes(catalogue()) {
            let Some(collection) = route.target.collection() else { continue };
            if !records.0.contains_key(key_of(collection)) {
                let id = match create_in(person, collection_path(&route), canary).await {
                    Some(id) => id,
                    None => first_of(person, &route).await,
                };
                records.0.insert(collection.to_owned(), id);
            }
        }
        records
    }

    /// The id of a record of an entity, or of a member of a collection.
    pub(crate) fn id(&self, word: &str) -> &str {
        &self.0[key_of(word)]
    }

    /// The id that stands for `{id}` in the path of a route.
    pub(crate) fn target(&self, route: &RouteInfo) -> &str {
        self.id(route.target.collection().expect("a path with an id"))
    }

    /// The least that makes a record.
    pub(crate) fn least(&self, entity: &Entity, text: &str) -> Value {
        samples::body(entity, text, |target| json!(self.id(target)))
    }

    /// The sample of a route. A replacement is left empty: the record has to be read for it.
    pub(crate) fn body(&self, route: &RouteInfo) -> Option<Value> {
        let entity = || entity_of(&route.path).expect("a route of records");
        Some(match route.sample.as_ref()? {
            SampleBody::Accepted(sample) => fill_in(sample, ""),
            SampleBody::Refused | SampleBody::RecordAsRead => json!({}),
            SampleBody::NewRecord => self.least(entity(), &short_id()),
            SampleBody::RecordPatch => {
                let mut texts = entity().own_fields.iter().filter(|field| matches!(field.kind, FieldKind::Text { .. }));
                json!({ texts.next().expect("a text").name: "mine" })
            }
        })
    }
}

/// A notification for this person: a colleague gives them a deal with this title.
async fn notify(plenum: &Plenum, person: &Person, title: &str) {
    let colleague = plenum.member(person, "tenant_admin").await;
    colleague.create("deals", json!({ "title": title, "ownerId": person.user })).await;
    plenum.settled().await;
}

/// Creates a member of the collection at a path from the sample of the route that does so, if there is one.
pub(crate) async fn create_in(person: &Person, path: &str, text: &str) -> Option<String> {
    let creates = |route: &RouteInfo| route.method == Method::POST && route.path == path;
    let Some(SampleBody::Accepted(sample)) = routes(catalogue()).into_iter().find(creates)?.sample else { return None };
    Some(id_of(&person.http.post(path, &fill_in(&sample, text)).await.expect(201).data()))
}

/// The first member in the list of a collection.
async fn first_of(person: &Person, route: &RouteInfo) -> String {
    let list = person.http.get(collection_path(route)).await;
    let first = list.status.is_success().then(|| list.data()[0]["id"].as_str().map(str::to_owned)).flatten();
    first.unwrap_or_else(|| {
        panic!(
            "no route creates or lists what {} names: add it to Records::of in plenum/tests/it/requests.rs",
            route.path
        )
    })
}

/// The path of the collection that `{id}` names a member of.
pub(crate) fn collection_path(route: &RouteInfo) -> &str {
    route.path.split_once("/{id}").map_or(route.path.as_str(), |(collection, _)| collection)
}

/// A sample with this text, made unique for each request, in the places for one.
fn fill_in(sample: &Value, text: &str) -> Value {
    let filled = sample.to_string().replace(UNIQUE, &format!("{text}{}", short_id()));
    serde_json::from_str(&filled).expect("JSON as before")
}

pub(crate) fn id_of(made: &Value) -> String {
    made["id"].as_str().expect("an id").to_owned()
}

/// The entity whose records a path names, if it names records.
pub(crate) fn entity_of(path: &str) -> Option<&'static Entity> {
    path.split('/').find_map(|segment| catalogue().by_segment(segment))
}

fn key_of(word: &str) -> &str {
    catalogue().by_segment(word).map_or(word, |entity| entity.name)
}
