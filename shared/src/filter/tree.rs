//! The parts of a filter, and how many of them it may have.

use super::operand::{Comparison, Operand};
use crate::{catalogue::Field, text::TextVersion};

/// How deeply groups may be nested.
pub const MAX_DEPTH: usize = 4;
/// How many conditions a filter may have.
pub const MAX_CONDITIONS: usize = 50;
/// How many conditions may look into long texts, which is what takes longest.
pub const MAX_LONG_TEXTS: usize = 5;
/// How many values a list in a condition may have.
pub const MAX_VALUES: usize = 100;
/// How long a piece of text may be that is looked for inside of others.
pub const MAX_PIECE: usize = 200;

/// A part of a filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// All of these; there is at least one.
    All(Vec<Node>),
    /// Any of these; there is at least one.
    Any(Vec<Node>),
    Is(Condition),
}

/// What is asked of one field.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    pub field: &'static Field,
    pub test: Test,
}

/// The operators with their values.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    Eq(Operand),
    Neq(Operand),
    Gt(Operand),
    Gte(Operand),
    Lt(Operand),
    Lte(Operand),
    /// Both ends belong to it.
    Between(Operand, Operand),
    In(Vec<Operand>),
    NotIn(Vec<Operand>),
    Contains(String),
    NotContains(String),
    StartsWith(String),
    EndsWith(String),
    /// There is no value, or it is the empty text.
    IsEmpty,
    IsNotEmpty,
}

/// A group of these parts; of one, it is that one.
pub(super) fn group(mut nodes: Vec<Node>, of: impl Fn(Vec<Node>) -> Node) -> Node {
    match nodes.pop() {
        Some(only) if nodes.is_empty() => only,
        last => {
            nodes.extend(last);
            of(nodes)
        }
    }
}

impl Node {
    /// The same with every text in the form in which it is compared under these rules.
    pub(super) fn compared(self, text: TextVersion) -> Self {
        let all = |parts: Vec<Node>| parts.into_iter().map(|part| part.compared(text)).collect();
        match self {
            Self::All(parts) => Self::All(all(parts)),
            Self::Any(parts) => Self::Any(all(parts)),
            Self::Is(Condition { field, test }) => Self::Is(Condition { field, test: test.compared(text) }),
        }
    }
}

impl Test {
    /// What the text of a record is compared for, if it is compared at all.
    pub fn comparison(&self) -> Option<Comparison> {
        match self {
            Self::Eq(_) | Self::Neq(_) | Self::In(_) | Self::NotIn(_) => Some(Comparison::Equality),
            Self::Gt(_) | Self::Gte(_) | Self::Lt(_) | Self::Lte(_) | Self::Between(..) => Some(Comparison::Order),
            Self::Contains(_) | Self::NotContains(_) | Self::StartsWith(_) | Self::EndsWith(_) => {
                Some(Comparison::Piece)
            }
            Self::IsEmpty | Self::IsNotEmpty => None,
        }
    }

    fn compared(self, text: TextVersion) -> Self {
        let Some(comparison) = self.comparison() else { return self };
        let value = |value: Operand| value.compared(comparison, text);
        let list = |values: Vec<Operand>| values.into_iter().map(value).collect();
        let piece = |piece: String| (text.rules().search)(&piece);
        match self {
            Self::Eq(one) => Self::Eq(value(one)),
            Self::Neq(one) => Self::Neq(value(one)),
            Self::Gt(bound) => Self::Gt(value(bound)),
            Self::Gte(bound) => Self::Gte(value(bound)),
            Self::Lt(bound) => Self::Lt(value(bound)),
            Self::Lte(bound) => Self::Lte(value(bound)),
            Self::Between(low, high) => Self::Between(value(low), value(high)),
            Self::In(values) => Self::In(list(values)),
            Self::NotIn(values) => Self::NotIn(list(values)),
            Self::Contains(text) => Self::Contains(piece(text)),
            Self::NotContains(text) => Self::NotContains(piece(text)),
            Self::StartsWith(text) => Self::StartsWith(piece(text)),
            Self::EndsWith(text) => Self::EndsWith(piece(text)),
            Self::IsEmpty | Self::IsNotEmpty => self,
        }
    }
}
