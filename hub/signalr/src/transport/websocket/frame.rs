//! WebSocket frames (RFC 6455) as pure functions: bytes of a client in, events out, and the server's frames.
//!
//! Header parsing and formatting, opcodes and close codes are tungstenite's. This file assembles messages above them,
//! in place of the library's `WebSocketStream`, because a hub needs four things that `WebSocketStream` hides: the
//! number of fragments of a message; control frames as events, so that their rate can be limited and the replies take
//! the connection's one outbound path; no buffer on an idle connection; and finished frames that all members of a group
//! share.
//!
//! No extension is ever negotiated, so any reserved bit is an error. Memory grows with the bytes received, never with a
//! declared length.

use std::io::Cursor;

use bytes::{Buf, BufMut, Bytes, BytesMut};
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::close::CloseReason;
use crate::options::TransferFormat;

pub use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};

/// The longest header: two bytes, eight of length, four of mask.
const HEADER_BYTES: usize = 14;
const MASK_BYTES: usize = 4;

/// An event from a client, fragments already joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A whole message; text is valid UTF-8. Either format may carry either hub protocol.
    Message(TransferFormat, Bytes),
    /// A ping, to be answered with a pong of the same payload.
    Ping(Bytes),
    /// A pong, solicited or not.
    Pong,
    /// A close frame: the client ends its direction, with a code or without.
    Close(Option<u16>),
}

/// How a client violated RFC 6455 or a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// A reserved bit is set though no extension was negotiated.
    #[error("reserved bit set")]
    ReservedBit,
    /// An opcode RFC 6455 does not define.
    #[error("reserved opcode")]
    ReservedOpcode,
    /// A client's frame must be masked.
    #[error("unmasked frame")]
    Unmasked,
    /// A control frame is fragmented or longer than 125 bytes.
    #[error("malformed control frame")]
    Control,
    /// A continuation without a beginning, or a new message inside another.
    #[error("fragments out of order")]
    Fragments,
    /// A close frame's code or length is not allowed.
    #[error("invalid close frame")]
    CloseFrame,
    /// Text, or a close reason, that is not UTF-8.
    #[error("invalid utf-8")]
    Utf8,
    /// A frame or message longer than the limit.
    #[error("too big")]
    TooBig,
    /// A message in too many fragments.
    #[error("too many fragments")]
    TooManyFragments,
}

impl Violation {
    /// The reason to close the connection with.
    pub fn close_reason(self) -> CloseReason {
        match self {
            Self::TooBig => CloseReason::TooBig,
            Self::Utf8 => CloseReason::InvalidPayload,
            Self::TooManyFragments => CloseReason::Policy,
            _ => CloseReason::Protocol,
        }
    }
}

/// The limits of a decoder.
#[derive(Debug, Clone, Copy)]
pub struct FrameLimits {
    /// Bytes of a frame's payload, and of a whole message.
    pub max_bytes: usize,
    /// Fragments of one message.
    pub max_fragments: usize,
}

/// Turns the bytes of a client into events.
#[derive(Debug)]
pub struct FrameDecoder {
    limits: FrameLimits,
    buffer: BytesMut,
    assembly: Option<Assembly>,
}

/// A message whose last fragment has not arrived.
#[derive(Debug)]
struct Assembly {
    kind: Data,
    payload: BytesMut,
    fragments: usize,
    /// The length of the part of the text that is checked to be UTF-8.
    valid: usize,
}

/// Whether a fragment is the last one of its message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fragment {
    Last,
    NotLast,
}

impl Assembly {
    /// Checks the text of a new fragment. The end of a fragment may cut a character; the end of the message may not.
    fn check_text(&mut self, fragment: Fragment) -> Result<(), Violation> {
        match std::str::from_utf8(&self.payload[self.valid..]) {
            Ok(_) => self.valid = self.payload.len(),
            Err(error) if error.error_len().is_none() && fragment == Fragment::NotLast => {
                self.valid += error.valid_up_to();
            }
            Err(_) => return Err(Violation::Utf8),
        }
        Ok(())
    }
}

/// A frame's header, checked.
struct Header {
    fin: bool,
    opcode: OpCode,
    mask: [u8; MASK_BYTES],
    /// Bytes of the header itself.
    size: usize,
    /// Bytes of the payload.
    length: usize,
}

impl FrameDecoder {
    /// A decoder for a new socket.
    pub fn new(limits: FrameLimits) -> Self {
        Self { limits, buffer: BytesMut::new(), assembly: None }
    }

    /// Appends bytes from the socket.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next event, or `None` until more bytes come. After a violation the stream cannot be read any further.
    pub fn next_event(&mut self) -> Result<Option<Event>, Violation> {
        loop {
            let Some(header) = self.header()? else { return Ok(None) };
            if self.buffer.len() < header.size + header.length {
                return Ok(None);
            }
            self.buffer.advance(header.size);
            let mut payload = self.buffer.split_to(header.length);
            if self.buffer.is_empty() {
                // An idle connection keeps no buffer.
                self.buffer = BytesMut::new();
            }
            for (index, byte) in payload.iter_mut().enumerate() {
                *byte ^= header.mask[index & 3];
            }
            let event = match header.opcode {
                OpCode::Control(kind) => Some(control(kind, payload)?),
                OpCode::Data(kind) => self.data(kind, header.fin, payload)?,
            };
            if event.is_some() {
                return Ok(event);
            }
        }
    }

