//! The WebSockets transport: an upgraded HTTP/1.1 connection, frames in and out.
//!
//! The socket is taken out of hyper's wrappers and split. The connection's task reads, through a buffer on the stack;
//! the thread that sends a message writes. Pongs and close frames take the same outbound path as messages, so they
//! never interrupt one. With stateful reconnect a connection has several sockets, one after the other.

pub mod frame;
mod replacement_sockets;
mod socket;
mod upgrade;

use std::future::poll_fn;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, ReadBuf};
use tokio::time::{Instant, sleep_until};

use super::{Inbound, InboundEnd, Incoming, ReadMode};
use crate::close::CloseReason;
use crate::options::Options;
use crate::token_bucket::TokenBucket;
use crate::transport::outbound::{Backlog, Outbound};
use frame::{Control, Event, FrameDecoder, FrameLimits, OpCode};

pub(crate) use replacement_sockets::{ReplacementSockets, SocketReplacement};
use socket::Reader;
pub(crate) use socket::{SocketHalves, split};
pub(crate) use upgrade::{accept, is_upgrade};

/// Bytes read from the socket at once. The buffer is on the stack, so that an idle connection has none.
const READ_BYTES: usize = 4 * 1024;

/// The receiving half of the transport.
pub(crate) struct WebSocketInbound {
    io: Box<dyn AsyncRead + Send + Unpin>,
    decoder: FrameDecoder,
    control_frames: TokenBucket,
    outbound: Arc<Outbound>,
    peer: PeerState,
    frame_limits: FrameLimits,
    /// With stateful reconnect: the sockets that replace a lost one.
    replacements: Option<Arc<ReplacementSockets>>,
    /// How long a connection may be without a socket.
    reconnect_window: Duration,
    /// Set while the connection has no socket: the time until which another one may replace it.
    detached_until: Option<Instant>,
}

/// The state of the client's direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PeerState {
    Open,
    /// The client has sent its close frame; nothing follows.
    Closed,
    /// The client's frames cannot be parsed any further.
    Unparsable,
}

impl WebSocketInbound {
    /// Reads the first socket of a connection, and those that replace it with stateful reconnect.
    pub(crate) fn new(
        reader: Reader,
        outbound: Arc<Outbound>,
        options: &Options,
        replacements: Option<Arc<ReplacementSockets>>,
    ) -> Self {
        let frame_limits = FrameLimits { max_bytes: options.max_frame_bytes, max_fragments: options.max_fragments };
        let mut decoder = FrameDecoder::new(frame_limits);
        decoder.push(&reader.read_ahead);
        Self {
            io: reader.io,
            decoder,
            control_frames: TokenBucket::new(options.control_frames_per_second, options.control_frames_per_second),
            outbound,
            peer: PeerState::Open,
            frame_limits,
            replacements,
            reconnect_window: options.stateful_reconnect.as_ref().map(|stateful| stateful.window).unwrap_or_default(),
            detached_until: None,
        }
    }

    /// The next input with stateful reconnect. A lost socket may be replaced within the reconnect window.
    async fn next_with_replacement(
        &mut self,
        replacements: &ReplacementSockets,
        mode: ReadMode,
    ) -> Result<Incoming, InboundEnd> {
        loop {
            let incoming = match self.detached_until {
                Some(until) => tokio::select! {
                    biased;
                    socket = replacements.next() => return Ok(self.adopt(socket)),
                    () = sleep_until(until) => return Err(InboundEnd::Lost),
                },
                None => {
                    let socket_token = self.outbound.socket_token();
                    tokio::select! {
                        biased;
                        socket = replacements.next() => return Ok(self.adopt(socket)),
                        () = socket_token.cancelled() => Err(InboundEnd::Lost),
                        incoming = self.read_message(), if mode == ReadMode::Everything => incoming,
                    }
                }
            };
            match incoming {
                Err(InboundEnd::Lost) if self.outbound.lose_socket() => {
                    self.detached_until = Some(Instant::now() + self.reconnect_window);
                }
                incoming => return incoming,
            }
        }
    }

    /// Continues on a replacement socket.
    fn adopt(&mut self, (reader, writer): SocketHalves) -> Incoming {
        self.io = reader.io;
        self.decoder = FrameDecoder::new(self.frame_limits);
        self.decoder.push(&reader.read_ahead);
        self.peer = PeerState::Open;
        self.detached_until = None;
        Incoming::NewSocket(writer)
    }

    /// The next message on the present socket.
    async fn read_message(&mut self) -> Result<Incoming, InboundEnd> {
        loop {
            match self.decoder.next_event() {
                Ok(Some(Event::Message(format, bytes))) => return Ok(Incoming::Bytes { bytes, format: Some(format) }),
                Ok(Some(Event::Ping(payload))) => {
                    self.count_control_frame()?;
                    let pong = frame::encode(OpCode::Control(Control::Pong), &payload);
                    self.outbound.push_signal(pong).map_err(|_| InboundEnd::Violation(CloseReason::SlowConsumer))?;
                }
                Ok(Some(Event::Pong)) => self.count_control_frame()?,
                Ok(Some(Event::Close(code))) => {
                    // A close frame without a code is answered with 1000: an empty answer would be a 1005 to a browser.
                    self.peer = PeerState::Closed;
                    let answer = frame::encode_close(code.unwrap_or(CloseReason::Done.code()), "");
                    self.outbound.begin_close([answer], Backlog::Keep);
                    return Err(InboundEnd::ByPeer);
                }
                Ok(None) => match self.read().await {
                    Ok(0) | Err(_) => return Err(InboundEnd::Lost),
                    Ok(_) => {}
                },
                Err(violation) => {
                    tracing::debug!(%violation, "invalid websocket frame");
                    self.peer = PeerState::Unparsable;
                    return Err(InboundEnd::Violation(violation.close_reason()));
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

    fn count_control_frame(&mut self) -> Result<(), InboundEnd> {
        self.control_frames.take().map_err(|_| InboundEnd::Violation(CloseReason::Policy))
    }
}

impl Inbound for WebSocketInbound {
    async fn next(&mut self, mode: ReadMode) -> Result<Incoming, InboundEnd> {
        match (self.replacements.clone(), mode) {
            (Some(replacements), _) => self.next_with_replacement(&replacements, mode).await,
            (None, ReadMode::Everything) => self.read_message().await,
            // The end of a socket that is not read is noticed by a failing write, at the latest of the next ping.
            (None, ReadMode::NoBytes) => std::future::pending().await,
        }
    }

    async fn wait_for_peer_end(&mut self, outbound: &Outbound) {
        if self.detached_until.is_some() {
            return;
        }
        while self.peer == PeerState::Open {
            match self.decoder.next_event() {
                Ok(Some(Event::Close(_))) => self.peer = PeerState::Closed,
                Ok(Some(_)) => {}
                Ok(None) => match self.read().await {
                    Ok(0) | Err(_) => self.peer = PeerState::Closed,
                    Ok(_) => {}
                },
                Err(_) => self.peer = PeerState::Unparsable,
            }
        }
        if self.peer == PeerState::Unparsable {
            // A close frame of the peer cannot be recognised any more. The end of our stream makes the peer end its
            // own.
            outbound.shut_down().await;
            while matches!(self.read().await, Ok(1..)) {
                self.decoder = FrameDecoder::new(FrameLimits { max_bytes: 0, max_fragments: 0 });
            }
        }
    }
}
