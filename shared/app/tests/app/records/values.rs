//! Values that depend on the reader: phone numbers of their country, themselves, and days of their calendar.

use plenum_app::{
    platform::settings::{patch_tenant, patch_user},
    records::{self, CountRequest, Counted, ListFilter, ListRequest, Listing, Total},
};
use plenum_shared::{Code, Error, Result};
use plenum_testkit::app::{Person, TestApp, entity_at, object, refused_field};
use serde_json::{Value, json};
use time::Duration;

fn brackets(pairs: &[(&str, &str)]) -> ListFilter {
    ListFilter::Brackets(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

async fn list(test: &TestApp, who: &Person, segment: &str, request: ListRequest) -> Result<Listing> {
    records::list(&test.app, &who.who, entity_at(segment), &request).await
}

/// The values of a field in the records that a filter finds, in order.
async fn found(test: &TestApp, who: &Person, segment: &str, field: &str, filter: &[(&str, &str)]) -> Vec<String> {
    let request =
        ListRequest { filter: brackets(filter), sort: Some("createdAt".to_owned()), ..ListRequest::default() };
    let listing = list(test, who, segment, request).await.expect("a list");
    listing.records.iter().filter_map(|record| record[field].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_national_number_is_one_of_the_country_of_the_settings() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let bo = json!({"firstName": "Bo", "phone": "030 123456"});
    let refused = ada.try_create("contacts", bo.clone()).await;
    let message = refused.as_ref().err().map(|error: &Error| error.fields()[0].message.clone()).expect("refused");
    assert!(message.contains("no country is set"), "{message}");
    assert_eq!(refused_field(refused), (Code::Invalid, "/phone".to_owned()));

    patch_tenant(&test.app, &ada.who, None, &object(json!({"country": "DE"}))).await.expect("set");
    let bo = ada.create("contacts", bo).await;
    assert_eq!(bo.record["phone"], json!("+4930123456"));
    patch_user(&test.app, &ada.who, None, &object(json!({"country": "US"}))).await.expect("set");
    let patched = ada.patch("contacts", bo.id, json!({"mobile": "(201) 555-0123 x7"})).await;
    assert_eq!(patched.record["mobile"], json!("+12015550123;ext=7"));
    let replaced = ada.replace("contacts", bo.id, Value::Object(patched.record)).await.expect("as it was");
    assert_eq!(replaced.record["phone"], json!("+4930123456"));
    patch_user(&test.app, &ada.who, None, &object(json!({"country": null}))).await.expect("unset");

    for written in ["030 123456", "(030) 123-456", "0049 30 123456", "+49 (0)30/123456"] {
        for operator in ["eq", "in", "starts_with", "contains"] {
            let filter = format!("filter[phone][{operator}]");
            assert_eq!(found(&test, &ada, "contacts", "firstName", &[(&filter, written)]).await, ["Bo"], "{filter}");
        }
    }
    let nobody = found(&test, &ada, "contacts", "firstName", &[("filter[phone]", "031 123456")]).await;
    assert!(nobody.is_empty());
}

#[tokio::test]
async fn me_is_whoever_reads() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("manager").await;
    ada.create("deals", json!({"title": "hers"})).await;
    ada.create("deals", json!({"title": "his", "ownerId": sam.who.user})).await;
    for (who, mine) in [(&ada, "hers"), (&sam, "his")] {
        let owned = found(&test, who, "deals", "title", &[("filter[ownerId]", "me")]).await;
        assert_eq!(owned, [mine]);
    }
    let made = found(&test, &ada, "deals", "title", &[("filter[createdBy][in]", "me")]).await;
    assert_eq!(made, ["hers", "his"]);
}

#[tokio::test]
async fn the_pages_of_a_list_agree_although_midnight_is_between_them() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    patch_tenant(&test.app, &ada.who, None, &object(json!({"timeZone": "Europe/Berlin"}))).await.expect("set");
    for day in ["2026-05-05", "2026-05-06", "2026-05-07"] {
        for number in 0..2 {
            ada.create("deals", json!({"title": format!("{day} {number}"), "expectedCloseDate": day})).await;
            test.clock.advance(Duration::seconds(1));
        }
    }
    // Wednesday, 9 in the morning in Berlin.
    let request = |cursor: Option<String>| ListRequest {
        limit: Some(1),
        cursor,
        sort: Some("title".to_owned()),
        filter: brackets(&[("filter[expectedCloseDate]", "today")]),
        ..ListRequest::default()
    };
    let title = |listing: &Listing| listing.records[0]["title"].as_str().expect("a title").to_owned();
    let first = list(&test, &ada, "deals", request(None)).await.expect("a page");
    assert_eq!(title(&first), "2026-05-06 0");
    test.clock.advance(Duration::hours(20));
    patch_user(&test.app, &ada.who, None, &object(json!({"timeZone": "Asia/Tokyo"}))).await.expect("set");
    let second = list(&test, &ada, "deals", request(first.next)).await.expect("a page");
    assert_eq!((title(&second), &second.next), ("2026-05-06 1".to_owned(), &None));
    let back = list(&test, &ada, "deals", request(second.prev)).await.expect("a page");
    assert_eq!(title(&back), "2026-05-06 0");
    let anew = list(&test, &ada, "deals", request(None)).await.expect("a page");
    assert_eq!(title(&anew), "2026-05-07 0");
}

async fn count(test: &TestApp, who: &Person, group_by: &str, filter: &[(&str, &str)]) -> Result<Counted> {
    let request =
        CountRequest { group_by: Some(group_by.to_owned()), filter: brackets(filter), ..CountRequest::default() };
    records::count(&test.app, &who.who, entity_at("deals"), &request).await
}

fn groups(counted: &Counted) -> Vec<(Value, i64)> {
    counted.groups.iter().map(|group| (Value::Object(group.by.clone()), group.count)).collect()
}

#[tokio::test]
async fn records_are_counted_by_what_they_have_in_common() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("manager").await;
    patch_tenant(&test.app, &ada.who, None, &object(json!({"timeZone": "Europe/Berlin"}))).await.expect("set");
    for (owner, day) in [(&ada, "2026-05-04"), (&ada, "2026-05-31"), (&sam, "2026-06-01")] {
        let deal = json!({"title": "x", "ownerId": owner.who.user, "expectedCloseDate": day});
        ada.create("deals", deal).await;
    }
    ada.create("deals", json!({"title": "y"})).await;
    // Half past midnight of the next day in Berlin.
    test.clock.advance(Duration::hours(15) + Duration::minutes(30));
    ada.create("deals", json!({"title": "z"})).await;

    let by_owner = count(&test, &ada, "ownerId", &[]).await.expect("counts");
    assert_eq!(groups(&by_owner), [(json!({"ownerId": ada.who.user}), 4), (json!({"ownerId": sam.who.user}), 1),]);
    assert_eq!((by_owner.total, by_owner.has_more), (Total::Exact(5), false));
    let by_month = count(&test, &ada, "expectedCloseDate.month,ownerId", &[("filter[expectedCloseDate][gte]", "-1y")]);
    assert_eq!(
        groups(&by_month.await.expect("counts")),
        [
            (json!({"expectedCloseDate.month": "2026-05-01", "ownerId": ada.who.user}), 2),
            (json!({"expectedCloseDate.month": "2026-06-01", "ownerId": sam.who.user}), 1),
        ]
    );
    let by_week = count(&test, &ada, "expectedCloseDate.week", &[]).await.expect("counts");
    assert_eq!(
        groups(&by_week),
        [
            (json!({"expectedCloseDate.week": null}), 2),
            (json!({"expectedCloseDate.week": "2026-05-04"}), 1),
            (json!({"expectedCloseDate.week": "2026-05-25"}), 1),
            (json!({"expectedCloseDate.week": "2026-06-01"}), 1),
        ]
    );
    let by_day = count(&test, &ada, "createdAt.day", &[]).await.expect("counts");
    assert_eq!(
        groups(&by_day),
        [(json!({"createdAt.day": "2026-05-06"}), 4), (json!({"createdAt.day": "2026-05-07"}), 1),]
    );
    let closed = count(&test, &ada, "closedAt.year,status", &[]).await.expect("counts");
    assert_eq!(groups(&closed), [(json!({"closedAt.year": null, "status": "open"}), 5)]);
    let none = count(&test, &ada, "stageId", &[("filter[title]", "nothing")]).await.expect("counts");
    assert_eq!((groups(&none), none.total), (Vec::new(), Total::Exact(0)));
}

