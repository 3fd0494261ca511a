//! Binds a parsed filter to an entity: looks up fields and operators, normalises and types values. All problems are
//! found at once.

use serde_json::{Value, json};

use super::{Condition, MAX_LONG_TEXTS, MAX_PIECE, MAX_VALUES, Node, Operand, Operator, Test, operator::Arity};
use crate::{
    catalogue::{Entity, Field, FieldKind, FieldMask, normalize},
    error::{Code, Error, FieldError},
};

/// A parsed filter: its shape is checked, its fields, operators and values are not.
#[derive(Debug)]
pub(super) enum Raw {
    All(Vec<Raw>),
    Any(Vec<Raw>),
    Is(RawCondition),
}

#[derive(Debug)]
pub(super) struct RawCondition {
    /// The parameter, or the JSON pointer, that errors name.
    pub at: String,
    pub field: String,
    pub operator: String,
    pub given: Given,
}

/// The value of a condition.
#[derive(Debug)]
pub(super) enum Given {
    /// As text, which may be a list with commas.
    Text(String),
    /// As texts, one each.
    Texts(Vec<String>),
    Json(Value),
}

/// The problems of a filter.
#[derive(Debug, Default)]
pub(super) struct Problems {
    fields: Vec<FieldError>,
    /// Whether the filter names something unknown.
    unknown: bool,
    /// How many conditions look into long texts so far.
    long_texts: usize,
}

/// Why one condition is refused.
struct Refused(Code, Option<String>);

impl From<Code> for Refused {
    fn from(code: Code) -> Self {
        Self(code, None)
    }
}

impl Problems {
    /// A parameter that names something unknown is itself unknown: the request is malformed. A value that does not fit
    /// is merely not acceptable.
    pub(super) fn of_parameters(self) -> Error {
        let code = if self.unknown { Code::MalformedQuery } else { Code::Invalid };
        Error::new(code).with_fields(self.fields)
    }

    pub(super) fn of_json(self) -> Error {
        Error::invalid(self.fields)
    }
}

pub(super) fn bind(entity: &'static Entity, readable: FieldMask, raw: Raw) -> Result<Node, Problems> {
    let mut problems = Problems::default();
    match node(entity, readable, raw, &mut problems) {
        Some(node) if problems.fields.is_empty() => Ok(node),
        _ => Err(problems),
    }
}

fn node(entity: &'static Entity, readable: FieldMask, raw: Raw, problems: &mut Problems) -> Option<Node> {
    let mut nodes = |parts: Vec<Raw>| -> Vec<Node> {
        parts.into_iter().filter_map(|part| node(entity, readable, part, problems)).collect()
    };
    match raw {
        Raw::All(parts) => Some(group(nodes(parts), Node::All)),
        Raw::Any(parts) => Some(group(nodes(parts), Node::Any)),
        Raw::Is(raw) => {
            let at = raw.at.clone();
            let refused = match condition(entity, readable, raw) {
                Ok(condition) => {
                    problems.long_texts += usize::from(looks_into_long_text(&condition));
                    if problems.long_texts <= MAX_LONG_TEXTS {
                        return Some(Node::Is(condition));
                    }
                    let why = format!("a filter looks into long texts at most {MAX_LONG_TEXTS} times");
                    Refused(Code::FilterTooLarge, Some(why))
                }
                Err(refused) => refused,
            };
            problems.unknown |= matches!(refused.0, Code::UnknownField | Code::UnknownOperator);
            let error = FieldError::new(at, refused.0);
            problems.fields.push(match refused.1 {
                Some(message) => error.with_message(message),
                None => error,
            });
            None
        }
    }
}

/// Whether all of a text that may be very long has to be fetched and read for every record.
fn looks_into_long_text(condition: &Condition) -> bool {
    matches!(condition.field.kind, FieldKind::LongText { .. })
        && !matches!(condition.test, Test::IsEmpty | Test::IsNotEmpty)
}

/// A group of one is that one.
fn group(mut nodes: Vec<Node>, of: impl Fn(Vec<Node>) -> Node) -> Node {
    match nodes.pop() {
        Some(only) if nodes.is_empty() => only,
        last => {
            nodes.extend(last);
            of(nodes)
        }
    }
}

