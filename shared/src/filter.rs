//! Filters: read once, from query parameters or JSON, into a typed tree; run as SQL by the store or here in memory.
//!
//! A filter is bound to an entity and to what its reader may know: a field outside of the mask is as unknown as one
//! that does not exist, in the same words. Values are normalised by the catalogue and then typed, so that whoever runs
//! the tree compares values and never parses.
//!
//! Every condition is true or false, never unknown. A field without a value meets `neq`, `not_in`, `not_contains` and
//! `is_empty`, and none of the others: each negative is exactly what its positive is not. Text is compared
//! [folded](crate::fold), by bytes. Money compares with money of its own currency; any other is just different.

mod bind;
mod json;
mod operand;
mod operator;
mod parameters;
mod predicate;

pub use operand::Operand;
pub use operator::Operator;

use serde_json::Value;

use crate::{
    catalogue::{Entity, Field, FieldMask},
    error::Result,
    image::Image,
};

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

/// Which records of an entity are wanted.
#[derive(Debug, Clone)]
pub struct Filter {
    entity: &'static Entity,
    root: Node,
}

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

impl Filter {
    /// Reads the parameters of a query whose names begin with `filter`; none is no filter. `readable` are the fields
    /// that whoever asks may know of.
    ///
    /// `filter[title][contains]=x`, `filter[status]=open`, `filter[status][in]=open,won`, the same as
    /// `filter[status][in][]=open&filter[status][in][]=won`, and groups: `filter[or][0][status]=won&filter[or][1]…`.
    /// What stands under one number of a group belongs together: all of it.
    pub fn from_parameters<'a>(
        entity: &'static Entity,
        readable: FieldMask,
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Option<Self>> {
        let Some(raw) = parameters::read(parameters)? else { return Ok(None) };
        let root = bind::bind(entity, readable, raw).map_err(bind::Problems::of_parameters)?;
        Ok(Some(Self { entity, root }))
    }

    /// Reads `{"field", "op", "value"}`, `{"and": […]}` or `{"or": […]}`. `at` is the JSON pointer to it in the
    /// document that it came in; the pointers of errors begin with it.
    pub fn from_json(entity: &'static Entity, readable: FieldMask, at: &str, json: &Value) -> Result<Self> {
        let raw = json::read(at, json)?;
        let root = bind::bind(entity, readable, raw).map_err(bind::Problems::of_json)?;
        Ok(Self { entity, root })
    }

    pub fn entity(&self) -> &'static Entity {
        self.entity
    }

    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Whether this record, one of the filter's entity, is wanted.
    pub fn matches(&self, image: &Image) -> bool {
        predicate::holds(&self.root, image)
    }
}

#[cfg(test)]
mod tests;
