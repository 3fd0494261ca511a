//! The rules that generators of clients need. Without each of them a generator failed, or gave its types names that a
//! reader cannot guess.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

const OPENAPI: &str = include_str!("../../../../docs/openapi.json");
const LEGACY: &str = include_str!("../../../../docs/openapi.legacy.json");
const ASYNCAPI: &str = include_str!("../../../../docs/asyncapi.json");
const SCHEMAS: &str = "#/components/schemas/";

fn documents() -> [(&'static str, Value); 3] {
    [("openapi", OPENAPI), ("openapi.legacy", LEGACY), ("asyncapi", ASYNCAPI)]
        .map(|(name, text)| (name, serde_json::from_str(text).expect("JSON")))
}

/// The two documents of REST.
fn of_rest() -> impl Iterator<Item = (&'static str, Value)> {
    documents().into_iter().filter(|(name, _)| *name != "asyncapi")
}

/// Every object of a document with its place.
fn visit<'a>(at: &str, value: &'a Value, see: &mut impl FnMut(&str, &'a Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            see(at, members);
            members.iter().for_each(|(name, member)| visit(&format!("{at}/{}", name.replace('/', "~1")), member, see));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| visit(&format!("{at}/{index}"), item, see));
        }
        _ => {}
    }
}

/// The places that break a rule, in all documents.
fn breaches(breaks: impl Fn(&str, &Map<String, Value>, &Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (name, document) in documents() {
        visit("", &document, &mut |at, object| {
            // The members of `properties` are names, and an example is a value.
            if !at.ends_with("/properties") && !at.contains("/example") && breaks(at, object, &document) {
                found.push(format!("{name}{at}"));
            }
        });
    }
    found
}

fn is_component(at: &str) -> bool {
    at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

fn is_object(schema: &Map<String, Value>) -> bool {
    let is_it = |kind: &Value| kind == "object";
    schema.get("type").is_some_and(|kinds| is_it(kinds) || kinds.as_array().is_some_and(|all| all.iter().any(is_it)))
}

fn target<'a>(document: &'a Value, reference: &Value) -> &'a Value {
    let pointer = reference["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.and_then(|pointer| document.pointer(pointer)).unwrap_or(&Value::Null)
}

#[test]
fn every_object_and_every_enum_is_a_component_with_a_name() {
    let nameless = breaches(|at, schema, _| {
        let needs_a_name = is_object(schema) || schema.get("enum").is_some_and(Value::is_array);
        needs_a_name && !is_component(at)
    });
    assert_eq!(nameless, [""; 0]);
}

#[test]
fn names_are_letters_and_digits() {
    let is_type = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_uppercase())
            && name.chars().all(|char| char.is_ascii_alphanumeric())
    };
    for (document, value) in documents() {
        for kind in ["schemas", "responses", "parameters"] {
            for name in value["components"][kind].as_object().into_iter().flat_map(Map::keys) {
                assert!(is_type(name), "{document}: {kind}: {name}");
            }
        }
    }
}

#[test]
fn nothing_stands_beside_a_reference() {
    assert_eq!(breaches(|_, object, _| object.get("$ref").is_some_and(Value::is_string) && object.len() > 1), [""; 0]);
}

#[test]
fn an_enum_is_a_list_of_texts_or_of_numbers() {
    let unusual = breaches(|_, schema, _| {
        let Some(Value::Array(values)) = schema.get("enum") else { return false };
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => !values.iter().all(Value::is_string),
            Some("integer") => !values.iter().all(Value::is_i64),
            _ => true,
        }
    });
    assert_eq!(unusual, [""; 0]);
}

/// A component or null, or components with a discriminator.
#[test]
fn a_union_has_a_discriminator_that_its_members_have() {
    let unusual = breaches(|_, schema, document| {
        if schema.contains_key("anyOf") || schema.contains_key("allOf") {
            return true;
        }
        let Some(Value::Array(members)) = schema.get("oneOf") else { return false };
        if let [component, null] = members.as_slice()
            && *null == json!({ "type": "null" })
        {
            return component.get("$ref").is_none();
        }
        let Some(property) = schema.get("discriminator").and_then(|it| it["propertyName"].as_str()) else {
            return true;
        };
        !members.iter().map(|member| target(document, member)).all(|member| {
            let required = member["required"].as_array().into_iter().flatten();
            member["properties"][property]["const"].is_string() && required.into_iter().any(|name| name == property)
        })
    });
    assert_eq!(unusual, [""; 0]);
}