/// The field comes first: of one that may not be read, nothing that follows tells more than of one that is not there.
fn condition(entity: &'static Entity, readable: FieldMask, raw: RawCondition) -> Result<Condition, Refused> {
    let field = readable.field(entity, &raw.field).ok_or(Code::UnknownField)?;
    let operator = Operator::parse(&raw.operator).ok_or(Code::UnknownOperator)?;
    if !Operator::of(field.kind).contains(&operator) {
        let message = match operator {
            Operator::Changed | Operator::ChangedTo => "asks for a change, which only a workflow sees".to_owned(),
            _ => {
                let known: Vec<_> = Operator::of(field.kind).iter().map(|operator| operator.as_str()).collect();
                format!("the field {} goes with {}", field.name, known.join(", "))
            }
        };
        return Err(Refused(Code::UnsuitableOperator, Some(message)));
    }
    let test = test(field, operator, raw.given).map_err(|why| Refused(Code::InvalidValue, Some(why)))?;
    Ok(Condition { field, test })
}

fn test(field: &'static Field, operator: Operator, given: Given) -> Result<Test, String> {
    let values = values(field.kind, operator.arity(), given)?;
    if matches!(operator, Operator::Contains | Operator::NotContains | Operator::StartsWith | Operator::EndsWith) {
        return piece(field.kind, operator, values.into_iter().next());
    }
    let mut operands = values.iter().map(|value| operand(field.kind, value)).collect::<Result<Vec<_>, _>>()?;
    if operator == Operator::In {
        return Ok(Test::In(operands));
    }
    if operator == Operator::NotIn {
        return Ok(Test::NotIn(operands));
    }
    let (second, first) = if operands.len() == 2 { (operands.pop(), operands.pop()) } else { (None, operands.pop()) };
    Ok(match (operator, first, second) {
        (Operator::Eq, Some(value), None) => Test::Eq(value),
        (Operator::Neq, Some(value), None) => Test::Neq(value),
        (Operator::Gt, Some(value), None) => Test::Gt(value),
        (Operator::Gte, Some(value), None) => Test::Gte(value),
        (Operator::Lt, Some(value), None) => Test::Lt(value),
        (Operator::Lte, Some(value), None) => Test::Lte(value),
        (Operator::Between, Some(low), Some(high)) if low.compare(&high).is_some() => Test::Between(low, high),
        (Operator::Between, Some(_), Some(_)) => return Err("expected two amounts of one currency".to_owned()),
        (Operator::IsEmpty, None, None) => Test::IsEmpty,
        (Operator::IsNotEmpty, None, None) => Test::IsNotEmpty,
        _ => return Err("expected another number of values".to_owned()),
    })
}

/// The piece of text to look for.
fn piece(kind: FieldKind, operator: Operator, value: Option<Value>) -> Result<Test, String> {
    let value = value.unwrap_or_default();
    if value.as_str().is_none_or(|text| text.is_empty() || text.chars().count() > MAX_PIECE) {
        return Err(format!("expected 1 to {MAX_PIECE} characters"));
    }
    // A piece of an address is no address.
    let kind = match kind {
        FieldKind::Email | FieldKind::Phone | FieldKind::Url => FieldKind::Text { max: MAX_PIECE },
        kind => kind,
    };
    let Operand::Text(text) = operand(kind, &value)? else { return Err("expected a string".to_owned()) };
    Ok(match operator {
        Operator::NotContains => Test::NotContains(text),
        Operator::StartsWith => Test::StartsWith(text),
        Operator::EndsWith => Test::EndsWith(text),
        _ => Test::Contains(text),
    })
}

fn operand(kind: FieldKind, value: &Value) -> Result<Operand, String> {
    if value.is_null() {
        return Err("null is asked for with is_empty".to_owned());
    }
    let normal = normalize(kind, value).map_err(|why| why.0)?;
    Operand::of(kind, &normal).ok_or_else(|| "expected another kind of value".to_owned())
}

/// The values of a condition, as many as its operator takes.
fn values(kind: FieldKind, arity: Arity, given: Given) -> Result<Vec<Value>, String> {
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
