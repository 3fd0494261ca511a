//! The operators, and which of them go with which kind of field: one table.

use crate::catalogue::FieldKind;

/// The operators of conditions. Workflows use the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    Eq,
    Neq,
    Gt,
    Gte,
    Lt,
    Lte,
    Between,
    In,
    NotIn,
    Contains,
    NotContains,
    StartsWith,
    EndsWith,
    IsEmpty,
    IsNotEmpty,
    /// About a change and not a state, so lists do not have it.
    Changed,
    ChangedTo,
}

/// How many values an operator takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arity {
    None,
    One,
    Two,
    Many,
}

use Operator::*;

const TEXT: &[Operator] =
    &[Eq, Neq, Gt, Gte, Lt, Lte, Between, In, NotIn, Contains, NotContains, StartsWith, EndsWith, IsEmpty, IsNotEmpty];
/// Long text can be searched, not compared.
const LONG_TEXT: &[Operator] = &[Contains, NotContains, StartsWith, EndsWith, IsEmpty, IsNotEmpty];
const LIST: &[Operator] = &[IsEmpty, IsNotEmpty];
const ORDERED: &[Operator] = &[Eq, Neq, Gt, Gte, Lt, Lte, Between, In, NotIn, IsEmpty, IsNotEmpty];
const DISTINCT: &[Operator] = &[Eq, Neq, In, NotIn, IsEmpty, IsNotEmpty];
const YES_OR_NO: &[Operator] = &[Eq, Neq, IsEmpty, IsNotEmpty];

impl Operator {
    pub const ALL: [Operator; 17] = [
        Eq,
        Neq,
        Gt,
        Gte,
        Lt,
        Lte,
        Between,
        In,
        NotIn,
        Contains,
        NotContains,
        StartsWith,
        EndsWith,
        IsEmpty,
        IsNotEmpty,
        Changed,
        ChangedTo,
    ];

    /// Those that go with a kind of field.
    pub const fn of(kind: FieldKind) -> &'static [Operator] {
        match kind {
            FieldKind::Text { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Url => TEXT,
            FieldKind::LongText { .. } => LONG_TEXT,
            FieldKind::Texts { .. } => LIST,
            FieldKind::Bool => YES_OR_NO,
            FieldKind::Int { .. }
            | FieldKind::Decimal { .. }
            | FieldKind::Money
            | FieldKind::Date
            | FieldKind::Timestamp => ORDERED,
            FieldKind::Choice(_) | FieldKind::Id | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => {
                DISTINCT
            }
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Eq => "eq",
            Neq => "neq",
            Gt => "gt",
            Gte => "gte",
            Lt => "lt",
            Lte => "lte",
            Between => "between",
            In => "in",
            NotIn => "not_in",
            Contains => "contains",
            NotContains => "not_contains",
            StartsWith => "starts_with",
            EndsWith => "ends_with",
            IsEmpty => "is_empty",
            IsNotEmpty => "is_not_empty",
            Changed => "changed",
            ChangedTo => "changed_to",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.as_str() == text)
    }

    pub(super) const fn arity(self) -> Arity {
        match self {
            IsEmpty | IsNotEmpty | Changed => Arity::None,
            Between => Arity::Two,
            In | NotIn => Arity::Many,
            _ => Arity::One,
        }
    }
}
