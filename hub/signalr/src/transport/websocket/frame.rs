//! WebSocket frames (RFC 6455) as pure functions: bytes of a client in, events out, and the server's frames.
//!
//! The frame layer is tungstenite's: header parsing and formatting, opcodes, close codes. What stands here is the
//! assembly above it, in place of the library's `WebSocketStream`, because a hub needs what that hides: the number of
//! fragments of a message, the control frames as events (so that their rate can be limited and the replies take the
//! connection's one outbound path), no buffer at rest, and finished frames that can be shared by every member of a
//! group. No extension is ever negotiated, so any reserved bit is an error. Memory grows with bytes received, never
//! with a length declared.

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

/// What a client said, fragments already joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A whole message; text is valid UTF-8. Hub bytes come in either format, whatever the hub protocol.
    Message(TransferFormat, Bytes),
    /// To be answered with a pong of the same payload.
    Ping(Bytes),
    /// An answer nobody asked for, or the answer to a ping.
    Pong,
    /// The client ends its direction, with a code or without.
    Close(Option<u16>),
}

/// How a client broke the rules.
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

/// What a decoder lets a client do.
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

/// A message whose last fragment has not come.
#[derive(Debug)]
struct Assembly {
    kind: Data,
    payload: BytesMut,
    fragments: usize,
    /// How much of the text is known to be UTF-8.
    valid: usize,
}

/// Where a text ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextEnd {
    Here,
    Later,
}

impl Assembly {
    /// Refuses text with the fragment that spoils it; a character may be cut by the end of one, but not of the message.
    fn check_text(&mut self, end: TextEnd) -> Result<(), Violation> {
        match std::str::from_utf8(&self.payload[self.valid..]) {
            Ok(_) => self.valid = self.payload.len(),
            Err(error) if error.error_len().is_none() && end == TextEnd::Later => self.valid += error.valid_up_to(),
            Err(_) => return Err(Violation::Utf8),
        }
        Ok(())
    }
}

/// A frame's header, judged.
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
    /// A decoder that has seen nothing.
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

    /// Reads a header and judges it as soon as it can be judged, before its payload and even its mask have come.
    fn header(&self) -> Result<Option<Header>, Violation> {
        if self.buffer.len() < 2 {
            return Ok(None);
        }
        // What has not come yet is filled up with zeros: flags and opcode are in the first two bytes, and a length that
        // is cut reads as no more than it will be, so whatever is wrong with it now stays wrong.
        let mut bytes = [0; HEADER_BYTES];
        let here = self.buffer.len().min(HEADER_BYTES);
        bytes[..here].copy_from_slice(&self.buffer[..here]);
        let mut cursor = Cursor::new(bytes);
        // The one error of a header in memory is its opcode, and fourteen bytes are never too few.
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
            OpCode::Data(kind) => self.judge(kind, length)?,
        }
        Ok((size <= here).then_some(Header { fin: header.is_final, opcode: header.opcode, mask, size, length }))
    }

    /// Sizes and fragment order, for data frames.
    fn judge(&self, kind: Data, length: usize) -> Result<(), Violation> {
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
            assembly.check_text(if fin { TextEnd::Here } else { TextEnd::Later })?;
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
