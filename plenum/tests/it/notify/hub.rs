//! The hubs of notifications and of activities: they deliver to every device of a user on every node, and to no other.

use std::collections::BTreeSet;

use plenum_testkit::{
    Plenum,
    official::{OfficialClient, Options},
    people::Person,
    signalr::{HubClient, Incoming},
    wait::PATIENCE,
};
use serde_json::{Value, json};

use crate::plenum;

const NOTIFICATIONS: &str = "/hubs/notifications";

/// A device with the official client on one of the nodes.
async fn device(plenum: &Plenum, node: usize, person: &Person) -> OfficialClient {
    let url = format!("http://{}{NOTIFICATIONS}", plenum.hub(node).address());
    let client = OfficialClient::start(&url, &person.access_token, &Options::default(), Box::new(|_| {}));
    client.connected().await;
    client.says("where it stands", PATIENCE, |line| line["target"] == "Position").await;
    client
}

fn received(device: &OfficialClient, target: &str) -> Vec<Value> {
    let lines = device.said().into_iter().filter(|line| line["target"] == target);
    lines.map(|line| line["args"][0].clone()).collect()
}

async fn received_titled(device: &OfficialClient, title: &str) -> Value {
    let fits = |line: &Value| line["target"] == "NotificationReceived" && line["args"][0]["data"]["title"] == title;
    device.says(title, PATIENCE, fits).await["args"][0].clone()
}

async fn counts(device: &OfficialClient, unread: i64) {
    let fits = |line: &Value| line["target"] == "UnreadCountChanged" && line["args"][0]["unread"] == unread;
    device.says(&format!("{unread} unread"), PATIENCE, fits).await;
}

async fn listen(plenum: &Plenum, node: usize, hub: &str, person: &Person) -> HubClient {
    let mut hub = HubClient::connect(plenum.hub(node).address(), hub, &person.access_token).await.expect("in");
    hub.event("Position").await;
    hub
}

async fn give(admin: &Person, to: &Person, title: &str) -> Value {
    admin.create("deals", json!({ "title": title, "ownerId": to.user })).await
}

#[tokio::test]
async fn every_device_on_every_node_receives_new_and_read_notifications_of_its_user() {
    let plenum = plenum().hubs(2).start().await;
    let (admin, rival) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let sam = plenum.member(&admin, "sales_user").await;
    let max = plenum.member(&admin, "sales_user").await;
    let (mut phone, laptop) = (device(&plenum, 0, &sam).await, device(&plenum, 1, &sam).await);
    let mut others = [device(&plenum, 1, &max).await, device(&plenum, 0, &rival).await];

    give(&admin, &sam, "CANARY desks").await;
    let event = received_titled(&phone, "CANARY desks was assigned to you").await;
    assert_eq!(event["type"], "notification.received");
    assert_eq!(event["subject"], format!("notifications/{}", event["data"]["id"].as_str().expect("an id")));
    assert_eq!(event["data"]["record"]["label"], "CANARY desks");
    assert_eq!(event["data"], sam.http.get("/api/v1/notifications").await.data()[0], "what REST shows");
    assert_eq!(received_titled(&laptop, "CANARY desks was assigned to you").await, event);
    counts(&phone, 1).await;
    counts(&laptop, 1).await;

    // The id of another user's notification is answered like an unknown and an invalid one, and changes nothing.
    let never = plenum_shared::clock::Source::system().uuid();
    for other in &mut others {
        for id in [event["data"]["id"].clone(), json!(never), json!("nonsense")] {
            assert_eq!(other.invoke("MarkRead", json!([[id]])).await, Ok(json!({ "unread": 0 })));
        }
        assert_eq!(other.invoke("MarkAllRead", json!([])).await, Ok(json!({ "unread": 0 })));
    }
    assert_eq!(phone.invoke("UnreadCount", json!([])).await, Ok(json!({ "unread": 1 })));
    assert_eq!(phone.invoke("MarkRead", json!([[event["data"]["id"]]])).await, Ok(json!({ "unread": 0 })));
    counts(&laptop, 0).await;

    let seen = event["cursor"].clone();
    give(&admin, &sam, "CANARY chairs").await;
    received_titled(&laptop, "CANARY chairs was assigned to you").await;
    assert_eq!(phone.invoke("MarkReadUpTo", json!([seen])).await, Ok(json!({ "unread": 1 })));
    assert_eq!(phone.invoke("MarkAllRead", json!([])).await, Ok(json!({ "unread": 0 })));
    let refused = phone.invoke("MarkReadUpTo", json!(["nonsense"])).await.expect_err("no cursor");
    assert!(refused.contains("invalid_cursor"), "{refused}");
    let many = vec![never.to_string(); 201];
    assert!(phone.invoke("MarkRead", json!([many])).await.expect_err("too many").contains("invalid"));

    for other in &others {
        assert_eq!(received(other, "NotificationReceived"), [Value::Null; 0]);
        assert_eq!(received(other, "UnreadCountChanged"), [Value::Null; 0]);
        assert!(!other.said().iter().any(|line| line.to_string().contains("CANARY")));
    }
}

