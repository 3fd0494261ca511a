use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::error::Code;

fn body(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

#[test]
fn every_declaration_is_sound() {
    let mut segments = HashSet::new();
    for entity in ENTITIES {
        let names: Vec<_> = entity.fields().map(|field| field.name).collect();
        let distinct: HashSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{} names a field twice", entity.name);
        assert!(names.len() <= 128, "{} has more fields than a mask has bits", entity.name);
        for field in entity.fields() {
            if let Some(json) = field.default {
                let value: Value = serde_json::from_str(json).expect("a default is JSON");
                assert_eq!(normalize(field.kind, &value).as_ref(), Ok(&value), "{}.{}", entity.name, field.name);
            }
            if let FieldKind::Reference(target) = field.kind {
                assert!(by_name(target).is_some(), "{}.{} refers to nothing", entity.name, field.name);
            }
        }
        for event in entity.events {
            assert!(event.name.starts_with(&format!("{}.", entity.name)));
            assert!(entity.field(event.reveals).is_some());
        }
        for segment in entity.aliases.iter().chain([&entity.plural]) {
            assert!(segments.insert(*segment), "two entities answer to {segment}");
        }
    }
}

#[test]
fn a_body_is_refused_with_every_problem_at_once() {
    let deal = by_name("deal").expect("deal");
    let given = body(json!({
        "title": "", "value": {"amount": "1.005", "currency": "EUR"}, "status": "won", "id": "x",
        "tenantId": "y", "expectedCloseDate": "2026-02-30", "description": 7, "ownerId": "me"
    }));
    let error = parse_create(deal, &given).expect_err("nothing in it is right");
    assert_eq!(error.code(), Code::Invalid);
    let found: Vec<_> = error.fields().iter().map(|field| (field.pointer.as_str(), field.code)).collect();
    assert_eq!(
        found,
        [
            ("/title", "invalid_value"),
            ("/value", "invalid_value"),
            ("/status", "read_only_field"),
            ("/id", "read_only_field"),
            ("/tenantId", "unknown_field"),
            ("/expectedCloseDate", "invalid_value"),
            ("/description", "invalid_value"),
            ("/ownerId", "invalid_value"),
        ]
    );
}

#[test]
fn a_body_of_nothing_but_mistakes_is_not_read_to_its_end() {
    let deal = by_name("deal").expect("deal");
    let given = (0..10_000).map(|number| (format!("f{number}"), json!(number))).collect();
    for parse in [parse_create, parse_patch] {
        let error = parse(deal, &given).expect_err("the entity has no such fields");
        assert_eq!(error.fields().len(), crate::error::MAX_FIELD_ERRORS);
    }
}

#[test]
fn defaults_fill_a_creation_but_not_a_patch() {
    let stage = by_name("stage").expect("stage");
    let created = parse_create(stage, &body(json!({"name": "Demo"}))).expect("valid");
    assert_eq!(created.get("kind"), Some(&json!("open")));
    assert!(missing(stage, &created).is_err(), "the pipeline is not named");
    let patched = parse_patch(stage, &body(json!({"name": "Demo"}))).expect("valid");
    assert_eq!(patched.len(), 1);
    assert!(parse_patch(stage, &body(json!({"pipelineId": uuid::Uuid::nil()}))).is_err(), "set once");
}

#[test]
fn money_is_exact_and_has_the_digits_of_its_currency() {
    let normal = |amount: &str, currency: &str| {
        normalize(FieldKind::Money, &json!({"amount": amount, "currency": currency}))
            .map(|value| value["amount"].clone())
    };
    assert_eq!(normal("12.5", "EUR"), Ok(json!("12.50")));
    assert_eq!(normal("-0.05", "EUR"), Ok(json!("-0.05")));
    assert_eq!(normal("5", "JPY"), Ok(json!("5")));
    assert_eq!(normal("1.234", "KWD"), Ok(json!("1.234")));
    assert_eq!(normal("1.2300", "EUR"), Ok(json!("1.23")));
    for bad in ["", ".", "1.", ".5", "1e3", "+1", "1,5", "NaN", "1.001", "99999999999999999999", "--1", "１"] {
        assert!(normal(bad, "EUR").is_err(), "{bad:?}");
    }
    assert!(normal("1", "eur").is_err() && normal("1", "XXX").is_err() && normal("1", "").is_err());
    assert!(normalize(FieldKind::Money, &json!({"amount": 1, "currency": "EUR"})).is_err());
}

#[test]
fn text_without_nul_or_controls() {
    let text = FieldKind::Text { max: 3 };
    assert!(normalize(text, &json!("äöü")).is_ok());
    assert!(normalize(text, &json!("äöüa")).is_err());
    assert!(normalize(text, &json!("a\u{0}")).is_err());
    assert!(normalize(FieldKind::LongText { max: 9 }, &json!("a\nb\tc")).is_ok());
    assert!(normalize(FieldKind::LongText { max: 9 }, &json!("a\u{0}")).is_err());
}

proptest! {
    #[test]
    fn money_round_trips_through_minor_units(minor in any::<i64>(), currency in prop::sample::select(vec!["EUR", "JPY", "KWD"])) {
        prop_assume!(minor != i64::MIN);
        let wire = money_from_minor(minor, currency);
        if let Ok(normal) = normalize(FieldKind::Money, &wire) {
            prop_assert_eq!(&normal, &wire);
            prop_assert_eq!(money_to_minor(&wire), Some((minor, currency.to_owned())));
        }
    }

    #[test]
    fn normalising_twice_changes_nothing_and_never_panics(text in ".{0,40}") {
        for kind in [FieldKind::Text { max: 20 }, FieldKind::Date, FieldKind::Timestamp, FieldKind::User] {
            if let Ok(once) = normalize(kind, &json!(text)) {
                prop_assert_eq!(normalize(kind, &once), Ok(once));
            }
        }
        let _ = normalize(FieldKind::Money, &json!({"amount": text, "currency": "EUR"}));
    }

    #[test]
    fn timestamps_sort_as_text_as_they_do_as_times(a in 0i64..4_000_000_000_000_000, b in 0i64..4_000_000_000_000_000) {
        let at = |micros: i64| time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).expect("in range");
        prop_assert_eq!(format_timestamp(at(a)).cmp(&format_timestamp(at(b))), a.cmp(&b));
        prop_assert_eq!(parse_timestamp(&format_timestamp(at(a))), Some(at(a)));
    }
}
