//! Values with their types: what both sides of a comparison are made of.

use std::cmp::Ordering;

use serde_json::Value;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::{
    catalogue::{FieldKind, decimal_to_units, money_to_minor, parse_date, parse_timestamp},
    text::{SortRule, TextVersion},
};

/// What a text is compared for; each has a form of the text of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Whether it is the same but for case.
    Equality,
    /// Whether a piece is in it.
    Piece,
    /// Which of two comes first.
    Order,
}

/// A value that is not null.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// As it is written, or in the form in which it is [compared](Self::compared).
    Text(String),
    /// The place of a text in an order.
    SortKey(Vec<u8>),
    /// One of the words of a choice, or a currency.
    Word(String),
    Bool(bool),
    Int(i64),
    Money {
        minor: i64,
        currency: String,
    },
    Date(Date),
    Time(OffsetDateTime),
    Id(Uuid),
}

impl Operand {
    /// From the normal form of a value on the wire. Null, and what is not of the kind, is nothing.
    pub fn of(kind: FieldKind, value: &Value) -> Option<Self> {
        match kind {
            FieldKind::Text { .. }
            | FieldKind::LongText { .. }
            | FieldKind::Email
            | FieldKind::Phone
            | FieldKind::Url => value.as_str().map(|text| Self::Text(text.to_owned())),
            // Of a list it is only asked whether there is anything in it.
            FieldKind::Texts { .. } => value.as_array().filter(|items| !items.is_empty()).map(|_| Self::Bool(true)),
            FieldKind::Choice(_) => value.as_str().map(|word| Self::Word(word.to_owned())),
            FieldKind::Bool => value.as_bool().map(Self::Bool),
            FieldKind::Int { .. } => value.as_i64().map(Self::Int),
            // In units of the last digit.
            FieldKind::Decimal { scale, .. } => decimal_to_units(value, scale).map(Self::Int),
            FieldKind::Money => money_to_minor(value).map(|(minor, currency)| Self::Money { minor, currency }),
            FieldKind::Date => parse_date(value.as_str()?).map(Self::Date),
            FieldKind::Timestamp => parse_timestamp(value.as_str()?).map(Self::Time),
            FieldKind::Id | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => {
                Uuid::try_parse(value.as_str()?).ok().map(Self::Id)
            }
        }
    }

    /// The value in the form in which it is compared under these rules: that of a text, and any other as it is.
    pub fn compared(self, by: Comparison, text: TextVersion) -> Self {
        let Self::Text(value) = self else { return self };
        let rules = text.rules();
        match (by, rules.sort) {
            (Comparison::Equality, _) => Self::Text((rules.identity)(&value)),
            (Comparison::Piece, _) => Self::Text((rules.search)(&value)),
            (Comparison::Order, SortRule::Text(form)) => Self::Text(form(&value)),
            (Comparison::Order, SortRule::Key(key)) => Self::SortKey(key(&value)),
        }
    }

    /// How two values compare, if they do: amounts of different currencies do not.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Money { currency, .. }, Self::Money { currency: another, .. }) if currency != another => None,
            _ => self.order(other),
        }
    }

    /// The order of a list: text in its compared form by its bytes, money by currency and then amount. Values of different
    /// types, which no field has, are not ordered.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        Some(match (self, other) {
            (Self::Text(a), Self::Text(b)) | (Self::Word(a), Self::Word(b)) => a.cmp(b),
            (Self::SortKey(a), Self::SortKey(b)) => a.cmp(b),
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Int(a), Self::Int(b)) => a.cmp(b),
            (Self::Money { minor: a, currency: x }, Self::Money { minor: b, currency: y }) => x.cmp(y).then(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            (Self::Id(a), Self::Id(b)) => a.cmp(b),
            _ => return None,
        })
    }
}
