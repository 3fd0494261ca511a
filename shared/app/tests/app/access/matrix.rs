//! Every declared permission, granted and refused: to each built-in role as its defaults say, to a role that has this
//! one and what it implies, and to a role that has every other.
//!
//! The permissions are those of the declarations. Each has a use case that requires it: those over records have them
//! from the catalogue, and each other one has its own here, so that a permission that nothing requires fails this test.

use std::collections::{BTreeSet, HashMap};

use plenum_app::{
    access::{
        permissions::{DELETE_USERS, READ_USERS, WRITE_USERS},
        roles, teams,
    },
    history::{
        change_sets::{self, ChangeSetRequest, Rehearsal},
        permissions::{READ_AUDIT, READ_CHANGE_SETS, REVERT_CHANGE_SETS},
        record_audit,
    },
};
use plenum_shared::{
    Code, Result,
    access::{Action, DeclaredAction, SystemRole},
    catalogue::Ownership,
    ids::{ChangeSetId, RecordId, TeamId, UserId},
};
use plenum_testkit::{
    app::{Person, TestApp, entity_at},
    catalogue, samples,
};
use serde_json::{Value, json};

/// What the use cases act on: things of the administrator's, and for each attempt a record of the caller's team.
struct Fixture {
    ada: Person,
    team: TeamId,
    /// For others to refer to, one of each entity.
    records: HashMap<&'static str, RecordId>,
    change_set: ChangeSetId,
}

impl Fixture {
    async fn of(test: &TestApp) -> Self {
        let ada = test.admin("acme").await;
        let team = ada.team("North", &[]).await;
        let mut records = HashMap::new();
        for entity in catalogue().entities() {
            let body = samples::body(entity, "sample", |target| json!(records[target]));
            records.insert(entity.name, ada.create(entity.plural, body).await.id);
        }
        ada.create("deals", json!({ "title": "theirs", "teamId": team })).await;
        let sets = change_sets::list(&ada.app, &ada.who, &ChangeSetRequest::default()).await.expect("change sets");
        let change_set = sets.items.first().expect("the set of the deal").id;
        Self { ada, team, records, change_set }
    }

    /// A member in the team, in the role of this key.
    async fn member(&self, role: &str) -> Person {
        let member = self.ada.member(role).await;
        self.ada.join_team(member.who.user, self.team).await;
        member
    }

    /// A record of this entity, owned by the member if it has an owner and the member may own it.
    async fn record(&self, segment: &str, owner: UserId) -> RecordId {
        let entity = entity_at(segment);
        let mut body = samples::body(entity, "sample", |target| json!(self.records[target]));
        if entity.ownership == Ownership::Owned {
            body["teamId"] = json!(self.team);
            body["ownerId"] = json!(owner);
            if let Ok(made) = self.ada.try_create(segment, body.clone()).await {
                return made.id;
            }
            body["ownerId"] = Value::Null;
        }
        self.ada.create(segment, body).await.id
    }

    /// Does what the permission lets a member do.
    async fn attempt(&self, who: &Person, declared: &DeclaredAction) -> Result<()> {
        if declared.is_of_records() {
            return self.attempt_on_records(who, declared).await;
        }
        let (app, caller) = (&who.app, &who.who);
        match declared.name() {
            name if name == READ_USERS.to_string() => roles::list(app, caller, Default::default()).await.map(drop),
            name if name == WRITE_USERS.to_string() => {
                let name = app.source().uuid().to_string();
                teams::create(app, caller, &name).await.map(drop)
            }
            name if name == DELETE_USERS.to_string() => {
                let team = self.ada.team(&app.source().uuid().to_string(), &[]).await;
                teams::delete(app, caller, team, None).await
            }
            name if name == READ_AUDIT.to_string() => {
                let deal = self.record("deals", who.who.user).await;
                record_audit(app, caller, entity_at("deals"), deal, &Default::default()).await.map(drop)
            }
            name if name == READ_CHANGE_SETS.to_string() => {
                change_sets::get(app, caller, self.change_set).await.map(drop)
            }
            name if name == REVERT_CHANGE_SETS.to_string() => {
                change_sets::revert(app, caller, self.change_set, Rehearsal::Yes).await.map(drop)
            }
            name => panic!("{name} is declared, and this test knows no use case that requires it"),
        }
    }

