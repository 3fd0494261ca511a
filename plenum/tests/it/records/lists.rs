//! Lists over REST: filters, sorts, chosen fields, pages and counts. Hidden fields stay hidden, and no parameter causes
//! an internal error.

use plenum_testkit::{
    Plenum,
    people::{Person, everything},
};
use serde_json::{Value, json};

use crate::plenum;

const DEALS: &str = "/api/v1/deals";

/// Parameters, and the titles they find.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str]);

/// The parameters as a client sends them.
fn query(parameters: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        text.bytes().map(encode).collect()
    };
    let pairs: Vec<_> = parameters.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    format!("{DEALS}?{}", pairs.join("&"))
}

fn titles(body: &Value) -> Vec<String> {
    let title = |record: &Value| record["title"].as_str().map(str::to_owned);
    body["data"].as_array().into_iter().flatten().filter_map(title).collect()
}

async fn found(person: &Person, parameters: &[(&str, &str)]) -> Vec<String> {
    titles(&person.http.get(&query(parameters)).await.expect(200).json())
}

/// Five deals, each with its worth.
async fn deals(admin: &Person) {
    for (title, value) in [
        ("Große Straße", json!({"amount": "100.00", "currency": "EUR"})),
        ("apfel, rot", json!({"amount": "9.50", "currency": "EUR"})),
        ("Apfel 100%", json!({"amount": "100", "currency": "JPY"})),
        ("ОДЕССА", Value::Null),
        ("zz_top", json!({"amount": "100.00", "currency": "USD"})),
    ] {
        admin.create("deals", json!({"title": title, "value": value})).await;
    }
}

#[tokio::test]
async fn filters_and_sorts_return_the_matching_records() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    deals(&admin).await;
    let cases: &[Case] = &[
        (&[("filter[title][contains]", "STRASSE")], &["Große Straße"]),
        (&[("filter[title][starts_with]", "APFEL"), ("sort", "title")], &["Apfel 100%", "apfel, rot"]),
        (&[("filter[title][ends_with]", "одесса")], &["ОДЕССА"]),
        (&[("filter[title][contains]", "%")], &["Apfel 100%"]),
        (&[("filter[title][contains]", "_")], &["zz_top"]),
        (&[("filter[title][in]", "apfel\\, rot,zz_top")], &["zz_top", "apfel, rot"]),
        (&[("filter[title][in][]", "apfel, rot"), ("filter[title][in][]", "ZZ_TOP")], &["zz_top", "apfel, rot"]),
        (&[("filter[value][gte]", "10 EUR")], &["Große Straße"]),
        (&[("filter[value][is_empty]", "")], &["ОДЕССА"]),
        (&[("filter[or][0][value][is_empty]", ""), ("filter[or][1][value][gt]", "99 USD")], &["zz_top", "ОДЕССА"]),
        (&[("sort", "value,-title")], &["apfel, rot", "Große Straße", "Apfel 100%", "zz_top", "ОДЕССА"]),
        (&[("sort", "-value")], &["zz_top", "Apfel 100%", "Große Straße", "apfel, rot", "ОДЕССА"]),
    ];
    for (parameters, expected) in cases {
        assert_eq!(found(&admin, parameters).await, *expected, "{parameters:?}");
    }
}

#[tokio::test]
async fn page_links_cover_the_list_and_cursors_work_in_their_list_only() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    deals(&admin).await;
    let parameters =
        [("filter[title][neq]", "x & y>"), ("sort", "-value,title"), ("fields", "title,status"), ("count", "exact")];
    let expected = found(&admin, &parameters).await;

    let (mut seen, mut path, mut pages) = (Vec::new(), query(&[&parameters[..], &[("limit", "2")]].concat()), 0);
    let cursor = loop {
        let answer = admin.http.get(&path).await.expect(200);
        let body = answer.json();
        seen.extend(titles(&body));
        pages += 1;
        assert_eq!((&body["page"]["total"], &body["page"]["totalIs"]), (&json!(5), &json!("exact")));
        let names: Vec<_> = body["data"][0].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        assert_eq!(names, ["title", "status", "id"]);
        let links = answer.header("link").expect("links").to_owned();
        assert!(links.contains("rel=\"first\""), "{links}");
        let Some(next) = links.split(", ").find(|link| link.ends_with("rel=\"next\"")) else {
            break body["page"]["prev"].as_str().expect("a page before").to_owned();
        };
        path = next.split(['<', '>']).nth(1).expect("an address").to_owned();
    };
    assert_eq!((seen, pages), (expected.clone(), 3));

    let with = |parameters: &[(&str, &str)]| query(&[parameters, &[("cursor", &cursor)]].concat());
    assert_eq!(titles(&admin.http.get(&with(&parameters)).await.expect(200).json()), expected[..4]);
    let others: [&[(&str, &str)]; 5] = [
        &parameters[..1],
        &parameters[1..],
        &[parameters[0], ("sort", "value,title"), parameters[2]],
        &[parameters[0], parameters[1], ("fields", "title")],
        &[("filter[title][neq]", "x & y"), parameters[1], parameters[2]],
    ];
    for other in others {
        admin.http.get(&with(other)).await.expect_problem(400, "invalid_cursor");
    }
}

