//! Binds a parsed filter to an entity: looks up fields and operators, normalises and types values. All problems are
//! found at once.

mod condition;
mod values;

use super::{
    FilterContext, MAX_LONG_TEXTS, Node, Operator,
    raw::{Raw, RawCondition},
    tree::group,
};
use crate::{
    catalogue::{Entity, Field, FieldKind, FieldMask},
    error::{Code, Error, FieldError},
};

/// A filter that is bound.
#[derive(Debug)]
pub(super) struct Bound {
    pub root: Node,
    /// Whether it has dates by words.
    pub relative: bool,
}

/// The problems of a filter.
#[derive(Debug, Default)]
pub(super) struct Problems {
    fields: Vec<FieldError>,
    /// Whether the filter names something unknown.
    unknown: bool,
}

/// Why one condition is refused.
struct Refused(Code, Option<String>);

impl From<Code> for Refused {
    fn from(code: Code) -> Self {
        Self(code, None)
    }
}

impl Problems {
    fn add(&mut self, at: String, Refused(code, message): Refused) {
        self.unknown |= matches!(code, Code::UnknownField | Code::UnknownOperator);
        let error = FieldError::new(at, code);
        self.fields.push(match message {
            Some(message) => error.with_message(message),
            None => error,
        });
    }

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

pub(super) fn bind(
    entity: &'static Entity,
    readable: FieldMask,
    context: &FilterContext,
    raw: Raw,
) -> Result<Bound, Problems> {
    let mut binder =
        Binder { entity, readable, context, problems: Problems::default(), long_texts: 0, relative: false };
    match binder.node(raw) {
        Some(root) if binder.problems.fields.is_empty() => Ok(Bound { root, relative: binder.relative }),
        _ => Err(binder.problems),
    }
}

struct Binder<'a> {
    entity: &'static Entity,
    readable: FieldMask,
    context: &'a FilterContext,
    problems: Problems,
    /// How many conditions look into long texts so far.
    long_texts: usize,
    relative: bool,
}

impl Binder<'_> {
    fn node(&mut self, raw: Raw) -> Option<Node> {
        match raw {
            Raw::All(parts) => Some(group(self.nodes(parts), Node::All)),
            Raw::Any(parts) => Some(group(self.nodes(parts), Node::Any)),
            Raw::Is(raw) => {
                let at = raw.at.clone();
                self.condition(raw).map_err(|refused| self.problems.add(at, refused)).ok()
            }
        }
    }

    fn nodes(&mut self, parts: Vec<Raw>) -> Vec<Node> {
        parts.into_iter().filter_map(|part| self.node(part)).collect()
    }

    /// The field comes first: of one that may not be read, nothing that follows tells more than of one that is not
    /// there.
    fn condition(&mut self, raw: RawCondition) -> Result<Node, Refused> {
        let field = self.readable.field(self.entity, &raw.field).ok_or(Code::UnknownField)?;
        let operator = Operator::parse(&raw.operator).ok_or(Code::UnknownOperator)?;
        if !Operator::of(field.kind).contains(&operator) {
            return Err(unsuitable(field, operator));
        }
        let condition = condition::condition(field, operator, raw.given, self.context);
        let condition = condition.map_err(|why| Refused(Code::InvalidValue, Some(why)))?;
        self.relative |= condition.relative;
        self.long_texts += usize::from(looks_into_long_text(field, operator));
        if self.long_texts > MAX_LONG_TEXTS {
            let why = format!("a filter looks into long texts at most {MAX_LONG_TEXTS} times");
            return Err(Refused(Code::FilterTooLarge, Some(why)));
        }
        Ok(condition.node)
    }
}

fn unsuitable(field: &Field, operator: Operator) -> Refused {
    let message = match operator {
        Operator::Changed | Operator::ChangedTo => "asks for a change, which only a workflow sees".to_owned(),
        _ => {
            let known: Vec<_> = Operator::of(field.kind).iter().map(|operator| operator.as_str()).collect();
            format!("the field {} goes with {}", field.name, known.join(", "))
        }
    };
    Refused(Code::UnsuitableOperator, Some(message))
}

/// Whether all of a text that may be very long has to be fetched and read for every record.
fn looks_into_long_text(field: &Field, operator: Operator) -> bool {
    matches!(field.kind, FieldKind::LongText { .. }) && !matches!(operator, Operator::IsEmpty | Operator::IsNotEmpty)
}
