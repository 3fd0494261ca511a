use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    samples::{ACCOUNT, ACTIVITY, ALL, CONTACT, DEAL, STAGE, TASKS, catalogue},
    *,
};
use crate::{error::Code, image::Image};

fn body(value: Value) -> serde_json::Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

#[test]
fn entities_are_found_by_name_and_by_every_segment_of_theirs() {
    let catalogue = catalogue();
    for (segment, entity) in catalogue.segments() {
        assert_eq!(catalogue.by_segment(segment).map(|found| found.plural), Some(entity.plural));
        assert_eq!(catalogue.by_name(entity.name).map(|found| found.name), Some(entity.name));
    }
    let order: Vec<_> = catalogue.entities().map(|entity| entity.name).collect();
    assert_eq!(order, ["pipeline", "stage", "account", "contact", "deal", "activity"]);
    assert_eq!(catalogue.of_module("pipelines").count(), 2);
    assert!(catalogue.by_name("dragon").is_none() && catalogue.by_segment("deal").is_none());
}

#[test]
fn contradictory_declarations_are_refused_with_the_name_of_the_entity() {
    const TWICE: &[Field] = &[
        Field::new("bell", "bell", FieldKind::Text { max: 9 }).searched(),
        Field::new("bell", "bell_2", FieldKind::Text { max: 9 }).searched(),
    ];
    const LOST: &[Field] = &[Field::new("dragonId", "dragon_id", FieldKind::Reference("dragon"))];
    const STRAY: &[Field] = &[Field::new("state", "state", FieldKind::Choice(&["open"])).steps(&[("shut", &[])])];
    const SOON: &[Field] = &[Field::new("day", "day", FieldKind::Date).default("\"soon\"")];
    const OR: &[Field] = &[Field::new("or", "or", FieldKind::Text { max: 9 }).searched()];
    for (entity, problem) in [
        (ACCOUNT, "is declared twice"),
        (Entity { aliases: &["accounts"], ..DOOR }, "has the plural accounts, which is taken"),
        (Entity { own_fields: TWICE, ..DOOR }, "has the field bell twice"),
        (Entity { own_fields: LOST, ..DOOR }, "refers in dragonId to an entity that there is not"),
        (Entity { own_fields: STRAY, ..DOOR }, "has steps of state that are not of each of its words once"),
        (Entity { own_fields: SOON, ..DOOR }, "has a default of day that is no value of it"),
        (Entity { own_fields: OR, ..DOOR }, "has a field or, which means something else"),
        (Entity { events: DEAL.events, ..DOOR }, "declares the event deal.stage_changed"),
        (Entity { label: &["nothing"], ..DOOR }, "has no fields of text to call a record by"),
        (TASKS, "stands for some of its records only"),
    ] {
        let entity: &'static Entity = Box::leak(Box::new(entity));
        let refused = Catalogue::new(ALL.into_iter().chain([entity]), []).expect_err(problem);
        assert_eq!(refused.entity, entity.name);
        assert!(refused.to_string().contains(problem), "{refused}");
    }
    const DREAMS: Entity = ACTIVITY.only("dream", "dreams");
    assert_eq!(Catalogue::new(ALL, [&DREAMS]).expect_err("no such kind").entity, "activity");
    assert!(Catalogue::new(ALL.into_iter().chain([&DOOR]), [&TASKS]).is_ok());
}

#[test]
fn a_record_has_the_fields_of_its_kind_only() {
    let activity = &ACTIVITY;
    let call = json!({"kind": "call", "subject": "x", "durationMinutes": 5, "dueDate": null});
    let draft = parse_create(activity, Reading::default(), &body(call)).expect("a call lasts");
    assert!(!draft.contains_key("priority"), "the default is a task's");
    let refused = parse_create(
        activity,
        Reading::default(),
        &body(json!({"kind": "note", "subject": "x", "attendees": ["Ada"]})),
    );
    let refused = refused.expect_err("a note has no attendees");
    assert_eq!((refused.fields()[0].pointer.as_str(), refused.fields()[0].code), ("/attendees", "unknown_field"));
    let unkind = parse_create(activity, Reading::default(), &body(json!({"subject": "x"}))).expect("all else is fine");
    let refused = missing(activity, &unkind).expect_err("but the kind is missing");
    assert_eq!(refused.fields()[0].pointer, "/kind");
}