    /// Parses a header and checks it as early as possible, before its payload and even its mask have arrived.
    fn header(&self) -> Result<Option<Header>, Violation> {
        if self.buffer.len() < 2 {
            return Ok(None);
        }
        // Bytes that have not arrived yet are read as zeros. Flags and opcode are in the first two bytes. An incomplete
        // length reads as at most its final value. So a violation found now would also be found later.
        let mut bytes = [0; HEADER_BYTES];
        let received = self.buffer.len().min(HEADER_BYTES);
        bytes[..received].copy_from_slice(&self.buffer[..received]);
        let mut cursor = Cursor::new(bytes);
        // The only possible error is the opcode, and fourteen bytes always suffice for a header.
        let Ok(Some((header, length))) = FrameHeader::parse(&mut cursor) else { return Err(Violation::ReservedOpcode) };
        let size = usize::try_from(cursor.position()).map_err(|_| Violation::TooBig)?;
        if header.rsv1 || header.rsv2 || header.rsv3 {
            return Err(Violation::ReservedBit);
        }
        let mask = header.mask.ok_or(Violation::Unmasked)?;
        let length = usize::try_from(length).map_err(|_| Violation::TooBig)?;
        match header.opcode {
            // A control frame's length fits into the second byte.
            OpCode::Control(_) if !header.is_final || size > 2 + MASK_BYTES => return Err(Violation::Control),
            OpCode::Control(_) => {}
            OpCode::Data(kind) => self.check_data(kind, length)?,
        }
        Ok((size <= received).then_some(Header { fin: header.is_final, opcode: header.opcode, mask, size, length }))
    }

    /// Checks the size and the fragment order of a data frame.
    fn check_data(&self, kind: Data, length: usize) -> Result<(), Violation> {
        let assembled = match (&self.assembly, kind) {
            (None, Data::Continue) | (Some(_), Data::Text | Data::Binary) => {
                return Err(Violation::Fragments);
            }
            (Some(assembly), _) if assembly.fragments >= self.limits.max_fragments => {
                return Err(Violation::TooManyFragments);
            }
            (Some(assembly), _) => assembly.payload.len(),
            (None, _) => 0,
        };
        // Both terms are at most `max_bytes` or the first comparison fails, so the sum cannot overflow.
        if length > self.limits.max_bytes || assembled + length > self.limits.max_bytes {
            return Err(Violation::TooBig);
        }
        Ok(())
    }

    fn data(&mut self, kind: Data, fin: bool, payload: BytesMut) -> Result<Option<Event>, Violation> {
        let mut assembly = match self.assembly.take() {
            Some(mut assembly) => {
                assembly.payload.extend_from_slice(&payload);
                assembly.fragments += 1;
                assembly
            }
            None => Assembly { kind, payload, fragments: 1, valid: 0 },
        };
        if assembly.kind == Data::Text {
            assembly.check_text(if fin { Fragment::Last } else { Fragment::NotLast })?;
        }
        if !fin {
            self.assembly = Some(assembly);
            return Ok(None);
        }
        let format = if assembly.kind == Data::Text { TransferFormat::Text } else { TransferFormat::Binary };
        Ok(Some(Event::Message(format, assembly.payload.freeze())))
    }
}

fn control(kind: Control, payload: BytesMut) -> Result<Event, Violation> {
    match (kind, &payload[..]) {
        (Control::Ping, _) => Ok(Event::Ping(payload.freeze())),
        (Control::Close, []) => Ok(Event::Close(None)),
        (Control::Close, [high, low, reason @ ..]) => {
            let code = CloseCode::from(u16::from_be_bytes([*high, *low]));
            if !code.is_allowed() {
                return Err(Violation::CloseFrame);
            }
            std::str::from_utf8(reason).map_err(|_| Violation::Utf8)?;
            Ok(Event::Close(Some(code.into())))
        }
        (Control::Close, [_]) => Err(Violation::CloseFrame),
        _ => Ok(Event::Pong),
    }
}

/// One whole, unmasked frame of a server.
pub fn encode(opcode: OpCode, payload: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(payload.len() + HEADER_BYTES - MASK_BYTES).writer();
    // Writing to memory cannot fail.
    let _ = FrameHeader { opcode, ..FrameHeader::default() }.format(payload.len() as u64, &mut frame);
    let mut frame = frame.into_inner();
    frame.put_slice(payload);
    frame.freeze()
}

/// A close frame; `reason` is cut to the 123 bytes a control frame has room for.
pub fn encode_close(code: u16, reason: &str) -> Bytes {
    let mut end = reason.len().min(123);
    while !reason.is_char_boundary(end) {
        end -= 1;
    }
    let mut payload = code.to_be_bytes().to_vec();
    payload.extend_from_slice(&reason.as_bytes()[..end]);
    encode(OpCode::Control(Control::Close), &payload)
}

#[cfg(test)]
mod tests;
