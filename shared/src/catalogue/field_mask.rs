//! Sets of fields: what a reader may see of an entity.

use serde_json::{Map, Value};

use super::{entity::Entity, field::Field};
use crate::image::Image;

/// A set of an entity's fields; bit *n* stands for the *n*th of [`Entity::fields`](super::Entity::fields).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FieldMask(u128);

impl FieldMask {
    pub const NONE: Self = Self(0);
    pub const ALL: Self = Self(u128::MAX);

    pub fn with(self, index: usize) -> Self {
        Self(self.0 | 1u128.checked_shl(index as u32).unwrap_or(0))
    }

    pub fn contains(self, index: usize) -> bool {
        self.0.checked_shr(index as u32).unwrap_or(0) & 1 == 1
    }

    /// The place of the field of this name, unless the mask hides it: then it is as unknown as any other.
    pub fn index(self, entity: &Entity, name: &str) -> Option<usize> {
        entity.fields().position(|field| field.name == name).filter(|index| self.contains(*index))
    }

    /// The field of this name, unless the mask hides it.
    pub fn field(self, entity: &Entity, name: &str) -> Option<&'static Field> {
        entity.fields().nth(self.index(entity, name)?)
    }
}

impl Image {
    /// The record with only the fields of the mask, in the order of the catalogue.
    pub fn masked(&self, entity: &Entity, mask: FieldMask) -> Map<String, Value> {
        entity
            .fields()
            .enumerate()
            .filter(|(index, _)| mask.contains(*index))
            .map(|(_, field)| (field.name.to_owned(), self.get(field.name).clone()))
            .collect()
    }
}

impl Entity {
    /// What people call a record, as far as this mask shows it; nothing when none of its name is to be seen.
    pub fn label_of(&self, image: &Image, mask: FieldMask) -> Option<String> {
        let shown = self.label.iter().filter(|field| mask.field(self, field).is_some());
        let words: Vec<_> = shown.filter_map(|field| image.text(field)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}
