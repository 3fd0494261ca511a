//! What every entity of the catalogue can do, asked of each. A new one needs no new test.

use std::collections::{HashMap, VecDeque};

use plenum_shared::{
    Code,
    catalogue::{Entity, Field, FieldKind, Writable},
    ids::RecordId,
};
use serde_json::{Map, Value, json};

use crate::{
    person::Person,
    world::{World, catalogue},
};

/// Records for others to refer to, one of each entity.
type Grounds = HashMap<&'static str, RecordId>;

#[tokio::test]
async fn every_role_may_do_what_the_catalogue_grants_it() {
    let world = World::new().await;
    let ada = world.founder().await;
    let grounds = grounds(&ada).await;
    for role in ["manager", "sales_user", "support_user", "read_only"] {
        let person = world.colleague(&ada, role).await;
        for entity in catalogue().entities() {
            let granted = |action: &str| {
                let mut grants = entity.default_grants.iter();
                grants.any(|(to, granted, _)| to.key() == role && granted.as_str() == action)
            };
            // References are left out: this is about the entity, not about what else the role may see.
            let needs_others = entity.fields().any(|field| field.required && is_reference(field));
            if !needs_others {
                let made = person.try_create(entity.plural, body(entity, &grounds)).await;
                let code = made.err().map(|error| error.code());
                assert_eq!(code, (!granted("write")).then_some(Code::Forbidden), "{role} writes {}", entity.plural);
            }
            let read = person.try_get(entity.plural, grounds[entity.name]).await;
            let expected = if granted("read") { vec![None, Some(Code::NotFound)] } else { vec![Some(Code::Forbidden)] };
            assert!(expected.contains(&read.err().map(|error| error.code())), "{role} reads {}", entity.plural);
        }
    }
}

#[tokio::test]
async fn every_state_machine_takes_its_steps_and_no_others() {
    let world = World::new().await;
    let ada = world.founder().await;
    let grounds = grounds(&ada).await;
    for entity in catalogue().entities() {
        for field in entity.own_fields.iter().filter(|field| !field.steps.is_empty()) {
            for (from, next) in field.steps {
                for (to, _) in field.steps {
                    let record = ada.create(entity.plural, body(entity, &grounds)).await.id;
                    for word in way(field, from) {
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

/// The words to go through from the first one to this.
fn way(field: &Field, to: &str) -> Vec<&'static str> {
    let mut ways = VecDeque::from([(field.steps[0].0, Vec::new())]);
    while let Some((at, way)) = ways.pop_front() {
        if at == to {
            return way;
        }
        assert!(way.len() < field.steps.len(), "{to} cannot be reached");
        let next = field.steps.iter().find(|(word, _)| *word == at).map_or(&[][..], |(_, next)| next);
        ways.extend(next.iter().map(|word| (*word, way.iter().copied().chain([*word]).collect())));
    }
    panic!("{to} cannot be reached");
}

async fn grounds(person: &Person<'_>) -> Grounds {
    let mut grounds = Grounds::new();
    for entity in catalogue().entities() {
        let made = person.create(entity.plural, body(entity, &grounds)).await;
        grounds.insert(entity.name, made.id);
    }
    grounds
}

/// The least that makes a record.
fn body(entity: &Entity, grounds: &Grounds) -> Value {
    let needed = |field: &&Field| field.required && field.default.is_none() && field.writable != Writable::Never;
    let fields = entity.fields().filter(|field| needed(field)).map(|field| {
        let value = match field.kind {
            FieldKind::Text { .. } | FieldKind::LongText { .. } => json!("sample"),
            FieldKind::Choice(words) => json!(words[0]),
            FieldKind::Reference(target) => json!(grounds[target]),
            other => panic!("no sample of {other:?} yet"),
        };
        (field.name.to_owned(), value)
    });
    Value::Object(fields.collect::<Map<_, _>>())
}

fn is_reference(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Reference(_))
}
