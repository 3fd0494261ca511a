//! One condition: its operator and its values become tests of the field. Most are one test. A value that may be stored
//! in several forms, as a phone number, and a date by words become several.

use serde_json::Value;

use super::values::values;
use crate::{
    address,
    catalogue::{Field, FieldKind, format_timestamp, normalize_in},
    filter::{
        Condition, FilterContext, MAX_PIECE, Node, Operand, Operator, Test,
        raw::Given,
        relative::{self, Days},
        tree::group,
    },
    written_form,
};

/// The word for the reader in fields that name a user.
const ME: &str = "me";

/// A condition that is bound.
pub(super) struct BoundCondition {
    pub node: Node,
    /// Whether it has a date by words.
    pub relative: bool,
}

/// A value to compare with.
enum Comparand {
    /// One value, in each of the forms in which it may be stored, the present one first.
    Forms(Vec<Operand>),
    /// A date by words: everything from the first to the last.
    Span(Operand, Operand),
}

pub(super) fn condition(
    field: &'static Field,
    operator: Operator,
    given: Given,
    context: &FilterContext,
) -> Result<BoundCondition, String> {
    let values = values(field.kind, operator.arity(), given)?;
    let is = |test| Node::Is(Condition { field, test });
    if matches!(operator, Operator::Contains | Operator::NotContains | Operator::StartsWith | Operator::EndsWith) {
        let tests = pieces(field.kind, values.into_iter().next(), context)?.into_iter().map(|piece| match operator {
            Operator::NotContains => Test::NotContains(piece),
            Operator::StartsWith => Test::StartsWith(piece),
            Operator::EndsWith => Test::EndsWith(piece),
            _ => Test::Contains(piece),
        });
        let nodes = tests.map(is).collect();
        let node = if operator == Operator::NotContains { group(nodes, Node::All) } else { group(nodes, Node::Any) };
        return Ok(BoundCondition { node, relative: false });
    }
    let comparands = values.iter().map(|value| comparand(field.kind, value, context)).collect::<Result<Vec<_>, _>>()?;
    let relative = comparands.iter().any(|comparand| matches!(comparand, Comparand::Span(..)));
    Ok(BoundCondition { node: compare(is, operator, comparands)?, relative })
}

fn compare(is: impl Fn(Test) -> Node, operator: Operator, comparands: Vec<Comparand>) -> Result<Node, String> {
    let mut values = comparands.into_iter();
    let node = match operator {
        Operator::Eq | Operator::In => return Ok(any_of(is, operator, values)),
        Operator::Neq | Operator::NotIn => return Ok(none_of(is, operator, values)),
        Operator::IsEmpty => is(Test::IsEmpty),
        Operator::IsNotEmpty => is(Test::IsNotEmpty),
        // What is after an interval is after its last, and what is from it on, from its first.
        Operator::Gt => is(Test::Gt(last(values.next())?)),
        Operator::Gte => is(Test::Gte(first(values.next())?)),
        Operator::Lt => is(Test::Lt(first(values.next())?)),
        Operator::Lte => is(Test::Lte(last(values.next())?)),
        Operator::Between => {
            let (low, high) = (first(values.next())?, last(values.next())?);
            if low.compare(&high).is_none() {
                return Err("expected two amounts of one currency".to_owned());
            }
            is(Test::Between(low, high))
        }
        _ => return Err("expected another number of values".to_owned()),
    };
    Ok(node)
}

/// Holds for a field that has one of the values.
fn any_of(is: impl Fn(Test) -> Node, operator: Operator, values: impl Iterator<Item = Comparand>) -> Node {
    let (mut forms, mut nodes) = (Vec::new(), Vec::new());
    for value in values {
        match value {
            Comparand::Forms(of_value) => forms.extend(of_value),
            Comparand::Span(first, last) => nodes.push(is(Test::Between(first, last))),
        }
    }
    nodes.extend(match forms.pop() {
        Some(only) if forms.is_empty() && operator == Operator::Eq => Some(is(Test::Eq(only))),
        Some(last) => {
            forms.push(last);
            Some(is(Test::In(forms)))
        }
        None => None,
    });
    group(nodes, Node::Any)
}

