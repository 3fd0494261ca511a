//! Live delivery: a write on one process reaches the right clients on the others in order and without loss.

use std::time::{Duration, Instant};

use plenum_testkit::{
    Plenum,
    history::{Checker, Due, Logged, Recorder, Repeats},
    official::Options,
    people::Person,
    recorded_client::RecordedClient,
    recorded_writer::RecordedWriter,
    switchable_proxy::SwitchableProxy,
    wait::{PATIENCE, wait_until},
};
use serde_json::{Value, json};

use crate::plenum;

const DEALS: &str = "/api/v1/deals";

fn hub(plenum: &Plenum, index: usize, name: &str) -> String {
    format!("http://{}/hubs/{name}", plenum.hub(index).address())
}

/// Listeners are named for the hub they listen to; the one of deals carries nothing else.
fn due(client: &str, entry: &Logged) -> Due {
    if client.ends_with("deals") && entry.entity != "deal" { Due::Never } else { Due::Must }
}

/// A client that read the data and listens from there.
async fn listener(plenum: &Plenum, recorder: &Recorder, name: &str, person: &Person, url: &str) -> RecordedClient {
    let mut listener = RecordedClient::new(plenum, recorder, name, person);
    listener.begin_from(&person.http.get(DEALS).await.expect(200).cursor());
    let resumed = listener.resume_on(url).await;
    assert!(!resumed.reset);
    listener
}

