//! Every operation against everybody: nobody, the neighbour, another team, and each role.
//!
//! The operations are those of the document that the running server serves, so that a new one cannot be missed: one for
//! which there is no valid request yet fails. What each answers follows from the permission that the document names and
//! from the grants that `GET /roles` shows, not from a table of this test.

mod document;
mod expected;
mod requests;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use http::Method;
use plenum_api::routes;
use plenum_shared::{catalogue::Ownership, clock::Source};
use plenum_testkit::{
    catalogue,
    http::{Answer, Client},
    people::Person,
};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use self::{
    document::{Door, Operation},
    expected::{Expected, Grants, Place},
    requests::{Desk, Owner, ask, references},
};
use crate::{
    coverage::{id_of, notification},
    plenum,
};

const CANARY: &str = "CANARY-RIVAL";

/// Operations whose request is well-formed and still refused, because their success has tests of its own. This list may
/// only become shorter.
const WITHOUT_SUCCESS: [&str; 1] = ["change_password"];

/// Two that are the same to a stranger, apart from where the log stood, which is sealed anew for each answer.
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
async fn to_nobody_and_to_the_neighbour_every_operation_is_closed() {
    let plenum = plenum().start().await;
    let operations = Operation::all(&plenum.anonymous()).await;
    let documented: BTreeSet<_> = operations.iter().map(|it| (it.method.to_string(), it.path.clone())).collect();
    let served: BTreeSet<_> =
        routes(catalogue()).into_iter().map(|route| (route.method.to_string(), route.path)).collect();
    assert_eq!(documented, served, "the document has every route");

    let (stranger, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let told = notification(&plenum, &theirs).await;
    let mut desk = Desk::of(&theirs, CANARY).await;
    desk.records.0.insert("notifications", told);
    let team = json!({ "name": "ours" });
    let our_team = id_of(&stranger.http.post("/api/v1/teams", &team).await.expect(201).data());
    let before = plenum.fingerprint().await;

    let mut wrong = Vec::new();
    for operation in &operations {
        wrong.extend(nobody(&plenum.anonymous(), &desk, operation).await);
        if matches!(operation.door, Door::Members(_)) {
            wrong.extend(neighbour(&stranger, &our_team, &desk, operation).await);
        }
    }
    expect_none(wrong);
    assert_eq!(plenum.fingerprint().await, before, "nothing changed");
}

async fn nobody(anybody: &Client, desk: &Desk, operation: &Operation) -> Option<String> {
    let path = desk.path(operation, &never(), &never());
    let body = if operation.name.starts_with("replace_") { Some(json!({})) } else { desk.body(operation, &path).await };
    let answer = ask(anybody, operation, &path, body.as_ref()).await;
    let status = answer.status.as_u16();
    let right = match operation.door {
        Door::Anybody => !matches!(status, 401 | 403 | 404) && operation.knows(status),
        _ => status == 401 && answer.json()["code"] == "unauthenticated" && answer.header("www-authenticate").is_some(),
    };
    (!right).then(|| format!("nobody: {} {path}: {status} {}", operation.method, answer.text()))
}

/// What is the neighbour's is to every operation what never was, in the path and in the body.
async fn neighbour(stranger: &Person, our_team: &str, desk: &Desk, operation: &Operation) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut compare = |what: &str, foreign: Answer, unknown: Answer, status: u16| {
        if unknown.status.as_u16() != status || to_a_stranger(&foreign) != to_a_stranger(&unknown) {
            let what = format!("neighbour, {what}: {} {}", operation.method, operation.path);
            wrong.push(format!("{what}: {} instead of {}", foreign.text(), unknown.text()));
        }
    };
    if operation.names_something() {
        let (id, user) = (desk.records.named_by(&operation.path).to_owned(), desk.admin.user.to_string());
        let (ours, us) = (our_team.to_owned(), stranger.user.to_string());
        let mut pairs = vec![(id.clone(), user.clone())];
        if operation.path.contains("{userId}") {
            pairs.extend([(id, us), (ours, user)]);
        }
        let theirs = desk.path(operation, &pairs[0].0, &pairs[0].1);
        let body = desk.body(operation, &theirs).await;
        for (id, user) in pairs {
            let path = desk.path(operation, &id, &user);
            let id = if id == our_team { id } else { never() };
            let user = if user == stranger.user.to_string() { user } else { never() };
            let unknown = desk.path(operation, &id, &user);
            let foreign = ask(&stranger.http, operation, &path, body.as_ref()).await;
            compare("path", foreign, ask(&stranger.http, operation, &unknown, body.as_ref()).await, 404);
        }
    } else if operation.method == Method::GET {
        let shown = ask(&stranger.http, operation, &operation.path, None).await;
        if shown.status != 200 || shown.text().contains(CANARY) {
            wrong.push(format!("neighbour: GET {}: {}", operation.path, shown.text()));
        }
    } else if let (true, Some(entity)) = (operation.takes_body, operation.entity()) {
        for (field, target) in references(entity) {
            let mut body = desk.records.body(entity, "mine");
            let mut with = async |value: &str| {
                body[field] = json!(value);
                ask(&stranger.http, operation, &operation.path, Some(&body)).await
            };
            let foreign = with(desk.records.named_by(&format!("/{target}"))).await;
            compare(field, foreign, with(&never()).await, 422);
        }
    }
    wrong
}

