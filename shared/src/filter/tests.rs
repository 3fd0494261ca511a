use proptest::prelude::*;
use serde_json::json;
use time::macros::datetime;
use uuid::Uuid;

use super::*;
use crate::{
    catalogue::{
        FieldKind,
        samples::{CONTACT, DEAL},
    },
    error::{Code, Error},
    locality::Locality,
    text::TextVersion,
};

/// Somebody in Berlin, on a Tuesday.
fn context() -> FilterContext {
    FilterContext {
        user: Some(Uuid::from_u128(7).into()),
        now: datetime!(2026-03-31 12:00 UTC),
        locality: Locality::of_settings(
            |name| Some(if name == "country" { "DE" } else { "Europe/Berlin" }.to_owned()),
            |_| None,
        ),
        text: TextVersion::KEYS,
    }
}

fn deal() -> &'static Entity {
    &DEAL
}

/// Reads pairs that are written as in a query, without any encoding.
fn query(text: &str) -> Result<Option<Filter>> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    Filter::from_parameters(deal(), FieldMask::ALL, &context(), pairs)
}

fn read(text: &str) -> Filter {
    query(text).expect("a filter").expect("one at all")
}

/// Reads a filter that has a condition.
fn from_json(value: serde_json::Value) -> Result<Filter> {
    Filter::from_json(deal(), FieldMask::ALL, &context(), "/filter", &value).map(|filter| filter.expect("a condition"))
}

fn from_parameter(value: &serde_json::Value) -> Result<Option<Filter>> {
    Filter::from_parameter(deal(), FieldMask::ALL, &context(), value)
}

fn image(fields: serde_json::Value) -> Image {
    Image::from(fields.as_object().cloned().expect("an object"))
}

fn problem(error: &Error) -> (Code, &str, &str) {
    let field = &error.fields()[0];
    (error.code(), field.pointer.as_str(), field.code)
}

#[test]
fn no_parameters_are_no_filter() {
    assert!(query("").expect("no error").is_none());
    for everything in [json!({}), json!({"and": [{}]}), json!({"or": [{"title": {"eq": "x"}}, {}]})] {
        assert!(from_parameter(&everything).expect("no error").is_none(), "{everything}");
    }
    let some = from_json(json!({"and": [{}, {"title": {"eq": "x"}}], "or": [{}]})).expect("a filter");
    assert_eq!(some.root(), read("filter[title]=x").root());
}

#[test]
fn both_forms_give_the_same_filter() {
    let id = "0194f7a2-0000-7000-8000-000000000001";
    let cases = [
        ("filter[title]=Ärger", json!({"title": {"eq": "ärger"}})),
        ("filter[title]=a,b", json!({"title": {"eq": "a,b"}})),
        (r"filter[title][in]=a\,b,c\\,d\e", json!({"title": {"in": ["a,b", "c\\", "d\\e"]}})),
        ("filter[title][in][]=a,b&filter[title][in][]=c", json!({"title": {"in": ["a,b", "c"]}})),
        (
            "filter[value][between]=10 EUR,12.50EUR",
            json!({"value": {"between":
                [{"amount": "10.00", "currency": "EUR"}, {"amount": "12.5", "currency": "EUR"}]}}),
        ),
        ("filter[ownerId][is_empty]=", json!({"ownerId": {"is_empty": true}})),
        ("filter[ownerId][is_empty]=", json!({"ownerId": {"is_not_empty": false}})),
        ("filter[ownerId][is_not_empty]=true", json!({"ownerId": {"is_empty": false}})),
        ("filter[version][gte]=2&filter[version][lt]=5", json!({"version": {"gte": 2, "lt": 5}})),
        ("filter[version][gte]=2&filter[status][neq]=won", json!({"version": {"gte": 2}, "status": {"neq": "won"}})),
        (
            &format!(
                "filter[or][3][stageId]={id}&filter[status]=open&filter[or][0][title][contains]=x&filter[or][0][and][1][or][0][status]=lost"
            ),
            json!({"status": {"eq": "open"}, "or": [
                {"title": {"contains": "X"}, "and": [{"or": [{"status": {"eq": "lost"}}]}]},
                {"stageId": {"eq": id}}]}),
        ),
    ];
    for (text, value) in cases {
        let parameter = from_parameter(&value).expect("a filter").expect("a condition");
        assert_eq!(read(text).root(), parameter.root(), "{text}");
        assert_eq!(parameter.root(), from_json(value).expect("a filter").root(), "{text}");
    }
}

