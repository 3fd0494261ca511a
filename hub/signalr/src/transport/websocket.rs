//! The WebSockets transport: an upgraded HTTP/1.1 connection, frames in and out.
//!
//! The socket is taken from hyper itself and split: reading happens in the connection's task through a buffer on the
//! stack, writing on whatever thread sends. Pongs and close frames take the same outbound path as messages, so they
//! never cut into one. With stateful reconnect a connection has several sockets, one after the other.

pub mod frame;
mod replacement_sockets;
mod upgrade;

use std::future::poll_fn;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until};

use super::{Appetite, End, Inbound, Incoming};
use crate::close::CloseReason;
use crate::options::Options;
use crate::token_bucket::TokenBucket;
use crate::transport::outbound::{Backlog, Outbound, Writer};
use frame::{Control, Event, FrameDecoder, FrameLimits, OpCode};

pub(crate) use replacement_sockets::{Awaiting, Lines};
pub(crate) use upgrade::{accept, asks_for_upgrade};

/// Bytes taken from the socket at once; on the stack, so that an idle connection has no buffer.
const READ_BYTES: usize = 4 * 1024;

/// The reading half of an upgraded connection, and what had been read already.
pub(crate) struct Reader {
    io: Box<dyn AsyncRead + Send + Unpin>,
    read_ahead: Bytes,
}

/// Both halves of an upgraded connection.
pub(crate) type Line = (Reader, Writer);

/// Splits an upgraded connection. A plain TCP socket is taken out of its wrappers and split without a lock.
pub(crate) fn split(upgraded: Upgraded) -> Line {
    match upgraded.downcast::<TokioIo<TcpStream>>() {
        Ok(parts) => {
            let socket = parts.io.into_inner();
            // Deliveries are small and already batched; waiting for more to fill a segment would only delay them.
            if let Err(error) = socket.set_nodelay(true) {
                tracing::debug!(%error, "cannot set TCP_NODELAY");
            }
            let (read, write) = socket.into_split();
            (Reader { io: Box::new(read), read_ahead: parts.read_buf }, Box::new(write))
        }
        Err(other) => {
            let (read, write) = tokio::io::split(TokioIo::new(other));
            (Reader { io: Box::new(read), read_ahead: Bytes::new() }, Box::new(write))
        }
    }
}

/// The receiving half of the transport.
pub(crate) struct WebSocketInbound {
    io: Box<dyn AsyncRead + Send + Unpin>,
    decoder: FrameDecoder,
    control_frames: TokenBucket,
    outbound: Arc<Outbound>,
    peer: Peer,
    frames: FrameLimits,
    /// With stateful reconnect.
    lines: Option<Arc<Lines>>,
    /// How long a lost line may be away.
    window: Duration,
    /// Until when another line may replace the one that is lost.
    away_until: Option<Instant>,
}

/// How the client's direction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Peer {
    Speaking,
    /// It has sent its close frame; nothing follows.
    Closed,
    /// Its frames cannot be read any further.
    Garbled,
}

impl WebSocketInbound {
    /// The first line of a connection, and where others may arrive, if they may.
    pub(crate) fn new(reader: Reader, outbound: Arc<Outbound>, options: &Options, lines: Option<Arc<Lines>>) -> Self {
        let frames = FrameLimits { max_bytes: options.max_frame_bytes, max_fragments: options.max_fragments };
        let mut decoder = FrameDecoder::new(frames);
        decoder.push(&reader.read_ahead);
        let control_frames = TokenBucket::new(options.control_frames_per_second, options.control_frames_per_second);
        let window = options.stateful_reconnect.as_ref().map(|stateful| stateful.window).unwrap_or_default();
        let peer = Peer::Speaking;
        Self { io: reader.io, decoder, control_frames, outbound, peer, frames, lines, window, away_until: None }
    }

