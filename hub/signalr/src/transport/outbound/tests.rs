//! The queue against a pipe of limited size.

use tokio::io::{AsyncReadExt, DuplexStream};

use std::time::Duration;

use super::*;

fn outbound(pipe: usize, messages: usize, bytes: usize) -> (Arc<Outbound>, DuplexStream) {
    let (ours, theirs) = tokio::io::duplex(pipe);
    let limits = QueueLimits { messages, bytes, write_timeout: Duration::from_secs(10) };
    (Outbound::new(Box::new(ours), limits, TaskTracker::new(), Handle::current()), theirs)
}

fn frame(byte: u8, length: usize) -> Bytes {
    Bytes::from(vec![byte; length])
}

#[tokio::test]
async fn the_sender_writes_to_a_free_socket_without_a_task() {
    let (outbound, mut peer) = outbound(64, 4, 100);
    for _ in 0..4 {
        outbound.push(frame(b'a', 16)).expect("room");
    }
    assert!(outbound.tasks.is_empty(), "no task was started");
    assert_eq!(outbound.queued(), Queued { messages: 0, bytes: 0 });
    let mut read = [0; 64];
    peer.read_exact(&mut read).await.expect("all of it is there");
}

#[tokio::test]
async fn a_full_socket_queues_in_order_up_to_the_bound() {
    let (outbound, mut peer) = outbound(10, 3, 1000);
    outbound.push(frame(b'a', 8)).expect("fits the pipe");
    outbound.push(frame(b'b', 8)).expect("cut by the pipe");
    outbound.push(frame(b'c', 8)).expect("queued");
    outbound.push(frame(b'd', 8)).expect("queued");
    assert_eq!(outbound.queued(), Queued { messages: 3, bytes: 22 });
    assert_eq!(outbound.push(frame(b'e', 8)), Err(SendError::Overflow));
    let mut read = [0; 32];
    peer.read_exact(&mut read).await.expect("every queued frame");
    assert_eq!(&read, b"aaaaaaaabbbbbbbbccccccccdddddddd");
    outbound.flushed().await;
    outbound.push(frame(b'f', 8)).expect("room again");
}

#[tokio::test]
async fn the_bound_in_bytes_lets_one_large_message_through_an_empty_queue() {
    let (outbound, _peer) = outbound(10, 100, 50);
    outbound.push(frame(b'a', 200)).expect("nothing else waits");
    assert_eq!(outbound.push(frame(b'b', 1)), Err(SendError::Overflow));
}

#[tokio::test]
async fn waiting_for_room_uses_half_the_queue_and_keeps_order() {
    let (outbound, mut peer) = outbound(8, 8, 1000);
    let replay = tokio::spawn({
        let outbound = Arc::clone(&outbound);
        async move {
            for number in 0..50_u8 {
                outbound.push_when_ready(frame(number, 8)).await.expect("still open");
                assert!(outbound.queued().messages <= 4);
            }
        }
    });
    let mut read = [0; 8];
    for number in 0..50_u8 {
        peer.read_exact(&mut read).await.expect("the next frame");
        assert_eq!(read, [number; 8]);
    }
    replay.await.expect("the replay went through");
}

#[tokio::test]
async fn closing_drops_the_backlog_but_never_half_a_frame() {
    let (outbound, mut peer) = outbound(10, 100, 1000);
    outbound.push(frame(b'a', 16)).expect("cut by the pipe");
    outbound.push(frame(b'b', 16)).expect("queued");
    assert!(outbound.begin_close([frame(b'z', 4)], Backlog::Drop));
    assert!(!outbound.begin_close([frame(b'y', 4)], Backlog::Keep), "only once");
    assert_eq!(outbound.push(frame(b'c', 1)), Err(SendError::Closed));
    assert_eq!(outbound.push_when_ready(frame(b'c', 1)).await, Err(SendError::Closed));
    let mut read = [0; 20];
    peer.read_exact(&mut read).await.expect("the rest of the frame and the close frame");
    assert_eq!(&read, b"aaaaaaaaaaaaaaaazzzz");
    outbound.flushed().await;
    outbound.shut_down().await;
    assert_eq!(peer.read(&mut read).await.expect("an orderly end"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_socket_that_accepts_no_bytes_until_the_write_timeout_is_closed() {
    let (outbound, _peer) = outbound(4, 100, 1000);
    let started = Instant::now();
    outbound.push(frame(b'a', 8)).expect("cut by the pipe");
    outbound.gone().await;
    assert_eq!(started.elapsed().as_secs(), 10);
    assert!(outbound.stalled());
    assert_eq!(outbound.push(frame(b'b', 1)), Err(SendError::Closed));
}

#[tokio::test]
async fn a_closed_peer_fails_senders_that_wait_for_room() {
    let (outbound, peer) = outbound(4, 2, 1000);
    outbound.push(frame(b'a', 8)).expect("cut by the pipe");
    outbound.push(frame(b'a', 8)).expect("queued");
    let waiting = tokio::spawn({
        let outbound = Arc::clone(&outbound);
        async move { outbound.push_when_ready(frame(b'b', 1)).await }
    });
    drop(peer);
    outbound.gone().await;
    assert_eq!(waiting.await.expect("no panic"), Err(SendError::Closed));
}

#[tokio::test]
async fn a_fan_out_larger_than_the_cooperative_budget_is_written_directly() {
    let (mut peers, mut all) = (Vec::new(), Vec::new());
    for _ in 0..500 {
        let (outbound, peer) = outbound(64, 4, 100);
        peers.push(peer);
        all.push(outbound);
    }
    for outbound in &all {
        outbound.push(frame(b'a', 16)).expect("room");
        assert!(outbound.tasks.is_empty(), "no task was started");
    }
}