#[test]
fn a_missing_value_matches_negative_operators_only() {
    let (nothing, something) =
        (image(json!({"title": "x"})), image(json!({"title": "x", "expectedCloseDate": "2026-01-31"})));
    for (test, of_nothing, of_something) in [
        ("eq]=2026-01-31", false, true),
        ("neq]=2026-01-31", true, false),
        ("neq]=2026-02-01", true, true),
        ("gt]=2026-01-30", false, true),
        ("gte]=2026-01-31", false, true),
        ("lt]=2026-01-31", false, false),
        ("lte]=2026-01-31", false, true),
        ("between]=2026-01-01,2026-01-31", false, true),
        ("between]=2026-02-01,2026-01-01", false, false),
        ("in]=2026-01-31,2026-02-01", false, true),
        ("not_in]=2026-01-31", true, false),
        ("is_empty]=", true, false),
        ("is_not_empty]=", false, true),
    ] {
        let filter = read(&format!("filter[expectedCloseDate][{test}"));
        assert_eq!((filter.matches(&nothing), filter.matches(&something)), (of_nothing, of_something), "{test}");
    }
}

#[test]
fn text_is_compared_without_case_and_money_within_its_currency() {
    let record =
        image(json!({"title": "Große ΟΔΟΣ 50%", "description": "", "value": {"amount": "12.50", "currency": "EUR"}}));
    for (text, expected) in [
        ("filter[title][starts_with]=GROSSE", true),
        ("filter[title][contains]=οδος", true),
        ("filter[title][ends_with]=0%", true),
        ("filter[title][contains]=5_", false),
        ("filter[title][not_contains]=%", false),
        ("filter[description][is_empty]=", true),
        ("filter[value][gt]=12 EUR", true),
        ("filter[value][gt]=12 USD", false),
        ("filter[value][lt]=99 USD", false),
        ("filter[value][neq]=12.50 USD", true),
        ("filter[value]=12.5EUR", true),
    ] {
        assert_eq!(read(text).matches(&record), expected, "{text}");
    }
}

#[test]
fn a_hidden_field_is_refused_like_an_unknown_one() {
    let readable = FieldMask::NONE.with(0);
    for test in ["", "[gt]", "[nonsense]", "[changed]"] {
        let ask = |field: &str| {
            let name = format!("filter[{field}]{test}");
            Filter::from_parameters(deal(), readable, &context(), [(name.as_str(), "1")]).expect_err("refused")
        };
        let (hidden, absent) = (ask("value"), ask("salary"));
        assert_eq!(problem(&hidden), (Code::MalformedQuery, format!("filter[value]{test}").as_str(), "unknown_field"));
        assert_eq!((hidden.message(), &hidden.fields()[0].message), (absent.message(), &absent.fields()[0].message));
    }
}

