//! WebSocket framing, fragments, text and closing: every case of Autobahn's suite that is not about compression, by its
//! id.
//!
//! A raw client sends bytes that no library would send, and an echo server answers. The cases follow the descriptions
//! in the suite's public report. Where the suite accepts more than one behaviour, these tests require the stricter one.
//! There is one exception: invalid text within a frame is refused when the frame is complete (6.4.3, 6.4.4).

mod closing;
mod frames;
mod sizes;
mod text;

use std::collections::BTreeSet;
use std::time::Duration;

use plenum_signalr::{HubRoutes, Options, RawServer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::raw::Echo;
use crate::support::{AllowAll, PATIENCE, RouterServer};

/// The number of cases in sections 1 to 7, 9 and 10 of the suite.
const CASES: usize = 301;

const CONTINUATION: u8 = 0;
const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PING: u8 = 9;
const PONG: u8 = 10;

/// The bytes that a client sends, and the frames that it must receive.
struct Case {
    id: String,
    /// The client's writes, one after the other.
    writes: Vec<Vec<u8>>,
    /// The messages and pongs that the server must send.
    expected: Vec<(u8, Vec<u8>)>,
    end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// No error: the client closes with 1000, and the server answers with 1000.
    Clean,
    /// The server closes with this code. Frames that it sent before may be lost.
    Failed(u16),
    /// The client closes first; the server answers with this code.
    Answered(u16),
    /// The connection must end; the suite does not prescribe how.
    Ended,
}

fn case(id: impl Into<String>, writes: Vec<Vec<u8>>, expected: Vec<(u8, Vec<u8>)>, end: End) -> Case {
    Case { id: id.into(), writes, expected, end }
}

/// A case in which one message is echoed.
fn echoed(id: impl Into<String>, writes: Vec<Vec<u8>>, opcode: u8, payload: &[u8]) -> Case {
    case(id, writes, vec![(opcode, payload.to_vec())], End::Clean)
}

fn failed(id: impl Into<String>, writes: Vec<Vec<u8>>, code: u16) -> Case {
    case(id, writes, Vec::new(), End::Failed(code))
}

/// A masked frame; `head` is its first byte.
fn frame(head: u8, payload: &[u8]) -> Vec<u8> {
    const MASK: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];
    let mut frame = vec![head];
    match payload.len() {
        short @ ..126 => frame.push(0x80 | short as u8),
        middle @ 126..65_536 => {
            frame.push(0x80 | 126);
            frame.extend_from_slice(&(middle as u16).to_be_bytes());
        }
        long => {
            frame.push(0x80 | 127);
            frame.extend_from_slice(&(long as u64).to_be_bytes());
        }
    }
    frame.extend_from_slice(&MASK);
    frame.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    frame
}

/// The last or only frame of a message.
fn whole(opcode: u8, payload: &[u8]) -> Vec<u8> {
    frame(0x80 | opcode, payload)
}

/// A frame that is followed by others of the same message.
fn part(opcode: u8, payload: &[u8]) -> Vec<u8> {
    frame(opcode, payload)
}

/// A message in frames of `size` bytes.
fn fragments(opcode: u8, payload: &[u8], size: usize) -> Vec<Vec<u8>> {
    let count = payload.len().div_ceil(size).max(1);
    let mut pieces = payload.chunks(size);
    (0..count)
        .map(|index| {
            let kind = if index == 0 { opcode } else { CONTINUATION };
            let last = if index + 1 == count { 0x80 } else { 0 };
            frame(kind | last, pieces.next().unwrap_or_default())
        })
        .collect()
}

/// The same bytes in writes of `size` bytes.
fn chopped(writes: Vec<Vec<u8>>, size: usize) -> Vec<Vec<u8>> {
    writes.concat().chunks(size).map(<[u8]>::to_vec).collect()
}

fn close(code: u16, reason: &[u8]) -> Vec<u8> {
    whole(CLOSE, &[&code.to_be_bytes()[..], reason].concat())
}

