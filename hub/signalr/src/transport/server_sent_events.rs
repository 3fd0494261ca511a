//! The server-sent events transport: one response that never ends, and a POST for every message of the client.
//!
//! The body of the response reads from a pipe, and the connection's outbound path writes to that pipe. A client that
//! does not read fills the pipe, then the queue, and is then closed as too slow, as on any other transport. When the
//! HTTP connection ends, the body is dropped; the drop tells the session that the client is gone.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures::Stream;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue, PRAGMA};
use tokio::io::{AsyncRead, DuplexStream, ReadBuf};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{Inbound, InboundEnd, Incoming, ReadMode};
use crate::transport::outbound::{Outbound, Writer};
use crate::transport::post_queue::PostReceiver;

/// The size of the pipe between the queue and the HTTP connection.
const PIPE_BYTES: usize = 16 * 1024;

/// The size of the chunks in which the HTTP connection reads the pipe.
const CHUNK_BYTES: usize = 4 * 1024;

/// An event comment, sent first and as the keep-alive. Some browsers report a stream as open only after its first
/// bytes.
pub(crate) const COMMENT: Bytes = Bytes::from_static(b":\r\n");

/// Opens an event stream: the response, the writer of its body, and the receiving half, which notices its end.
pub(crate) fn open(posts: PostReceiver) -> (Response, Writer, EventsInbound) {
    let (ours, theirs) = tokio::io::duplex(PIPE_BYTES);
    let gone = CancellationToken::new();
    let body = EventBody { pipe: theirs, _gone: gone.clone().drop_guard() };
    let mut response = Response::new(Body::from_stream(body));
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-cache,no-store"),
        (PRAGMA, "no-cache"),
        (CONTENT_ENCODING, "identity"),
        // Tells nginx not to buffer the events.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    (response, Box::new(ours), EventsInbound { posts, gone })
}

/// One event that holds a message. A line feed would end a line of the event, so each line of the message becomes one.
pub(crate) fn event(message: &[u8]) -> Bytes {
    let mut event = Vec::with_capacity(message.len() + 10);
    for line in message.split(|byte| *byte == b'\n') {
        event.extend_from_slice(b"data: ");
        event.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
        event.extend_from_slice(b"\r\n");
    }
    event.extend_from_slice(b"\r\n");
    Bytes::from(event)
}

/// The body of the response.
struct EventBody {
    pipe: DuplexStream,
    _gone: DropGuard,
}

impl Stream for EventBody {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut bytes = [0; CHUNK_BYTES];
        let mut buffer = ReadBuf::new(&mut bytes);
        std::task::ready!(Pin::new(&mut self.pipe).poll_read(context, &mut buffer))?;
        let read = buffer.filled();
        Poll::Ready((!read.is_empty()).then(|| Ok(Bytes::copy_from_slice(read))))
    }
}

/// The receiving half: the client's POSTs, for as long as the response is open.
pub(crate) struct EventsInbound {
    posts: PostReceiver,
    gone: CancellationToken,
}

impl Inbound for EventsInbound {
    async fn next(&mut self, mode: ReadMode) -> Result<Incoming, InboundEnd> {
        tokio::select! {
            // Bytes that were posted before the connection ended are still processed.
            biased;
            posted = self.posts.recv(), if mode == ReadMode::Everything => {
                posted.map(Incoming::posted).ok_or(InboundEnd::Lost)
            }
            () = self.gone.cancelled() => Err(InboundEnd::Lost),
        }
    }

    async fn wait_for_peer_end(&mut self, outbound: &Outbound) {
        // The end of the response tells the client to close its side.
        outbound.shut_down().await;
        self.gone.cancelled().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_of_a_message_is_a_line_of_the_event() {
        assert_eq!(&event(b"{}\x1e")[..], b"data: {}\x1e\r\n\r\n");
        assert_eq!(&event(b"[1,\r\n2\n]\x1e")[..], b"data: [1,\r\ndata: 2\r\ndata: ]\x1e\r\n\r\n");
    }
}
