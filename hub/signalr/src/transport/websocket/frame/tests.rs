//! Valid and invalid frames of a client.

use proptest::prelude::*;

use super::*;

const LIMITS: FrameLimits = FrameLimits { max_bytes: 1024, max_fragments: 4 };

/// A masked frame as a client makes it.
fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = vec![first];
    match payload.len() {
        length @ 0..=125 => frame.push(0x80 | length as u8),
        length => {
            frame.push(0x80 | 126);
            frame.extend_from_slice(&(length as u16).to_be_bytes());
        }
    }
    let mask = [1, 2, 3, 4];
    frame.extend_from_slice(&mask);
    frame.extend(payload.iter().enumerate().map(|(index, byte)| byte ^ mask[index & 3]));
    frame
}

fn events(bytes: &[u8]) -> Result<Vec<Event>, Violation> {
    let mut decoder = FrameDecoder::new(LIMITS);
    decoder.push(bytes);
    drain(&mut decoder)
}

fn drain(decoder: &mut FrameDecoder) -> Result<Vec<Event>, Violation> {
    let mut events = Vec::new();
    while let Some(event) = decoder.next_event()? {
        events.push(event);
    }
    Ok(events)
}

#[test]
fn joins_fragments_around_control_frames() {
    let bytes = [masked(0x01, b"he"), masked(0x89, b"p"), masked(0x00, b"l"), masked(0x80, b"lo")].concat();
    assert_eq!(
        events(&bytes),
        Ok(vec![
            Event::Ping(Bytes::from_static(b"p")),
            Event::Message(TransferFormat::Text, Bytes::from_static(b"hello"))
        ])
    );
}

#[test]
fn a_header_is_checked_before_its_payload_arrives() {
    for (bytes, violation) in [
        (vec![0x82, 0x80 | 127, 0x40, 0, 0, 0, 0, 0, 0, 0], Violation::TooBig),
        (vec![0x82, 0x80 | 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Violation::TooBig),
        (vec![0x82, 0x80 | 126, 0x04, 0x01], Violation::TooBig),
        (vec![0xc1, 0x80], Violation::ReservedBit),
        (vec![0x83, 0x80], Violation::ReservedOpcode),
        (vec![0x81, 0x05], Violation::Unmasked),
        (vec![0x09, 0x80], Violation::Control),
        (vec![0x89, 0x80 | 126], Violation::Control),
        (vec![0x80, 0x80], Violation::Fragments),
    ] {
        assert_eq!(events(&bytes), Err(violation), "{bytes:02x?}");
    }
}

#[test]
fn the_size_limit_holds_across_fragments() {
    let fragments =
        |first: usize, second: usize| events(&[masked(0x02, &vec![0; first]), masked(0x80, &vec![0; second])].concat());
    assert!(fragments(1000, 24).is_ok());
    assert_eq!(fragments(1000, 25), Err(Violation::TooBig));
    let empty = |count: usize| {
        let mut bytes = masked(0x01, b"");
        for _ in 0..count {
            bytes.extend(masked(0x00, b""));
        }
        bytes.extend(masked(0x80, b""));
        events(&bytes)
    };
    assert!(empty(2).is_ok());
    assert_eq!(empty(3), Err(Violation::TooManyFragments));
    assert_eq!(events(&[masked(0x01, b""), masked(0x81, b"")].concat()), Err(Violation::Fragments));
}

#[test]
fn a_character_may_be_split_between_fragments() {
    assert_eq!(events(&masked(0x81, &[0xff])), Err(Violation::Utf8));
    assert!(events(&masked(0x82, &[0xff])).is_ok());
    let cut = [masked(0x01, &[0xc3]), masked(0x80, &[0xa9])].concat();
    assert_eq!(events(&cut), Ok(vec![Event::Message(TransferFormat::Text, Bytes::from("é"))]));
}

#[test]
fn close_frames_carry_a_code_of_the_allowed_ranges() {
    assert_eq!(events(&masked(0x88, &[])), Ok(vec![Event::Close(None)]));
    assert_eq!(events(&masked(0x88, &[0x03, 0xe8])), Ok(vec![Event::Close(Some(1000))]));
    assert_eq!(events(&masked(0x88, &[0x03])), Err(Violation::CloseFrame));
    for code in [0_u16, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000] {
        assert_eq!(events(&masked(0x88, &code.to_be_bytes())), Err(Violation::CloseFrame), "{code}");
    }
    assert_eq!(events(&masked(0x88, &[0x03, 0xe8, 0xff])), Err(Violation::Utf8));
}

#[test]
fn server_frames_use_the_shortest_length() {
    assert_eq!(&encode(OpCode::Data(Data::Text), b"hi")[..], b"\x81\x02hi");
    assert_eq!(&encode(OpCode::Data(Data::Binary), &[0; 126])[..4], &[0x82, 126, 0, 126]);
    assert_eq!(&encode(OpCode::Data(Data::Binary), &[0; 65_536])[..10], &[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]);
    assert_eq!(&encode_close(1000, "")[..], &[0x88, 2, 0x03, 0xe8]);
    assert_eq!(encode_close(1000, &"é".repeat(100)).len(), 2 + 2 + 122);
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces_give_the_same_events(
        bytes in proptest::collection::vec(any::<u8>(), 0..120),
        frames in proptest::collection::vec((prop_oneof![Just(0x81_u8), Just(0x01), Just(0x00), Just(0x80), Just(0x89), Just(0x8a), Just(0x88)], 0_usize..200), 0..6),
        cut in 0_usize..1500,
    ) {
        let mut stream: Vec<u8> = frames.iter().flat_map(|(first, length)| masked(*first, &vec![b'a'; (*length).min(if first & 8 == 8 { 120 } else { 200 })])).collect();
        stream.extend(bytes);
        let cut = cut.min(stream.len());
        let mut whole = FrameDecoder::new(LIMITS);
        whole.push(&stream);
        let mut expected = Vec::new();
        let expected_end = loop { match whole.next_event() { Ok(Some(event)) => expected.push(event), other => break other } };
        let mut pieces = FrameDecoder::new(LIMITS);
        let mut got = Vec::new();
        let mut end = Ok(None);
        for piece in [&stream[..cut], &stream[cut..]] {
            if end.is_err() { break; }
            pieces.push(piece);
            end = loop { match pieces.next_event() { Ok(Some(event)) => got.push(event), other => break other } };
        }
        prop_assert_eq!(expected, got);
        prop_assert_eq!(expected_end, end);
    }
}