#[tokio::test]
async fn counts_reveal_neither_records_nor_fields_that_the_caller_may_not_see() {
    let test = TestApp::new().await;
    let (ada, eve) = (test.admin("acme").await, test.admin("other").await);
    let own = json!([{"permission": "deals.read", "scope": "own", "fields": {"status": "none"}}]);
    let sam = ada.member_in_role("own_deals", own).await;
    for owner in [&ada, &ada, &sam] {
        ada.create("deals", json!({"title": "x", "ownerId": owner.who.user})).await;
    }
    let seen = count(&test, &sam, "ownerId", &[]).await.expect("counts");
    assert_eq!((groups(&seen), seen.total), (vec![(json!({"ownerId": sam.who.user}), 1)], Total::Exact(1)));
    assert!(groups(&count(&test, &eve, "ownerId", &[]).await.expect("counts")).is_empty());
    let total = records::count(&test.app, &sam.who, entity_at("deals"), &CountRequest::default()).await;
    assert_eq!(total.expect("a count").total, Total::Exact(1));
    let refusal = |error: Error, name: &str| {
        let field = error.fields()[0].clone();
        (error.code(), field.code, field.pointer, field.message.replace(name, "x"))
    };
    let hidden = count(&test, &sam, "status", &[]).await.expect_err("hidden");
    let unknown = count(&test, &sam, "stasis", &[]).await.expect_err("unknown");
    assert_eq!(refusal(hidden, "status"), refusal(unknown, "stasis"));
}

