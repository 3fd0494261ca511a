//! The socket of a connection: it watches the framing of incoming requests, limits the time of a stalled write, and
//! closes gracefully while the client is still sending.
//!
//! A client that stops reading would otherwise keep an answer, and one of the connections, for ever. The limit on
//! writes outlives an upgrade: a socket on which nothing moves for so long is dead for the hub as well.
//!
//! A socket closed with unread bytes in it resets the connection, and the reset overtakes the answer: a client that
//! sent a too large body would see a broken pipe and never the error. So after an answer in the middle of a body some
//! more of the body is read and dropped.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Instant, Sleep},
};

use super::framing::{Verdicts, Watch};

/// How long a client that was answered in the middle of its body may take to notice.
const LINGER: Duration = Duration::from_secs(1);
/// How many more bytes of that body are read and dropped.
const LINGER_BYTES: usize = 256 * 1024;

/// A stream with these limits.
pub(super) struct Guarded {
    stream: TcpStream,
    watch: Watch,
    verdicts: Verdicts,
    write_timeout: Duration,
    /// Runs while a write waits for the client.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Begins when our side is closed.
    linger: Option<Linger>,
}

struct Linger {
    over: Pin<Box<Sleep>>,
    left: usize,
}

impl Guarded {
    pub(super) fn new(stream: TcpStream, write_timeout: Duration) -> (Self, Verdicts) {
        let verdicts = Verdicts::default();
        let watch = Watch::default();
        let guarded = Self { stream, watch, verdicts: verdicts.clone(), write_timeout, stalled: None, linger: None };
        (guarded, verdicts)
    }

    /// Passes on the result of a write, unless it has waited too long.
    fn unless_stalled<T>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let deadline = Instant::now() + self.write_timeout;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client reads nothing")))
    }

    /// Drops further bytes of the client until it closes its side, up to a limit of time and bytes.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let begin = || Linger { over: Box::pin(tokio::time::sleep(LINGER)), left: LINGER_BYTES };
        let linger = self.linger.get_or_insert_with(begin);
        let mut piece = [0; 8 * 1024];
        while linger.left > 0 && linger.over.as_mut().poll(cx).is_pending() {
            let mut piece = ReadBuf::new(&mut piece);
            let read = ready!(Pin::new(&mut self.stream).poll_read(cx, &mut piece));
            match piece.filled().len() {
                count @ 1.. if read.is_ok() => linger.left = linger.left.saturating_sub(count),
                _ => break,
            }
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Guarded {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let this = &mut *self;
        let polled = Pin::new(&mut this.stream).poll_read(cx, buffer);
        if polled.is_ready() {
            this.watch.see(&buffer.filled()[before..], |verdict| this.verdicts.push(verdict));
        }
        polled
    }
}

impl AsyncWrite for Guarded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.unless_stalled(cx, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.unless_stalled(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.linger.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
        }
        if self.watch.is_within_body() {
            ready!(self.poll_linger(cx));
        }
        Poll::Ready(Ok(()))
    }
}
