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
mod input;
mod kinds;
mod relation;
pub mod schema;
mod steps;
mod value;

#[cfg(test)]
pub(crate) mod samples;

use std::sync::Arc;

pub use checks::InvalidCatalogue;
pub use entity::{Entity, OWNED_FIELDS, Ownership, SYSTEM_FIELDS};
pub use event_kind::{EventKind, Otherwise, When};
pub use field::{Field, FieldKind, FieldMask, Inverse, Steps, Writable};
pub use input::{Draft, Replacement, missing, parse_create, parse_patch, parse_replace};
pub use kinds::{Kind, Kinds};
pub use relation::{Relation, Target};
pub use value::{
    InvalidValue, format_date, format_timestamp, money_from_minor, money_to_minor, normalize, parse_date,
    parse_timestamp,
};

use crate::notification::NotificationCategories;

/// Every entity of the product, checked against each other. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalogue(Arc<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    entities: Vec<&'static Entity>,
    kind_aliases: Vec<&'static Entity>,
    notification_categories: NotificationCategories,
}

impl Catalogue {
    /// Makes a catalogue of these entities, and of kinds of their records that have a URL of their own
    /// ([`Entity::only`]). Fails for a declaration that contradicts itself or another.
    pub fn new(
        entities: impl IntoIterator<Item = &'static Entity>,
        kind_aliases: impl IntoIterator<Item = &'static Entity>,
    ) -> Result<Self, InvalidCatalogue> {
        let in_order = |mut entities: Vec<&'static Entity>| {
            entities.sort_by_key(|entity| (entity.order, entity.plural));
            entities
        };
        let catalogue = Self(Arc::new(Inner {
            entities: in_order(entities.into_iter().collect()),
            kind_aliases: in_order(kind_aliases.into_iter().collect()),
            notification_categories: NotificationCategories::default(),
        }));
        checks::check(&catalogue)?;
        Ok(catalogue)
    }

    /// With what people are notified of about the records of these entities.
    pub fn with_notification_categories(self, notification_categories: NotificationCategories) -> Self {
        Self(Arc::new(Inner { notification_categories, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// What people are notified of.
    pub fn notification_categories(&self) -> &NotificationCategories {
        &self.0.notification_categories
    }

    /// All entities, in their [order](Entity::order).
    pub fn entities(&self) -> impl Iterator<Item = &'static Entity> + Clone + use<'_> {
        self.0.entities.iter().copied()
    }

    /// The kinds of record that have a URL of their own; see [`Kinds`].
    pub fn kind_aliases(&self) -> impl Iterator<Item = &'static Entity> + Clone + use<'_> {
        self.0.kind_aliases.iter().copied()
    }

    /// The entity with this singular name.
    pub fn by_name(&self, name: &str) -> Option<&'static Entity> {
        self.entities().find(|entity| entity.name == name)
    }

    /// The entities whose permissions are those of this module.
    pub fn of_module<'a>(&'a self, module: &'a str) -> impl Iterator<Item = &'static Entity> + use<'a> {
        self.entities().filter(move |entity| entity.module == module)
    }

    /// Every URL segment under which records are found: plurals, their aliases, and kinds with a URL of their own.
    pub fn segments(&self) -> impl Iterator<Item = (&'static str, &'static Entity)> + use<'_> {
        self.entities().chain(self.kind_aliases()).flat_map(|entity| {
            std::iter::once(entity.plural).chain(entity.aliases.iter().copied()).map(move |name| (name, entity))
        })
    }

    /// The entity that a URL segment names.
    pub fn by_segment(&self, segment: &str) -> Option<&'static Entity> {
        self.segments().find(|(name, _)| *name == segment).map(|(_, entity)| entity)
    }

    /// All relations of an entity's records: first those of its own fields, in their order.
    pub fn relations<'a>(&'a self, of: &Entity) -> impl Iterator<Item = Relation> + use<'a> {
        relation::of_fields(self, of).chain(relation::of_referrers(self, of))
    }
}

#[cfg(test)]
mod tests;
