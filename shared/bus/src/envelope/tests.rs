//! Envelopes that open, and envelopes that must never open.

use proptest::prelude::*;

use super::*;

fn key(fill: u8) -> BusKey {
    BusKey::new([fill; 32])
}

fn keys() -> BusKeys {
    BusKeys::new(key(7))
}

/// Computed with an independent implementation (Python's `hmac`), so that the layout cannot drift unnoticed.
#[test]
fn the_layout_is_fixed() {
    let sealed = seal(&keys(), "tenant:1", b"hello").unwrap();
    let hex: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "01ac7330cb9ddeb835e623d24d6c9a64156210efd39674e13d0e146db87328784568656c6c6f");
}

#[test]
fn the_largest_payload_passes_and_one_byte_more_does_not() {
    let payload = vec![1; MAX_PAYLOAD + 1];
    let sealed = seal(&keys(), "c", &payload[1..]).unwrap();
    assert_eq!(open(&keys(), "c", &sealed).unwrap(), payload[1..]);
    let error = EnvelopeError::TooLarge { length: MAX_PAYLOAD + 1 };
    assert_eq!(seal(&keys(), "c", &payload), Err(error));
    let oversized = Bytes::from(vec![VERSION; OVERHEAD + MAX_PAYLOAD + 1]);
    assert_eq!(open(&keys(), "c", &oversized), Err(error));
}

#[test]
fn an_unknown_version_has_an_error_of_its_own() {
    let mut sealed = seal(&keys(), "c", b"x").unwrap().to_vec();
    sealed[0] = 2;
    assert_eq!(open(&keys(), "c", &sealed.into()), Err(EnvelopeError::UnknownVersion(2)));
    assert_eq!(open(&keys(), "c", &Bytes::from_static(&[9])), Err(EnvelopeError::UnknownVersion(9)));
}

#[test]
fn every_truncation_is_refused() {
    let sealed = seal(&keys(), "c", b"payload").unwrap();
    for length in 0..sealed.len() {
        let error = if length < OVERHEAD { EnvelopeError::Truncated } else { EnvelopeError::BadMac };
        assert_eq!(open(&keys(), "c", &sealed.slice(..length)), Err(error), "{length}");
    }
}

#[test]
fn every_step_of_a_rotation_opens_all_envelopes() {
    let steps = [
        BusKeys::new(key(1)),
        BusKeys::new(key(1)).with_previous(key(2)),
        BusKeys::new(key(2)).with_previous(key(1)),
        BusKeys::new(key(2)),
    ];
    for neighbours in steps.windows(2) {
        for (from, to) in [(0, 1), (1, 0)] {
            let sealed = seal(&neighbours[from], "c", b"x").unwrap();
            assert_eq!(open(&neighbours[to], "c", &sealed).unwrap(), &b"x"[..]);
        }
    }
    let sealed = seal(&steps[0], "c", b"x").unwrap();
    assert_eq!(open(&steps[3], "c", &sealed), Err(EnvelopeError::BadMac));
}

#[test]
fn a_key_is_never_printed() {
    let printed = format!("{:?}", keys().with_previous(key(9)));
    assert_eq!(printed, "BusKeys { current: BusKey(redacted), previous: Some(BusKey(redacted)) }");
}

proptest! {
    #[test]
    fn a_sealed_payload_opens(channel in ".{0,40}", payload in proptest::collection::vec(any::<u8>(), 0..500)) {
        let sealed = seal(&keys(), &channel, &payload).unwrap();
        prop_assert_eq!(open(&keys(), &channel, &sealed).unwrap(), payload);
    }

    #[test]
    fn a_flipped_bit_never_opens(payload in proptest::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let mut sealed = seal(&keys(), "tenant:1", &payload).unwrap().to_vec();
        let at = at.index(sealed.len());
        sealed[at] ^= 1 << bit;
        prop_assert!(open(&keys(), "tenant:1", &sealed.into()).is_err());
    }

    #[test]
    fn another_channel_never_opens(one in ".{0,20}", other in ".{0,20}", payload in proptest::collection::vec(any::<u8>(), 0..50)) {
        prop_assume!(one != other);
        let sealed = seal(&keys(), &one, &payload).unwrap();
        prop_assert_eq!(open(&keys(), &other, &sealed), Err(EnvelopeError::BadMac));
    }

    #[test]
    fn the_border_between_channel_and_payload_cannot_be_moved(text in "[a-z]{2,20}", at in any::<prop::sample::Index>()) {
        let at = 1 + at.index(text.len() - 1);
        let sealed = seal(&keys(), &text[..at], &text.as_bytes()[at..]).unwrap();
        let mut moved = sealed[..OVERHEAD].to_vec();
        moved.extend_from_slice(&text.as_bytes()[at - 1..]);
        prop_assert_eq!(open(&keys(), &text[..at - 1], &moved.into()), Err(EnvelopeError::BadMac));
    }

    #[test]
    fn arbitrary_bytes_are_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
        prop_assert!(open(&keys(), "c", &bytes.into()).is_err());
    }
}
