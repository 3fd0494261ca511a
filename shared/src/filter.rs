//! Filters: read once, from query parameters or JSON, into a typed tree; run as SQL by the store or here in memory.
//!
//! A filter is bound to an entity and to the reader's mask: a field outside of the mask gets the same error as one that
//! does not exist. Values are normalised by the catalogue and then typed, so that an evaluation of the tree compares
//! values and never parses.
//!
//! Values that depend on the reader are read with a [`FilterContext`]: `me`, dates by words such as `this_month`, phone
//! numbers without a country code. What is bound is fixed: the tree holds ids, dates and numbers.
//!
//! Every condition is true or false, never unknown. A field without a value meets `neq`, `not_in`, `not_contains` and
//! `is_empty`, and none of the others: each negative operator is exactly the complement of its positive one. Text is
//! compared in the forms of the tenant's [rules](crate::text), by bytes: `eq` and `in` by its identity, `contains` and
//! its kin by the form in which it is found, `gt` and its kin by its place in an order. Money compares with money of its
//! own currency; any other is just different.

mod bind;
mod context;
mod json;
mod operand;
mod operator;
mod parameters;
mod predicate;
mod raw;
mod relative;
mod tree;

pub use context::FilterContext;
pub use operand::{Comparison, Operand};
pub use operator::Operator;
pub use tree::{Condition, MAX_CONDITIONS, MAX_DEPTH, MAX_LONG_TEXTS, MAX_PIECE, MAX_VALUES, Node, Test};

use serde_json::Value;

use crate::{
    catalogue::{Entity, FieldMask},
    error::Result,
    image::Image,
    text::TextVersion,
};

/// The condition on the records of an entity.
#[derive(Debug, Clone)]
pub struct Filter {
    entity: &'static Entity,
    root: Node,
    relative: bool,
    text: TextVersion,
}

impl Filter {
    /// Reads the parameters of a query whose names begin with `filter`; without any there is no filter. `readable` are
    /// the fields that the caller may read, `context` is the reader, and the rules of their tenant.
    ///
    /// `filter[title][contains]=x`, `filter[status]=open`, `filter[status][in]=open,won`, the same as
    /// `filter[status][in][]=open&filter[status][in][]=won`, and groups: `filter[or][0][status]=won&filter[or][1]…`.
    /// The conditions under one number of a group are combined with *and*.
    pub fn from_parameters<'a>(
        entity: &'static Entity,
        readable: FieldMask,
        context: &FilterContext,
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Option<Self>> {
        let Some(raw) = parameters::read(parameters)? else { return Ok(None) };
        let bound = bind::bind(entity, readable, context, raw).map_err(bind::Problems::of_parameters)?;
        Ok(Some(Self::of(entity, context, bound)))
    }

    /// Reads the parameter `filter` of a query, whose text is such JSON as [`Self::from_json`] reads. Errors name the
    /// parameter, and have the codes of a query.
    pub fn from_parameter(
        entity: &'static Entity,
        readable: FieldMask,
        context: &FilterContext,
        json: &Value,
    ) -> Result<Option<Self>> {
        let Some(raw) = json::read(parameters::NAME, json).map_err(parameters::of_query)? else { return Ok(None) };
        let bound = bind::bind(entity, readable, context, raw).map_err(bind::Problems::of_parameters)?;
        Ok(Some(Self::of(entity, context, bound)))
    }

    /// Reads `{"field": {"operator": value}, "and": […], "or": […]}`; without a condition there is no filter. `at` is
    /// the JSON pointer to it in the document that it came in; the pointers of errors begin with it.
    pub fn from_json(
        entity: &'static Entity,
        readable: FieldMask,
        context: &FilterContext,
        at: &str,
        json: &Value,
    ) -> Result<Option<Self>> {
        let Some(raw) = json::read(at, json)? else { return Ok(None) };
        let bound = bind::bind(entity, readable, context, raw).map_err(bind::Problems::of_json)?;
        Ok(Some(Self::of(entity, context, bound)))
    }

    fn of(entity: &'static Entity, context: &FilterContext, bind::Bound { root, relative }: bind::Bound) -> Self {
        Self { entity, root: root.compared(context.text), relative, text: context.text }
    }

    /// Whether it would be another filter at another time: it has dates by words.
    pub fn is_relative(&self) -> bool {
        self.relative
    }

    pub fn entity(&self) -> &'static Entity {
        self.entity
    }

    /// The condition, with texts in the form in which they are compared.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The rules by which its texts are compared.
    pub fn text(&self) -> TextVersion {
        self.text
    }

    /// Whether a record of the filter's entity meets the filter.
    pub fn matches(&self, image: &Image) -> bool {
        predicate::holds(&self.root, image, self.text)
    }
}

#[cfg(test)]
mod tests;
