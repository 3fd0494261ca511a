//! Aliases: the same operation at another address, described by the name of the original.

use serde_json::{Map, Value, json};

use super::{parameters, security::security, tags::tag};
use crate::contract::Operation;

pub(super) fn operation(route: &Operation) -> Value {
    let mut operation = Map::from_iter([
        ("summary".to_owned(), json!(format!("The same as {}", route.name))),
        ("x-alias-of".to_owned(), json!(route.name)),
        ("tags".to_owned(), json!([tag(&route.path)])),
    ]);
    operation.extend(security(route));
    let ids = parameters::ids(route);
    if !ids.is_empty() {
        operation.insert("parameters".to_owned(), json!(ids));
    }
    let same = format!("The answers of {}.", route.name);
    operation.insert("responses".to_owned(), json!({ "default": { "description": same } }));
    Value::Object(operation)
}
