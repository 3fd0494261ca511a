//! Frames that no client library sends, on a raw socket. Each must promptly end in a close frame with the right code
//! and a closed socket, and the server must not allocate memory for a declared length.

use std::time::Duration;

use plenum_signalr::{Disconnect, Options};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::{PATIENCE, TestServer, wait_until};

const UPGRADE: &str = "GET /hub HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
    Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
    Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n";

/// A raw WebSocket past the SignalR handshake.
async fn raw(server: &TestServer) -> TcpStream {
    let mut socket = server.socket().await;
    socket.write_all(UPGRADE.as_bytes()).await.expect("sent");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.expect("a head"));
    }
    let head = String::from_utf8(head).expect("text").to_ascii_lowercase();
    assert!(head.starts_with("http/1.1 101"), "{head}");
    assert!(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{head}");
    assert!(!head.contains("sec-websocket-extensions"), "nothing is negotiated");
    socket.write_all(&masked(0x81, b"{\"protocol\":\"json\",\"version\":1}\x1e")).await.expect("sent");
    let mut answer = [0; 5];
    socket.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"\x81\x03{}\x1e");
    socket
}

fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match payload.len() {
        length @ 0..=125 => frame.push(0x80 | length as u8),
        length @ 126..=0xffff => {
            frame.push(0x80 | 126);
            frame.extend_from_slice(&(length as u16).to_be_bytes());
        }
        length => {
            frame.push(0x80 | 127);
            frame.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    let mask = [0xa1, 0xb2, 0xc3, 0xd4];
    frame.extend_from_slice(&mask);
    frame.extend(payload.iter().enumerate().map(|(index, byte)| byte ^ mask[index & 3]));
    frame
}

/// A server with a short close timeout, because these clients send no close frames.
async fn start() -> TestServer {
    TestServer::with_options(Options { close_timeout: Duration::from_millis(50), ..Options::default() }).await
}

/// Sends bytes, reads to the end, and returns the code of the close frame at it.
async fn close_code_after(bytes: &[u8]) -> Option<u16> {
    let server = start().await;
    let mut socket = raw(&server).await;
    // The server may close the socket before it has read all bytes.
    let _ = socket.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, socket.read_to_end(&mut answer)).await.expect("the socket is closed");
    drop(socket);
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
    assert_eq!(server.test_hub().ends().len(), 1);
    let mut frames = &answer[..];
    let mut code = None;
    while let [first, length, rest @ ..] = frames {
        let payload = &rest[..usize::from(*length)];
        if *first == 0x88 {
            assert_eq!(code, None, "one close frame");
            code = Some(u16::from_be_bytes([payload[0], payload[1]]));
        } else {
            assert_eq!((*first, code), (0x81, None), "text before the close frame only");
        }
        frames = &rest[usize::from(*length)..];
    }
    code
}

#[tokio::test]
async fn a_declared_length_of_2_to_the_62_closes() {
    let announced = [0x82, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4];
    assert_eq!(close_code_after(&announced).await, Some(1009));
}

#[tokio::test]
async fn a_frame_one_byte_over_the_limit_closes() {
    assert_eq!(close_code_after(&masked(0x82, &vec![0; 64 * 1024 + 1])).await, Some(1009));
}

#[tokio::test]
async fn fragments_over_the_limit_close() {
    let half = vec![b' '; 40 * 1024];
    let bytes = [masked(0x01, &half), masked(0x80, &half)].concat();
    assert_eq!(close_code_after(&bytes).await, Some(1009));
}

#[tokio::test]
async fn an_unmasked_frame_closes() {
    assert_eq!(close_code_after(b"\x81\x0b{\"type\":6}\x1e").await, Some(1002));
}

#[tokio::test]
async fn invalid_utf8_closes() {
    assert_eq!(close_code_after(&masked(0x81, b"\"\xff\"\x1e")).await, Some(1007));
    // Binary is not checked as a frame, but the hub protocol's bytes are.
    assert_eq!(close_code_after(&masked(0x82, b"{\"type\":6,\"x\":\"\xff\"}\x1e")).await, Some(1002));
}

#[tokio::test]
async fn a_reserved_bit_or_opcode_closes() {
    for first in [0xc1, 0xa1, 0x91, 0x83, 0x87, 0x8b, 0x8f] {
        assert_eq!(close_code_after(&masked(first, b"{\"type\":6}\x1e")).await, Some(1002), "{first:02x}");
    }
}

#[tokio::test]
async fn malformed_control_frames_close() {
    assert_eq!(close_code_after(&masked(0x09, b"x")).await, Some(1002), "fragmented");
    assert_eq!(close_code_after(&masked(0x89, &[0; 126])).await, Some(1002), "too long");
    assert_eq!(close_code_after(&masked(0x88, &[3])).await, Some(1002), "half a code");
    assert_eq!(
        close_code_after(&masked(0x88, &1005_u16.to_be_bytes())).await,
        Some(1002),
        "a code that must not be sent"
    );
}

#[tokio::test]
async fn fragments_out_of_order_close() {
    assert_eq!(close_code_after(&masked(0x80, b"x")).await, Some(1002));
    let bytes = [masked(0x01, b"x"), masked(0x81, b"y")].concat();
    assert_eq!(close_code_after(&bytes).await, Some(1002));
}

#[tokio::test]
async fn endless_empty_fragments_close() {
    let mut bytes = masked(0x01, b"");
    for _ in 0..100_000 {
        bytes.extend(masked(0x00, b""));
    }
    assert_eq!(close_code_after(&bytes).await, Some(1008));
}

#[tokio::test]
async fn a_flood_of_pings_closes() {
    let bytes = masked(0x89, b"").repeat(1_000);
    let server = start().await;
    let mut socket = raw(&server).await;
    let _ = socket.write_all(&bytes).await;
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, socket.read_to_end(&mut answer)).await.expect("the socket is closed");
    let pongs = answer.chunks(2).take_while(|chunk| *chunk == [0x8a, 0]).count();
    assert!((50..100).contains(&pongs), "{pongs}");
    assert!(answer.windows(4).any(|window| window[0] == 0x88 && window[2..] == 1008_u16.to_be_bytes()));
}

#[tokio::test]
async fn the_end_of_the_stream_within_a_frame_ends_the_connection() {
    let server = TestServer::start().await;
    let mut socket = raw(&server).await;
    socket.write_all(&masked(0x81, b"{\"type\":6}\x1e")[..9]).await.expect("sent");
    socket.shutdown().await.expect("ended");
    wait_until("the end is noticed", || server.test_hub().ends() == [Disconnect::Lost]).await;
    wait_until("the connection is gone", || server.hub.connections() == 0).await;
}

#[tokio::test]
async fn a_frame_may_arrive_byte_by_byte() {
    let server = TestServer::start().await;
    let mut socket = raw(&server).await;
    let call = b"{\"type\":1,\"invocationId\":\"1\",\"target\":\"Nothing\",\"arguments\":[]}\x1e";
    for byte in masked(0x81, call) {
        socket.write_all(&[byte]).await.expect("sent");
        socket.flush().await.expect("sent");
    }
    let mut head = [0; 2];
    socket.read_exact(&mut head).await.expect("an answer");
    let mut answer = vec![0; usize::from(head[1])];
    socket.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(answer, b"{\"type\":3,\"invocationId\":\"1\",\"result\":null}\x1e");
}
