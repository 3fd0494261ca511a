//! The values of a condition as they were given, in the form in which the catalogue reads them.

use serde_json::{Value, json};

use crate::{
    catalogue::FieldKind,
    filter::{MAX_VALUES, operator::Arity, raw::Given},
};

/// The values of a condition, as many as its operator takes.
pub(super) fn values(kind: FieldKind, arity: Arity, given: Given) -> Result<Vec<Value>, String> {
    let typed = |text: &String| from_text(kind, text);
    let values: Vec<Value> = match (arity, given) {
        (Arity::None, Given::Text(text)) if matches!(text.as_str(), "" | "true") => Vec::new(),
        (Arity::None, Given::Json(Value::Bool(true))) => Vec::new(),
        (Arity::None, _) => return Err("the operator takes no value but true".to_owned()),
        (Arity::One, Given::Text(text)) => vec![typed(&text)],
        (Arity::One, Given::Json(value)) => vec![value],
        (Arity::One, _) => return Err("expected one value".to_owned()),
        (_, Given::Text(text)) => split(&text).iter().map(typed).collect(),
        (_, Given::Texts(texts)) => texts.iter().map(typed).collect(),
        (_, Given::Json(Value::Array(values))) => values,
        (_, _) => return Err("expected a list of values".to_owned()),
    };
    match arity {
        Arity::Two if values.len() != 2 => Err("expected two values".to_owned()),
        Arity::Many if values.is_empty() || values.len() > MAX_VALUES => {
            Err(format!("expected 1 to {MAX_VALUES} values"))
        }
        _ => Ok(values),
    }
}

/// A value written as text, as JSON would have it. What is not of the kind stays text, for the catalogue to refuse.
fn from_text(kind: FieldKind, text: &str) -> Value {
    let typed = match kind {
        FieldKind::Bool => text.parse::<bool>().ok().map(Value::from),
        FieldKind::Int { .. } => text.parse::<i64>().ok().map(Value::from),
        // `12.50 EUR`, with or without the space.
        FieldKind::Money => text
            .split_at_checked(text.len().saturating_sub(3))
            .map(|(amount, currency)| json!({"amount": amount.trim_end(), "currency": currency})),
        _ => None,
    };
    typed.unwrap_or_else(|| Value::from(text))
}

/// Splits at commas. A backslash keeps the comma, or the backslash, after it.
fn split(text: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match (char, chars.peek()) {
            ('\\', Some(&escaped @ (',' | '\\'))) => {
                part.push(escaped);
                chars.next();
            }
            (',', _) => parts.push(std::mem::take(&mut part)),
            _ => part.push(char),
        }
    }
    parts.push(part);
    parts
}
