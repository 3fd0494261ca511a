//! Notifications over REST, and a worker that is killed at every step.

use std::collections::BTreeMap;

use http::Method;
use plenum_testkit::{
    Plenum,
    people::Person,
    table_lock::TableLock,
    wait::{PATIENCE, wait_until},
};
use serde_json::{Value, json};

use crate::plenum;

const NOTIFICATIONS: &str = "/api/v1/notifications";

async fn all(person: &Person) -> Vec<Value> {
    let (mut all, mut path) = (Vec::new(), format!("{NOTIFICATIONS}?limit=200"));
    loop {
        let page = person.http.get(&path).await.expect(200);
        all.extend(page.data().as_array().cloned().unwrap_or_default());
        match page.json()["page"]["next"].as_str() {
            Some(next) => path = format!("{NOTIFICATIONS}?limit=200&cursor={next}"),
            None => return all,
        }
    }
}

fn id(of: &Value) -> &str {
    of["id"].as_str().expect("an id")
}

#[tokio::test]
async fn notifications_are_listed_marked_as_read_and_switched_off() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let (sam, max) = (plenum.member(&admin, "sales_user").await, plenum.member(&admin, "sales_user").await);
    for title in ["one", "two", "three"] {
        admin.create("deals", json!({ "title": title, "ownerId": sam.user })).await;
    }
    plenum.settled().await;
    let page = sam.http.get(&format!("{NOTIFICATIONS}?limit=2&unread=true&category=assigned")).await.expect(200);
    let listed = page.data();
    assert_eq!((&listed[0]["title"], &listed[0]["readAt"]), (&json!("three was assigned to you"), &Value::Null));
    assert_eq!(listed[0]["record"]["label"], "three");
    assert_eq!(listed[0]["actor"], json!({ "id": admin.user, "name": "Ada Admin" }));
    let link = page.header("link").expect("another page");
    let next = link.split(['<', '>']).nth(1).expect("an address");
    assert_eq!(sam.http.get(next).await.expect(200).data()[0]["title"], "one was assigned to you");
    let other = next.replace("unread=true", "unread=false");
    sam.http.get(&other).await.expect_problem(400, "invalid_cursor");
    for query in ["?unread=yes", "?category=gossip", "?sort=title"] {
        sam.http.get(&format!("{NOTIFICATIONS}{query}")).await.expect_problem(400, "malformed_query");
    }

    let read = format!("{NOTIFICATIONS}/{}/read", id(&listed[0]));
    max.http.post(&read, &json!({})).await.expect_problem(404, "not_found");
    assert_eq!(sam.http.post(&read, &json!({})).await.expect(200).data(), json!({ "unread": 2 }));
    admin.create("deals", json!({ "title": "four", "ownerId": sam.user })).await;
    plenum.settled().await;
    let read_all = format!("{NOTIFICATIONS}/read-all");
    let seen = json!({ "cursor": page.cursor() });
    assert_eq!(sam.http.post(&read_all, &seen).await.expect(200).data(), json!({ "unread": 1 }));
    let nonsense = json!({ "cursor": "nonsense" });
    sam.http.post(&read_all, &nonsense).await.expect_problem(400, "invalid_cursor");
    assert_eq!(sam.http.post(&read_all, &json!({})).await.expect(200).data(), json!({ "unread": 0 }));
    let count = format!("{NOTIFICATIONS}/unread-count");
    assert_eq!(sam.http.get(&count).await.expect(200).data(), json!({ "unread": 0 }));

    let preferences = format!("{NOTIFICATIONS}/preferences");
    let put = |body: Value| sam.http.request(Method::PUT, &preferences).json(&body).send();
    let set = put(json!({ "assigned": { "in_app": false } })).await.expect(200).data();
    assert_eq!((&set["assigned"]["in_app"], &set["deal_won"]["in_app"]), (&json!(false), &json!(true)));
    assert_eq!(sam.http.get(&preferences).await.expect(200).data(), set);
    put(json!({ "gossip": { "in_app": false } })).await.expect_problem(422, "invalid");
    admin.create("deals", json!({ "title": "five", "ownerId": sam.user })).await;
    plenum.settled().await;
    assert_eq!(all(&sam).await.len(), 4);
}