#[tokio::test]
async fn an_event_reaches_screens_on_other_processes_within_a_second_and_no_other_tenant() {
    let plenum = plenum().hubs(2).start().await;
    let (ours, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let recorder = Recorder::new();
    recorder.canary("CANARY-ACME", ours.tenant);
    recorder.canary("CANARY-RIVAL", theirs.tenant);
    let first = listener(&plenum, &recorder, "first deals", &ours, &hub(&plenum, 0, "deals")).await;
    let second = listener(&plenum, &recorder, "second records", &ours, &hub(&plenum, 1, "records")).await;
    let rival = listener(&plenum, &recorder, "rival records", &theirs, &hub(&plenum, 0, "records")).await;

    let (us, them) = (RecordedWriter::new(&ours, &recorder), RecordedWriter::new(&theirs, &recorder));
    them.create(DEALS, &json!({ "title": "CANARY-RIVAL deal" })).await.expect("a deal");
    let deal = us.create(DEALS, &json!({ "title": "CANARY-ACME deal" })).await.expect("a deal");
    let stages = ours.stages().await;
    let path = format!("{DEALS}/{}", deal["id"].as_str().expect("an id"));
    for stage in [1, 2, 4] {
        let written = Instant::now();
        let moved = us.change(&path, &json!({ "stageId": stages[stage]["id"] })).await.expect("moved");
        let here = |event: &serde_json::Value| event["data"]["version"] == moved["version"];
        let event = first.receives("the move", here).await;
        second.receives("the move", here).await;
        assert!(written.elapsed() < Duration::from_secs(1), "it took {:?}", written.elapsed());
        assert_eq!(event["type"], "deal.stage_changed");
        assert_eq!(event["changes"]["stageId"]["to"], stages[stage]["id"]);
        assert_eq!(event["data"], moved, "the event shows what REST showed");
    }
    first.receives("the deal won", |event| event["type"] == "deal.closed_won").await;

    for client in [&first, &second, &rival] {
        client.catches_up(&plenum, |entity, _| entity == "deal").await;
    }
    plenum.record_logs(&recorder, &[ours.tenant, theirs.tenant]).await;
    Checker::new().audience(due).repeats(Repeats::Never).expect_clean(&recorder.history());
    assert_eq!(rival.events().len(), 1);
}

#[tokio::test]
async fn a_client_whose_node_is_killed_resumes_on_the_other_node_and_misses_nothing() {
    let mut plenum = plenum().hubs(2).start().await;
    let (ours, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let recorder = Recorder::new();
    recorder.canary("CANARY-ACME", ours.tenant);
    recorder.canary("CANARY-RIVAL", theirs.tenant);
    let mut moving = listener(&plenum, &recorder, "moving deals", &ours, &hub(&plenum, 0, "deals")).await;
    let staying = listener(&plenum, &recorder, "staying records", &ours, &hub(&plenum, 1, "records")).await;
    let rival = listener(&plenum, &recorder, "rival deals", &theirs, &hub(&plenum, 1, "deals")).await;

    let writing = tokio::spawn({
        let (us, them) = (RecordedWriter::new(&ours, &recorder), RecordedWriter::new(&theirs, &recorder));
        async move {
            for number in 0..60 {
                us.create(DEALS, &json!({ "title": format!("CANARY-ACME {number}") })).await.expect("a deal");
                them.create(DEALS, &json!({ "title": format!("CANARY-RIVAL {number}") })).await.expect("a deal");
            }
        }
    });
    wait_until("some events to be received", PATIENCE, async || moving.events().len() >= 15).await;
    plenum.hub_mut(0).kill();
    moving.client().says("the connection to break", PATIENCE, |line| line["event"] == "closed").await;
    let resumed = moving.resume_on(&hub(&plenum, 1, "deals")).await;
    assert!(!resumed.reset);
    writing.await.expect("all writes are made");

    for client in [&moving, &staying, &rival] {
        client.catches_up(&plenum, |entity, _| entity == "deal").await;
    }
    plenum.record_logs(&recorder, &[ours.tenant, theirs.tenant]).await;
    Checker::new().audience(due).repeats(Repeats::AcrossConnections).expect_clean(&recorder.history());
    assert_eq!(moving.events().len(), 60);
}

#[tokio::test]
async fn while_redis_dies_and_comes_back_every_event_arrives_once_and_in_order() {
    let mut plenum = plenum().hubs(2).start().await;
    let ours = plenum.admin("acme").await;
    let recorder = Recorder::new();
    let first = listener(&plenum, &recorder, "first deals", &ours, &hub(&plenum, 0, "deals")).await;
    let second = listener(&plenum, &recorder, "second records", &ours, &hub(&plenum, 1, "records")).await;

    let writer = RecordedWriter::new(&ours, &recorder);
    let write = async |count: usize| {
        for number in 0..count {
            writer.create(DEALS, &json!({ "title": format!("deal {number}") })).await.expect("a deal");
        }
    };
    write(10).await;
    plenum.redis().kill();
    write(15).await;
    wait_until("the writes without Redis to be received", PATIENCE, async || first.events().len() >= 25).await;
    plenum.redis().restart();
    write(25).await;

    for client in [&first, &second] {
        client.catches_up(&plenum, |entity, _| entity == "deal").await;
    }
    plenum.record_logs(&recorder, &[ours.tenant]).await;
    Checker::new().audience(due).repeats(Repeats::Never).expect_clean(&recorder.history());
    assert_eq!(first.events().len(), 50);
}

#[tokio::test]
async fn a_frozen_redis_loses_no_event_and_delays_no_write() {
    let mut plenum = plenum().hubs(1).start().await;
    let ours = plenum.admin("acme").await;
    let recorder = Recorder::new();
    let client = listener(&plenum, &recorder, "client deals", &ours, &hub(&plenum, 0, "deals")).await;
    let writer = RecordedWriter::new(&ours, &recorder);
    let deal = json!({ "title": "desks" });
    plenum.redis().freeze();
    let began = Instant::now();
    for _ in 0..20 {
        writer.create(DEALS, &deal).await.expect("a deal");
    }
    // The pace of the polled heads; no request waits for the bus to answer.
    client.catches_up(&plenum, |entity, _| entity == "deal").await;
    assert!(began.elapsed() < Duration::from_secs(6), "it took {:?}", began.elapsed());
    plenum.redis().thaw();
    for _ in 0..10 {
        writer.create(DEALS, &deal).await.expect("a deal");
    }
    client.catches_up(&plenum, |entity, _| entity == "deal").await;
    plenum.record_logs(&recorder, &[ours.tenant]).await;
    Checker::new().audience(due).repeats(Repeats::Never).expect_clean(&recorder.history());
}

#[tokio::test]
async fn a_client_that_reconnects_by_itself_moves_from_a_draining_node_to_another() {
    let mut plenum = plenum().hubs(2).set("PLENUM_SHUTDOWN_GRACE", "4s").start().await;
    let ours = plenum.admin("acme").await;
    let recorder = Recorder::new();
    let front = SwitchableProxy::before(plenum.hub(0).address()).await;
    let mut client = RecordedClient::new(&plenum, &recorder, "client deals", &ours);
    client.begin_from(&ours.http.get(DEALS).await.expect(200).cursor());
    let options = Options { reconnect: Some(vec![0, 50, 200, 500, 1_000]), ..Options::default() };
    client.connect(&format!("http://{}/hubs/deals?resume=1", front.address()), &options).await;
    client.resume().await;

    let writer = RecordedWriter::new(&ours, &recorder);
    let writing = tokio::spawn(async move {
        for number in 0..60 {
            writer.create(DEALS, &json!({ "title": format!("deal {number}") })).await.expect("a deal");
        }
    });
    wait_until("some events to be received", PATIENCE, async || client.events().len() > 5).await;
    front.point_to(plenum.hub(1).address());
    plenum.hub(0).terminate();
    client.client().says("the client to come back", PATIENCE, |line| line["event"] == "reconnected").await;
    assert!(!client.resume().await.reset);
    assert!(plenum.hub_mut(0).ended(PATIENCE).await.success());
    // The same once more, with a link that breaks instead of a node that says goodbye.
    front.cut();
    let back = |line: &Value| line["event"] == "reconnected";
    wait_until("the client to come back", PATIENCE, async || {
        client.client().said().iter().filter(|line| back(line)).count() == 2
    })
    .await;
    assert!(!client.resume().await.reset);
    writing.await.expect("all writes are made");

    client.catches_up(&plenum, |entity, _| entity == "deal").await;
    plenum.record_logs(&recorder, &[ours.tenant]).await;
    Checker::new().audience(due).repeats(Repeats::AcrossConnections).expect_clean(&recorder.history());
    assert_eq!(client.events().len(), 60);
}

#[tokio::test]
async fn one_process_without_redis_delivers_everything() {
    let plenum = plenum().start().await;
    let (ours, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let recorder = Recorder::new();
    recorder.canary("CANARY-RIVAL", theirs.tenant);
    let mut client = listener(&plenum, &recorder, "client deals", &ours, &hub(&plenum, 0, "deals")).await;
    let (us, them) = (RecordedWriter::new(&ours, &recorder), RecordedWriter::new(&theirs, &recorder));
    let title = json!({ "title": "CANARY-RIVAL" });
    let refused = json!({ "title": "", "value": "much" });
    for number in 0..10 {
        us.create(DEALS, &json!({ "title": format!("deal {number}") })).await.expect("a deal");
        them.create(DEALS, &title).await.expect("a deal");
        assert_eq!(us.create(DEALS, &refused).await, None);
        if number == 5 {
            client.disconnect();
        }
    }
    let resumed = client.resume_on(&hub(&plenum, 0, "deals")).await;
    assert!(!resumed.reset && resumed.replayed >= 4, "{resumed:?}");
    us.create(DEALS, &json!({ "title": "live again" })).await.expect("a deal");
    client.catches_up(&plenum, |entity, _| entity == "deal").await;
    plenum.record_logs(&recorder, &[ours.tenant, theirs.tenant]).await;
    Checker::new().audience(due).repeats(Repeats::AcrossConnections).expect_clean(&recorder.history());
}
