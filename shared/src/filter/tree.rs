//! The parts of a filter, and how many of them it may have.

use super::operand::Operand;
use crate::catalogue::Field;

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

/// The operators with their values. Pieces of text are folded.
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
