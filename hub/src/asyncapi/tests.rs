use std::collections::BTreeSet;

use super::*;
use crate::samples::catalogue;

#[test]
fn the_stored_document_is_up_to_date() {
    let stored = include_str!("../../../docs/asyncapi.json");
    assert!(
        stored == format!("{:#}\n", document(&catalogue())),
        "docs/asyncapi.json differs from the hubs; run `cargo run -p plenum -- asyncapi > docs/asyncapi.json`"
    );
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_referred_to() {
    let (document, mut found) = (document(&catalogue()), BTreeSet::new());
    visit(&document, &mut |schema| {
        found.extend(schema.get("$ref").and_then(Value::as_str).map(str::to_owned));
    });
    assert!(found.len() > 100);
    for reference in &found {
        let pointer = reference.strip_prefix('#').expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    for name in document["components"]["schemas"].as_object().expect("schemas").keys() {
        assert!(found.contains(&format!("#/components/schemas/{name}")), "nothing refers to {name}");
    }
}

/// Visits every object of a document.
fn visit(value: &Value, visitor: &mut impl FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            visitor(members);
            members.values().for_each(|member| visit(member, visitor));
        }
        Value::Array(items) => items.iter().for_each(|item| visit(item, visitor)),
        _ => {}
    }
}
