//! The catalogue: the entities of the product, from whose declarations everything generic follows.
//!
//! SQL, validation, events, field masks and routes are all made from an [`Entity`]; none of them knows a particular
//! one. What is special about an entity (moving a deal, say) is a rule of its own in its context, not a branch in the
//! generic engine.
//!
//! The entities stand in the contexts that own them. The program makes one [`Catalogue`] of them when it starts, and
//! hands it to everything that goes through entities: nothing knows a list of them at compile time.
//!
//! `docs/adding-an-entity.md` goes through it step by step.

mod checks;
mod entity;
mod event_kind;
mod field;
mod field_mask;
mod input;
mod kinds;
mod narrowing;
mod registry;
mod relation;
pub mod schema;
mod steps;
mod value;

#[cfg(test)]
pub(crate) mod samples;

pub use checks::InvalidCatalogue;
pub use entity::{Entity, OWNED_FIELDS, Ownership, SYSTEM_FIELDS};
pub use event_kind::{EventKind, Trigger, WhenHidden};
pub use field::{Field, FieldKind, Inverse, Steps, Writable};
pub use field_mask::FieldMask;
pub use input::{Draft, Reading, Replacement, missing, parse_create, parse_patch, parse_replace};
pub use kinds::{Kind, Kinds};
pub use registry::Catalogue;
pub use relation::{Relation, Target};
pub use value::{
    InvalidValue, decimal_from_units, decimal_to_units, format_date, format_timestamp, money_from_minor,
    money_to_minor, normalize, normalize_in, parse_date, parse_timestamp, whole,
};

#[cfg(test)]
mod tests;