    async fn attempt_on_records(&self, who: &Person, declared: &DeclaredAction) -> Result<()> {
        for entity in catalogue().of_module(declared.module) {
            let record = self.record(entity.plural, who.who.user).await;
            if declared.action == Action::READ {
                who.try_get(entity.plural, record).await?;
            } else if declared.action == Action::WRITE {
                who.try_patch(entity.plural, record, json!({ entity.label[0]: "changed" })).await?;
            } else {
                who.try_delete(entity.plural, record).await?;
            }
        }
        Ok(())
    }

    /// What else a role needs so that the attempt gets as far as its permission: to see what it is about.
    fn beside(declared: &DeclaredAction) -> Vec<String> {
        let is_about_deals = matches!(declared.module, "audit" | "changesets");
        is_about_deals.then(|| "deals.read".to_owned()).into_iter().chain(declared.implied()).collect()
    }
}

/// Whether the attempt was granted. Somebody who may not know of a thing is not told that it is there.
fn is_granted(declared: &DeclaredAction, role: &str, outcome: Result<()>) -> bool {
    let name = declared.name();
    match outcome.map_err(|error| (error.code(), error.message().to_owned())) {
        Ok(()) => true,
        Err((Code::Forbidden, message)) => {
            assert!(message.contains("permission"), "{role} at {name}: {message}");
            false
        }
        Err((Code::NotFound, _)) if name == READ_CHANGE_SETS.to_string() || name == REVERT_CHANGE_SETS.to_string() => {
            false
        }
        Err(other) => panic!("{role} at {name}: {other:?}"),
    }
}

fn all_but(without: &DeclaredAction) -> Value {
    let declared = catalogue().permissions();
    let implies_it = |other: &&DeclaredAction| other.implies.contains(&(without.module, without.action));
    let others = declared.all().filter(|other| other.name() != without.name() && !implies_it(other));
    others.map(|other| json!({ "permission": other.name(), "scope": "all" })).collect()
}

#[tokio::test]
async fn every_built_in_role_may_do_what_is_declared_for_it() {
    let test = TestApp::new().await;
    let fixture = Fixture::of(&test).await;
    for role in SystemRole::ALL {
        let member = fixture.member(role.key()).await;
        for declared in catalogue().permissions().all() {
            let has = |name: &str| {
                let declared = catalogue().permissions().named(name).expect("a permission");
                role == SystemRole::TenantAdmin || declared.default_of(role).is_some()
            };
            let expected = has(&declared.name()) && Fixture::beside(declared).iter().all(|name| has(name));
            let outcome = fixture.attempt(&member, declared).await;
            assert_eq!(is_granted(declared, role.key(), outcome), expected, "{} at {}", role.key(), declared.name());
        }
    }
}

#[tokio::test]
async fn every_permission_is_required_and_enough() {
    let test = TestApp::new().await;
    let fixture = Fixture::of(&test).await;
    for declared in catalogue().permissions().all() {
        let (with, without) = (format!("with_{}", declared.module), format!("without_{}", declared.module));
        let (with, without) =
            (format!("{with}_{}", declared.action.as_str()), format!("{without}_{}", declared.action.as_str()));
        let names: BTreeSet<_> = Fixture::beside(declared).into_iter().chain([declared.name()]).collect();
        let scope = catalogue().permissions().module(declared.module).expect("its module").widest_scope();
        let needed: Value = names.iter().map(|name| json!({ "permission": name, "scope": scope })).collect();
        fixture.ada.role(&with, needed).await;
        fixture.ada.role(&without, all_but(declared)).await;
        for (key, expected) in [(with, true), (without, false)] {
            let member = fixture.member(&key).await;
            let outcome = fixture.attempt(&member, declared).await;
            assert_eq!(is_granted(declared, &key, outcome), expected, "{key}");
        }
    }
}