/// A member of the first team, and records at each place as they see them.
struct Actor {
    role: String,
    grants: Grants,
    person: Person,
    records: HashMap<(&'static str, Place), String>,
    /// One of those they were told, if they were.
    notification: Option<String>,
}

#[tokio::test]
async fn every_operation_answers_each_role_as_its_grants_say() {
    let plenum = plenum().start().await;
    let operations = Arc::new(Operation::all(&plenum.anonymous()).await);
    let admin = plenum.admin("acme").await;
    let told = notification(&plenum, &admin).await;
    let mut desk = Desk::of(&admin, "desk").await;
    desk.records.0.insert("notifications", told);
    let desk = Arc::new(desk);
    let nothing = json!({ "key": "nothing", "name": "Nothing", "permissions": [] });
    admin.http.post("/api/v1/roles", &nothing).await.expect(201);
    let roles = admin.http.get("/api/v1/roles?limit=200").await.expect(200).data();
    // The role that the desk keeps to itself is one without permissions too.
    let roles = roles.as_array().cloned().unwrap_or_default().into_iter();
    let roles: Vec<_> = roles.filter(|role| role["isSystem"] == true || role["key"] == "nothing").collect();
    assert_eq!(roles.len(), 6);

    let mut actors = Vec::new();
    for role in roles {
        actors.push(Actor::new(plenum.member(&admin, key(&role)).await, &role, &desk).await);
    }
    plenum.settled().await;
    let mut at_work = JoinSet::new();
    for mut actor in actors {
        let told = actor.person.http.get("/api/v1/notifications").await.expect(200).data();
        actor.notification = told[0]["id"].as_str().map(str::to_owned);
        let (desk, operations) = (desk.clone(), operations.clone());
        at_work.spawn(async move { actor.tries(&operations, &desk).await });
    }
    expect_none(at_work.join_all().await.concat());
}

fn key(role: &Value) -> &str {
    role["key"].as_str().expect("a key")
}

impl Actor {
    async fn new(person: Person, role: &Value, desk: &Desk) -> Self {
        let team = desk.records.named_by("/teams");
        let seat = format!("/api/v1/teams/{team}/members/{}", person.user);
        desk.admin.http.ask(Method::PUT, &seat).send().await.expect(204);
        let (grants, mut records) = (Grants::of(role), HashMap::new());
        for entity in catalogue().entities() {
            for place in Place::ALL {
                // Only who may see such records can own one.
                let is_possible = match entity.ownership {
                    Ownership::Shared => place == Place::Own,
                    Ownership::Owned => place != Place::Own || grants.have(&format!("{}.read", entity.module)),
                };
                if is_possible {
                    let id = desk.record(entity, &Owner::at(place, &person, desk)).await;
                    records.insert((entity.name, place), id);
                }
            }
        }
        Self { role: key(role).to_owned(), grants, person, records, notification: None }
    }

    async fn tries(&self, operations: &[Operation], desk: &Desk) -> Vec<String> {
        let mut wrong = Vec::new();
        for operation in operations.iter().filter(|operation| operation.door != Door::Anybody) {
            let of_records = operation.entity().filter(|_| operation.names_something());
            let places = match of_records.map(|entity| entity.ownership) {
                Some(Ownership::Owned) => &Place::ALL[..],
                _ => &Place::ALL[..1],
            };
            for place in places {
                if of_records.is_none_or(|entity| self.records.contains_key(&(entity.name, *place))) {
                    wrong.extend(self.tries_at(operation, *place, desk).await);
                }
            }
        }
        wrong
    }

