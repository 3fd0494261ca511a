use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::catalogue::samples::DEAL;

fn deal() -> &'static Entity {
    &DEAL
}

fn parse(text: &str) -> Result<Sort> {
    Sort::parse(deal(), FieldMask::ALL, TextVersion::KEYS, text)
}

fn names(sort: &Sort) -> Vec<(&'static str, SortDirection)> {
    sort.keys().iter().map(|key| (key.field.name, key.direction)).collect()
}

#[test]
fn the_id_comes_last_in_the_direction_of_the_field_before_it() {
    use SortDirection::{Ascending, Descending};
    assert_eq!(
        names(&parse("-createdAt,title").unwrap()),
        [("createdAt", Descending), ("title", Ascending), ("id", Ascending)]
    );
    assert_eq!(names(&parse("-id").unwrap()), [("id", Descending)]);
    assert_eq!(names(&parse("-createdAt").unwrap()), names(&Sort::newest(deal())));
}

#[test]
fn problems_are_named_and_a_hidden_field_is_refused_like_an_unknown_one() {
    for (text, code, field) in [
        ("", Code::MalformedQuery, "unknown_field"),
        ("title,", Code::MalformedQuery, "unknown_field"),
        ("+title", Code::MalformedQuery, "unknown_field"),
        ("--title", Code::MalformedQuery, "unknown_field"),
        ("title_lower", Code::MalformedQuery, "unknown_field"),
        ("title desc; drop table deals", Code::MalformedQuery, "unknown_field"),
        ("title,-title", Code::MalformedQuery, "invalid_value"),
        ("description", Code::Invalid, "unsortable_field"),
        ("title,value,status,createdAt,updatedAt", Code::Invalid, "unsortable_field"),
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!(
            (error.code(), error.fields()[0].pointer.as_str(), error.fields()[0].code),
            (code, "sort", field),
            "{text}"
        );
    }
    let hidden = |name| Sort::parse(deal(), FieldMask::NONE.with(0), TextVersion::KEYS, name).expect_err(name);
    let (hidden, absent) = (hidden("description"), hidden("margin"));
    assert_eq!(hidden.fields()[0].message.replace("description", "margin"), absent.fields()[0].message);
}

#[test]
fn records_without_a_value_come_last_either_way() {
    let image = |id: u8, date: Value| {
        let fields = json!({"id": format!("00000000-0000-0000-0000-0000000000{id:02}"), "expectedCloseDate": date});
        Image::from(fields.as_object().cloned().unwrap())
    };
    let records =
        [image(1, json!(null)), image(2, json!("2026-02-01")), image(3, json!("2026-01-01")), image(4, json!(null))];
    let sorted = |text| {
        let (sort, mut records) = (parse(text).unwrap(), records.clone());
        records.sort_by(|a, b| sort.compare(a, b));
        records.map(|record| record.text("id").unwrap().as_bytes()[35] - b'0')
    };
    assert_eq!(sorted("expectedCloseDate"), [3, 2, 1, 4]);
    assert_eq!(sorted("-expectedCloseDate"), [2, 3, 4, 1]);
}

#[test]
fn keys_are_accepted_by_their_own_order_only() {
    let (sort, other) = (parse("-value,status").unwrap(), parse("title").unwrap());
    let id = "00000000-0000-0000-0000-000000000001";
    let image = json!({"id": id, "value": null, "status": "open", "title": "x"});
    let image = Image::from(image.as_object().cloned().unwrap());
    let values = sort.values(&sort.keys_of(&image)).expect("its own");
    assert_eq!(values[..2], [None, Some(Operand::Word("open".to_owned()))]);
    assert_eq!(other.values(&sort.keys_of(&image)), None);
    assert_eq!(sort.values(&sort.keys_of(&Image::default())), None, "a record has an id");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[-,a-zA-Z]{0,30}|.{0,20}") {
        let _ = parse(&text);
    }
}