#[test]
fn an_alias_of_a_kind_makes_that_kind() {
    let tasks = &TASKS;
    assert_eq!((tasks.name, tasks.narrowing()), ("activity", Some(("kind", "task"))));
    let draft = parse_create(tasks, Reading::default(), &body(json!({"subject": "x"}))).expect("a task");
    assert_eq!((&draft["kind"], &draft["priority"]), (&json!("task"), &json!("normal")));
    assert!(parse_create(tasks, Reading::default(), &body(json!({"kind": "task", "subject": "x"}))).is_ok());
    let refused = parse_create(tasks, Reading::default(), &body(json!({"kind": "call", "subject": "x"})))
        .expect_err("a call is no task");
    assert_eq!(refused.fields()[0].pointer, "/kind");
    assert_eq!(ACTIVITY.narrowing(), None);
}

/// A made-up entity with a state machine and an event of every sort.
const DOOR: Entity = Entity {
    name: "door",
    plural: "doors",
    aliases: &[],
    order: 90,
    table: "doors",
    module: "doors",
    ownership: Ownership::Shared,
    label: &["bell"],
    followable: false,
    own_fields: &[
        Field::new("state", "state", FieldKind::Choice(&["open", "shut", "bricked"]))
            .required()
            .default("\"open\"")
            .steps(&[("open", &["shut"]), ("shut", &["open", "bricked"]), ("bricked", &[])]),
        Field::new("bell", "bell", FieldKind::Text { max: 9 }).searched(),
    ],
    kinds: None,
    narrowed: None,
    events: &[
        EventKind {
            name: "door.moved",
            trigger: Trigger::Changed,
            reveals: "state",
            when_hidden: WhenHidden::PlainUpdate,
        },
        EventKind {
            name: "door.shut",
            trigger: Trigger::Becomes("shut"),
            reveals: "state",
            when_hidden: WhenHidden::Nothing,
        },
        EventKind { name: "door.rang", trigger: Trigger::Filled, reveals: "bell", when_hidden: WhenHidden::Nothing },
    ],
    default_grants: &[],
};

fn door(fields: Value) -> Image {
    Image::from(body(fields))
}

#[test]
fn a_state_machine_allows_its_declared_steps_only() {
    let go = |from: Option<&str>, to: &str| {
        let before = from.map(|from| door(json!({"state": from})));
        DOOR.require_steps(before.as_ref(), &body(json!({"state": to})))
    };
    for (from, to) in [("open", "shut"), ("shut", "open"), ("shut", "bricked"), ("open", "open")] {
        assert!(go(Some(from), to).is_ok(), "{from} to {to}");
    }
    assert!(go(None, "open").is_ok());
    for (from, to) in [(None, "shut"), (Some("open"), "bricked"), (Some("bricked"), "open")] {
        let refused = go(from, to).expect_err("no such step");
        assert_eq!((refused.fields()[0].pointer.as_str(), refused.fields()[0].code), ("/state", "invalid_transition"));
    }
    assert!(DOOR.require_steps(None, &body(json!({"bell": "ding"}))).is_ok(), "another field");
}

#[test]
fn events_happen_as_declared() {
    let types = |before: Option<Value>, after: Value| {
        let plain = if before.is_some() { "door.updated" } else { "door.created" };
        DOOR.event_types(plain.to_owned(), before.map(door).as_ref(), &door(after))
    };
    let (open, shut) = (json!({"state": "open", "bell": null}), json!({"state": "shut", "bell": "ding"}));
    assert_eq!(types(None, open.clone()), ["door.created"]);
    assert_eq!(types(None, shut.clone()), ["door.created", "door.shut", "door.rang"]);
    assert_eq!(types(Some(open.clone()), shut.clone()), ["door.moved", "door.shut", "door.rang"]);
    assert_eq!(types(Some(shut.clone()), open.clone()), ["door.moved"]);
    assert_eq!(types(Some(shut.clone()), shut), ["door.updated"]);
}

