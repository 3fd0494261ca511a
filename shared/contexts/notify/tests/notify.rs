//! Notifications: their recipients, their texts, and their lists.

use std::collections::BTreeSet;

use plenum_app::{
    PageRequest, Paged,
    access::roles,
    platform::{self, Operator, tenants::TenantStatus},
    records::{followers, tasks_due},
    worker::{consumer, tenant_batches::RoundOutcome},
};
use plenum_notify::{self as notify, NotificationRequest, NotificationView, Notifications};
use plenum_shared::{
    Code,
    actor::Actor,
    caller::Origin,
    ids::{NotificationId, RecordId},
    language::{AcceptLanguage, Language, ReaderLanguages},
    notification::{READ, RECEIVED, TASK_DUE},
};
use plenum_testkit::app::{Person, TestApp, entity_at};
use serde_json::{Value, json};
use time::Duration;
use tokio_util::sync::CancellationToken;

/// Runs the worker until all work is done.
async fn settle(test: &TestApp) {
    tasks_due::notice(&test.app).await.expect("the tasks");
    consumer::catch_up(&test.app, &Notifications).await.expect("the worker");
}

async fn notifications(of: &Person) -> Vec<NotificationView> {
    let request = NotificationRequest::default();
    notify::list(&of.app, &of.who, request).await.expect("notifications").page.items
}

/// The categories and titles of all notifications of this person, the oldest first.
async fn titles(of: &Person) -> Vec<(String, String)> {
    let received = notifications(of).await.into_iter().rev();
    received.map(|notification| (notification.category, notification.title)).collect()
}

async fn unread(of: &Person) -> i64 {
    notify::unread_count(&of.app, &of.who).await.expect("a count").unread
}

async fn follow(by: &Person, segment: &str, id: RecordId) {
    followers::follow(&by.app, &by.who, entity_at(segment), id).await.expect("a follower");
}

async fn stages_of(of: &Person) -> Vec<Value> {
    let mut stages = of.list("stages").await;
    stages.sort_by_key(|stage| stage["position"].as_i64());
    stages
}

fn pair(category: &str, title: &str) -> (String, String) {
    (category.to_owned(), title.to_owned())
}

#[tokio::test]
async fn owner_and_followers_of_a_deal_are_notified_and_the_actor_is_not() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (sam, rob) = (ada.member("sales_user").await, ada.member("read_only").await);
    let stages = stages_of(&ada).await;
    let deal = ada.create("deals", json!({ "title": "Desks", "ownerId": sam.who.user })).await.id;
    follow(&rob, "deals", deal).await;
    follow(&ada, "deals", deal).await;
    ada.patch("deals", deal, json!({ "stageId": stages[1]["id"] })).await;
    test.clock.advance(Duration::minutes(2));
    ada.patch("deals", deal, json!({ "value": { "amount": "10.00", "currency": "EUR" } })).await;
    test.clock.advance(Duration::minutes(2));
    sam.patch("deals", deal, json!({ "stageId": stages[4]["id"] })).await;
    settle(&test).await;

    let for_sam = [pair("assigned", "Desks was assigned to you"), pair("deal_moved", "Desks has moved")];
    assert_eq!(titles(&sam).await, for_sam);
    let moved = &notifications(&sam).await[0];
    assert_eq!(moved.body, "Ada Admin moved the deal; it is in Closed Won now", "as it is today");
    assert_eq!(moved.fields, ["stageId"]);
    let won = [pair("deal_won", "Desks was won")];
    assert_eq!(titles(&ada).await, won);
    let for_rob = [pair("deal_moved", "Desks has moved"), pair("record_changed", "Desks has changed"), won[0].clone()];
    assert_eq!(titles(&rob).await, for_rob);
    assert_eq!(notifications(&rob).await[1].body, "Ada Admin changed value");
    assert_eq!(unread(&rob).await, 3);
}

