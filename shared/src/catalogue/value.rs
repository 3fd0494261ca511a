//! Values on the wire: what each kind of field accepts, and the one form it is kept in.
//!
//! A value is normalised once, when it comes in. From then on the wire, the log's images and a predicate in memory
//! all see the same form, so two equal values are equal JSON.

mod decimal;
mod invalid;

use iso_currency::Currency;
use serde_json::{Value, json};
use time::{Date, OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339, macros::format_description};
use uuid::Uuid;

pub use decimal::{decimal_from_units, decimal_to_units};
pub use invalid::InvalidValue;

use self::decimal::{from_units, to_units};
use super::FieldKind;
use crate::{
    address::{self, Country},
    written_form::{self, ControlCharacter},
};

/// The normal form of a value that is not null and was written without regard to a country.
pub fn normalize(kind: FieldKind, value: &Value) -> Result<Value, InvalidValue> {
    normalize_in(kind, None, value)
}

/// The normal form of a value that is not null. A phone number without a country code is one of `country`.
pub fn normalize_in(kind: FieldKind, country: Option<Country>, value: &Value) -> Result<Value, InvalidValue> {
    match kind {
        FieldKind::Text { max } => text(value, max, written_form::line),
        FieldKind::LongText { max } => text(value, max, written_form::lines),
        FieldKind::Bool => match value {
            Value::Bool(_) => Ok(value.clone()),
            _ => Err(InvalidValue::expected("true or false")),
        },
        FieldKind::Int { min, max } => match whole(value) {
            Some(number) if (min..=max).contains(&number) => Ok(json!(number)),
            _ => Err(InvalidValue::expected(format!("a whole number from {min} to {max}"))),
        },
        FieldKind::Decimal { scale, min, max } => decimal::decimal(value, scale, min, max),
        FieldKind::Money => money(value),
        FieldKind::Date => value
            .as_str()
            .and_then(parse_date)
            .map(|date| Value::String(format_date(date)))
            .ok_or_else(|| InvalidValue::expected("a date such as 2026-01-31")),
        FieldKind::Timestamp => value
            .as_str()
            .and_then(parse_timestamp)
            .map(|time| Value::String(format_timestamp(time)))
            .ok_or_else(|| InvalidValue::expected("a time such as 2026-01-31T12:00:00Z")),
        FieldKind::Email => value
            .as_str()
            .and_then(address::email)
            .map(Value::String)
            .ok_or_else(|| InvalidValue::expected("an e-mail address such as ada@example.com")),
        FieldKind::Phone => address::phone(value.as_str().unwrap_or_default(), country)
            .map(Value::String)
            .map_err(|problem| InvalidValue::expected(problem.to_string())),
        FieldKind::Url => value
            .as_str()
            .and_then(address::url)
            .map(Value::String)
            .ok_or_else(|| InvalidValue::expected("a web address such as https://example.com")),
        FieldKind::Texts { max_items, max_chars } => texts(value, max_items, max_chars),
        FieldKind::Choice(words) => match value.as_str() {
            Some(word) if words.contains(&word) => Ok(value.clone()),
            _ => Err(InvalidValue::expected(format!("one of {}", words.join(", ")))),
        },
        FieldKind::Id | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => value
            .as_str()
            .and_then(|text| Uuid::try_parse(text).ok())
            .map(|id| Value::String(id.to_string()))
            .ok_or_else(|| InvalidValue::expected("an id in the form of a UUID")),
    }
}

/// `2026-01-31`, between the years 1 and 9999.
pub fn parse_date(text: &str) -> Option<Date> {
    let date = Date::parse(text, format_description!("[year]-[month]-[day]")).ok()?;
    (1..=9999).contains(&date.year()).then_some(date)
}

pub fn format_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// RFC 3339 with any offset; kept to the microsecond, as PostgreSQL does.
pub fn parse_timestamp(text: &str) -> Option<OffsetDateTime> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok()?.checked_to_offset(UtcOffset::UTC)?;
    let time = time.replace_nanosecond(time.nanosecond() / 1_000 * 1_000).ok()?;
    (1..=9999).contains(&time.year()).then_some(time)
}

