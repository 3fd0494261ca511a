//! The order of a list: `sort=-createdAt,title`, and always the id last, so that no two records are equal in it.
//!
//! Records without a value come last, in either direction. Text is sorted by the [keys](crate::text) of the tenant's
//! rules, money by currency and then amount. The order is the same in the database and here; [`Keys`] are the position
//! of a record in it.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    catalogue::{Entity, Field, FieldKind, FieldMask},
    error::{Code, Error, FieldError, Result},
    filter::{Comparison, Operand},
    image::Image,
    text::{SortRule, TextVersion, sorted_part},
};

const PARAMETER: &str = "sort";
/// How many fields a list may be sorted by.
pub const MAX_FIELDS: usize = 4;
/// How many bytes the texts among the keys may have at most: they have to fit in a page cursor.
const MAX_TEXT: usize = 2_600;

/// The fields of the order, each with its direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    keys: Vec<SortKey>,
    text: TextVersion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortKey {
    pub field: &'static Field,
    pub direction: SortDirection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortDirection {
    Ascending,
    Descending,
}

/// The position of a record in the order of a list: the values of the sort fields, in the form of the wire.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keys(Vec<Value>);

/// Whether a list can be sorted by fields of this kind at all.
pub const fn is_sortable(kind: FieldKind) -> bool {
    weight(kind) <= MAX_TEXT
}

/// How many bytes a value takes of a cursor.
const fn weight(kind: FieldKind) -> usize {
    match kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => 4 * max,
        FieldKind::Email | FieldKind::Phone => 256,
        // Lists have no order, and addresses of pages one that nobody asks for.
        FieldKind::Url | FieldKind::Texts { .. } => MAX_TEXT + 1,
        _ => 0,
    }
}

impl Sort {
    /// Newest first: the order of a list that asks for none.
    pub fn newest(entity: &'static Entity) -> Self {
        // No text is in this order, so the rules do not matter to it.
        let created = entity.field("createdAt").map(|field| SortKey { field, direction: SortDirection::Descending });
        Self::of(entity, created.into_iter().collect(), TextVersion::KEYS)
    }

    /// Reads the parameter. A field outside of `readable` is as unknown as one that does not exist.
    /// Texts are sorted by `rules`, those of the tenant.
    pub fn parse(entity: &'static Entity, readable: FieldMask, rules: TextVersion, text: &str) -> Result<Self> {
        let (mut keys, mut bytes) = (Vec::<SortKey>::new(), 0);
        for part in text.split(',') {
            let (name, order) = match part.strip_prefix('-') {
                Some(name) => (name, SortDirection::Descending),
                None => (part, SortDirection::Ascending),
            };
            let unknown = || Error::new(Code::MalformedQuery).with_fields(vec![FieldError::unknown(PARAMETER, name)]);
            let field = readable.field(entity, name).ok_or_else(unknown)?;
            if keys.iter().any(|key| key.field == field) {
                let twice = FieldError::new(PARAMETER, Code::InvalidValue).with_message("a field stands twice");
                return Err(Error::new(Code::MalformedQuery).with_fields(vec![twice]));
            }
            bytes += weight(field.kind);
            if keys.len() == MAX_FIELDS || bytes > MAX_TEXT {
                let message = match keys.len() {
                    MAX_FIELDS => format!("a list is sorted by at most {MAX_FIELDS} fields"),
                    _ => format!("{name} is too long to sort by it here"),
                };
                return Err(Error::invalid(vec![
                    FieldError::new(PARAMETER, Code::UnsortableField).with_message(message),
                ]));
            }
            keys.push(SortKey { field, direction: order });
        }
        Ok(Self::of(entity, keys, rules))
    }

    /// The id has the direction of the field before it, so that one index can serve both.
    fn of(entity: &'static Entity, mut keys: Vec<SortKey>, text: TextVersion) -> Self {
        let order = keys.last().map_or(SortDirection::Ascending, |key| key.direction);
        if let Some(field) = entity.field("id")
            && !keys.iter().any(|key| key.field.kind == FieldKind::Id)
        {
            keys.push(SortKey { field, direction: order });
        }
        Self { keys, text }
    }

    /// The fields in the order of their weight; the id is among them.
    pub fn keys(&self) -> &[SortKey] {
        &self.keys
    }

    /// The rules by which texts are sorted.
    pub fn text(&self) -> TextVersion {
        self.text
    }

    /// Whether a text is among the fields, so that the order depends on the rules.
    pub fn has_text(&self) -> bool {
        self.keys.iter().any(|key| key.field.kind.folds())
    }

    /// The position of a record. Of a text it holds what decides its place.
    pub fn keys_of(&self, image: &Image) -> Keys {
        let by_key = matches!(self.text.rules().sort, SortRule::Key(_));
        let value = |key: &SortKey| match image.get(key.field.name) {
            Value::String(text) if by_key && key.field.kind.folds() => Value::from(sorted_part(text)),
            value => value.clone(),
        };
        Keys(self.keys.iter().map(value).collect())
    }

    /// The values of keys by field, as they are compared, or nothing when they are not keys of this order. A missing value
    /// is `None`.
    pub fn values(&self, keys: &Keys) -> Option<Vec<Option<Operand>>> {
        let typed = |(key, value): (&SortKey, &Value)| match Operand::of(key.field.kind, value) {
            None if !value.is_null() || key.field.required => None,
            operand => Some(operand.map(|operand| operand.compared(Comparison::Order, self.text))),
        };
        (keys.0.len() == self.keys.len()).then(|| self.keys.iter().zip(&keys.0).map(typed).collect())?
    }

    /// Which of two records comes first.
    pub fn compare(&self, one: &Image, other: &Image) -> Ordering {
        let by = |key: &SortKey| {
            let value = |image: &Image| {
                let value = Operand::of(key.field.kind, image.get(key.field.name));
                value.map(|value| value.compared(Comparison::Order, self.text))
            };
            match (value(one), value(other)) {
                (None, None) => Ordering::Equal,
                (None, Some(_)) => Ordering::Greater,
                (Some(_), None) => Ordering::Less,
                (Some(one), Some(other)) => {
                    let order = one.order(&other).unwrap_or(Ordering::Equal);
                    if key.direction == SortDirection::Descending { order.reverse() } else { order }
                }
            }
        };
        self.keys.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

#[cfg(test)]
mod tests;
