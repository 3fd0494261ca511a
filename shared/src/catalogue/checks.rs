//! What must hold of declarations, each by itself and among each other. A catalogue that breaks it is not made, so the
//! program does not start with one.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    entity::Entity,
    field::{Field, FieldKind, Writable},
    kinds::Kinds,
    relation::relations,
    value::normalize,
};
use crate::text::field_tag;

/// Names that stand beside fields where records are read or filtered, and so cannot be names of fields.
const RESERVED: [&str; 3] = ["included", "and", "or"];
/// The bits of a [`FieldMask`](super::FieldMask).
const MAX_FIELDS: usize = 128;

/// Why these entities make no catalogue.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the entity {entity} {problem}")]
pub struct InvalidCatalogue {
    pub entity: &'static str,
    pub problem: String,
}

type Checked = Result<(), InvalidCatalogue>;

pub(super) fn check(entities: &[&'static Entity], kind_aliases: &[&'static Entity]) -> Checked {
    for &entity in entities {
        check_fields(entities, entity)?;
        check_events(entity)?;
        check_label(entity)?;
        check_search(entity)?;
        if let Some(kinds) = entity.kinds {
            check_kinds(entity, kinds)?;
        }
        require(entity, entity.narrowed.is_none(), || "stands for some of its records only".to_owned())?;
    }
    for &alias in kind_aliases {
        let has_kind = alias.narrowing().is_some_and(|(_, kind)| kind_names(alias).contains(&kind));
        require(alias, has_kind, || format!("has no kind of records that {} could be", alias.plural))?;
    }
    check_names(entities, kind_aliases)?;
    entities.iter().chain(kind_aliases).try_for_each(|entity| check_relations(entities, entity))
}

fn check_names(entities: &[&'static Entity], kind_aliases: &[&'static Entity]) -> Checked {
    let (mut names, mut segments) = (HashSet::new(), HashSet::new());
    for entity in entities {
        require(entity, names.insert(entity.name), || "is declared twice".to_owned())?;
    }
    for entity in entities.iter().chain(kind_aliases) {
        for segment in entity.segments() {
            require(entity, segments.insert(segment), || format!("has the plural {segment}, which is taken"))?;
        }
    }
    for alias in kind_aliases {
        require(alias, names.contains(alias.name), || format!("is not there, and {} are of it", alias.plural))?;
    }
    Ok(())
}

fn check_fields(among: &[&'static Entity], entity: &'static Entity) -> Checked {
    let mut names = HashSet::new();
    for field in entity.fields() {
        let name = field.name;
        require(entity, names.insert(name), || format!("has the field {name} twice"))?;
        require(entity, !RESERVED.contains(&name), || format!("has a field {name}, which means something else"))?;
        let reference = match field.kind {
            FieldKind::Reference(target) => Some(target),
            _ => None,
        };
        let is_known = reference.is_none_or(|target| among.iter().any(|known| known.name == target));
        require(entity, is_known, || format!("refers in {name} to an entity that there is not"))?;
        let needs_reference = field.blocks_deletion || field.inverse.is_some();
        require(entity, !needs_reference || reference.is_some(), || format!("refers to nothing in {name}"))?;
        if let Some(default) = field.default {
            let value = serde_json::from_str::<Value>(default).ok();
            let is_normal = value.is_some_and(|value| normalize(field.kind, &value).as_ref() == Ok(&value));
            require(entity, is_normal, || format!("has a default of {name} that is no value of it"))?;
        }
        if !field.steps.is_empty() {
            check_steps(entity, field)?;
        }
    }
    require(entity, names.len() <= MAX_FIELDS, || "has more fields than a mask has bits".to_owned())
}

/// Every word has its place in the machine, and a new record begins where the machine does.
fn check_steps(entity: &'static Entity, field: &Field) -> Checked {
    let name = field.name;
    let words: HashSet<_> = match field.kind {
        FieldKind::Choice(words) => words.iter().collect(),
        _ => HashSet::new(),
    };
    let from: HashSet<_> = field.steps.iter().map(|(word, _)| word).collect();
    require(entity, from == words && field.steps.len() == words.len(), || {
        format!("has steps of {name} that are not of each of its words once")
    })?;
    let known = field.steps.iter().flat_map(|(_, next)| *next).all(|word| words.contains(word));
    require(entity, known, || format!("has steps of {name} to words that there are not"))?;
    let begins = field.steps.first().map(|(first, _)| format!("\"{first}\""));
    require(entity, field.default == begins.as_deref(), || {
        format!("has a default of {name} that is not its first step")
    })?;
    require(entity, field.required, || format!("has steps of {name} that clearing it would go around"))
}

fn check_events(entity: &'static Entity) -> Checked {
    for event in entity.events {
        let name = event.name;
        let is_own = name.strip_prefix(entity.name).is_some_and(|rest| rest.starts_with('.'));
        require(entity, is_own, || format!("declares the event {name}, which does not begin with its name"))?;
        let revealed = entity.field(event.reveals).is_some();
        require(entity, revealed, || format!("has no field that the event {name} could reveal"))?;
    }
    Ok(())
}

fn check_label(entity: &'static Entity) -> Checked {
    let is_text = |name: &&str| entity.field(name).is_some_and(|field| matches!(field.kind, FieldKind::Text { .. }));
    require(entity, !entity.label.is_empty() && entity.label.iter().all(is_text), || {
        "has no fields of text to call a record by".to_owned()
    })
}

fn check_search(entity: &'static Entity) -> Checked {
    let mut tags = HashSet::new();
    for field in entity.fields().filter(|field| field.searched) {
        require(entity, tags.insert(field_tag(field.name)), || {
            format!("is searched by {}, whose words are not told apart from those of another field", field.name)
        })?;
        require(entity, field.kind.folds(), || format!("cannot be searched by {}", field.name))?;
    }
    require(entity, !tags.is_empty(), || "cannot be searched".to_owned())
}

/// The field that says the kind is a choice of exactly the kinds, and no kind's own field is required of all.
fn check_kinds(entity: &'static Entity, kinds: &Kinds) -> Checked {
    let says_kind = entity.field(kinds.field).is_some_and(|field| {
        let is_choice = matches!(field.kind, FieldKind::Choice(words) if words == kind_names(entity));
        is_choice && field.required && field.writable == Writable::OnCreate
    });
    require(entity, says_kind, || format!("does not say in {} which kind a record is", kinds.field))?;
    let is_word = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    require(entity, kind_names(entity).iter().all(is_word), || "has kinds that are no words".to_owned())?;
    for name in kinds.of.iter().flat_map(|kind| kind.fields) {
        let own = entity.own_fields.iter().find(|field| field.name == *name);
        require(entity, own.is_some_and(|field| !field.required), || {
            format!("has no field {name} that some kinds could be without")
        })?;
    }
    Ok(())
}

fn check_relations(among: &[&'static Entity], entity: &'static Entity) -> Checked {
    let mut names = HashSet::new();
    for relation in relations(among, entity) {
        let name = relation.name();
        require(entity, names.insert(name), || format!("has two relations called {name}"))?;
    }
    Ok(())
}

fn kind_names(entity: &Entity) -> Vec<&'static str> {
    entity.kinds.iter().flat_map(|kinds| kinds.of).map(|kind| kind.name).collect()
}

fn require(entity: &Entity, holds: bool, problem: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(InvalidCatalogue { entity: entity.name, problem: problem() }) }
}