/// The number of changes by category and record.
type NotificationCounts = BTreeMap<(String, String), i64>;

async fn notification_counts(person: &Person) -> NotificationCounts {
    let mut counts = NotificationCounts::new();
    for notification in all(person).await {
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let key = (text(&notification["category"]), text(&notification["record"]["id"]));
        *counts.entry(key).or_default() += notification["count"].as_i64().expect("a count");
    }
    counts
}

/// An administrator who assigns and moves deals, and records the notifications that are due for it.
struct Story<'a> {
    admin: &'a Person,
    owner: &'a Person,
    follower: &'a Person,
    stages: Vec<Value>,
    due: (NotificationCounts, NotificationCounts),
}

impl Story<'_> {
    async fn goes_on(&mut self) {
        let deal = self.admin.create("deals", json!({ "title": "desks", "ownerId": self.owner.user })).await;
        let follow = format!("/api/v1/deals/{}/follow", id(&deal));
        self.follower.http.request(Method::PUT, &follow).send().await.expect(204);
        for stage in &self.stages[1..3] {
            self.admin.change_deal(&deal, json!({ "stageId": stage["id"] })).await;
        }
        let key = |category: &str| (category.to_owned(), id(&deal).to_owned());
        self.due.0.extend([(key("assigned"), 1), (key("deal_moved"), 2)]);
        self.due.1.insert(key("deal_moved"), 2);
    }
}

/// The number of entries about notifications in the tenant's log.
async fn logged(plenum: &Plenum, person: &Person) -> i64 {
    let log = plenum.log(person.tenant).await;
    log.iter().filter(|entry| entry.kind == "notification.received").count() as i64
}

#[tokio::test]
async fn a_worker_killed_at_any_step_loses_and_duplicates_no_notification() {
    let mut plenum = plenum().hubs(1).start().await;
    let admin = plenum.admin("acme").await;
    let owner = plenum.member(&admin, "sales_user").await;
    let follower = plenum.member(&admin, "read_only").await;
    let stages = admin.stages().await;
    let mut story = Story {
        admin: &admin,
        owner: &owner,
        follower: &follower,
        stages,
        due: <(NotificationCounts, NotificationCounts)>::default(),
    };

    // The worker is killed while it waits for each of the tables that it needs, one after the other: before it has its
    // checkpoint, while it finds the recipients, while it inserts notifications, and while it appends to the log.
    for table in
        ["consumer_positions", "followers", "memberships", "notification_preferences", "notifications", "tenant_seq"]
    {
        plenum.worker_mut().kill();
        story.goes_on().await;
        let mut lock = TableLock::hold(&plenum, table).await;
        plenum.restart_worker().await;
        lock.wait_for_waiter().await;
        plenum.worker_mut().kill();
        lock.release().await;
    }
    // The worker is killed at any step as soon as it has written a notification.
    for _ in 0..8 {
        plenum.restart_worker().await;
        let before = logged(&plenum, &admin).await;
        story.goes_on().await;
        wait_until("a notification", PATIENCE, async || logged(&plenum, &admin).await > before).await;
        story.goes_on().await;
        plenum.worker_mut().kill();
    }
    plenum.restart_worker().await;
    plenum.settled().await;

    assert_eq!(notification_counts(&owner).await, story.due.0);
    assert_eq!(notification_counts(&follower).await, story.due.1);
    assert_eq!(all(&admin).await, [Value::Null; 0]);
    let changes: i64 = story.due.0.values().chain(story.due.1.values()).sum();
    assert_eq!(logged(&plenum, &admin).await, changes, "one personal entry for each");
}