    async fn tries_at(&self, operation: &Operation, place: Place, desk: &Desk) -> Option<String> {
        let mut expected = self.grants.expect(operation, place);
        if operation.name == "mark_notification_read" && self.notification.is_none() {
            expected = Expected::NotFound;
        }
        let client = self.client(operation).await;
        let owner = Owner::at(place, &self.person, desk);
        let own = if expected == Expected::Answered { desk.fresh(operation, &owner).await } else { None };
        let id = match own {
            Some(id) => id,
            None if operation.path.contains("{id}") => self.named(&client, operation, place, desk).await,
            None => String::new(),
        };
        let path = desk.path(operation, &id, &self.person.user.to_string());
        let body = desk.body(operation, &path).await;
        let whole = if self.lists_records(operation) { format!("{path}?limit=200") } else { path };
        let answer = ask(&client, operation, &whole, body.as_ref()).await;
        let (status, code) = (answer.status.as_u16(), || answer.json()["code"].clone());
        let right = match expected {
            Expected::Unauthenticated => status == 401 && code() == "unauthenticated",
            Expected::Forbidden => status == 403 && code() == "forbidden",
            Expected::NotFound => {
                let path = desk.path(operation, &never(), &self.person.user.to_string());
                let unknown = ask(&client, operation, &path, body.as_ref()).await;
                status == 404 && to_a_stranger(&answer) == to_a_stranger(&unknown)
            }
            Expected::Answered => {
                let succeeds = !WITHOUT_SUCCESS.contains(&operation.name.as_str());
                operation.knows(status)
                    && !matches!(status, 401 | 403 | 404)
                    && answer.status.is_success() == succeeds
                    && self.is_shown_right(operation, &answer)
            }
        };
        (!right).then(|| {
            let what = format!("{} {} at {place:?}", operation.method, operation.path);
            format!("{}: {what}: {status} instead of {expected:?}: {}", self.role, answer.text())
        })
    }

    fn lists_records(&self, operation: &Operation) -> bool {
        operation.method == Method::GET && operation.entity().is_some() && !operation.names_something()
    }

    /// Whether a list has what is within the scope of the role, and nothing else.
    fn is_shown_right(&self, operation: &Operation, answer: &Answer) -> bool {
        let Some(entity) = operation.entity().filter(|_| self.lists_records(operation)) else { return true };
        let text = answer.text();
        let known = Place::ALL.into_iter().filter_map(|place| Some((place, self.records.get(&(entity.name, place))?)));
        let mut known = known.map(|(place, id)| self.grants.show(operation, place) == text.contains(id.as_str()));
        known.all(|is_right| is_right)
    }

    /// What ends a session is tried on one made for that.
    async fn client(&self, operation: &Operation) -> Client {
        let client = self.person.http.clone();
        if !matches!(operation.name.as_str(), "logout" | "end_session" | "end_other_sessions") {
            return client;
        }
        let login = json!({ "email": self.person.email, "password": self.person.password });
        let signed_in = client.post("/api/v1/auth/login", &login).await.expect(200).data();
        match operation.name.as_str() {
            // It ends the new one.
            "end_other_sessions" => client,
            _ => client.with_bearer(signed_in["tokens"]["accessToken"].as_str().expect("a token")),
        }
    }

    /// Something that stays.
    async fn named(&self, client: &Client, operation: &Operation, place: Place, desk: &Desk) -> String {
        let of_desk = || desk.records.named_by(&operation.path).to_owned();
        match (operation.name.as_str(), operation.entity()) {
            (_, Some(entity)) => self.records[&(entity.name, place)].clone(),
            // The newest is the one that asks.
            ("end_session", _) => id_of(&client.get("/api/v1/auth/sessions").await.expect(200).data()[0]),
            ("mark_notification_read", _) => self.notification.clone().unwrap_or_else(of_desk),
            _ if operation.door == Door::Operators => desk.admin.tenant.to_string(),
            _ => of_desk(),
        }
    }
}