#[tokio::test]
async fn notifications_of_a_kind_within_a_minute_are_merged_until_read() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let rob = ada.member("read_only").await;
    let deal = ada.create("deals", json!({ "title": "Desks" })).await.id;
    follow(&rob, "deals", deal).await;
    for field in ["title", "description"] {
        ada.patch("deals", deal, json!({ field: "other" })).await;
        test.clock.advance(Duration::seconds(20));
    }
    settle(&test).await;
    let received = notifications(&rob).await;
    assert_eq!(
        (received.len(), received[0].count, received[0].fields.join(",")),
        (1, 2, "description,title".to_owned())
    );

    ada.patch("deals", deal, json!({ "title": "third" })).await;
    test.clock.advance(Duration::seconds(25));
    ada.patch("deals", deal, json!({ "title": "after a minute" })).await;
    settle(&test).await;
    assert_eq!(notifications(&rob).await.iter().map(|notification| notification.count).collect::<Vec<_>>(), [1, 3]);

    notify::mark_all_read(&test.app, &rob.who, None).await.expect("read");
    ada.patch("deals", deal, json!({ "title": "once more" })).await;
    settle(&test).await;
    assert_eq!(notifications(&rob).await.iter().map(|notification| notification.count).collect::<Vec<_>>(), [1, 1, 3]);
    assert_eq!(unread(&rob).await, 1);
}

#[tokio::test]
async fn a_user_who_loses_access_gets_no_more_notifications_and_earlier_ones_show_nothing() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let deal = ada.create("deals", json!({ "title": "CANARY", "ownerId": sam.who.user })).await.id;
    follow(&sam, "deals", deal).await;
    settle(&test).await;
    assert_eq!(titles(&sam).await, [pair("assigned", "CANARY was assigned to you")]);

    ada.patch("deals", deal, json!({ "ownerId": ada.who.user })).await;
    ada.patch("deals", deal, json!({ "title": "CANARY again" })).await;
    settle(&test).await;
    let received = notifications(&sam).await;
    assert_eq!(received.len(), 1, "nothing new");
    assert_eq!((&received[0].record, &received[0].actor, received[0].body.as_str()), (&None, &None, ""));
    assert!(!serde_json::to_string(&received).expect("JSON").contains("CANARY"));
    assert_eq!((received[0].category.as_str(), received[0].event.as_str()), ("record_changed", "deal.updated"));
    assert_eq!(unread(&sam).await, 1, "it stays in the list, and counts");

    ada.patch("deals", deal, json!({ "ownerId": sam.who.user })).await;
    settle(&test).await;
    assert!(
        notifications(&sam).await.iter().all(|notification| notification.record.is_some()),
        "it is theirs to see again"
    );
}

#[tokio::test]
async fn the_category_follows_the_present_mask_in_lists_and_live_delivery() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let role = |fields: Value| {
        let permissions = json!([{ "permission": "deals.read", "scope": "all", "fields": fields }]);
        let body = json!({ "name": "Watcher", "permissions": permissions });
        body.as_object().cloned().expect("an object")
    };
    let watcher = roles::create(&test.app, &ada.who, role(json!({ "stageId": "none" }))).await.expect("a role").value;
    let wim = ada.member("watcher").await;
    let stages = stages_of(&ada).await;
    let (deal, other) = (
        ada.create("deals", json!({ "title": "Desks" })).await.id,
        ada.create("deals", json!({ "title": "Lamps" })).await.id,
    );
    for deal in [deal, other] {
        follow(&wim, "deals", deal).await;
    }
    ada.patch("deals", deal, json!({ "title": "Chairs", "stageId": stages[1]["id"] })).await;
    ada.patch("deals", other, json!({ "stageId": stages[4]["id"] })).await;
    settle(&test).await;
    let shown = async || {
        let received = notifications(&wim).await;
        let requested =
            std::iter::once((wim.who.user, received.iter().map(|notification| notification.id).collect())).collect();
        let live = notify::deliveries(&test.app, ada.who.tenant, &requested).await.expect("deliveries");
        let live = &live[&wim.who.user].notifications;
        received.iter().for_each(|notification| assert_eq!(live[&notification.id], *notification));
        let shown = received
            .into_iter()
            .map(|notification| [notification.category, notification.event, notification.title, notification.body]);
        shown.collect::<Vec<_>>()
    };
    let moved = ["record_changed", "deal.updated", "Chairs has changed", "Ada Admin changed title"];
    let won = ["deal_won", "deal.closed_won", "Lamps was won", "Ada Admin closed the deal as won"];
    assert_eq!(shown().await, [won, moved], "a move that they cannot see is a change");

    let blinder = role(json!({ "stageId": "none", "status": "none" }));
    roles::patch(&test.app, &ada.who, watcher.id, None, blinder).await.expect("a blinder role");
    let neutral = ["record_changed", "deal.updated", "Lamps has changed", "Ada Admin changed closedAt"];
    assert_eq!(shown().await, [neutral, moved]);
    let of = async |category, limit, cursor| {
        let page = PageRequest { limit: Some(limit), cursor };
        let request = NotificationRequest { page, category: Some(category), ..NotificationRequest::default() };
        notify::list(&test.app, &wim.who, request).await.expect("a page").page
    };
    let hidden = of("deal_won", 1, None).await;
    assert_eq!((hidden.items, hidden.next), (Vec::new(), None), "a filter reveals nothing");
    // A move behind the mask is listed among the changes, in one page as in several.
    let titles = |page: &Paged<NotificationView>| {
        page.items.iter().map(|notification| notification.title.clone()).collect::<Vec<_>>()
    };
    let newest = of("record_changed", 1, None).await;
    let older = of("record_changed", 1, newest.next.clone()).await;
    assert_eq!((titles(&newest), titles(&older)), (vec![neutral[2].to_owned()], vec![moved[2].to_owned()]));
    assert_eq!(older.next, None);
    let back = of("record_changed", 1, older.prev.clone()).await;
    assert_eq!((titles(&back), back.prev), (titles(&newest), None));
}

