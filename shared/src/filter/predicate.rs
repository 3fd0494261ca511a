//! A filter in memory. The store says the same in SQL; a property test of the store holds the two together.

use std::cmp::Ordering;

use super::{Condition, Node, Operand, Test};
use crate::{image::Image, text::TextVersion};

pub(super) fn holds(node: &Node, image: &Image, text: TextVersion) -> bool {
    match node {
        Node::All(parts) => parts.iter().all(|part| holds(part, image, text)),
        Node::Any(parts) => parts.iter().any(|part| holds(part, image, text)),
        Node::Is(Condition { field, test }) => {
            let value = Operand::of(field.kind, image.get(field.name));
            let value = value.map(|value| match test.comparison() {
                Some(comparison) => value.compared(comparison, text),
                None => value,
            });
            test.holds(value.as_ref())
        }
    }
}

impl Test {
    fn holds(&self, value: Option<&Operand>) -> bool {
        let order = |wanted: &Operand| value.and_then(|value| value.compare(wanted));
        let text = match value {
            Some(Operand::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        match self {
            Self::Eq(wanted) => value == Some(wanted),
            Self::Neq(unwanted) => value != Some(unwanted),
            Self::Gt(bound) => order(bound).is_some_and(Ordering::is_gt),
            Self::Gte(bound) => order(bound).is_some_and(Ordering::is_ge),
            Self::Lt(bound) => order(bound).is_some_and(Ordering::is_lt),
            Self::Lte(bound) => order(bound).is_some_and(Ordering::is_le),
            Self::Between(low, high) => {
                order(low).is_some_and(Ordering::is_ge) && order(high).is_some_and(Ordering::is_le)
            }
            Self::In(wanted) => value.is_some_and(|value| wanted.contains(value)),
            Self::NotIn(unwanted) => !value.is_some_and(|value| unwanted.contains(value)),
            Self::Contains(piece) => text.is_some_and(|text| text.contains(piece)),
            Self::NotContains(piece) => !text.is_some_and(|text| text.contains(piece)),
            Self::StartsWith(piece) => text.is_some_and(|text| text.starts_with(piece)),
            Self::EndsWith(piece) => text.is_some_and(|text| text.ends_with(piece)),
            Self::IsEmpty => value.is_none() || text == Some(""),
            Self::IsNotEmpty => value.is_some() && text != Some(""),
        }
    }
}