#[test]
fn e_mail_addresses_are_normalised_and_deceptive_ones_refused() {
    let normal = |text: &str| normalize(FieldKind::Email, &json!(text)).map(|value| value.as_str().unwrap().to_owned());
    assert_eq!(normal(" Ada.L+crm@Example.COM "), Ok("Ada.L+crm@example.com".to_owned()));
    assert_eq!(normal("jörg@xn--mller-kva.de"), Ok("jörg@müller.de".to_owned()));
    let long = format!("{}@example.com", "x".repeat(65));
    for bad in [
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@localhost",
        "ada@@example.com",
        "a b@example.com",
        ".a@example.com",
        "a..b@example.com",
        "ada@example..com",
        "ada@-example.com",
        "ada@1.2.3.4",
        "ada@example.com\nbcc:x@y.zz",
        "<ada@example.com>",
        "\"a\"@example.com",
        &long,
    ] {
        assert!(normal(bad).is_err(), "{bad:?}");
    }
    assert!(normalize(FieldKind::Email, &json!(7)).is_err());
}

#[test]
fn addresses_are_written_by_the_one_rule_for_them() {
    let germany = crate::address::Country::from_code("DE");
    for (kind, given, written) in [
        (FieldKind::Phone, "030 1234567", Some("+49301234567")),
        (FieldKind::Phone, "call me", None),
        (FieldKind::Url, "köln.de", Some("https://köln.de/")),
        (FieldKind::Url, "javascript:alert(1)", None),
        (FieldKind::Email, "Jose\u{301}@KÖLN.de", Some("José@köln.de")),
    ] {
        let normal = normalize_in(kind, germany, &json!(given));
        assert_eq!(normal.ok(), written.map(|written| json!(written)), "{given}");
        assert!(normalize(kind, &json!(7)).is_err());
    }
    let refused = normalize(FieldKind::Phone, &json!("030 1234567")).expect_err("of which country?");
    assert!(refused.0.contains("no country is set"), "{}", refused.0);
}

#[test]
fn a_value_that_the_record_has_already_stays_as_it_is() {
    let before = body(json!({"phone": "0301234567", "firstName": "Acme\u{ad} ", "email": "mail@xn--kln-sna.de"}));
    let reading = Reading { before: Some(&before), country: None };
    assert_eq!(parse_patch(&CONTACT, reading, &before).expect("as it was"), before);
    let replaced = parse_replace(&CONTACT, reading, &Value::Null, &before, |field| field.name != "phone");
    let Replacement { draft, kept } = replaced.expect("as it was");
    assert_eq!(
        (&draft["firstName"], &draft["email"], &kept["phone"]),
        (&before["firstName"], &before["email"], &before["phone"])
    );
    let anew = parse_patch(&CONTACT, reading, &body(json!({"firstName": "Acme\u{ad}s ", "phone": "030 1234567"})));
    assert_eq!(anew.expect_err("another number").fields()[0].pointer, "/phone");
}

#[test]
fn a_required_text_that_shows_nothing_is_refused() {
    for blank in ["", "  ", "\u{200b}\u{2060}", "\u{3164}", "\u{2800}", "\u{202e}"] {
        let refused = parse_create(&ACCOUNT, Reading::default(), &body(json!({"name": blank}))).expect_err("blank");
        assert_eq!((refused.fields()[0].pointer.as_str(), refused.fields()[0].code), ("/name", "invalid_value"));
    }
    let written = parse_create(&ACCOUNT, Reading::default(), &body(json!({"name": " Jose\u{301}\u{200b} "})));
    assert_eq!(written.expect("a name")["name"], json!("José"));
}

#[test]
fn lists_of_texts_are_bounded_and_keep_their_order() {
    let list = FieldKind::Texts { max_items: 2, max_chars: 3 };
    assert_eq!(normalize(list, &json!(["b", "a"])), Ok(json!(["b", "a"])));
    assert_eq!(normalize(list, &json!([])), Ok(json!([])));
    for bad in
        [json!(["a", "b", "c"]), json!(["abcd"]), json!([""]), json!([" "]), json!([7]), json!("a"), json!(["\u{0}"])]
    {
        assert!(normalize(list, &bad).is_err(), "{bad}");
    }
}

