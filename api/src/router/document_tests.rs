use std::collections::BTreeSet;

use serde_json::Value;

use super::{document, legacy_document, routes, routes_page};
use crate::{
    contract::{Auth, SampleBody},
    samples::catalogue,
};

#[test]
fn the_documents_have_the_routes_of_the_table_and_no_others() {
    let methods = |(path, item): (&String, &Value)| {
        let methods: Vec<_> = item.as_object().into_iter().flatten().map(|(method, _)| method.to_uppercase()).collect();
        methods.into_iter().map(|method| (method, path.clone())).collect::<Vec<_>>()
    };
    for (document, is_alias) in [(document(&catalogue()), false), (legacy_document(&catalogue()), true)] {
        let documented: BTreeSet<_> = document["paths"].as_object().into_iter().flatten().flat_map(methods).collect();
        let table = routes(&catalogue()).into_iter().filter(|route| route.is_alias == is_alias);
        let table = table.map(|route| (route.method.to_string(), route.path));
        assert_eq!(documented, table.collect::<BTreeSet<_>>());
    }
}

#[test]
fn the_pages_made_of_the_table_are_up_to_date() {
    let page = include_str!("../../../docs/openapi.json");
    let ours = format!("{:#}\n", document(&catalogue()));
    assert!(
        page == ours,
        "docs/openapi.json is not what the table says; run `cargo run -p plenum -- openapi > docs/openapi.json`"
    );
    let page = include_str!("../../../docs/openapi.legacy.json");
    let ours = format!("{:#}\n", legacy_document(&catalogue()));
    assert!(
        page == ours,
        "docs/openapi.legacy.json is not what the table says; run `cargo run -p plenum -- openapi --legacy > \
         docs/openapi.legacy.json`"
    );
}

#[test]
fn the_page_of_routes_is_up_to_date() {
    let page = include_str!("../../../docs/ROUTES.md");
    assert!(
        page == format!("{}\n", routes_page(&catalogue())),
        "docs/ROUTES.md is not what the table says; run `cargo run -p plenum -- routes > docs/ROUTES.md`"
    );
}

/// A body that tests send has the members that its schema requires, and no unknown ones.
#[test]
fn every_sample_fits_the_schema_of_its_route() {
    let document = document(&catalogue());
    for route in routes(&catalogue()).into_iter().filter(|route| !route.is_alias) {
        let at = format!("{} {}", route.method, route.path);
        let body = &document["paths"][&route.path][route.method.as_str().to_lowercase()]["requestBody"];
        assert_eq!(body.is_object(), route.sample.is_some(), "{at}");
        let Some(SampleBody::Accepted(sample)) = route.sample else { continue };
        let content = body["content"].as_object().and_then(|content| content.values().next()).expect("a schema");
        let mut schema = &content["schema"];
        if let Some(reference) = schema["$ref"].as_str() {
            schema = document.pointer(&reference[1..]).expect("a schema");
        }
        let sample = sample.as_object().expect("an object");
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(sample.contains_key(name.as_str().expect("a name")), "{at} needs {name}");
        }
        for name in sample.keys() {
            assert!(schema["properties"].get(name).is_some(), "{at} does not know {name}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document(&catalogue());
    let mut references = BTreeSet::new();
    collect(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("within the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect<'a>(value: &'a Value, into: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(map) => {
            into.extend(map.get("$ref").and_then(Value::as_str));
            map.values().for_each(|value| collect(value, into));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, into)),
        _ => {}
    }
}

#[test]
fn every_operation_that_needs_a_token_says_which_permission_it_needs() {
    let (originals, aliases) = (document(&catalogue()), legacy_document(&catalogue()));
    for route in routes(&catalogue()) {
        let document = if route.is_alias { &aliases } else { &originals };
        let operation = &document["paths"][&route.path][route.method.as_str().to_lowercase()];
        let at = format!("{} {}", route.method, route.path);
        let is_bearer = operation["security"] == serde_json::json!([{ "bearer": [] }]);
        assert_eq!(is_bearer, route.auth == Auth::Bearer, "{at}");
        assert_eq!(operation.get("x-permission").is_some(), is_bearer, "{at}");
        assert_eq!(operation["x-permission"].as_str(), route.permission.as_deref(), "{at}");
    }
}
