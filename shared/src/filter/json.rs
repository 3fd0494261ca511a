//! Filters in JSON: `{"or": [{"field": "status", "op": "eq", "value": "won"}, …]}`.

use serde_json::{Map, Value};

use super::{
    MAX_CONDITIONS, MAX_DEPTH,
    bind::{Given, Raw, RawCondition},
};
use crate::error::{Code, Error, FieldError, Result};

const FORM: &str = r#"expected {"and": […]}, {"or": […]} or {"field", "op", "value"}"#;

pub(super) fn read(at: &str, json: &Value) -> Result<Raw> {
    node(at, json, 0, &mut 0)
}

fn node(at: &str, json: &Value, depth: usize, conditions: &mut usize) -> Result<Raw> {
    let object = json.as_object().ok_or_else(|| wrong(at, Code::InvalidValue, FORM.to_owned()))?;
    match object.iter().next() {
        Some((junction, members)) if matches!(junction.as_str(), "and" | "or") && object.len() == 1 => {
            if depth == MAX_DEPTH {
                return Err(wrong(at, Code::FilterTooLarge, format!("groups may be nested {MAX_DEPTH} deep")));
            }
            let at = format!("{at}/{junction}");
            let members = members.as_array().filter(|members| !members.is_empty());
            let members = members
                .ok_or_else(|| wrong(&at, Code::InvalidValue, "expected a list with at least one member".to_owned()))?;
            let parts = members.iter().enumerate();
            let parts = parts.map(|(number, member)| node(&format!("{at}/{number}"), member, depth + 1, conditions));
            let parts = parts.collect::<Result<Vec<_>>>()?;
            Ok(if junction == "or" { Raw::Any(parts) } else { Raw::All(parts) })
        }
        _ => {
            *conditions += 1;
            if *conditions > MAX_CONDITIONS {
                let why = format!("a filter has at most {MAX_CONDITIONS} conditions");
                return Err(wrong(at, Code::FilterTooLarge, why));
            }
            condition(at, object).map(Raw::Is).ok_or_else(|| wrong(at, Code::InvalidValue, FORM.to_owned()))
        }
    }
}

fn condition(at: &str, object: &Map<String, Value>) -> Option<RawCondition> {
    if !object.keys().all(|key| matches!(key.as_str(), "field" | "op" | "value")) {
        return None;
    }
    let field = object.get("field")?.as_str()?.to_owned();
    let operator = object.get("op").map_or(Some("eq"), Value::as_str)?.to_owned();
    let given = object.get("value").map_or(Given::Nothing, |value| Given::Json(value.clone()));
    Some(RawCondition { at: at.to_owned(), field, operator, given })
}

fn wrong(at: &str, code: Code, why: String) -> Error {
    Error::invalid(vec![FieldError::new(at, code).with_message(why)])
}
