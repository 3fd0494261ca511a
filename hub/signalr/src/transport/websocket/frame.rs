//! WebSocket frames (RFC 6455) as pure functions: bytes of a client in, events out, and the server's frames.
//!
//! Written here rather than taken from a library because a hub needs what libraries hide: the number of fragments of a
//! message, the control frames as events (so that their rate can be limited and the replies take the connection's one
//! outbound path), no buffer at rest, and finished frames that can be shared by every member of a group. No extension is
//! ever negotiated, so any reserved bit is an error. Memory grows with bytes received, never with a length declared.

use bytes::{Buf, BufMut, Bytes, BytesMut};

use crate::close::CloseReason;

/// The frame types of RFC 6455.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opcode {
    /// A further piece of a message.
    Continuation,
    /// UTF-8 text.
    Text,
    /// Bytes.
    Binary,
    /// The end of one direction.
    Close,
    /// Asks for a pong.
    Ping,
    /// Answers a ping.
    Pong,
}

impl Opcode {
    fn from_bits(bits: u8) -> Option<Self> {
        match bits {
            0 => Some(Self::Continuation),
            1 => Some(Self::Text),
            2 => Some(Self::Binary),
            8 => Some(Self::Close),
            9 => Some(Self::Ping),
            10 => Some(Self::Pong),
            _ => None,
        }
    }

    fn bits(self) -> u8 {
        match self {
            Self::Continuation => 0,
            Self::Text => 1,
            Self::Binary => 2,
            Self::Close => 8,
            Self::Ping => 9,
            Self::Pong => 10,
        }
    }

    fn is_control(self) -> bool {
        self.bits() >= 8
    }
}

/// What a client said, fragments already joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A whole message; text is valid UTF-8. Hub bytes come in either kind, whatever the hub protocol.
    Message(Bytes),
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
    opcode: Opcode,
    payload: BytesMut,
    fragments: usize,
}

/// A parsed frame header.
struct Header {
    fin: bool,
    opcode: Opcode,
    mask: [u8; 4],
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
            let event = if header.opcode.is_control() {
                Some(control(header.opcode, payload)?)
            } else {
                self.data(&header, payload)?
            };
            if event.is_some() {
                return Ok(event);
            }
        }
    }

    /// Reads a header and judges it before its payload has come.
    fn header(&self) -> Result<Option<Header>, Violation> {
        let [first, second, rest @ ..] = &self.buffer[..] else { return Ok(None) };
        if first & 0x70 != 0 {
            return Err(Violation::ReservedBit);
        }
        let fin = first & 0x80 != 0;
        let opcode = Opcode::from_bits(first & 0x0f).ok_or(Violation::ReservedOpcode)?;
        if second & 0x80 == 0 {
            return Err(Violation::Unmasked);
        }
        let short = second & 0x7f;
        if opcode.is_control() && (!fin || short > 125) {
            return Err(Violation::Control);
        }
        let (length, extended) = match (short, rest) {
            (126, [a, b, ..]) => (u64::from(u16::from_be_bytes([*a, *b])), 2),
            (127, [a, b, c, d, e, f, g, h, ..]) => (u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]), 8),
            (126 | 127, _) => return Ok(None),
            (length, _) => (u64::from(length), 0),
        };
        let length = usize::try_from(length).map_err(|_| Violation::TooBig)?;
        self.judge(opcode, length)?;
        let Some(&[a, b, c, d]) = rest.get(extended..extended + 4) else { return Ok(None) };
        Ok(Some(Header { fin, opcode, mask: [a, b, c, d], size: 2 + extended + 4, length }))
    }

    /// Sizes and fragment order, for data frames.
    fn judge(&self, opcode: Opcode, length: usize) -> Result<(), Violation> {
        if opcode.is_control() {
            return Ok(());
        }
        let assembled = match (&self.assembly, opcode) {
            (None, Opcode::Continuation) | (Some(_), Opcode::Text | Opcode::Binary) => {
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

    fn data(&mut self, header: &Header, payload: BytesMut) -> Result<Option<Event>, Violation> {
        let (opcode, payload) = match self.assembly.take() {
            Some(mut assembly) => {
                assembly.payload.extend_from_slice(&payload);
                if !header.fin {
                    assembly.fragments += 1;
                    self.assembly = Some(assembly);
                    return Ok(None);
                }
                (assembly.opcode, assembly.payload)
            }
            None if !header.fin => {
                self.assembly = Some(Assembly { opcode: header.opcode, payload, fragments: 1 });
                return Ok(None);
            }
            None => (header.opcode, payload),
        };
        if opcode == Opcode::Text && std::str::from_utf8(&payload).is_err() {
            return Err(Violation::Utf8);
        }
        Ok(Some(Event::Message(payload.freeze())))
    }
}

fn control(opcode: Opcode, payload: BytesMut) -> Result<Event, Violation> {
    match (opcode, &payload[..]) {
        (Opcode::Ping, _) => Ok(Event::Ping(payload.freeze())),
        (Opcode::Close, []) => Ok(Event::Close(None)),
        (Opcode::Close, [high, low, reason @ ..]) => {
            let code = u16::from_be_bytes([*high, *low]);
            if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
                return Err(Violation::CloseFrame);
            }
            std::str::from_utf8(reason).map_err(|_| Violation::Utf8)?;
            Ok(Event::Close(Some(code)))
        }
        (Opcode::Close, [_]) => Err(Violation::CloseFrame),
        _ => Ok(Event::Pong),
    }
}

/// One whole, unmasked frame of a server.
pub fn encode(opcode: Opcode, payload: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(payload.len() + 10);
    frame.put_u8(0x80 | opcode.bits());
    match payload.len() {
        // The casts follow from the ranges.
        length @ 0..=125 => frame.put_u8(length as u8),
        length @ 126..=0xffff => {
            frame.put_u8(126);
            frame.put_u16(length as u16);
        }
        length => {
            frame.put_u8(127);
            frame.put_u64(length as u64);
        }
    }
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
    encode(Opcode::Close, &payload)
}

#[cfg(test)]
mod tests;
