//! One entry point to all code that parses a client's bytes before the application does: frames, records, handshake,
//! messages.
//!
//! It is pure and bounded, so that a fuzzer and property tests can drive it. Two properties must hold: it never panics,
//! and the result does not depend on where the bytes are cut. The fuzz targets of the folder `fuzz/` are [`targets`].

pub mod targets;

use crate::options::Options;
use crate::protocol::framing::RecordReader;
use crate::protocol::{ClientMessage, Protocol, handshake};
use crate::transport::websocket::frame::{Event, FrameDecoder, FrameLimits};

/// The result of parsing all bytes of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// The protocol, once the handshake was accepted.
    pub protocol: Option<Protocol>,
    /// The parsed messages.
    pub messages: Vec<ClientMessage>,
    /// The close or the error that ended the connection, if there was one.
    pub ended: Option<String>,
}

/// Parses WebSocket bytes that arrive in `pieces` as all bytes of one client.
pub fn parse_connection<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, options: &Options) -> Transcript {
    let limits = FrameLimits { max_bytes: options.max_frame_bytes, max_fragments: options.max_fragments };
    let mut decoder = FrameDecoder::new(limits);
    let mut records = RecordReader::new(options.max_message_bytes);
    let mut transcript = Transcript { protocol: None, messages: Vec::new(), ended: None };
    for piece in pieces {
        decoder.push(piece);
        if let Err(why) = parse_buffered(&mut decoder, &mut records, &mut transcript, options.max_depth) {
            transcript.ended = Some(why);
            break;
        }
    }
    transcript
}

/// Parses the bytes that the decoder has buffered.
fn parse_buffered(
    decoder: &mut FrameDecoder,
    records: &mut RecordReader,
    transcript: &mut Transcript,
    max_depth: usize,
) -> Result<(), String> {
    while let Some(event) = decoder.next_event().map_err(|violation| violation.to_string())? {
        match event {
            Event::Message(_, bytes) => records.push(&bytes),
            Event::Close(_) => return Err("closed".to_owned()),
            Event::Ping(_) | Event::Pong => {}
        }
        while let Some(record) = records.next_record().map_err(|too_long| too_long.to_string())? {
            match transcript.protocol {
                None => {
                    let protocol = handshake::accept(&record).map_err(|error| error.to_string())?.protocol;
                    records.use_framing(protocol.framing());
                    transcript.protocol = Some(protocol);
                }
                Some(protocol) => {
                    transcript.messages.push(protocol.parse(&record, max_depth).map_err(|error| error.to_string())?);
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn frame(payload: &[u8]) -> Vec<u8> {
        let mut frame = vec![0x81, 0x80 | 126];
        frame.extend_from_slice(&(payload.len() as u16).to_be_bytes());
        // A mask of zeros leaves the payload as it is.
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(payload);
        frame
    }

    #[test]
    fn a_connection_is_parsed_until_its_first_error() {
        let hello = frame(b"{\"protocol\":\"json\",\"version\":1}\x1e{\"type\":6}\x1e{\"ty");
        let rest = frame(b"pe\":6}\x1e{}\x1e");
        let transcript = parse_connection([&hello[..], &rest], &Options::default());
        assert_eq!(transcript.protocol, Some(Protocol::Json));
        assert_eq!(transcript.messages, [ClientMessage::Ping, ClientMessage::Ping]);
        assert_eq!(transcript.ended.as_deref(), Some("missing required property 'type'"));
    }

    proptest! {
        #[test]
        fn the_result_does_not_depend_on_where_the_bytes_are_cut(
            payloads in proptest::collection::vec(
                prop_oneof![
                    Just(b"{\"protocol\":\"json\",\"version\":1}\x1e".to_vec()),
                    Just(b"{\"type\":1,\"target\":\"x\",\"arguments\":[1]}\x1e".to_vec()),
                    Just(b"{\"type\":6}\x1e{\"type\"".to_vec()),
                    Just(b":7}\x1e".to_vec()),
                    Just(b"{\"protocol\":\"messagepack\",\"version\":1}\x1e\x02\x91".to_vec()),
                    Just(b"\x06\x02\x91\x06".to_vec()),
                    proptest::collection::vec(any::<u8>(), 0..20),
                ],
                0..6,
            ),
            garbage in proptest::collection::vec(any::<u8>(), 0..20),
            cut in 0_usize..400,
        ) {
            let mut bytes: Vec<u8> = payloads.iter().flat_map(|payload| frame(payload)).collect();
            bytes.extend(garbage);
            let (head, tail) = bytes.split_at(cut.min(bytes.len()));
            let options = Options::default();
            prop_assert_eq!(parse_connection([&bytes[..]], &options), parse_connection([head, tail], &options));
        }
    }
}
