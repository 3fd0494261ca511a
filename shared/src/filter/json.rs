//! Filters in JSON: `{"status": {"in": ["open", "won"]}, "or": [{"title": {"contains": "x"}}, …]}`.
//!
//! An object by field, since that is a form which a schema describes exactly: generated clients have a type for it,
//! with the fields of the entity and the operators of each.

use serde_json::Value;

use super::{
    MAX_CONDITIONS, MAX_DEPTH, Operator,
    raw::{Given, Raw, RawCondition},
};
use crate::error::{Code, Error, FieldError, Result, pointer};

/// Reads a filter; `None` is one without a condition, which holds for everything.
pub(super) fn read(at: &str, json: &Value) -> Result<Option<Raw>> {
    filter(at, json, 0, &mut 0)
}

const FORM: &str = r#"expected an object such as {"field": {"operator": value}}"#;
const GROUP: &str = "expected a list with at least one filter";
const CONDITION: &str = r#"expected an object of operators such as {"eq": value}"#;

/// The conditions of an object, all of which must hold.
fn filter(at: &str, json: &Value, depth: usize, conditions: &mut usize) -> Result<Option<Raw>> {
    let object = json.as_object().ok_or_else(|| wrong(at, Code::InvalidValue, FORM))?;
    let mut parts = Vec::new();
    for (name, member) in object {
        let at = format!("{at}{}", pointer(name));
        match name.as_str() {
            "and" => parts.extend(members(&at, member, depth, conditions)?.into_iter().flatten()),
            "or" => {
                // One that holds for everything makes the group hold.
                let any: Option<Vec<_>> = members(&at, member, depth, conditions)?.into_iter().collect();
                parts.extend(any.map(Raw::Any));
            }
            field => parts.extend(of_field(&at, field, member, conditions)?),
        }
    }
    Ok((!parts.is_empty()).then_some(Raw::All(parts)))
}

/// The filters in a list.
fn members(at: &str, list: &Value, depth: usize, conditions: &mut usize) -> Result<Vec<Option<Raw>>> {
    if depth == MAX_DEPTH {
        return Err(wrong(at, Code::FilterTooLarge, format!("groups may be nested {MAX_DEPTH} deep")));
    }
    let list = list.as_array().filter(|list| !list.is_empty());
    let list = list.ok_or_else(|| wrong(at, Code::InvalidValue, GROUP))?;
    if list.len() > MAX_CONDITIONS {
        return Err(wrong(at, Code::FilterTooLarge, format!("a group has at most {MAX_CONDITIONS} members")));
    }
    let each = list.iter().enumerate();
    each.map(|(number, member)| filter(&format!("{at}/{number}"), member, depth + 1, conditions)).collect()
}

/// The conditions on a field, one for each operator.
fn of_field(at: &str, field: &str, operators: &Value, conditions: &mut usize) -> Result<Vec<Raw>> {
    let operators = operators.as_object().filter(|operators| !operators.is_empty());
    let operators = operators.ok_or_else(|| wrong(at, Code::InvalidValue, CONDITION))?;
    *conditions += operators.len();
    if *conditions > MAX_CONDITIONS {
        let why = format!("a filter has at most {MAX_CONDITIONS} conditions");
        return Err(wrong(at, Code::FilterTooLarge, why));
    }
    let each = operators.iter().map(|(operator, value)| {
        let (operator, value) = without_negation(operator, value);
        Raw::Is(RawCondition {
            at: format!("{at}{}", pointer(operator)),
            field: field.to_owned(),
            operator: operator.to_owned(),
            given: Given::Json(value),
        })
    });
    Ok(each.collect())
}

/// `{"is_empty": false}` is `{"is_not_empty": true}`, and the other way round.
fn without_negation<'a>(operator: &'a str, value: &Value) -> (&'a str, Value) {
    let (empty, not_empty) = (Operator::IsEmpty.as_str(), Operator::IsNotEmpty.as_str());
    match value {
        Value::Bool(false) if operator == empty => (not_empty, Value::Bool(true)),
        Value::Bool(false) if operator == not_empty => (empty, Value::Bool(true)),
        value => (operator, value.clone()),
    }
}

fn wrong(at: &str, code: Code, why: impl Into<String>) -> Error {
    Error::invalid(vec![FieldError::new(at, code).with_message(why)])
}