#[tokio::test]
async fn decimals_are_text_that_filters_and_orders_compare_as_numbers() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    for probability in [json!("9.5"), json!("12.25"), json!("100"), Value::Null] {
        ada.create("deals", json!({"title": format!("{probability}"), "probability": probability})).await;
    }
    let shown = |listing: Listing| -> Vec<Value> {
        listing.records.into_iter().map(|record| record["probability"].clone()).collect()
    };
    let request = |sort: &str, filter: &[(&str, &str)]| ListRequest {
        sort: Some(sort.to_owned()),
        filter: brackets(filter),
        ..ListRequest::default()
    };
    let all = list(&test, &ada, "deals", request("probability", &[])).await.expect("a list");
    assert_eq!(shown(all), [json!("9.50"), json!("12.25"), json!("100.00"), Value::Null]);
    for (filter, expected) in [
        (("filter[probability][gt]", "9.5"), vec![json!("12.25"), json!("100.00")]),
        (("filter[probability]", "12.250"), vec![json!("12.25")]),
        (("filter[probability][in]", "9.50,100"), vec![json!("9.50"), json!("100.00")]),
        (("filter[probability][between]", "9.5,12.25"), vec![json!("9.50"), json!("12.25")]),
        (("filter[probability][is_empty]", "true"), vec![Value::Null]),
    ] {
        let found = list(&test, &ada, "deals", request("probability", &[filter])).await.expect("a list");
        assert_eq!(shown(found), expected, "{filter:?}");
    }
    for bad in [json!("12.345"), json!("101"), json!(50), json!("-1"), json!("many")] {
        let refused = ada.try_create("deals", json!({"title": "x", "probability": bad})).await;
        assert_eq!(refused_field(refused), (Code::Invalid, "/probability".to_owned()), "{bad}");
    }
    let refused = list(&test, &ada, "deals", request("title", &[("filter[probability]", "1.234")])).await;
    assert_eq!(refused.err().map(|error| error.code()), Some(Code::Invalid));
}
