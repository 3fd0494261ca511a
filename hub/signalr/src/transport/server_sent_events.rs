//! The server-sent events transport: one response that never ends, and a POST for whatever the client says.
//!
//! The response's body reads from a pipe which the connection's outbound path writes to, so that a client which does
//! not read fills the pipe, then the queue, and is slow like any other. When the HTTP connection ends, its body is
//! dropped, which is how the session learns that the client is gone.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures::Stream;
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue, PRAGMA};
use tokio::io::{AsyncRead, DuplexStream, ReadBuf};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{Appetite, End, Inbound, Incoming};
use crate::transport::outbound::{Outbound, Writer};
use crate::transport::post_queue::Posts;

/// Bytes on the way from the queue to the HTTP connection.
const PIPE_BYTES: usize = 16 * 1024;

/// Bytes handed to the HTTP connection at once.
const CHUNK_BYTES: usize = 4 * 1024;

/// Sent at once: some browsers do not call a stream open before its first bytes.
pub(crate) const OPENING: Bytes = Bytes::from_static(b":\r\n");

/// The response, what writes to it, and what notices its end.
pub(crate) fn open(posts: Posts) -> (Response, Writer, EventsInbound) {
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
        // For a proxy that would otherwise collect the events.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    (response, Box::new(ours), EventsInbound { posts, gone })
}

/// One event that holds a message. A line feed would end the event's line, so each line gets one of its own.
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

/// The receiving half: what the client posts, for as long as its response is open.
pub(crate) struct EventsInbound {
    posts: Posts,
    gone: CancellationToken,
}

impl Inbound for EventsInbound {
    async fn next(&mut self, appetite: Appetite) -> Result<Incoming, End> {
        tokio::select! {
            // What was posted before the client left was said.
            biased;
            posted = self.posts.recv(), if appetite == Appetite::Whole => posted.map(Incoming::posted).ok_or(End::Lost),
            () = self.gone.cancelled() => Err(End::Lost),
        }
    }

    async fn peer_gone(&mut self, outbound: &Outbound) {
        // The end of the response is the goodbye; the client closes its side on it.
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