/// RFC 3339 in UTC, always with six digits after the second, so that texts sort as times do.
pub fn format_timestamp(time: OffsetDateTime) -> String {
    let time = time.to_offset(UtcOffset::UTC);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
        time.year(),
        u8::from(time.month()),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        time.microsecond()
    )
}

/// An amount of money in the minor units of its currency (cents of a euro), from its form on the wire.
pub fn money_to_minor(value: &Value) -> Option<(i64, String)> {
    let code = value.get("currency")?.as_str()?;
    let minor = to_units(value.get("amount")?.as_str()?, digits(code)?)?;
    Some((minor, code.to_owned()))
}

/// The form on the wire of an amount in minor units. An unknown currency is shown without decimals.
pub fn money_from_minor(minor: i64, currency: &str) -> Value {
    let amount = from_units(minor, digits(currency).and_then(|digits| u8::try_from(digits).ok()).unwrap_or(0));
    json!({ "amount": amount, "currency": currency })
}

fn text(
    value: &Value,
    max: usize,
    form: impl Fn(&str) -> Result<String, ControlCharacter>,
) -> Result<Value, InvalidValue> {
    let given = value.as_str().ok_or_else(|| InvalidValue::expected("a string"))?;
    let written = form(given).map_err(|_| InvalidValue::expected("text without control characters"))?;
    // Both, as a few characters are composed of more than they were, and schemas speak of what comes in.
    if given.chars().count() > max || written.chars().count() > max {
        return Err(InvalidValue::expected(format!("at most {max} characters")));
    }
    Ok(Value::String(written))
}

/// A whole number, also one that is written as `5.0`, as some languages do. Beyond 2⁵³ such a number is not exact.
pub fn whole(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let written_with_point = || value.as_f64().filter(|number| number.fract() == 0.0 && number.abs() <= EXACT);
    value.as_i64().or_else(|| written_with_point().map(|number| number as i64))
}

fn texts(value: &Value, max_items: usize, max_chars: usize) -> Result<Value, InvalidValue> {
    let wrong = || InvalidValue::expected(format!("a list of at most {max_items} strings, none of them empty"));
    let items = value.as_array().filter(|items| items.len() <= max_items).ok_or_else(wrong)?;
    if items.iter().any(|item| item.as_str().is_none_or(written_form::shows_nothing)) {
        return Err(wrong());
    }
    items.iter().map(|item| text(item, max_chars, written_form::line)).collect()
}

fn money(value: &Value) -> Result<Value, InvalidValue> {
    let wrong = || InvalidValue::expected(r#"an object such as {"amount": "12.50", "currency": "EUR"}"#);
    let object = value.as_object().filter(|object| object.len() == 2).ok_or_else(wrong)?;
    let amount = object.get("amount").and_then(Value::as_str).ok_or_else(wrong)?;
    let code = object.get("currency").and_then(Value::as_str).ok_or_else(wrong)?;
    let digits = digits(code).ok_or_else(|| InvalidValue::expected("a currency of ISO 4217, such as EUR"))?;
    let minor = to_units(amount, digits).ok_or_else(|| {
        InvalidValue::expected(format!("an amount of {code} as a decimal string with at most {digits} decimals"))
    })?;
    Ok(money_from_minor(minor, code))
}

/// The currencies that amounts can be of (ISO 4217), in the order of their codes.
pub(super) fn currencies() -> impl Iterator<Item = String> {
    let letters = || 'A'..='Z';
    let codes = letters().flat_map(move |a| letters().flat_map(move |b| letters().map(move |c| [a, b, c])));
    codes.map(String::from_iter).filter(|code| digits(code).is_some())
}

/// The decimals of a currency; none for what is not money in the ordinary sense (gold, test codes).
fn digits(code: &str) -> Option<u32> {
    Currency::from_code(code)?.exponent().map(u32::from)
}
