//! Messages from the server to clients: addressing, order, and slow readers.

use std::collections::BTreeSet;
use std::time::Duration;

use plenum_signalr::{CloseReason, Disconnect, Options, Prepared, SendError};
use serde_json::{Value, json};

use crate::support::{Client, TestServer, wait_until};

fn numbered_message(number: usize) -> Prepared {
    Prepared::new("News", &[number]).expect("serialises")
}

fn received(number: usize) -> Value {
    json!({"type": 1, "target": "News", "arguments": [number]})
}

/// Expects this message, or none, before the completion of a call that is made now.
async fn expect_next(client: &mut Client, number: Option<usize>) {
    client.send(json!({"type": 1, "invocationId": "c", "target": "Nothing", "arguments": []})).await;
    if let Some(number) = number {
        assert_eq!(client.record().await, received(number));
    }
    assert_eq!(client.record().await["type"], 3);
}

#[tokio::test]
async fn a_send_reaches_exactly_the_addressed_connections() {
    let server = TestServer::start().await;
    let mut ann = server.client_of("ann").await;
    let mut ann_too = server.client_of("ann").await;
    let mut bob = server.client_of("bob").await;
    let id = |who: Value| who[0].as_str().expect("id").to_owned();
    let ann_id = id(ann.result("WhoAmI", json!([])).await);
    let bob_id = id(bob.result("WhoAmI", json!([])).await);
    ann.result("Join", json!(["g"])).await;
    bob.result("Join", json!(["g"])).await;
    bob.result("Join", json!(["h"])).await;
    assert_eq!(bob.result("Join", json!(["h"])).await, false, "once is enough");

    let clients = server.hub.clients();
    let gone: [&str; 0] = [];
    for (number, (target, expected)) in [
        (clients.all(), [true, true, true]),
        (clients.all().except(ann_id.clone()), [false, true, true]),
        (clients.connection(ann_id.clone()), [true, false, false]),
        (clients.connections([ann_id.clone(), bob_id.clone(), "nobody".to_owned()]), [true, false, true]),
        (clients.group("g"), [true, false, true]),
        (clients.group("g").except(ann_id.clone()), [false, false, true]),
        (clients.groups(["g", "h", "empty"]), [true, false, true]),
        (clients.user("ann"), [true, true, false]),
        (clients.users(["ann", "bob"]), [true, true, true]),
        // A connection that is addressed twice receives the message once.
        (clients.connections([ann_id.clone(), bob_id.clone(), ann_id.clone()]), [true, false, true]),
        (clients.groups(["g", "g"]), [true, false, true]),
        (clients.users(["ann", "bob", "ann"]), [true, true, true]),
        (clients.groups(gone), [false, false, false]),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(
            target.send(&numbered_message(number)),
            expected.iter().filter(|receives| **receives).count(),
            "{number}"
        );
        for (client, receives) in [&mut ann, &mut ann_too, &mut bob].into_iter().zip(expected) {
            expect_next(client, receives.then_some(number)).await;
        }
    }
    assert_eq!(clients.count(), 3);
    assert_eq!(clients.of_user("ann").len(), 2);
    assert_eq!(clients.in_group("g"), 2);
    assert_eq!(clients.get(&bob_id).expect("bob").groups().len(), 2);

    assert_eq!(bob.result("Leave", json!(["g"])).await, true);
    assert_eq!(bob.result("Leave", json!(["g"])).await, false);
    ann.send(json!({"type": 1, "invocationId": "c", "target": "SendGroup", "arguments": ["g", "x"]})).await;
    assert_eq!(ann.record().await["arguments"], json!(["x"]));
    assert_eq!(ann.record().await["result"], 1);
}

#[tokio::test]
async fn an_ended_connection_is_in_no_group_and_cannot_be_addressed() {
    let server = TestServer::start().await;
    let mut client = server.client_of("ann").await;
    client.result("Join", json!(["g"])).await;
    let connection = server.hub.clients().of_user("ann").pop().expect("the client");
    drop(client);
    connection.closed().await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    let clients = server.hub.clients();
    assert_eq!((clients.count(), clients.in_group("g"), clients.of_user("ann").len()), (0, 0, 0));
    assert_eq!(connection.send(&numbered_message(0)), Err(SendError::Closed));
}

#[tokio::test]
async fn messages_of_one_sender_arrive_once_and_in_order() {
    let server = TestServer::start().await;
    let mut readers = Vec::new();
    for _ in 0..20 {
        readers.push(server.client().await);
    }
    for number in 0..200 {
        assert_eq!(server.hub.clients().all().send(&numbered_message(number)), 20);
    }
    for reader in &mut readers {
        for number in 0..200 {
            assert_eq!(reader.record().await, received(number));
        }
    }
}