#[test]
fn problems_have_stable_codes() {
    let long = "x".repeat(10_000);
    let many = (0..101).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let (in_long, in_many) = (format!("filter[title]={long}"), format!("filter[version][in]={many}"));
    let (piece, name) = (format!("filter[description][contains]={long}"), format!("filter[{long}]=1"));
    for (text, code, pointer, what) in [
        ("filter=1", Code::MalformedQuery, "filter", "malformed_query"),
        ("filter[]=1", Code::MalformedQuery, "filter[]", "malformed_query"),
        ("filter[title", Code::MalformedQuery, "filter[title", "malformed_query"),
        ("filter[title][]=1", Code::MalformedQuery, "filter[title][]", "malformed_query"),
        ("filter[title][in][][]=1", Code::MalformedQuery, "filter[title][in][][]", "malformed_query"),
        ("filter[or][title]=1", Code::MalformedQuery, "filter[or][title]", "malformed_query"),
        ("filter[or][00][title]=1", Code::MalformedQuery, "filter[or][00][title]", "malformed_query"),
        ("filter[or][50][title]=1", Code::MalformedQuery, "filter[or][50][title]", "malformed_query"),
        ("filter[or][-1][title]=1", Code::MalformedQuery, "filter[or][-1][title]", "malformed_query"),
        ("filter[or][0]=1", Code::MalformedQuery, "filter[or][0]", "malformed_query"),
        ("filter[title]=1&filter[title][eq]=1", Code::MalformedQuery, "filter[title][eq]", "malformed_query"),
        ("filter[title][in]=1&filter[title][in][]=1", Code::MalformedQuery, "filter[title][in][]", "malformed_query"),
        ("filter[tenant_id]=1", Code::MalformedQuery, "filter[tenant_id]", "unknown_field"),
        ("filter[title_lower]=1", Code::MalformedQuery, "filter[title_lower]", "unknown_field"),
        ("filter[id;drop table deals]=1", Code::MalformedQuery, "filter[id;drop table deals]", "unknown_field"),
        ("filter[title][like]=1", Code::MalformedQuery, "filter[title][like]", "unknown_operator"),
        ("filter[title][changed]=", Code::Invalid, "filter[title][changed]", "unsuitable_operator"),
        ("filter[title][changed_to]=1", Code::Invalid, "filter[title][changed_to]", "unsuitable_operator"),
        ("filter[version][contains]=1", Code::Invalid, "filter[version][contains]", "unsuitable_operator"),
        ("filter[status][gt]=open", Code::Invalid, "filter[status][gt]", "unsuitable_operator"),
        ("filter[status]=maybe", Code::Invalid, "filter[status]", "invalid_value"),
        ("filter[version]=1.5", Code::Invalid, "filter[version]", "invalid_value"),
        ("filter[version]=", Code::Invalid, "filter[version]", "invalid_value"),
        ("filter[version]=99999999999999999999", Code::Invalid, "filter[version]", "invalid_value"),
        ("filter[value]=12.50", Code::Invalid, "filter[value]", "invalid_value"),
        ("filter[value]=é", Code::Invalid, "filter[value]", "invalid_value"),
        ("filter[value][between]=1 EUR,2 USD", Code::Invalid, "filter[value][between]", "invalid_value"),
        ("filter[version][between]=1", Code::Invalid, "filter[version][between]", "invalid_value"),
        ("filter[createdAt]=now()", Code::Invalid, "filter[createdAt]", "invalid_value"),
        ("filter[id]=1' or '1'='1", Code::Invalid, "filter[id]", "invalid_value"),
        ("filter[title]=a\0b", Code::Invalid, "filter[title]", "invalid_value"),
        ("filter[title][contains]=", Code::Invalid, "filter[title][contains]", "invalid_value"),
        ("filter[title][is_empty]=false", Code::Invalid, "filter[title][is_empty]", "invalid_value"),
        (&in_long, Code::Invalid, "filter[title]", "invalid_value"),
        (&in_many, Code::Invalid, "filter[version][in]", "invalid_value"),
        (&piece, Code::Invalid, "filter[description][contains]", "invalid_value"),
        (&name, Code::MalformedQuery, &name[..100], "unknown_field"),
    ] {
        assert_eq!(problem(&query(text).expect_err(text)), (code, pointer, what));
    }
}

#[test]
fn all_problems_are_reported_together_and_an_unknown_field_decides_the_code() {
    let error = query("filter[nope]=1&filter[status]=maybe&filter[title][changed]=").expect_err("refused");
    let codes: Vec<_> = error.fields().iter().map(|field| field.code).collect();
    assert_eq!(error.code(), Code::MalformedQuery);
    assert_eq!(codes, ["unknown_field", "invalid_value", "unsuitable_operator"]);
}