#[tokio::test]
async fn page_numbers_work_up_to_the_largest_offset() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    deals(&admin).await;
    let first =
        admin.http.get(&query(&[("page", "1"), ("limit", "2"), ("count", "estimate")])).await.expect(200).json();
    assert_eq!((first["page"]["total"].as_i64(), &first["page"]["prev"]), (Some(5), &Value::Null));
    let third = admin.http.get(&query(&[("page", "3"), ("limit", "2")])).await.expect(200).json();
    assert_eq!((titles(&third), &third["page"]["next"]), (vec!["Große Straße".to_owned()], &Value::Null));
    assert!(third["page"].get("total").is_none());
    // A page by its number goes on by cursor, either way.
    let back = third["page"]["prev"].as_str().expect("a page before");
    assert_eq!(found(&admin, &[("cursor", back), ("limit", "2")]).await, ["Apfel 100%", "apfel, rot"]);
    assert!(found(&admin, &[("page", "51"), ("limit", "200")]).await.is_empty());
    for bad in [&[("page", "0")][..], &[("page", "52"), ("limit", "200")], &[("page", "4294967295")], &[("page", "x")]]
    {
        admin.http.get(&query(bad)).await.expect_problem(400, "malformed_query");
    }
    admin.http.get(&query(&[("page", "2"), ("cursor", back)])).await.expect_problem(400, "malformed_query");
    admin.http.get(&query(&[("count", "all")])).await.expect_problem(400, "malformed_query");
}

#[tokio::test]
async fn a_hidden_field_is_refused_in_every_parameter_like_an_unknown_one() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    deals(&admin).await;
    let permissions = everything("deals", "all", &json!({"value": "none"}));
    let clerk = plenum.member_in_role(&admin, "clerk", &permissions).await;
    assert_eq!(found(&clerk, &[("sort", "title"), ("limit", "1")]).await, ["Apfel 100%"]);

    let request = async |name: &str, value: &str| {
        let answer = clerk.http.get(&query(&[(name, value)])).await.expect_problem(400, "malformed_query");
        let body = answer.json();
        assert_eq!(body["errors"][0]["code"], "unknown_field", "{body}");
        (body["detail"].clone(), body["errors"].to_string())
    };
    for (name, value) in [
        ("filter[value]", "1 EUR"),
        ("filter[value][gt]", "1 EUR"),
        ("filter[value][is_empty]", ""),
        ("filter[value][contains]", "x"),
        ("filter[value][nonsense]", "x"),
        ("filter[or][0][and][1][value][gt]", "1 EUR"),
        ("sort", "value"),
        ("sort", "title,-value"),
        ("fields", "title,value"),
    ] {
        let hidden = request(name, value).await;
        let absent = request(&name.replace("value", "nosuch"), &value.replace("value", "nosuch")).await;
        assert_eq!((hidden.0, hidden.1.replace("value", "nosuch")), absent, "{name}={value}");
    }
    // A reader who may read the field may filter by it.
    admin.http.get(&query(&[("filter[value][gt]", "1 EUR"), ("sort", "value"), ("fields", "value")])).await.expect(200);
}

#[tokio::test]
async fn a_page_of_large_records_stops_early_and_the_next_goes_on_from_there() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let large = "👍".repeat(20_000);
    for number in 0..30 {
        admin.create("deals", json!({"title": format!("{number:02}"), "description": large})).await;
    }
    let (mut seen, mut cursor, mut pages) = (Vec::new(), None, Vec::new());
    loop {
        let mut parameters = vec![("sort", "title"), ("limit", "200"), ("count", "exact")];
        parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
        let answer = admin.http.get(&query(&parameters)).await.expect(200);
        let body = answer.json();
        assert!(answer.body.len() < 2 << 20, "{} bytes", answer.body.len());
        assert_eq!(body["page"]["total"], 30);
        pages.push(titles(&body).len());
        seen.extend(titles(&body));
        cursor = body["page"]["next"].as_str().map(str::to_owned);
        if cursor.is_none() {
            // And back: the page that lies before this one, as far as it fits.
            let prev = body["page"]["prev"].as_str().expect("a page before");
            let back = found(&admin, &[("sort", "title"), ("limit", "200"), ("cursor", prev)]).await;
            let before = 30 - pages[pages.len() - 1];
            assert_eq!(back, seen[before - back.len()..before]);
            break;
        }
    }
    assert_eq!(seen, (0..30).map(|number| format!("{number:02}")).collect::<Vec<_>>());
    assert!(pages.len() > 1 && pages.iter().all(|size| *size >= 1), "{pages:?}");
    // Long texts are looked into a few times and no more.
    let names: Vec<_> = (0..6).map(|number| format!("filter[or][{number}][description][contains]")).collect();
    let many: Vec<_> = names.iter().map(|name| (name.as_str(), "x")).collect();
    let refused = admin.http.get(&query(&many)).await.expect_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["code"], "filter_too_large");
}

