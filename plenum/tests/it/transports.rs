//! Every transport over two hub processes, with requests of one connection spread over both.

use std::time::Duration;

use plenum_testkit::{
    Plenum,
    history::{Checker, Due, Logged, Recorder, Repeats},
    official::{Options, Transport},
    recorded_client::RecordedClient,
    recorded_writer::RecordedWriter,
    round_robin_proxy::RoundRobinProxy,
    wait::{PATIENCE, wait_until},
};
use serde_json::json;

use crate::plenum;

const DEALS: &str = "/api/v1/deals";

const TRANSPORTS: [Transport; 3] = [Transport::WebSockets, Transport::ServerSentEvents, Transport::LongPolling];

async fn spread(plenum: &Plenum) -> RoundRobinProxy {
    RoundRobinProxy::over(vec![plenum.hub(0).address(), plenum.hub(1).address()]).await
}

fn due(_client: &str, entry: &Logged) -> Due {
    if entry.entity == "deal" { Due::Must } else { Due::Never }
}

#[tokio::test]
async fn the_official_client_receives_everything_once_and_in_order_across_nodes() {
    let plenum = plenum().hubs(2).start().await;
    let (ours, theirs) = (plenum.admin("acme").await, plenum.admin("rival").await);
    let spread = spread(&plenum).await;
    let recorder = Recorder::new();
    recorder.canary("CANARY-ACME", ours.tenant);
    recorder.canary("CANARY-RIVAL", theirs.tenant);
    let cursor = ours.http.get(DEALS).await.expect(200).cursor();
    let mut listeners = Vec::new();
    for transport in TRANSPORTS {
        let mut listener = RecordedClient::new(&plenum, &recorder, &format!("{transport:?}"), &ours);
        listener.begin_from(&cursor);
        let url = format!("http://{}/hubs/deals?resume=1", spread.address);
        listener.connect(&url, &Options { transport, ..Options::default() }).await;
        assert!(!listener.resume().await.reset);
        listeners.push(listener);
    }
    let (us, them) = (RecordedWriter::new(&ours, &recorder), RecordedWriter::new(&theirs, &recorder));
    for number in 0..25 {
        them.create(DEALS, &json!({ "title": format!("CANARY-RIVAL {number}") })).await.expect("a deal");
        us.create(DEALS, &json!({ "title": format!("CANARY-ACME {number}") })).await.expect("a deal");
    }
    // Longer than a message between nodes may be.
    let long = "CANARY-ACME ".repeat(1_500);
    for _ in 0..6 {
        us.create(DEALS, &json!({ "title": "CANARY-ACME long", "description": long })).await.expect("a deal");
    }
    for listener in &listeners {
        listener.catches_up(&plenum, |entity, _| entity == "deal").await;
        assert_eq!(listener.events().len(), 31);
    }
    assert_eq!((spread.reached_by("POST"), spread.reached_by("GET")), (2, 2));
    plenum.record_logs(&recorder, &[ours.tenant, theirs.tenant]).await;
    Checker::new().audience(due).repeats(Repeats::Never).expect_clean(&recorder.history());
}

#[tokio::test]
async fn a_logout_ends_connections_of_every_transport_on_every_node() {
    let plenum = plenum().hubs(2).start().await;
    let admin = plenum.admin("acme").await;
    let spread = spread(&plenum).await;
    let recorder = Recorder::new();
    let mut listeners = Vec::new();
    for transport in TRANSPORTS {
        let mut listener = RecordedClient::new(&plenum, &recorder, &format!("{transport:?}"), &admin);
        let url = format!("http://{}/hubs/records", spread.address);
        listener.connect(&url, &Options { transport, ..Options::default() }).await;
        listeners.push(listener);
    }
    for listener in &mut listeners {
        wait_until("a position", PATIENCE, async || listener.cursor().is_some()).await;
    }
    admin.http.post("/api/v1/auth/logout", &json!({})).await.expect(204);
    for mut listener in listeners {
        let closed = |line: &serde_json::Value| line["event"] == "closed";
        listener.client().says("the connection to end", Duration::from_secs(5), closed).await;
    }
}

#[tokio::test]
async fn when_the_node_of_a_polled_connection_is_killed_its_client_resumes_and_misses_nothing() {
    let mut plenum = plenum().hubs(2).start().await;
    let ours = plenum.admin("acme").await;
    let recorder = Recorder::new();
    let mut listener = RecordedClient::new(&plenum, &recorder, "polling", &ours);
    listener.begin_from(&ours.http.get(DEALS).await.expect(200).cursor());
    let polling = Options { transport: Transport::LongPolling, ..Options::default() };
    listener.connect(&format!("http://{}/hubs/deals?resume=1", plenum.hub(0).address()), &polling).await;
    assert!(!listener.resume().await.reset);
    let us = RecordedWriter::new(&ours, &recorder);
    let writing = async |count: usize| {
        for number in 0..count {
            us.create(DEALS, &json!({ "title": format!("deal {number}") })).await.expect("a deal");
        }
    };
    writing(10).await;
    wait_until("some events to be received", PATIENCE, async || listener.events().len() >= 5).await;
    plenum.hub_mut(0).kill();
    writing(10).await;
    listener.client().says("the connection to break", PATIENCE, |line| line["event"] == "closed").await;
    listener.connect(&format!("http://{}/hubs/deals?resume=1", plenum.hub(1).address()), &polling).await;
    assert!(!listener.resume().await.reset);
    listener.catches_up(&plenum, |entity, _| entity == "deal").await;
    plenum.record_logs(&recorder, &[ours.tenant]).await;
    Checker::new().audience(due).repeats(Repeats::AcrossConnections).expect_clean(&recorder.history());
    assert_eq!(listener.events().len(), 20);
}