#[test]
fn depth_and_number_of_conditions_are_limited_in_both_forms() {
    let nested = |depth: usize| format!("filter{}[title]=x", "[or][0]".repeat(depth));
    assert!(query(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(problem(&query(&nested(MAX_DEPTH + 1)).expect_err("too deep")).2, "filter_too_large");
    let wide = |count: usize| {
        (0..count)
            .map(|n| format!("filter[or][{}][version][{}]=1", n % 10, ["eq", "gt", "gte", "lt", "lte", "neq"][n / 10]))
            .collect::<Vec<_>>()
            .join("&")
    };
    assert!(query(&wide(MAX_CONDITIONS)).is_ok());
    assert_eq!(problem(&query(&wide(MAX_CONDITIONS + 1)).expect_err("too many")).2, "filter_too_large");

    let nest = |depth| (0..depth).fold(json!({"title": {"eq": "x"}}), |inner, _| json!({"or": [inner]}));
    assert!(from_json(nest(MAX_DEPTH)).is_ok());
    assert_eq!(problem(&from_json(nest(MAX_DEPTH + 1)).expect_err("too deep")).2, "filter_too_large");
    let empty = json!({"and": vec![json!({}); MAX_CONDITIONS + 1]});
    assert_eq!(problem(&from_json(empty).expect_err("too many")).2, "filter_too_large");
    let wide = |count| json!({"and": vec![json!({"title": {"eq": "x"}}); count]});
    assert!(from_json(wide(MAX_CONDITIONS)).is_ok());
    assert_eq!(problem(&from_json(wide(MAX_CONDITIONS + 1)).expect_err("too many")).2, "filter_too_large");
    let refused = from_parameter(&wide(MAX_CONDITIONS + 1)).expect_err("too many");
    assert_eq!((refused.code(), problem(&refused).2), (Code::Invalid, "filter_too_large"));
}

#[test]
fn conditions_that_search_long_texts_are_limited() {
    let looks = |count: usize| {
        let conditions = (0..count).map(|n| format!("filter[or][{n}][description][not_contains]=x{n}"));
        query(&conditions.collect::<Vec<_>>().join("&"))
    };
    assert!(looks(MAX_LONG_TEXTS).is_ok());
    let refused = looks(MAX_LONG_TEXTS + 1).expect_err("too many");
    let expected = format!("filter[or][{MAX_LONG_TEXTS}][description][not_contains]");
    assert_eq!(problem(&refused), (Code::Invalid, expected.as_str(), "filter_too_large"));
    // Whether there is one costs nothing, and neither do other texts.
    let plain = (0..MAX_CONDITIONS).map(|n| match n % 2 {
        0 => format!("filter[or][{n}][title][contains]=x"),
        _ => format!("filter[or][{n}][description][is_empty]="),
    });
    assert!(query(&plain.collect::<Vec<_>>().join("&")).is_ok());
}

#[test]
fn errors_in_json_point_into_the_document() {
    for (value, pointer, code) in [
        (json!([]), "/filter", "invalid_value"),
        (json!({"or": []}), "/filter/or", "invalid_value"),
        (json!({"or": [1]}), "/filter/or/0", "invalid_value"),
        (json!({"or": [{"title": {"eq": "x"}}, null]}), "/filter/or/1", "invalid_value"),
        (json!({"or": [{"nope": {"eq": 1}}]}), "/filter/or/0/nope/eq", "unknown_field"),
        (json!({"a/b~": {"eq": 1}}), "/filter/a~1b~0/eq", "unknown_field"),
        (json!({"title": "x"}), "/filter/title", "invalid_value"),
        (json!({"title": {}}), "/filter/title", "invalid_value"),
        (json!({"title": {"eq": null}}), "/filter/title/eq", "invalid_value"),
        (json!({"title": {"like": "x"}}), "/filter/title/like", "unknown_operator"),
        (json!({"title": {"in": "a,b"}}), "/filter/title/in", "invalid_value"),
        (json!({"title": {"in": []}}), "/filter/title/in", "invalid_value"),
        (json!({"title": {"eq": 7}}), "/filter/title/eq", "invalid_value"),
        (json!({"title": {"is_empty": null}}), "/filter/title/is_empty", "invalid_value"),
        (json!({"title": {"eq": "x"}, "or": []}), "/filter/or", "invalid_value"),
        (json!({"field": "title", "op": "eq", "value": "x"}), "/filter/field", "invalid_value"),
    ] {
        let error = from_json(value.clone()).expect_err("refused");
        assert_eq!(problem(&error), (Code::Invalid, pointer, code));
        let error = from_parameter(&value).expect_err("refused");
        let malformed = pointer.split('/').count() <= 4 && code == "invalid_value" && !pointer.contains("/title/");
        let family = match code {
            "unknown_field" | "unknown_operator" => Code::MalformedQuery,
            _ if malformed => Code::MalformedQuery,
            _ => Code::Invalid,
        };
        assert_eq!(problem(&error), (family, &pointer[1..], code));
    }
}

#[test]
fn every_operator_is_declared_for_the_kinds_it_suits() {
    for operator in Operator::ALL {
        assert_eq!(Operator::parse(operator.as_str()), Some(operator));
        let text = Operator::of(FieldKind::Text { max: 1 }).contains(&operator);
        assert_eq!(text, !matches!(operator, Operator::Changed | Operator::ChangedTo), "{operator:?}");
    }
}

fn word() -> impl Strategy<Value = String> {
    let fields = deal().fields().map(|field| field.name.to_owned()).collect::<Vec<_>>();
    let operators = Operator::ALL.map(|operator| operator.as_str().to_owned()).to_vec();
    let others = ["and", "or", "0", "1", "49", "", "[", "]", "filter"].map(str::to_owned).to_vec();
    prop_oneof![prop::sample::select(fields), prop::sample::select(operators), prop::sample::select(others), ".{0,3}"]
}

fn anything() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|b| json!(b)),
        any::<i64>().prop_map(|n| json!(n)),
        word().prop_map(|w| json!(w))
    ];
    let key = prop_oneof![Just("and".to_owned()), Just("or".to_owned()), word()];
    leaf.prop_recursive(6, 60, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|list| json!(list)),
            prop::collection::btree_map(key.clone(), inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

#[test]
fn me_is_the_reader_in_every_field_that_names_a_user() {
    let mine = image(json!({"ownerId": Uuid::from_u128(7), "createdBy": Uuid::from_u128(8)}));
    assert!(read("filter[ownerId]=me").matches(&mine) && !read("filter[ownerId][neq]=me").matches(&mine));
    assert!(!read("filter[createdBy]=me").matches(&mine));
    let other = Uuid::from_u128(8);
    assert!(read(&format!("filter[createdBy][in]={other},me")).matches(&mine));
    assert!(from_json(json!({"ownerId": {"in": ["me"]}})).expect("a filter").matches(&mine));
    for wrong in ["filter[teamId]=me", "filter[id]=me", "filter[ownerId]=Me", "filter[ownerId]=you"] {
        assert_eq!(query(wrong).expect_err(wrong).fields()[0].code, "invalid_value", "{wrong}");
    }
    let nobody = FilterContext { user: None, ..context() };
    let refused = Filter::from_parameters(deal(), FieldMask::ALL, &nobody, [("filter[ownerId]", "me")]);
    assert_eq!(refused.expect_err("of whom?").code(), Code::Invalid);
}

#[test]
fn a_date_by_words_is_all_of_its_days_in_the_readers_zone() {
    let closes = |day: &str| image(json!({"expectedCloseDate": day}));
    for (filter, inside, outside) in [
        ("filter[expectedCloseDate]=this_month", vec!["2026-03-01", "2026-03-31"], vec!["2026-02-28", "2026-04-01"]),
        ("filter[expectedCloseDate][neq]=this_month", vec!["2026-02-28", "2026-04-01"], vec!["2026-03-01"]),
        ("filter[expectedCloseDate][gte]=this_month", vec!["2026-03-01", "2026-05-01"], vec!["2026-02-28"]),
        ("filter[expectedCloseDate][gt]=this_month", vec!["2026-04-01"], vec!["2026-03-31"]),
        ("filter[expectedCloseDate][lt]=this_month", vec!["2026-02-28"], vec!["2026-03-01"]),
        ("filter[expectedCloseDate][lte]=this_month", vec!["2026-03-31"], vec!["2026-04-01"]),
        ("filter[expectedCloseDate][between]=-30d,today", vec!["2026-03-01", "2026-03-31"], vec!["2026-04-01"]),
        ("filter[expectedCloseDate][between]=2026-03-30,tomorrow", vec!["2026-04-01"], vec!["2026-03-29"]),
        ("filter[expectedCloseDate][in]=yesterday,2026-05-01", vec!["2026-03-30", "2026-05-01"], vec!["2026-03-31"]),
        (
            "filter[expectedCloseDate][not_in]=yesterday,2026-05-01",
            vec!["2026-03-31"],
            vec!["2026-03-30", "2026-05-01"],
        ),
    ] {
        let filter = read(filter);
        assert!(filter.is_relative());
        for day in inside {
            assert!(filter.matches(&closes(day)), "{day} {filter:?}");
        }
        for day in outside {
            assert!(!filter.matches(&closes(day)), "{day} {filter:?}");
        }
    }
    let none = image(json!({}));
    assert!(read("filter[expectedCloseDate][neq]=today").matches(&none));
    assert!(read("filter[expectedCloseDate][not_in]=today,yesterday").matches(&none));
    assert!(!read("filter[expectedCloseDate]=today").matches(&none));
    assert!(!read("filter[expectedCloseDate]=2026-03-31").is_relative());
    // Clocks in Berlin went forward on the 29th.
    let made = |time: &str| image(json!({"createdAt": time}));
    let week = read("filter[createdAt]=this_week");
    assert!(week.matches(&made("2026-03-29T22:00:00.000000Z")) && !week.matches(&made("2026-03-29T21:59:59.999999Z")));
    assert!(week.matches(&made("2026-04-05T21:59:59.999999Z")) && !week.matches(&made("2026-04-05T22:00:00.000000Z")));
    for wrong in ["filter[createdAt]=someday", "filter[createdAt]=-9999y", "filter[expectedCloseDate]=this_day"] {
        assert_eq!(query(wrong).expect_err(wrong).fields()[0].code, "invalid_value", "{wrong}");
    }
}

#[test]
fn a_phone_number_is_found_by_any_way_of_writing_it() {
    let of = |operator: &str, value: &str| {
        let name = format!("filter[phone][{operator}]");
        let filter = Filter::from_parameters(&CONTACT, FieldMask::ALL, &context(), [(name.as_str(), value)]);
        filter.expect("a filter").expect("one at all")
    };
    let (present, earlier) = (image(json!({"phone": "+4930123456"})), image(json!({"phone": "030123456"})));
    for written in ["030 123456", "(030) 123-456", "+49 30 123456", "0049 30 123456", "+49 (0)30 123456"] {
        assert!(of("eq", written).matches(&present), "{written}");
        assert!(!of("neq", written).matches(&present), "{written}");
        assert!(of("in", &format!("+49301,{written}")).matches(&present) && !of("not_in", written).matches(&present));
        assert!(of("starts_with", written).matches(&present) && of("contains", written).matches(&present), "{written}");
    }
    assert!(of("eq", "030 123456").matches(&earlier) && of("contains", "030-12").matches(&earlier));
    for (operator, piece) in
        [("starts_with", "030 1"), ("starts_with", "+49 30"), ("contains", "30 12"), ("ends_with", "34-56")]
    {
        assert!(of(operator, piece).matches(&present), "{operator} {piece}");
    }
    assert!(!of("not_contains", "030 12").matches(&present) && of("not_contains", "040").matches(&present));
    assert!(!of("starts_with", "040").matches(&present));
}

#[test]
fn addresses_are_found_in_either_form_of_their_host() {
    let of = |value: &str| {
        let filter = Filter::from_parameters(&CONTACT, FieldMask::ALL, &context(), [("filter[email]", value)]);
        filter.expect("a filter").expect("one at all")
    };
    for stored in ["mail@köln.de", "mail@xn--kln-sna.de"] {
        let stored = image(json!({ "email": stored }));
        assert!(of("mail@KÖLN.de").matches(&stored) && of("Mail@xn--kln-sna.de").matches(&stored));
    }
}

#[test]
fn a_piece_of_text_is_composed_and_keeps_its_space() {
    let named = image(json!({"title": "José Desk"}));
    assert!(read("filter[title][contains]=Jose\u{301} ").matches(&named));
    assert!(!read("filter[title][ends_with]=desk ").matches(&named));
    assert!(read("filter[title]= jose\u{301} desk ").matches(&named));
    assert!(query("filter[title][contains]=\u{200b}").is_err(), "nothing to look for");
}

proptest! {
    #[test]
    fn no_parameters_make_it_panic(
        pairs in prop::collection::vec((prop::collection::vec(word(), 0..12), prop_oneof![word(), any::<String>()]), 0..6),
    ) {
        let pairs: Vec<_> = pairs.into_iter().map(|(path, value)| (format!("filter[{}]", path.join("][")), value)).collect();
        let parsed = Filter::from_parameters(deal(), FieldMask::ALL, &context(), pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        if let Ok(Some(filter)) = parsed {
            filter.matches(&Image::default());
        }
    }

    #[test]
    fn no_name_makes_it_panic(name: String, value: String) {
        let _ = Filter::from_parameters(deal(), FieldMask::ALL, &context(), [(name.as_str(), value.as_str())]);
        let name = format!("filter{name}");
        let _ = Filter::from_parameters(deal(), FieldMask::ALL, &context(), [(name.as_str(), value.as_str())]);
    }

    #[test]
    fn no_json_makes_it_panic(value in anything()) {
        let _ = Filter::from_json(deal(), FieldMask::ALL, &context(), "/filter", &value);
        let _ = from_parameter(&value);
    }

    #[test]
    fn texts_of_a_list_may_contain_commas(texts in prop::collection::vec(r"[a-c,\\]{0,6}", 1..5)) {
        let escaped: Vec<_> = texts.iter().map(|text| text.replace('\\', r"\\").replace(',', r"\,")).collect();
        let filter = read(&format!("filter[title][in]={}", escaped.join(",")));
        let expected = from_json(json!({"title": {"in": texts}})).expect("a filter");
        prop_assert_eq!(filter.root(), expected.root());
    }
}
