//! The catalogue as a value: the entities that a product is made of, and the ways to find them.

use std::sync::Arc;

use super::{
    checks::{InvalidCatalogue, check},
    entity::Entity,
    relation::{Relation, relations},
};
use crate::{access::Permissions, messages::Messages, notification::NotificationCategories, settings::SettingRegistry};

/// Every entity of the product, checked against each other. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Catalogue(Arc<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    entities: Vec<&'static Entity>,
    kind_aliases: Vec<&'static Entity>,
    permissions: Permissions,
    notification_categories: NotificationCategories,
    settings: SettingRegistry,
    messages: Messages,
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
        let entities = in_order(entities.into_iter().collect());
        let kind_aliases = in_order(kind_aliases.into_iter().collect());
        check(&entities, &kind_aliases)?;
        let (notification_categories, settings) = (NotificationCategories::default(), SettingRegistry::default());
        let (messages, permissions) = (Messages::default(), Permissions::of_records(&entities));
        Ok(Self(Arc::new(Inner { entities, kind_aliases, permissions, notification_categories, settings, messages })))
    }

    /// With all permissions of the product, those over these entities among them.
    pub fn with_permissions(self, permissions: Permissions) -> Self {
        Self(Arc::new(Inner { permissions, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// With the categories of notifications about the records of these entities.
    pub fn with_notification_categories(self, notification_categories: NotificationCategories) -> Self {
        Self(Arc::new(Inner { notification_categories, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// With the settings of tenants and users.
    pub fn with_settings(self, settings: SettingRegistry) -> Self {
        Self(Arc::new(Inner { settings, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// With the messages of texts.
    pub fn with_messages(self, messages: Messages) -> Self {
        Self(Arc::new(Inner { messages, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// Every permission that a role can be granted.
    pub fn permissions(&self) -> &Permissions {
        &self.0.permissions
    }

    /// The messages of texts, in every language.
    pub fn messages(&self) -> &Messages {
        &self.0.messages
    }

    /// The settings of tenants and users.
    pub fn settings(&self) -> &SettingRegistry {
        &self.0.settings
    }

    /// The categories of notifications.
    pub fn notification_categories(&self) -> &NotificationCategories {
        &self.0.notification_categories
    }

    /// All entities, in their [order](Entity::order).
    pub fn entities(&self) -> impl Iterator<Item = &'static Entity> + Clone + use<'_> {
        self.0.entities.iter().copied()
    }

    /// The kinds of record that have a URL of their own; see [`Kinds`](super::Kinds).
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
        let all = self.entities().chain(self.kind_aliases());
        all.flat_map(|entity| entity.segments().map(move |segment| (segment, entity)))
    }

    /// The entity that a URL segment names.
    pub fn by_segment(&self, segment: &str) -> Option<&'static Entity> {
        self.segments().find(|(name, _)| *name == segment).map(|(_, entity)| entity)
    }

    /// All relations of an entity's records: first those of its own fields, in their order.
    pub fn relations<'a>(&'a self, of: &Entity) -> impl Iterator<Item = Relation> + use<'a> {
        relations(&self.0.entities, of)
    }
}