async fn start() -> RouterServer {
    let options = Options {
        max_frame_bytes: 16 << 20,
        max_fragments: 100_000,
        queue_bytes: 64 << 20,
        queue_messages: 10_000,
        close_timeout: Duration::from_secs(30),
        ..Options::default()
    };
    let echo = RawServer::builder(Echo::default(), AllowAll).options(options).build();
    RouterServer::start(HubRoutes::new().hub("/echo", echo.endpoint()).into_router()).await
}

async fn run(site: &RouterServer, case: Case) {
    let id = &case.id;
    let mut socket = open(site).await;
    let (mut reading, mut writing) = socket.split();
    let closes = case.end == End::Clean;
    let expected = case.expected.len();
    // Like the suite, the client closes only when it has received every expected frame.
    let (all_received, wait_for_all) = tokio::sync::oneshot::channel::<()>();
    let write = async {
        for bytes in case.writes {
            // The server may have closed the connection because of an earlier write.
            if writing.write_all(&bytes).await.is_err() {
                return;
            }
            tokio::task::yield_now().await;
        }
        if closes {
            let _ = wait_for_all.await;
            let _ = writing.write_all(&close(1000, b"")).await;
        }
    };
    let read = async {
        let (mut received, mut all_received) = (Vec::new(), Some(all_received));
        loop {
            if received.len() >= expected {
                all_received.take().map(|all_received| all_received.send(()));
            }
            match next_frame(&mut reading).await {
                Some((CLOSE, payload)) => break (received, Some(payload)),
                Some(frame) => received.push(frame),
                None => break (received, None),
            }
        }
    };
    let ((), (received, closed)) = timeout(PATIENCE, async { tokio::join!(write, read) }).await.expect(id);
    let code = closed.as_deref().and_then(|payload| payload.first_chunk()).map(|code| u16::from_be_bytes(*code));
    match case.end {
        End::Clean => {
            assert!(received == case.expected && code == Some(1000), "{id}: {} messages, {code:?}", received.len());
        }
        End::Answered(expected) => {
            assert!(received == case.expected && code == Some(expected), "{id}: {received:?} {code:?}");
        }
        End::Failed(expected) => {
            assert!(case.expected.starts_with(&received) && code == Some(expected), "{id}: {received:?} {code:?}");
        }
        End::Ended => {}
    }
}

async fn open(site: &RouterServer) -> TcpStream {
    let mut socket = site.socket().await;
    socket.set_nodelay(true).expect("an option of TCP");
    let upgrade = "GET /echo HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                   Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    socket.write_all(upgrade.as_bytes()).await.expect("sent");
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(timeout(PATIENCE, socket.read_u8()).await.expect("in time").expect("an answer"));
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    socket
}

/// The next frame of the server, which is never masked and never a fragment.
async fn next_frame(reading: &mut (impl AsyncReadExt + Unpin)) -> Option<(u8, Vec<u8>)> {
    let head = reading.read_u8().await.ok()?;
    assert_eq!(head & 0xf0, 0x80, "a whole frame without reserved bits");
    let length = match reading.read_u8().await.ok()? {
        126 => u64::from(reading.read_u16().await.ok()?),
        127 => reading.read_u64().await.ok()?,
        short => u64::from(short),
    };
    let mut payload = vec![0; usize::try_from(length).expect("a length")];
    reading.read_exact(&mut payload).await.ok()?;
    Some((head & 0x0f, payload))
}

async fn run_all(cases: Vec<Case>) {
    let site = start().await;
    for case in cases {
        run(&site, case).await;
    }
}

#[tokio::test]
async fn sections_1_to_5_frames_pings_reserved_bits_and_fragments() {
    run_all(frames::cases()).await;
}

#[tokio::test]
async fn section_6_text() {
    run_all(text::cases()).await;
}

#[tokio::test]
async fn section_7_closing() {
    run_all(closing::cases()).await;
}

#[tokio::test]
async fn sections_9_and_10_sizes() {
    run_all(sizes::cases()).await;
}

#[test]
fn every_case_is_listed_once() {
    let cases = [frames::cases(), text::cases(), closing::cases(), sizes::cases()].into_iter().flatten();
    let ids: Vec<String> = cases.map(|case| case.id).collect();
    assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (CASES, CASES));
}