/// Hostile parameters.
fn hostile() -> Vec<String> {
    let mut all: Vec<String> = [
        "'",
        "\"",
        "\\",
        "';--",
        "' OR '1'='1",
        "1; DROP TABLE deals",
        "$1",
        "$$",
        "%",
        "_",
        "%_%",
        "\\%",
        "a\u{0}b",
        "\u{feff}",
        "\u{202e}",
        "(a+)+$",
        "{\"$gt\":\"\"}",
        "[]",
        "null",
        "NaN",
        "Infinity",
        "-0",
        "1e999",
        "0x10",
        "set_config('app.tenant','00000000-0000-0000-0000-000000000000',true)",
        "pg_sleep(10)",
        "title_lower",
        "tenant_id",
        "2026-02-30",
        "9999-12-31T23:59:60Z",
        "10000-01-01",
        "1.005 EUR",
        "99999999999999999999 EUR",
        "EUR",
        "é",
        "999999999999999999999999",
        "a:* & b | !c <-> d",
        "00000000-0000-0000-0000-000000000000",
        ",",
        ",,",
        "",
    ]
    .map(str::to_owned)
    .to_vec();
    all.extend(["x".repeat(2_000), "(".repeat(1_000), "%25".repeat(300), ",".repeat(2_000), "👍".repeat(60)]);
    all
}

#[tokio::test]
async fn no_value_of_any_parameter_causes_an_internal_error() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    deals(&admin).await;
    let fields =
        ["title", "description", "value", "status", "expectedCloseDate", "createdAt", "version", "ownerId", "id"];
    let operators =
        ["eq", "neq", "gt", "between", "in", "not_in", "contains", "starts_with", "ends_with", "is_empty", "changed"];
    let before = found(&admin, &[("sort", "id")]).await;
    let allowed = async |parameters: &[(&str, &str)]| {
        let answer = admin.http.get(&query(parameters)).await;
        let status = answer.status.as_u16();
        assert!([200, 400, 422].contains(&status), "{status} {parameters:?} {}", answer.text());
        if status != 200 {
            assert!(answer.json()["code"].is_string());
        }
    };
    for (number, value) in hostile().iter().enumerate() {
        for (index, field) in fields.iter().enumerate() {
            // Every value meets every field, each time under another operator.
            let operator = operators[(number + index * 4) % operators.len()];
            allowed(&[(&format!("filter[{field}][{operator}]"), value)]).await;
            allowed(&[(&format!("filter[{field}]"), value)]).await;
        }
        for name in ["sort", "fields", "page", "count", "limit", "cursor", "q", "include"] {
            allowed(&[(name, value)]).await;
        }
        allowed(&[(&format!("filter[{value}]"), "1")]).await;
        allowed(&[(&format!("filter[title][{value}]"), "1")]).await;
        allowed(&[(&format!("filter[or][{value}][title]"), "1")]).await;
        allowed(&[(&format!("filter{value}"), "1")]).await;
        allowed(&[(value, "1")]).await;
    }
    let many: Vec<(String, String)> = (0..300).map(|n| (format!("p{n}"), String::new())).collect();
    let many: Vec<_> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    admin.http.get(&query(&many)).await.expect_problem(400, "malformed_query");
    let deep = format!("filter{}[title]", "[or][0]".repeat(100));
    admin.http.get(&query(&[(&deep, "x")])).await.expect_problem(422, "invalid");
    admin
        .http
        .get(&query(&[("filter[title]", "a"), ("filter[title]", "b")]))
        .await
        .expect_problem(400, "malformed_query");
    admin
        .http
        .get(&query(&[("filter[title]", "a"), ("filter[title][eq]", "b")]))
        .await
        .expect_problem(400, "malformed_query");
    let huge = format!("{DEALS}?{}", "a=1&".repeat(100_000));
    assert_eq!(admin.http.get(&huge[..12_000]).await.status.as_u16(), 414);
    assert_eq!(found(&admin, &[("sort", "id")]).await, before);
    refused_without_sql(&plenum);
}

/// Nothing of what was refused got as far as the database and was refused there.
fn refused_without_sql(plenum: &Plenum) {
    let said = plenum.said();
    let sql = |line: &&String| line.contains("error returned from database") || line.contains("syntax error");
    assert_eq!(said.iter().filter(sql).collect::<Vec<_>>(), Vec::<&String>::new());
}