/// A client that fills in a default would write a field that its caller may not write.
#[test]
fn no_schema_of_a_body_has_a_default() {
    let with_default = breaches(|at, schema, _| {
        at.starts_with("/components/schemas/") && schema.contains_key("default") && !at.ends_with("/properties")
    });
    assert_eq!(with_default, [""; 0]);
}

#[test]
fn the_ids_of_operations_are_single_words_and_unique() {
    for (document, value) in of_rest() {
        let mut ids = BTreeSet::new();
        for operation in operations(&value) {
            let id = operation["operationId"].as_str().expect("an id");
            let is_word = id.starts_with(|first: char| first.is_ascii_lowercase());
            assert!(is_word && id.chars().all(|char| char.is_ascii_alphanumeric()), "{document}: {id}");
            assert!(ids.insert(id.to_owned()), "{document}: {id} twice");
            assert!(!operation["description"].as_str().unwrap_or_default().is_empty(), "{document}: {id}");
        }
        for tag in value["tags"].as_array().into_iter().flatten() {
            assert!(!tag["description"].as_str().unwrap_or_default().is_empty(), "{document}: {tag}");
        }
    }
}

#[test]
fn every_answer_is_one_named_schema_and_every_error_a_problem() {
    for (document, value) in of_rest() {
        for operation in operations(&value) {
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                let at = format!("{document}: {} {status}", operation["operationId"]);
                let (response, media) = match status.as_bytes()[0] {
                    b'2' | b'3' => (response, "application/json"),
                    _ => (target(&value, response), "application/problem+json"),
                };
                let Some(content) = response.get("content") else {
                    assert!(matches!(status.as_str(), "204" | "304" | "431"), "{at} has no body");
                    continue;
                };
                let schema = content[media]["schema"]["$ref"].as_str().expect(&at);
                assert!(media == "application/json" || schema == format!("{SCHEMAS}Problem"), "{at}");
            }
        }
    }
}

/// A generated reader of such a type hides the type behind a variable of the same name.
#[test]
fn no_type_is_called_like_one_of_its_lists_or_objects() {
    let hidden = breaches(|at, schema, _| {
        let name = at.rsplit('/').next().unwrap_or_default();
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        let complex = properties.filter(|(_, schema)| schema["type"] == "array" || schema.get("$ref").is_some());
        let mut names = complex.map(|(property, _)| property);
        is_component(at) && names.any(|property| property.eq_ignore_ascii_case(name))
    });
    assert_eq!(hidden, [""; 0]);
}

#[test]
fn no_component_is_unused() {
    for (document, value) in documents() {
        let mut used = BTreeSet::new();
        visit("", &value, &mut |at, object| {
            let own = at.strip_prefix("/components/").and_then(|rest| rest.split('/').nth(1));
            let named = object.get("$ref").and_then(Value::as_str).and_then(|reference| reference.rsplit('/').next());
            used.extend(named.filter(|named| own != Some(*named)).map(str::to_owned));
        });
        for kind in ["schemas", "responses", "parameters", "headers"] {
            for name in value["components"][kind].as_object().into_iter().flat_map(Map::keys) {
                assert!(used.contains(name), "{document}: {kind}: {name}");
            }
        }
    }
}

/// A component with one name in both documents is the same. A record in an event has no related records.
#[test]
fn a_name_means_the_same_in_both_documents() {
    let [(_, openapi), _, (_, asyncapi)] = documents();
    let schemas = |document: &Value| -> BTreeMap<String, Value> {
        let schemas = document["components"]["schemas"].as_object().expect("schemas");
        schemas.iter().map(|(name, schema)| (name.clone(), schema.clone())).collect()
    };
    let (of_rest, of_hubs) = (schemas(&openapi), schemas(&asyncapi));
    let mut both = 0;
    for (name, of_hub) in of_hubs {
        let Some(of_rest) = of_rest.get(&name) else { continue };
        let fields = |schema: &Value| {
            let mut schema = schema.clone();
            schema.as_object_mut().expect("a schema").remove("description");
            if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
                properties.remove("included");
            }
            schema
        };
        assert_eq!(fields(of_rest), fields(&of_hub), "{name}");
        both += 1;
    }
    assert!(both > 10, "the documents share names: {both}");
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let items = document["paths"].as_object().into_iter().flat_map(Map::values);
    items.flat_map(|item| item.as_object().into_iter().flat_map(Map::values))
}
