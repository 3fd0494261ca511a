//! Texts are in the language of their reader: what the request accepts, the user's setting, the tenant's, English.

use plenum_testkit::{Plenum, http::Answer, people::Person, signalr::HubClient};
use serde_json::{Value, json};

use crate::plenum;

const NOTIFICATIONS: &str = "/api/v1/notifications";
const TENANT: &str = "/api/v1/tenant/settings";
const USER: &str = "/api/v1/users/me/settings";

/// A header that says nothing: a language without a translation, one that is malformed, one that is too long.
fn says_nothing() -> [String; 4] {
    ["fr-CA".to_owned(), "*".to_owned(), "de;q=7".to_owned(), "de,".repeat(3_000)]
}

async fn get(of: &Person, path: &str, accepted: Option<&str>) -> Answer {
    let request = of.http.request(http::Method::GET, path);
    match accepted {
        Some(languages) => request.header("accept-language", languages).send().await,
        None => request.send().await,
    }
}

async fn set(of: &Person, path: &str, locale: Value) {
    of.http.patch(path, &json!({ "locale": locale })).await.expect(200);
}

/// The language of an answer, which must say that it depends on the request.
#[track_caller]
fn language(answer: &Answer) -> &str {
    let varies = answer.headers.get_all("vary").iter().filter_map(|value| value.to_str().ok());
    assert!(varies.into_iter().any(|names| names.contains("accept-language")), "{:?}", answer.headers);
    answer.header("content-language").expect("an answer with texts names their language")
}

/// The language of the person's list of notifications, and its newest title.
async fn newest(of: &Person, accepted: Option<&str>) -> (String, Value) {
    let answer = get(of, NOTIFICATIONS, accepted).await.expect(200);
    (language(&answer).to_owned(), answer.data()[0]["title"].clone())
}

/// The language and the title of the error of a use case.
async fn problem(of: &Person, accepted: Option<&str>) -> (String, Value) {
    let path = "/api/v1/deals/0198f2b4-0000-7000-8000-000000000001";
    let answer = get(of, path, accepted).await.expect_problem(404, "not_found");
    (language(&answer).to_owned(), answer.json()["title"].clone())
}

#[tokio::test]
async fn the_request_the_user_and_the_tenant_choose_the_language_in_this_order() {
    let plenum = plenum().start().await;
    let (admin, rival) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let sam = plenum.member(&admin, "sales_user").await;
    admin.create("deals", json!({ "title": "Desks", "ownerId": sam.user })).await;
    plenum.settled().await;
    let texts = async |accepted: Option<&str>| (newest(&sam, accepted).await, problem(&sam, accepted).await);
    let of = |tag: &str, list: &str, problem: &str| ((tag.to_owned(), json!(list)), (tag.to_owned(), json!(problem)));
    let english = of("en", "Desks was assigned to you", "there is no such thing, or it is not yours to see");
    let german = of("de", "Desks wurde Ihnen zugewiesen", "das gibt es nicht, oder Sie dürfen es nicht sehen");

    set(&rival, TENANT, json!("de")).await;
    assert_eq!(texts(None).await, english, "the setting of another tenant has no effect");
    assert_eq!(texts(Some("de-AT, en;q=0.9")).await, german);
    set(&admin, TENANT, json!("de-CH")).await;
    assert_eq!(texts(None).await, german);
    set(&sam, USER, json!("en-GB")).await;
    assert_eq!(texts(None).await, english, "the user's setting stands before the tenant's");
    assert_eq!(texts(Some("en;q=0.5, de")).await, german);
    set(&sam, USER, json!("fr")).await;
    assert_eq!(texts(None).await, german, "a setting without a translation counts as none");
    assert_eq!(texts(Some("de;q=0")).await, english, "a language that the request refuses");
    for header in says_nothing() {
        assert_eq!(texts(Some(&header)).await, german, "{header}");
    }
    let refused = get(&sam, "/api/v1/deals?nonsense=1", Some("de")).await.expect_problem(400, "malformed_query");
    assert_eq!(language(&refused), "de");
}

#[tokio::test]
async fn without_a_caller_the_request_alone_chooses_the_language() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    set(&admin, TENANT, json!("de")).await;
    let nobody = admin.http.with_bearer("nonsense");
    let title = async |accepted: &str| {
        let request = nobody.request(http::Method::GET, NOTIFICATIONS).header("accept-language", accepted);
        let answer = request.send().await.expect_problem(401, "unauthenticated");
        (language(&answer).to_owned(), answer.json()["title"].clone())
    };
    assert_eq!(title("de").await, ("de".to_owned(), json!("ein gültiges Zugriffstoken wird gebraucht")));
    for header in says_nothing() {
        assert_eq!(title(&header).await, ("en".to_owned(), json!("a valid access token is needed")), "{header}");
    }
    let document = get(&admin, "/api/v1/openapi.json", Some("de")).await.expect(200);
    assert_eq!((document.header("content-language"), document.header("vary")), (None, None));
}

async fn listen(plenum: &Plenum, person: &Person) -> HubClient {
    let hub = HubClient::connect(plenum.hub(0).address(), "/hubs/notifications", &person.access_token).await;
    let mut hub = hub.expect("in");
    hub.event("Position").await;
    hub
}

#[tokio::test]
async fn a_live_notification_is_in_the_language_of_each_recipient() {
    let plenum = plenum().hubs(1).start().await;
    let (admin, rival) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let (sam, max) = (plenum.member(&admin, "sales_user").await, plenum.member(&admin, "sales_user").await);
    set(&rival, TENANT, json!("de")).await;
    set(&sam, USER, json!("de")).await;
    let (mut phone, mut laptop) = (listen(&plenum, &sam).await, listen(&plenum, &sam).await);
    let mut other = listen(&plenum, &max).await;
    let title = |event: &Value| event["data"]["title"].clone();
    for person in [&sam, &max] {
        admin.create("deals", json!({ "title": "Desks", "ownerId": person.user })).await;
    }
    let event = phone.event("NotificationReceived").await;
    assert_eq!(title(&event), "Desks wurde Ihnen zugewiesen");
    assert_eq!(laptop.event("NotificationReceived").await, event, "the devices of a person get the same");
    assert_eq!(title(&other.event("NotificationReceived").await), "Desks was assigned to you");

    // A setting is read with the access of the moment: it holds from the next notification on.
    set(&admin, TENANT, json!("de")).await;
    set(&sam, USER, json!("en")).await;
    for person in [&sam, &max] {
        admin.create("deals", json!({ "title": "Chairs", "ownerId": person.user })).await;
    }
    assert_eq!(title(&phone.event("NotificationReceived").await), "Chairs was assigned to you");
    assert_eq!(title(&other.event("NotificationReceived").await), "Chairs wurde Ihnen zugewiesen");
}