#[tokio::test]
async fn texts_are_in_the_language_of_their_reader_with_its_dates() {
    let test = TestApp::new().await;
    let (ada, eve) = (test.admin("acme").await, test.admin("rival").await);
    let (sam, max) = (ada.member("sales_user").await, ada.member("sales_user").await);
    let german = json!({ "locale": "de-AT" });
    let german = german.as_object().expect("an object");
    platform::settings::patch_tenant(&test.app, &eve.who, None, german).await.expect("another tenant's setting");
    platform::settings::patch_user(&test.app, &sam.who, None, german).await.expect("a setting of one's own");
    let task = json!({ "subject": "Ring Vera", "dueDate": "2026-05-06", "assigneeId": sam.who.user });
    ada.create("tasks", task).await;
    let hidden = ada.create("deals", json!({ "title": "CANARY", "ownerId": sam.who.user })).await.id;
    ada.create("deals", json!({ "title": "Desks", "ownerId": max.who.user })).await;
    settle(&test).await;
    ada.patch("deals", hidden, json!({ "ownerId": ada.who.user })).await;

    let texts = async |of: &Person, accepted: &str| {
        let languages = AcceptLanguage::parse(accepted.as_bytes());
        let request = NotificationRequest { languages, ..NotificationRequest::default() };
        let shown = notify::list(&of.app, &of.who, request).await.expect("notifications");
        let texts = shown.page.items.into_iter().map(|one| (one.title, one.body)).collect::<BTreeSet<_>>();
        (shown.language, texts)
    };
    let set = |texts: &[(&str, &str)]| {
        texts.iter().map(|(title, body)| ((*title).to_owned(), (*body).to_owned())).collect::<BTreeSet<_>>()
    };
    let in_german = set(&[
        ("Ring Vera ist fällig", "zu erledigen bis 06.05.2026"),
        ("Ring Vera wurde Ihnen zugewiesen", "Ada Admin hat Ihnen diese Aktivität zugewiesen"),
        ("Etwas, das Sie nicht mehr sehen können", ""),
    ]);
    let in_english = set(&[
        ("Ring Vera is due", "to be done by 2026-05-06"),
        ("Ring Vera was assigned to you", "Ada Admin assigned this activity to you"),
        ("Something that you can no longer see", ""),
    ]);
    assert_eq!(texts(&sam, "").await, (Language::German, in_german.clone()));
    assert_eq!(texts(&sam, "fr, *;q=0.5").await, (Language::German, in_german.clone()));
    assert_eq!(texts(&sam, "en-GB").await, (Language::English, in_english));
    let of_max = set(&[("Desks was assigned to you", "Ada Admin assigned this deal to you")]);
    assert_eq!(texts(&max, "").await, (Language::English, of_max.clone()));

    let ids =
        async |of: &Person| notifications(of).await.iter().map(|notification| notification.id).collect::<Vec<_>>();
    let wanted = [(sam.who.user, ids(&sam).await), (max.who.user, ids(&max).await)].into_iter().collect();
    let live = notify::deliveries(&test.app, ada.who.tenant, &wanted).await.expect("deliveries");
    let live = |of: &Person| {
        let delivered = live[&of.who.user].notifications.values();
        delivered.map(|one| (one.title.clone(), one.body.clone())).collect::<BTreeSet<_>>()
    };
    assert_eq!(live(&sam), in_german);
    assert_eq!(live(&max), of_max);

    platform::settings::patch_tenant(&test.app, &ada.who, None, german).await.expect("the tenant's setting");
    assert_eq!(texts(&max, "").await.0, Language::German);
    let refused = notify::mark_one_read(&test.app, &max.who, NotificationId::from(test.app.source().uuid())).await;
    let reader = refused.unwrap_err().reader();
    assert_eq!(reader, ReaderLanguages { user: None, tenant: Some(Language::German) });
}