#[test]
fn a_body_is_refused_with_every_problem_at_once() {
    let deal = &DEAL;
    let given = body(json!({
        "title": "", "value": {"amount": "1.005", "currency": "EUR"}, "status": "won", "id": "x",
        "tenantId": "y", "expectedCloseDate": "2026-02-30", "description": 7, "ownerId": "me"
    }));
    let error = parse_create(deal, Reading::default(), &given).expect_err("nothing in it is right");
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
fn a_body_with_too_many_problems_is_not_read_to_its_end() {
    let deal = &DEAL;
    let given = (0..10_000).map(|number| (format!("f{number}"), json!(number))).collect();
    for parse in [parse_create, parse_patch] {
        let error = parse(deal, Reading::default(), &given).expect_err("the entity has no such fields");
        assert_eq!(error.fields().len(), crate::error::MAX_FIELD_ERRORS);
    }
}

#[test]
fn defaults_fill_a_creation_but_not_a_patch() {
    let stage = &STAGE;
    let created = parse_create(stage, Reading::default(), &body(json!({"name": "Demo"}))).expect("valid");
    assert_eq!(created.get("kind"), Some(&json!("open")));
    assert!(missing(stage, &created).is_err(), "the pipeline is not named");
    let patched = parse_patch(stage, Reading::default(), &body(json!({"name": "Demo"}))).expect("valid");
    assert_eq!(patched.len(), 1);
    assert!(
        parse_patch(stage, Reading::default(), &body(json!({"pipelineId": uuid::Uuid::nil()}))).is_err(),
        "set once"
    );
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
fn a_whole_number_may_be_written_with_a_point() {
    let int = FieldKind::Int { min: 0, max: i64::MAX };
    assert_eq!(normalize(int, &json!(5.0)), Ok(json!(5)));
    assert_eq!(normalize(int, &json!(i64::MAX)), Ok(json!(i64::MAX)));
    for bad in [json!(5.5), json!(-1.0), json!(1e300), json!("5"), json!(9.1e15)] {
        assert!(normalize(int, &bad).is_err(), "{bad}");
    }
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
        for kind in [FieldKind::Text { max: 20 }, FieldKind::Date, FieldKind::Timestamp, FieldKind::User, FieldKind::Email, FieldKind::Phone, FieldKind::Url] {
            if let Ok(once) = normalize(kind, &json!(text)) {
                prop_assert_eq!(normalize(kind, &once), Ok(once));
            }
        }
        let _ = normalize(FieldKind::Money, &json!({"amount": text, "currency": "EUR"}));
    }

    #[test]
    fn a_normalised_address_does_not_change(
        email in "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,20}@[a-zA-Z0-9.-]{1,20}[.][a-zA-Z]{2,5}",
        phone in "[+]?[0-9 ()./-]{2,18}( ?(x|ext[.]?|;ext=) ?[0-9]{1,8})?",
        url in "(https?|HTTP)://[a-zA-Z0-9.-]{1,20}(:[0-9]{1,5})?(/[ -~äß%]{0,20})?",
    ) {
        for (kind, text) in [(FieldKind::Email, email), (FieldKind::Phone, phone), (FieldKind::Url, url)] {
            if let Ok(once) = normalize(kind, &json!(text)) {
                prop_assert_eq!(normalize(kind, &once), Ok(once.clone()));
                let form = once.as_str().unwrap_or_default();
                match kind {
                    FieldKind::Email => prop_assert!(!form.rsplit('@').next().unwrap_or_default().contains(char::is_uppercase)),
                    FieldKind::Phone => prop_assert!(form.trim_start_matches('+').starts_with(|c: char| c.is_ascii_digit())),
                    _ => prop_assert!(form.starts_with("http://") || form.starts_with("https://")),
                }
            }
        }
    }

    #[test]
    fn a_list_that_is_accepted_keeps_its_items(items in prop::collection::vec(".{0,8}", 0..6)) {
        let list = FieldKind::Texts { max_items: 4, max_chars: 5 };
        let given = json!(items);
        if let Ok(normal) = normalize(list, &given) {
            prop_assert!(items.len() <= 4 && items.iter().all(|item| item.chars().count() <= 5));
            prop_assert_eq!(normal.as_array().map(Vec::len), Some(items.len()));
            prop_assert_eq!(normalize(list, &normal), Ok(normal.clone()));
        }
    }

    #[test]
    fn timestamps_sort_alike_as_text_and_as_times(a in 0i64..4_000_000_000_000_000, b in 0i64..4_000_000_000_000_000) {
        let at = |micros: i64| time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).expect("in range");
        prop_assert_eq!(format_timestamp(at(a)).cmp(&format_timestamp(at(b))), a.cmp(&b));
        prop_assert_eq!(parse_timestamp(&format_timestamp(at(a))), Some(at(a)));
    }
}
