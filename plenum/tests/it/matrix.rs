//! Every operation without a token, from another tenant, for records of another team, and in each role.
//!
//! The operations are those of the document that the running server serves, so that a new one cannot be missed: one for
//! which has no sample beside its route fails. What each answers follows from the permission that the document names
//! and from the grants that `GET /roles` shows, not from a table of this test.

mod document;
mod expected;
mod requests;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use http::Method;
use plenum_api::{SampleBody, routes};
use plenum_shared::{catalogue::Ownership, clock::Source};
use plenum_testkit::{
    catalogue,
    http::{Answer, Client},
    people::Person,
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use self::{
    document::{Access, Operation},
    expected::{Expected, Grants, OwnedBy},
    requests::{Fixture, Owner, references, request},
};
use crate::{plenum, requests::id_of};

const CANARY: &str = "CANARY-RIVAL";

/// The part of an answer that must not depend on the target. The cursor is left out: it is sealed anew each time.
fn to_a_stranger(answer: &Answer) -> impl PartialEq + use<> {
    let (status, mut headers, body) = answer.anonymous();
    headers.retain(|(name, _)| name != "x-event-cursor");
    (status, headers, body)
}

fn never() -> String {
    Source::system().uuid().to_string()
}

#[track_caller]
fn expect_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn every_operation_is_closed_without_a_token_and_to_another_tenant() {
    let plenum = plenum().start().await;
    let operations = Operation::all(&plenum.anonymous()).await;
    let documented: BTreeSet<_> = operations.iter().map(|it| (it.method.to_string(), it.path.clone())).collect();
    let served: BTreeSet<_> =
        routes(catalogue()).into_iter().map(|route| (route.method.to_string(), route.path)).collect();
    assert_eq!(documented, served, "the document has every route");

    let (stranger, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let fixture = Fixture::of(&plenum, &theirs, CANARY).await;
    let team = json!({ "name": "ours" });
    let our_team = id_of(&stranger.http.post("/api/v1/teams", &team).await.expect(201).data());
    let before = plenum.fingerprint().await;

    let mut wrong = Vec::new();
    for operation in &operations {
        wrong.extend(nobody(&plenum.anonymous(), &fixture, operation).await);
        if matches!(operation.access, Access::Members(_)) {
            wrong.extend(neighbour(&stranger, &our_team, &fixture, operation).await);
        }
    }
    expect_none(wrong);
    assert_eq!(plenum.fingerprint().await, before, "nothing changed");
}

async fn nobody(anybody: &Client, fixture: &Fixture, operation: &Operation) -> Option<String> {
    let path = fixture.path(operation, &never(), &never());
    let body = fixture.records.body(&operation.route);
    let answer = request(anybody, operation, &path, body.as_ref()).await;
    let status = answer.status.as_u16();
    let right = match operation.access {
        Access::Public => !matches!(status, 401 | 403 | 404) && operation.knows(status),
        _ => status == 401 && answer.json()["code"] == "unauthenticated" && answer.header("www-authenticate").is_some(),
    };
    (!right).then(|| format!("nobody: {} {path}: {status} {}", operation.method, answer.text()))
}

/// To every operation an id of another tenant is like an unknown id, in the path and in the body.
async fn neighbour(stranger: &Person, our_team: &str, fixture: &Fixture, operation: &Operation) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut compare = |what: &str, foreign: Answer, unknown: Answer, status: u16| {
        if unknown.status.as_u16() != status || to_a_stranger(&foreign) != to_a_stranger(&unknown) {
            let what = format!("neighbour, {what}: {} {}", operation.method, operation.path);
            wrong.push(format!("{what}: {} instead of {}", foreign.text(), unknown.text()));
        }
    };
    if operation.names_something() {
        let (id, user) = (fixture.records.target(&operation.route).to_owned(), fixture.admin.user.to_string());
        let (ours, us) = (our_team.to_owned(), stranger.user.to_string());
        let mut pairs = vec![(id.clone(), user.clone())];
        if operation.path.contains("{userId}") {
            pairs.extend([(id, us), (ours, user)]);
        }
        let theirs = fixture.path(operation, &pairs[0].0, &pairs[0].1);
        let body = fixture.body(operation, &theirs).await;
        for (id, user) in pairs {
            let path = fixture.path(operation, &id, &user);
            let id = if id == our_team { id } else { never() };
            let user = if user == stranger.user.to_string() { user } else { never() };
            let unknown = fixture.path(operation, &id, &user);
            let foreign = request(&stranger.http, operation, &path, body.as_ref()).await;
            compare("path", foreign, request(&stranger.http, operation, &unknown, body.as_ref()).await, 404);
        }
    } else if operation.method == Method::GET {
        let shown = request(&stranger.http, operation, &operation.path, None).await;
        if shown.status != 200 || shown.text().contains(CANARY) {
            wrong.push(format!("neighbour: GET {}: {}", operation.path, shown.text()));
        }
    } else if let (true, Some(entity)) = (operation.route.sample.is_some(), operation.entity()) {
        for (field, target) in references(entity) {
            let mut body = fixture.records.least(entity, "mine");
            let mut with = async |value: &str| {
                body[field] = json!(value);
                request(&stranger.http, operation, &operation.path, Some(&body)).await
            };
            let foreign = with(fixture.records.id(target)).await;
            compare(field, foreign, with(&never()).await, 422);
        }
    }
    wrong
}

/// A member of the first team, and a record of each owner as the member sees it.
struct Actor {
    role: String,
    grants: Grants,
    person: Person,
    records: HashMap<(&'static str, OwnedBy), String>,
    /// A notification of theirs, if they have one.
    notification: Option<String>,
    /// A job of theirs for each operation on one, by its path: one that can be cancelled, or run again.
    jobs: HashMap<String, String>,
}

#[tokio::test]
async fn every_operation_answers_each_role_as_its_grants_say() {
    let plenum = plenum().start().await;
    let operations = Arc::new(Operation::all(&plenum.anonymous()).await);
    let admin = plenum.admin("acme").await;
    let fixture = Arc::new(Fixture::of(&plenum, &admin, "fixture").await);
    let nothing = json!({ "key": "nothing", "name": "Nothing", "permissions": [] });
    admin.http.post("/api/v1/roles", &nothing).await.expect(201);
    let roles = admin.http.get("/api/v1/roles?limit=200").await.expect(200).data();
    // The role that the fixture keeps to itself is one without permissions too.
    let roles = roles.as_array().cloned().unwrap_or_default().into_iter();
    let roles: Vec<_> = roles.filter(|role| role["isSystem"] == true || role["key"] == "nothing").collect();
    assert_eq!(roles.len(), 6);

    let mut actors = Vec::new();
    for role in roles {
        let mut actor = Actor::new(plenum.member(&admin, key(&role)).await, &role, &fixture).await;
        for operation in operations.iter().filter(|operation| operation.path.contains("/jobs/{id}")) {
            let (tenant, user, kind) = (admin.tenant, Some(actor.person.user), "expiry_of_notifications");
            let job = match operation.name.as_str() {
                "cancel_job" => plenum.add_waiting_job(tenant, user, kind).await,
                _ => plenum.add_dead_job(tenant, user, kind, "broken").await,
            };
            actor.jobs.insert(operation.path.clone(), job.to_string());
        }
        actors.push(actor);
    }
    plenum.settled().await;
    let mut at_work = JoinSet::new();
    for mut actor in actors {
        let notifications = actor.person.http.get("/api/v1/notifications").await.expect(200).data();
        actor.notification = notifications[0]["id"].as_str().map(str::to_owned);
        let (fixture, operations) = (fixture.clone(), operations.clone());
        at_work.spawn(async move { actor.tries(&operations, &fixture).await });
    }
    expect_none(at_work.join_all().await.concat());
}

fn key(role: &Value) -> &str {
    role["key"].as_str().expect("a key")
}

impl Actor {
    async fn new(person: Person, role: &Value, fixture: &Fixture) -> Self {
        let team = fixture.records.id("teams");
        let membership = format!("/api/v1/teams/{team}/members/{}", person.user);
        fixture.admin.http.request(Method::PUT, &membership).send().await.expect(204);
        let (grants, mut records) = (Grants::of(role), HashMap::new());
        for entity in catalogue().entities() {
            for owned_by in OwnedBy::ALL {
                // Only a member who may see such records can own one.
                let is_possible = match entity.ownership {
                    Ownership::Shared => owned_by == OwnedBy::Own,
                    Ownership::Owned => owned_by != OwnedBy::Own || grants.have(&format!("{}.read", entity.module)),
                };
                if is_possible {
                    let id = fixture.record(entity, &Owner::at(owned_by, &person, fixture)).await;
                    records.insert((entity.name, owned_by), id);
                }
            }
        }
        Self { role: key(role).to_owned(), grants, person, records, notification: None, jobs: HashMap::new() }
    }

    async fn tries(&self, operations: &[Operation], fixture: &Fixture) -> Vec<String> {
        let mut wrong = Vec::new();
        for operation in operations.iter().filter(|operation| operation.access != Access::Public) {
            let of_records = operation.entity().filter(|_| operation.names_something());
            let owners = match of_records.map(|entity| entity.ownership) {
                Some(Ownership::Owned) => &OwnedBy::ALL[..],
                _ => &OwnedBy::ALL[..1],
            };
            for owned_by in owners {
                if of_records.is_none_or(|entity| self.records.contains_key(&(entity.name, *owned_by))) {
                    wrong.extend(self.tries_at(operation, *owned_by, fixture).await);
                }
            }
        }
        wrong
    }

    async fn tries_at(&self, operation: &Operation, owned_by: OwnedBy, fixture: &Fixture) -> Option<String> {
        let mut expected = self.grants.expect(operation, owned_by);
        if operation.name == "mark_notification_read" && self.notification.is_none() {
            expected = Expected::NotFound;
        }
        // The change set is the administrator's.
        let of_change_set = matches!(operation.name.as_str(), "get_change_set" | "revert_change_set");
        if of_change_set && !self.grants.have("changesets.read") {
            expected = Expected::NotFound;
        }
        let client = self.client(operation).await;
        let owner = Owner::at(owned_by, &self.person, fixture);
        let own = if expected == Expected::Answered { fixture.fresh(operation, &owner).await } else { None };
        let id = match own {
            Some(id) => id,
            None if operation.path.contains("{id}") => self.named(&client, operation, owned_by, fixture).await,
            None => String::new(),
        };
        let path = fixture.path(operation, &id, &self.person.user.to_string());
        let body = fixture.body(operation, &path).await;
        let whole = if self.lists_records(operation) { format!("{path}?limit=200") } else { path };
        let answer = request(&client, operation, &whole, body.as_ref()).await;
        let (status, code) = (answer.status.as_u16(), || answer.json()["code"].clone());
        let right = match expected {
            Expected::Unauthenticated => status == 401 && code() == "unauthenticated",
            Expected::Forbidden => status == 403 && code() == "forbidden",
            Expected::NotFound => {
                let path = fixture.path(operation, &never(), &self.person.user.to_string());
                let unknown = request(&client, operation, &path, body.as_ref()).await;
                status == 404 && to_a_stranger(&answer) == to_a_stranger(&unknown)
            }
            Expected::Answered => {
                let succeeds = operation.route.sample != Some(SampleBody::Refused);
                operation.knows(status)
                    && !matches!(status, 401 | 403 | 404)
                    && answer.status.is_success() == succeeds
                    && self.is_shown_right(operation, &answer)
            }
        };
        (!right).then(|| {
            let what = format!("{} {} at {owned_by:?}", operation.method, operation.path);
            format!("{}: {what}: {status} instead of {expected:?}: {}", self.role, answer.text())
        })
    }

    fn lists_records(&self, operation: &Operation) -> bool {
        let is_read = operation.method == Method::GET && operation.entity().is_some();
        is_read && !operation.names_something() && !operation.path.ends_with("/count")
    }

    /// Whether a list has what is within the scope of the role, and nothing else.
    fn is_shown_right(&self, operation: &Operation, answer: &Answer) -> bool {
        let Some(entity) = operation.entity().filter(|_| self.lists_records(operation)) else { return true };
        let text = answer.text();
        let known = OwnedBy::ALL
            .into_iter()
            .filter_map(|owned_by| Some((owned_by, self.records.get(&(entity.name, owned_by))?)));
        let mut known = known.map(|(owned_by, id)| self.grants.show(operation, owned_by) == text.contains(id.as_str()));
        known.all(|is_right| is_right)
    }

    /// An operation that ends a session gets a session made for it.
    async fn client(&self, operation: &Operation) -> Client {
        let client = self.person.http.clone();
        if !matches!(operation.name.as_str(), "logout" | "end_session" | "end_other_sessions") {
            return client;
        }
        let login = json!({ "email": self.person.email, "password": self.person.password });
        let signed_in = client.post("/api/v1/auth/login", &login).await.expect(200).data();
        match operation.name.as_str() {
            // The operation ends the new session.
            "end_other_sessions" => client,
            _ => client.with_bearer(signed_in["tokens"]["accessToken"].as_str().expect("a token")),
        }
    }

    /// Something that stays.
    async fn named(&self, client: &Client, operation: &Operation, owned_by: OwnedBy, fixture: &Fixture) -> String {
        if let Some(job) = self.jobs.get(&operation.path) {
            return job.clone();
        }
        let of_desk = || fixture.records.target(&operation.route).to_owned();
        match (operation.name.as_str(), operation.entity()) {
            (_, Some(entity)) => self.records[&(entity.name, owned_by)].clone(),
            // The newest session is that of the request.
            ("end_session", _) => id_of(&client.get("/api/v1/auth/sessions").await.expect(200).data()[0]),
            ("mark_notification_read", _) => self.notification.clone().unwrap_or_else(of_desk),
            _ => of_desk(),
        }
    }
}
