//! Aliases: the same operation at another address, told in few words.

use serde_json::{Map, Value, json};

use super::{operation::access, parameters, tag};
use crate::router::Row;

pub(super) fn operation(row: &Row) -> Value {
    let mut operation = Map::from_iter([
        ("summary".to_owned(), json!(format!("The same as {}", row.operation))),
        ("x-alias-of".to_owned(), json!(row.operation)),
        ("tags".to_owned(), json!([tag(&row.path)])),
    ]);
    operation.extend(access(row));
    let ids = parameters::ids(row);
    if !ids.is_empty() {
        operation.insert("parameters".to_owned(), json!(ids));
    }
    let same = format!("What {} answers.", row.operation);
    operation.insert("responses".to_owned(), json!({ "default": { "description": same } }));
    Value::Object(operation)
}