#[tokio::test]
async fn mentioned_users_who_may_read_a_note_are_notified() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let team = ada.team("North", &[]).await;
    let (sam, max) = (ada.member("sales_user").await, ada.member("sales_user").await);
    ada.join_team(sam.who.user, team).await;
    let members =
        plenum_app::identity::users::list(&test.app, &ada.who, PageRequest::default()).await.expect("members");
    let email = members.items.iter().find(|member| member.id == sam.who.user).expect("sam").email.clone();
    let text =
        format!("@{} and @{} and @{}, see @nobody@example.com", email.to_uppercase(), max.who.user, ada.who.user);
    let note = json!({ "kind": "note", "subject": "Call back", "description": text, "teamId": team });
    let note = ada.create("activities", note).await.id;
    ada.patch("activities", note, json!({ "subject": "Call back soon" })).await;
    settle(&test).await;
    assert_eq!(titles(&sam).await, [pair("mentioned", "Ada Admin mentioned you")]);
    assert_eq!(notifications(&sam).await[0].body, "Call back soon");
    assert_eq!(titles(&max).await, [], "who is not of the team cannot read it");
    assert_eq!(titles(&ada).await, [], "no notification of an own note");
}

#[tokio::test]
async fn a_due_task_notifies_once_and_again_after_it_is_postponed() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let task = json!({ "subject": "Ring Vera", "dueDate": "2026-05-07", "assigneeId": sam.who.user });
    let task = ada.create("tasks", task).await.id;
    let done = json!({ "subject": "Done", "dueDate": "2026-05-07", "completedAt": "2026-05-06T00:00:00Z" });
    ada.create("tasks", done).await;
    ada.create("tasks", json!({ "subject": "Own", "dueDate": "2026-05-07" })).await;
    for _ in 0..2 {
        settle(&test).await;
        assert_eq!(titles(&sam).await, [pair("assigned", "Ring Vera was assigned to you")]);
    }
    test.clock.advance(Duration::hours(17));
    for _ in 0..2 {
        settle(&test).await;
    }
    assert_eq!(titles(&sam).await[1..], [pair("task_due", "Ring Vera is due")]);
    assert_eq!(notifications(&sam).await[0].body, "to be done by 2026-05-07");
    assert_eq!(titles(&ada).await, [pair("task_due", "Own is due")], "the owner of a task without an assignee");

    sam.patch("tasks", task, json!({ "dueDate": "2026-05-09" })).await;
    settle(&test).await;
    test.clock.advance(Duration::days(2));
    settle(&test).await;
    assert_eq!(titles(&sam).await[2..], [pair("task_due", "Ring Vera is due")]);
}

#[tokio::test]
async fn a_due_task_notifies_assignee_owner_and_followers_with_access() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let team = ada.team("North", &[]).await;
    let mut sellers = Vec::new();
    for _ in 0..4 {
        let seller = ada.member("sales_user").await;
        ada.join_team(seller.who.user, team).await;
        sellers.push(seller);
    }
    let [assignee, owner, follower, gone] = &sellers[..] else { panic!("four of them") };
    let task = json!({ "subject": "Ring Vera", "dueDate": "2026-05-07", "teamId": team,
        "assigneeId": assignee.who.user, "ownerId": owner.who.user });
    let task = ada.create("tasks", task).await.id;
    follow(follower, "tasks", task).await;
    follow(gone, "tasks", task).await;
    follow(owner, "tasks", task).await;
    ada.leave_team(gone.who.user, team).await;
    settle(&test).await;
    test.clock.advance(Duration::days(1));
    settle(&test).await;
    let due = async |who: &Person| {
        titles(who).await.iter().filter(|notification| **notification == pair("task_due", "Ring Vera is due")).count()
    };
    let received = [due(assignee).await, due(owner).await, due(follower).await, due(gone).await, due(&ada).await];
    assert_eq!(received, [1, 1, 1, 0, 0]);
}