#[tokio::test]
async fn concurrent_senders_interleave_whole_messages() {
    let server =
        TestServer::with_options(Options { queue_messages: 10_000, queue_bytes: 10_000_000, ..Options::default() })
            .await;
    let mut client = server.client().await;
    let senders: Vec<_> = (0..4)
        .map(|sender| {
            let clients = server.hub.clients().clone();
            tokio::task::spawn_blocking(move || {
                for number in 0..250 {
                    let message = Prepared::new("News", &(sender, number, "x".repeat(2_000))).expect("serialises");
                    assert_eq!(clients.all().send(&message), 1);
                }
            })
        })
        .collect();
    let mut next = [0; 4];
    for _ in 0..1_000 {
        let record = client.record().await;
        let sender = record["arguments"][0].as_u64().expect("a number") as usize;
        assert_eq!(record["arguments"][1], next[sender]);
        next[sender] += 1;
    }
    for sender in senders {
        sender.await.expect("no panic");
    }
}

#[tokio::test]
async fn a_slow_reader_is_closed_and_does_not_slow_others() {
    let server = TestServer::with_options(Options { queue_messages: 16, ..Options::default() }).await;
    let mut slow = Client::open(server.duplex_of(4_096), "/hub", &[]).await;
    slow.shake_hands().await;
    let mut quick = server.client().await;
    let connection = server.hub.clients().all().members();
    let large = Prepared::new("Large", &["x".repeat(1_000)]).expect("serialises");
    let mut sent = 0;
    while server.hub.clients().all().send(&large) == 2 {
        sent += 1;
        assert_eq!(quick.record().await["target"], "Large");
        assert!(sent < 100, "the slow reader was never cut off");
    }
    assert!(connection.iter().any(|connection| connection.is_closed()));
    // A partly written message is completed, the others are dropped, and a close message follows.
    let mut received = 0;
    let close = loop {
        let record = slow.record().await;
        if record["type"] == 7 {
            break record;
        }
        received += 1;
    };
    assert_eq!(close, json!({"type": 7, "allowReconnect": true}));
    assert!(received < sent);
    assert_eq!(slow.end().await, (None, Some(4008)));
    let expected = Disconnect::Closed(CloseReason::SlowConsumer);
    wait_until("the hook ran", || server.test_hub().ends() == [expected]).await;
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_stops_is_closed_after_the_write_timeout() {
    let server = TestServer::start().await;
    let mut stopped = Client::open(server.duplex_of(512), "/hub", &[]).await;
    stopped.shake_hands().await;
    let large = Prepared::new("Large", &["x".repeat(1_000)]).expect("serialises");
    assert_eq!(server.hub.clients().all().send(&large), 1);
    let started = tokio::time::Instant::now();
    let expected = Disconnect::Closed(CloseReason::SlowConsumer);
    wait_until("the hook ran", || server.test_hub().ends() == [expected]).await;
    assert_eq!(started.elapsed().as_secs(), 10);
}

#[tokio::test]
async fn send_when_ready_waits_for_room_and_leaves_half_of_the_queue() {
    let server = TestServer::with_options(Options { queue_messages: 8, ..Options::default() }).await;
    let mut client = Client::open(server.duplex_of(256), "/hub", &[]).await;
    client.shake_hands().await;
    let connection = server.hub.clients().all().members().pop().expect("the client");
    let replay = tokio::spawn(async move {
        for number in 0..500 {
            connection.send_when_ready(&numbered_message(number)).await.expect("still open");
            if number == 250 {
                connection.send(&numbered_message(1_000_000)).expect("room for a send that does not wait");
            }
        }
    });
    let mut missing: BTreeSet<usize> = (0..500).chain([1_000_000]).collect();
    while !missing.is_empty() {
        let number = client.record().await["arguments"][0].as_u64().expect("a number") as usize;
        assert!(missing.remove(&number), "{number} twice");
    }
    replay.await.expect("the replay went through");
    tokio::time::timeout(Duration::from_secs(60), async { drop(client) }).await.expect("in time");
}

#[tokio::test]
async fn a_close_during_sends_is_the_last_message() {
    let server = TestServer::with_options(Options { queue_messages: 100_000, ..Options::default() }).await;
    for _ in 0..20 {
        let mut client = server.client().await;
        let connection = server.hub.clients().all().members().pop().expect("the client");
        let sender = tokio::task::spawn_blocking({
            let connection = connection.clone();
            move || (0..).take_while(|number| connection.send(&numbered_message(*number)).is_ok()).count()
        });
        assert_eq!(client.record().await, received(0));
        let closer = tokio::task::spawn_blocking(move || connection.close(CloseReason::Done));
        let mut next = 1;
        let last = loop {
            let record = client.record().await;
            if record["type"] == 7 {
                break record;
            }
            assert_eq!(record, received(next));
            next += 1;
        };
        assert_eq!(last, json!({"type": 7}));
        assert_eq!(client.end().await, (None, Some(1000)));
        closer.await.expect("no panic");
        assert_eq!(sender.await.expect("no panic"), next, "every accepted message was delivered");
        wait_until("the connection is gone", || server.hub.connections() == 0).await;
    }
}