/// Holds for a field that has none of the values, or no value.
fn none_of(is: impl Fn(Test) -> Node, operator: Operator, values: impl Iterator<Item = Comparand>) -> Node {
    let (mut forms, mut nodes) = (Vec::new(), Vec::new());
    for value in values {
        match value {
            Comparand::Forms(of_value) => forms.extend(of_value),
            Comparand::Span(first, last) => {
                nodes.push(Node::Any(vec![is(Test::Lt(first)), is(Test::Gt(last)), is(Test::IsEmpty)]));
            }
        }
    }
    nodes.extend(match forms.pop() {
        Some(only) if forms.is_empty() && operator == Operator::Neq => Some(is(Test::Neq(only))),
        Some(last) => {
            forms.push(last);
            Some(is(Test::NotIn(forms)))
        }
        None => None,
    });
    group(nodes, Node::All)
}

fn first(value: Option<Comparand>) -> Result<Operand, String> {
    match value {
        Some(Comparand::Span(first, _)) => Ok(first),
        Some(Comparand::Forms(forms)) => forms.into_iter().next().ok_or_else(another),
        None => Err(another()),
    }
}

fn last(value: Option<Comparand>) -> Result<Operand, String> {
    match value {
        Some(Comparand::Span(_, last)) => Ok(last),
        value => first(value),
    }
}

fn comparand(kind: FieldKind, value: &Value, context: &FilterContext) -> Result<Comparand, String> {
    if value.is_null() {
        return Err("null is asked for with is_empty".to_owned());
    }
    let text = value.as_str().unwrap_or_default();
    let operand = |value: &Value| Operand::of(kind, value).ok_or_else(another);
    match kind {
        FieldKind::User if text == ME => {
            let user = context.user.ok_or_else(|| "me is a user, and nobody reads as one here".to_owned())?;
            return Ok(Comparand::Forms(vec![Operand::Id(user.uuid())]));
        }
        FieldKind::Date | FieldKind::Timestamp => {
            if let Some(days) = relative::days(text, context) {
                return span(kind, days?, context);
            }
        }
        FieldKind::Phone => {
            let forms = address::stored_forms(text, context.locality.country);
            let forms = forms.into_iter().map(|form| operand(&Value::String(form))).collect::<Result<Vec<_>, _>>()?;
            if !forms.is_empty() {
                return Ok(Comparand::Forms(forms));
            }
        }
        _ => {}
    }
    let normal = normalize_in(kind, context.locality.country, value).map_err(|why| why.0)?;
    let earlier = match kind {
        FieldKind::Email => normal.as_str().and_then(address::earlier_email),
        FieldKind::Url => normal.as_str().and_then(address::earlier_url),
        _ => None,
    };
    let forms = [Some(normal), earlier.map(Value::String)].into_iter().flatten();
    forms.map(|form| operand(&form)).collect::<Result<_, _>>().map(Comparand::Forms)
}

fn span(kind: FieldKind, days: Days, context: &FilterContext) -> Result<Comparand, String> {
    let (first, last) = match kind {
        FieldKind::Date => (days.first.to_string(), days.last.to_string()),
        _ => {
            let moments = days.moments(&context.locality.zone());
            let (first, last) = moments.ok_or_else(|| "expected a day between the years 1 and 9999".to_owned())?;
            (format_timestamp(first), format_timestamp(last))
        }
    };
    let operand = |text| Operand::of(kind, &Value::String(text)).ok_or_else(another);
    Ok(Comparand::Span(operand(first)?, operand(last)?))
}

/// The piece of text to look for, in each of the forms in which it may be stored.
fn pieces(kind: FieldKind, value: Option<Value>, context: &FilterContext) -> Result<Vec<String>, String> {
    let expected = || format!("expected 1 to {MAX_PIECE} characters");
    let text = value.as_ref().and_then(Value::as_str).ok_or_else(expected)?;
    if text.is_empty() || text.chars().count() > MAX_PIECE {
        return Err(expected());
    }
    if text.chars().any(|char| char.is_control() && !allows(kind, char)) {
        return Err("expected text without control characters".to_owned());
    }
    let digits = match kind {
        FieldKind::Phone => address::pieces(text, context.locality.country),
        _ => None,
    };
    let pieces = digits.unwrap_or_else(|| vec![written_form::piece(text)]);
    let folded =
        pieces.into_iter().map(|piece| match Operand::of(FieldKind::LongText { max: MAX_PIECE }, &piece.into()) {
            Some(Operand::Text(folded)) if !folded.is_empty() => Ok(folded),
            _ => Err(expected()),
        });
    folded.collect()
}

/// Long text has lines.
fn allows(kind: FieldKind, char: char) -> bool {
    matches!(kind, FieldKind::LongText { .. }) && matches!(char, '\n' | '\r' | '\t')
}

fn another() -> String {
    "expected another kind of value".to_owned()
}