#[tokio::test]
async fn a_category_that_is_switched_off_notifies_nobody() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let body = json!({ "assigned": { "in_app": false } });
    let body = body.as_object().expect("an object");
    let set = notify::put_preferences(&test.app, &sam.who, body).await.expect("preferences");
    assert!(!set.0["assigned"]["in_app"] && set.0["mentioned"]["in_app"]);
    ada.create("deals", json!({ "title": "Desks", "ownerId": sam.who.user })).await;
    settle(&test).await;
    assert_eq!(titles(&sam).await, []);

    notify::put_preferences(&test.app, &sam.who, &serde_json::Map::new()).await.expect("the defaults");
    ada.create("deals", json!({ "title": "Chairs", "ownerId": sam.who.user })).await;
    settle(&test).await;
    assert_eq!(titles(&sam).await, [pair("assigned", "Chairs was assigned to you")]);
    for wrong in [json!({ "nothing": {} }), json!({ "assigned": true }), json!({ "assigned": { "in_app": 1 } })] {
        let refused = notify::put_preferences(&test.app, &sam.who, wrong.as_object().expect("an object")).await;
        assert_eq!(refused.unwrap_err().code(), Code::Invalid, "{wrong}");
    }
}

#[tokio::test]
async fn a_suspended_tenant_is_processed_after_its_reactivation_only() {
    let test = TestApp::new().await;
    let (ada, eve) = (test.admin("acme").await, test.admin("acme").await);
    let sam = ada.member("sales_user").await;
    for of in [&ada, &eve] {
        of.create("tasks", json!({ "subject": "Ring Vera", "dueDate": "2026-05-06" })).await;
    }
    ada.create("deals", json!({ "title": "Desks", "ownerId": sam.who.user })).await;
    let operator = Operator::at_the_console(Origin::default());
    platform::tenants::set_status(&test.app, &operator, ada.who.tenant, TenantStatus::Suspended, None)
        .await
        .expect("suspended");
    settle(&test).await;
    assert_eq!(titles(&eve).await, [pair("task_due", "Ring Vera is due")], "the other tenant does not wait");
    let log = ada.log().await;
    let done = log.iter().filter(|entry| [RECEIVED, TASK_DUE].contains(&entry.kind.as_str())).count();
    assert_eq!(done, 0);

    test.clock.advance(Duration::days(1));
    platform::tenants::set_status(&test.app, &operator, ada.who.tenant, TenantStatus::Active, None)
        .await
        .expect("taken back");
    settle(&test).await;
    assert_eq!(titles(&sam).await, [pair("assigned", "Desks was assigned to you")]);
    assert_eq!(titles(&ada).await, [pair("task_due", "Ring Vera is due")]);
}

#[tokio::test]
async fn concurrent_puts_of_preferences_succeed_and_one_of_them_remains() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let catalogue = test.app.catalogue();
    let bodies: Vec<_> = catalogue
        .notification_categories()
        .iter()
        .map(|category| json!({ "assigned": { "in_app": false }, category.name: { "in_app": false } }))
        .collect();
    let put = async |body: &Value| {
        let body = body.as_object().expect("an object");
        notify::put_preferences(&test.app, &ada.who, body).await.expect("preferences")
    };
    let put: Vec<_> = futures::future::join_all(bodies.iter().map(put)).await;
    let left = notify::get_preferences(&test.app, &ada.who).await.expect("preferences");
    assert!(put.contains(&left), "what one of them has put, and no mixture");
}

#[tokio::test]
async fn a_declined_category_leaves_room_for_the_next_category_of_the_same_entry() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let rob = ada.member("read_only").await;
    let stages = stages_of(&ada).await;
    let deal = ada.create("deals", json!({ "title": "Desks" })).await.id;
    follow(&rob, "deals", deal).await;
    let body = json!({ "deal_moved": { "in_app": false } });
    notify::put_preferences(&test.app, &rob.who, body.as_object().expect("an object")).await.expect("set");
    ada.patch("deals", deal, json!({ "stageId": stages[1]["id"] })).await;
    settle(&test).await;
    assert_eq!(titles(&rob).await, [pair("record_changed", "Desks has changed")]);
}