    /// What comes next over one of the lines. A line that breaks off may be replaced for a while.
    async fn next_of(&mut self, lines: &Lines, appetite: Appetite) -> Result<Incoming, End> {
        loop {
            let heard = match self.away_until {
                Some(until) => tokio::select! {
                    biased;
                    line = lines.next() => return Ok(self.adopt(line)),
                    () = sleep_until(until) => return Err(End::Lost),
                },
                None => {
                    let line = self.outbound.line();
                    tokio::select! {
                        biased;
                        line = lines.next() => return Ok(self.adopt(line)),
                        () = line.cancelled() => Err(End::Lost),
                        heard = self.hear(), if appetite == Appetite::Whole => heard,
                    }
                }
            };
            match heard {
                Err(End::Lost) if self.outbound.lose_line() => self.away_until = Some(Instant::now() + self.window),
                heard => return heard,
            }
        }
    }

    fn adopt(&mut self, (reader, writer): Line) -> Incoming {
        self.io = reader.io;
        self.decoder = FrameDecoder::new(self.frames);
        self.decoder.push(&reader.read_ahead);
        self.peer = Peer::Speaking;
        self.away_until = None;
        Incoming::Line(writer)
    }

    /// The next message on the present line.
    async fn hear(&mut self) -> Result<Incoming, End> {
        loop {
            match self.decoder.next_event() {
                Ok(Some(Event::Message(format, bytes))) => return Ok(Incoming::Bytes { bytes, format: Some(format) }),
                Ok(Some(Event::Ping(payload))) => {
                    self.count_control_frame()?;
                    let pong = frame::encode(OpCode::Control(Control::Pong), &payload);
                    self.outbound.push_signal(pong).map_err(|_| End::Violation(CloseReason::SlowConsumer))?;
                }
                Ok(Some(Event::Pong)) => self.count_control_frame()?,
                Ok(Some(Event::Close(code))) => {
                    // A close without a code is answered with 1000: mirrored, it would look like 1005 to a browser.
                    self.peer = Peer::Closed;
                    let answer = frame::encode_close(code.unwrap_or(CloseReason::Done.code()), "");
                    self.outbound.begin_close([answer], Backlog::Keep);
                    return Err(End::ByPeer);
                }
                Ok(None) => match self.read().await {
                    Ok(0) | Err(_) => return Err(End::Lost),
                    Ok(_) => {}
                },
                Err(violation) => {
                    tracing::debug!(%violation, "bad frame");
                    self.peer = Peer::Garbled;
                    return Err(End::Violation(violation.close_reason()));
                }
            }
        }
    }

    /// Reads once into the decoder; zero at the end of the stream.
    async fn read(&mut self) -> std::io::Result<usize> {
        poll_fn(|context| {
            let mut bytes = [MaybeUninit::<u8>::uninit(); READ_BYTES];
            let mut buffer = ReadBuf::uninit(&mut bytes);
            std::task::ready!(Pin::new(&mut self.io).poll_read(context, &mut buffer))?;
            self.decoder.push(buffer.filled());
            Ok(buffer.filled().len()).into()
        })
        .await
    }

    fn count_control_frame(&mut self) -> Result<(), End> {
        self.control_frames.take().map_err(|_| End::Violation(CloseReason::Policy))
    }
}

impl Inbound for WebSocketInbound {
    async fn next(&mut self, appetite: Appetite) -> Result<Incoming, End> {
        match (self.lines.clone(), appetite) {
            (Some(lines), _) => self.next_of(&lines, appetite).await,
            (None, Appetite::Whole) => self.hear().await,
            // A socket that is not read tells its end by what is written to it, at the next ping.
            (None, Appetite::NoBytes) => std::future::pending().await,
        }
    }

    async fn peer_gone(&mut self, outbound: &Outbound) {
        if self.away_until.is_some() {
            return;
        }
        while self.peer == Peer::Speaking {
            match self.decoder.next_event() {
                Ok(Some(Event::Close(_))) => self.peer = Peer::Closed,
                Ok(Some(_)) => {}
                Ok(None) => match self.read().await {
                    Ok(0) | Err(_) => self.peer = Peer::Closed,
                    Ok(_) => {}
                },
                Err(_) => self.peer = Peer::Garbled,
            }
        }
        if self.peer == Peer::Garbled {
            // No close frame can be told apart any more; the end of our stream is what makes the peer end its own.
            outbound.shut_down().await;
            while matches!(self.read().await, Ok(1..)) {
                self.decoder = FrameDecoder::new(FrameLimits { max_bytes: 0, max_fragments: 0 });
            }
        }
    }
}