#[tokio::test]
async fn missed_notifications_come_first_on_another_node_and_show_the_present_state() {
    let plenum = plenum().hubs(2).start().await;
    let admin = plenum.admin("acme").await;
    let sam = plenum.member(&admin, "sales_user").await;
    let mut hub = listen(&plenum, 0, NOTIFICATIONS, &sam).await;
    give(&admin, &sam, "first").await;
    let cursor = hub.event("NotificationReceived").await["cursor"].clone();
    drop(hub);
    let hidden = give(&admin, &sam, "CANARY hidden").await;
    let shown = give(&admin, &sam, "old name").await;
    plenum.settled().await;
    admin.change_deal(&hidden, json!({ "ownerId": admin.user })).await;
    admin.change_deal(&shown, json!({ "title": "new name" })).await;

    let path = format!("{NOTIFICATIONS}?resume=1");
    let mut hub = HubClient::connect(plenum.hub(1).address(), &path, &sam.access_token).await.expect("in");
    let answer = hub.invoke("Resume", json!([cursor])).await;
    assert_eq!(answer["result"]["replayed"], 2, "{answer}");
    let first = hub.event("NotificationReceived").await;
    assert_eq!((&first["data"]["record"], &first["data"]["actor"]), (&Value::Null, &Value::Null));
    assert_eq!(hub.event("NotificationReceived").await["data"]["title"], "new name was assigned to you");
    assert_eq!(hub.event("UnreadCountChanged").await, json!({ "unread": 3 }));
    give(&admin, &sam, "live").await;
    assert_eq!(hub.event("NotificationReceived").await["data"]["title"], "live was assigned to you");
    assert!(!hub.frames.concat().contains("CANARY"));

    // A client that has missed nothing receives the unread count too, and once.
    let mut anew = HubClient::connect(plenum.hub(0).address(), &path, &sam.access_token).await.expect("in");
    assert_eq!(anew.invoke("Resume", json!([null])).await["result"]["replayed"], 0);
    assert_eq!(anew.event("UnreadCountChanged").await, json!({ "unread": 4 }));
    assert_eq!(anew.frames.concat().matches("UnreadCountChanged").count(), 1);
}

#[tokio::test]
async fn no_cursor_overtakes_an_earlier_notification() {
    const DEALS: usize = 40;
    let plenum = plenum().with_redis().start().await;
    let admin = plenum.admin("acme").await;
    let sam = plenum.member(&admin, "sales_user").await;
    let mut hub = listen(&plenum, 0, NOTIFICATIONS, &sam).await;
    let give_all = async {
        for number in 0..DEALS {
            give(&admin, &sam, &format!("deal {number}")).await;
            if number % 10 == 5 {
                // The readers whose access changes receive their position.
                let team = admin.team(&format!("team {number}"), &[]).await;
                admin.join_team(sam.user, team).await;
            }
        }
    };
    let receive_all = async {
        let (mut numbers, mut titles, mut positions) = (Vec::new(), BTreeSet::new(), 0);
        while titles.len() < DEALS {
            let Incoming::Message(message) = hub.next().await else { panic!("closed") };
            let argument = &message["arguments"][0];
            let cursor = match message["target"].as_str() {
                Some("NotificationReceived") => {
                    titles.insert(argument["data"]["title"].to_string());
                    argument["cursor"].as_str()
                }
                Some("Position") => {
                    positions += 1;
                    argument.as_str()
                }
                _ => continue,
            };
            let position = plenum.cursors().open(sam.tenant, cursor.expect("a cursor")).expect("one of ours");
            numbers.push(position.seq);
        }
        assert!(positions > 0);
        assert!(numbers.is_sorted(), "{numbers:?}");
    };
    tokio::join!(give_all, receive_all);
}

#[tokio::test]
async fn the_hub_of_activities_delivers_activities_only() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let mut hub = listen(&plenum, 0, "/hubs/activities", &admin).await;
    admin.deal("CANARY").await;
    let note = json!({ "kind": "note", "subject": "Call back" });
    let note = admin.http.post("/api/v1/activities", &note).await.expect(201).data();
    assert_eq!(hub.event("ActivityCreated").await["data"], note);
    assert!(!hub.frames.concat().contains("CANARY"));
}