#[tokio::test]
async fn marking_all_as_read_affects_own_notifications_up_to_the_cursor() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (sam, max) = (ada.member("sales_user").await, ada.member("sales_user").await);
    let give = async |title: &str| {
        ada.create("deals", json!({ "title": title, "ownerId": sam.who.user })).await;
        settle(&test).await;
    };
    give("one").await;
    give("two").await;
    let page = notify::list(&test.app, &sam.who, NotificationRequest::default()).await.expect("a page").page;
    give("three").await;
    let ids: Vec<NotificationId> = page.items.iter().map(|notification| notification.id).collect();

    let never = NotificationId::from(test.app.source().uuid());
    for id in [ids[0], never] {
        let refused = notify::mark_one_read(&test.app, &max.who, id).await;
        assert_eq!(refused.unwrap_err().code(), Code::NotFound);
        assert_eq!(notify::mark_read(&test.app, &max.who, vec![id]).await.expect("silence").unread, 0);
    }
    assert_eq!(unread(&sam).await, 3);
    assert_eq!(notify::mark_one_read(&test.app, &sam.who, ids[0]).await.expect("read").unread, 2);
    assert_eq!(notify::mark_one_read(&test.app, &sam.who, ids[0]).await.expect("again").unread, 2);
    let left = notify::mark_all_read(&test.app, &sam.who, Some(&page.cursor)).await.expect("read");
    assert_eq!(left.unread, 1);
    let unread = NotificationRequest { unread: Some(true), category: Some("assigned"), ..Default::default() };
    let unread = notify::list(&test.app, &sam.who, unread).await.expect("a page").page.items;
    assert_eq!(
        unread.iter().map(|notification| notification.title.as_str()).collect::<Vec<_>>(),
        ["three was assigned to you"]
    );
    let refused = notify::mark_all_read(&test.app, &sam.who, Some("nonsense")).await;
    assert_eq!(refused.unwrap_err().code(), Code::InvalidCursor);
}

#[tokio::test]
async fn expired_unread_notifications_lower_the_unread_count_on_devices() {
    let test = TestApp::new().await;
    // Nothing goes that is younger than a week by the clock of the database.
    test.clock.advance(-Duration::days(730));
    let ada = test.admin("acme").await;
    let (sam, max) = (ada.member("sales_user").await, ada.member("sales_user").await);
    for of in [&sam, &sam, &max] {
        ada.create("deals", json!({ "title": "Desks", "ownerId": of.who.user })).await;
        settle(&test).await;
        test.clock.advance(Duration::minutes(2));
    }
    notify::mark_all_read(&test.app, &max.who, None).await.expect("read");
    let expire = async || notify::expire(&test.app, &CancellationToken::new()).await.expect("a round");
    // Nobody's session lasts as long.
    let unread = async || {
        let sams = std::iter::once((sam.who.user, Vec::new())).collect();
        let live = notify::deliveries(&test.app, ada.who.tenant, &sams).await.expect("deliveries");
        live[&sam.who.user].unread
    };
    let count_changes = async || {
        let log = ada.log().await;
        let read = log.into_iter().filter(|entry| entry.kind == READ && entry.actor == Actor::SYSTEM);
        read.map(|entry| entry.recipient).collect::<Vec<_>>()
    };
    test.clock.advance(Duration::days(89));
    expire().await;
    assert_eq!((unread().await, count_changes().await.len()), (2, 0));
    test.clock.advance(Duration::days(1));
    assert_eq!(expire().await, RoundOutcome::More, "there may be others behind them");
    assert_eq!((unread().await, count_changes().await), (0, vec![Some(sam.who.user)]));
    assert_eq!(expire().await, RoundOutcome::Done);
    assert_eq!(count_changes().await.len(), 1);
}

#[tokio::test]
async fn each_notification_is_a_personal_entry_that_names_its_cause() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let deal = ada.create("deals", json!({ "title": "Desks", "ownerId": sam.who.user })).await.id;
    settle(&test).await;
    let log = ada.log().await;
    let cause = log.iter().find(|entry| entry.record == deal).expect("the deal");
    let received: Vec<_> = log.iter().filter(|entry| entry.kind == RECEIVED).collect();
    assert_eq!(received.len(), 1);
    assert_eq!((received[0].recipient, received[0].cause, received[0].depth), (Some(sam.who.user), Some(cause.id), 1));
    assert!(received[0].before.is_none() && received[0].after.is_none());
}
