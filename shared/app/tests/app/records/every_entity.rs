//! Tests that run for every entity of the catalogue. A new entity needs no new test.

use std::collections::{HashMap, VecDeque};

use plenum_shared::{
    Code,
    catalogue::{Entity, Field, FieldKind},
    ids::RecordId,
};
use plenum_testkit::{
    app::{Person, TestApp},
    catalogue, samples,
};
use serde_json::{Value, json};

/// Records for others to refer to, one of each entity.
type Records = HashMap<&'static str, RecordId>;

#[tokio::test]
async fn every_role_may_do_what_the_catalogue_grants_it() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let records = records(&ada).await;
    for role in ["manager", "sales_user", "support_user", "read_only"] {
        let person = ada.member(role).await;
        for entity in catalogue().entities() {
            let granted = |action: &str| {
                let mut grants = entity.default_grants.iter();
                grants.any(|(to, granted, _)| to.key() == role && granted.as_str() == action)
            };
            // References are left out: this is about the entity, not about what else the role may see.
            let needs_others = entity.fields().any(|field| field.required && is_reference(field));
            if !needs_others {
                let made = person.try_create(entity.plural, body(entity, &records)).await;
                let code = made.err().map(|error| error.code());
                assert_eq!(code, (!granted("write")).then_some(Code::Forbidden), "{role} writes {}", entity.plural);
            }
            let read = person.try_get(entity.plural, records[entity.name]).await;
            let expected = if granted("read") { vec![None, Some(Code::NotFound)] } else { vec![Some(Code::Forbidden)] };
            assert!(expected.contains(&read.err().map(|error| error.code())), "{role} reads {}", entity.plural);
        }
    }
}

#[tokio::test]
async fn every_state_machine_takes_its_steps_and_no_others() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let records = records(&ada).await;
    for entity in catalogue().entities() {
        for field in entity.own_fields.iter().filter(|field| !field.steps.is_empty()) {
            for (from, next) in field.steps {
                for (to, _) in field.steps {
                    let record = ada.create(entity.plural, body(entity, &records)).await.id;
                    for word in steps_to(field, from) {
                        ada.patch(entity.plural, record, json!({ field.name: word })).await;
                    }
                    let outcome = ada.try_patch(entity.plural, record, json!({ field.name: to })).await;
                    if next.contains(to) || from == to {
                        assert_eq!(outcome.expect("a step").record[field.name], json!(to), "{from} to {to}");
                    } else {
                        let error = outcome.expect_err("no step");
                        assert_eq!(error.fields()[0].code, Code::InvalidTransition.as_str(), "{from} to {to}");
                    }
                }
            }
        }
    }
}

/// The states on the shortest path from the first one to this.
fn steps_to(field: &Field, to: &str) -> Vec<&'static str> {
    let mut paths = VecDeque::from([(field.steps[0].0, Vec::new())]);
    while let Some((at, path)) = paths.pop_front() {
        if at == to {
            return path;
        }
        assert!(path.len() < field.steps.len(), "{to} cannot be reached");
        let next = field.steps.iter().find(|(word, _)| *word == at).map_or(&[][..], |(_, next)| next);
        paths.extend(next.iter().map(|word| (*word, path.iter().copied().chain([*word]).collect())));
    }
    panic!("{to} cannot be reached");
}

async fn records(person: &Person) -> Records {
    let mut records = Records::new();
    for entity in catalogue().entities() {
        let made = person.create(entity.plural, body(entity, &records)).await;
        records.insert(entity.name, made.id);
    }
    records
}

fn body(entity: &Entity, records: &Records) -> Value {
    samples::body(entity, "sample", |target| json!(records[target]))
}

fn is_reference(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Reference(_))
}
