//! Section 6: valid and invalid UTF-8.

use super::*;

const GREEK: &[u8] = b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = whole_and_in_pieces();
    for (section, sequences) in (5..).zip(sequences()) {
        for (number, (bytes, is_text)) in (1..).zip(sequences) {
            let (id, writes) = (format!("6.{section}.{number}"), vec![whole(TEXT, &bytes)]);
            cases.push(if is_text { echoed(id, writes, TEXT, &bytes) } else { failed(id, writes, 1007) });
        }
    }
    cases
}

fn whole_and_in_pieces() -> Vec<Case> {
    let umlauts = "Hello-µ@ßöäüàá-UTF-8!!".as_bytes();
    // The Greek word, followed by half of a surrogate pair.
    let spoilt = [GREEK, b"\xed\xa0\x80edited"].concat();
    let beyond = b"\xf4\x90\x80\x80";
    vec![
        echoed("6.1.1", vec![whole(TEXT, b"")], TEXT, b""),
        echoed("6.1.2", vec![part(TEXT, b""), part(CONTINUATION, b""), whole(CONTINUATION, b"")], TEXT, b""),
        echoed(
            "6.1.3",
            vec![part(TEXT, b""), part(CONTINUATION, b"middle frame payload"), whole(CONTINUATION, b"")],
            TEXT,
            b"middle frame payload",
        ),
        echoed("6.2.1", vec![whole(TEXT, umlauts)], TEXT, umlauts),
        echoed("6.2.2", vec![part(TEXT, &umlauts[..12]), whole(CONTINUATION, &umlauts[12..])], TEXT, umlauts),
        echoed("6.2.3", fragments(TEXT, umlauts, 1), TEXT, umlauts),
        echoed("6.2.4", fragments(TEXT, GREEK, 1), TEXT, GREEK),
        failed("6.3.1", vec![whole(TEXT, &spoilt)], 1007),
        failed("6.3.2", fragments(TEXT, &spoilt, 1), 1007),
        // Refused with the fragment that makes it invalid; the last fragment is never sent.
        failed("6.4.1", vec![part(TEXT, GREEK), part(CONTINUATION, beyond)], 1007),
        failed("6.4.2", vec![part(TEXT, &[GREEK, &beyond[..3]].concat()), part(CONTINUATION, &beyond[3..])], 1007),
        failed("6.4.3", chopped(vec![whole(TEXT, &[GREEK, beyond, b"edited"].concat())], 11), 1007),
        failed("6.4.4", chopped(vec![whole(TEXT, &[GREEK, beyond, b"edited"].concat())], 1), 1007),
    ]
}

/// The sequences of sections 6.5 to 6.23, and which are text.
fn sequences() -> Vec<Vec<(Vec<u8>, bool)>> {
    let good = |list: &[&[u8]]| list.iter().map(|bytes| (bytes.to_vec(), true)).collect::<Vec<_>>();
    let bad = |list: &[&[u8]]| list.iter().map(|bytes| (bytes.to_vec(), false)).collect::<Vec<_>>();
    let starters = |range: std::ops::RangeInclusive<u8>| (range.flat_map(|byte| [byte, b' ']).collect(), false);
    let cut: [&[u8]; 10] = [
        b"\xc0",
        b"\xe0\x80",
        b"\xf0\x80\x80",
        b"\xf8\x80\x80\x80",
        b"\xfc\x80\x80\x80\x80",
        b"\xdf",
        b"\xef\xbf",
        b"\xf7\xbf\xbf",
        b"\xfb\xbf\xbf\xbf",
        b"\xfd\xbf\xbf\xbf\xbf",
    ];
    let text = |code: u32| (char::from_u32(code).expect("a character").to_string().into_bytes(), true);
    let prefixes = (1..=GREEK.len()).map(|end| (GREEK[..end].to_vec(), matches!(end, 2 | 5 | 7 | 9 | 11)));
    let continuations = [
        &b"\x80"[..],
        b"\xbf",
        b"\x80\xbf",
        b"\x80\xbf\x80",
        b"\x80\xbf\x80\xbf",
        b"\x80\xbf\x80\xbf\x80",
        b"\x80\xbf\x80\xbf\x80\xbf",
    ];
    let mut continuations = bad(&continuations);
    continuations.push(((0x80..=0xbf).collect(), false));
    let mut boundaries = good(&[b"\xed\x9f\xbf", b"\xee\x80\x80", b"\xef\xbf\xbd", b"\xf4\x8f\xbf\xbf"]);
    boundaries.extend(bad(&[b"\xf4\x90\x80\x80"]));
    vec![
        good(&[
            b"hello\x24world",
            b"hello\xc2\xa2world",
            b"hello\xe2\x82\xacworld",
            b"hello\xf0\xa4\xad\xa2world",
            GREEK,
        ]),
        prefixes.collect(),
        good(&[b"\x00", b"\xc2\x80", b"\xe0\xa0\x80", b"\xf0\x90\x80\x80"]),
        bad(&[b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80"]),
        good(&[b"\x7f", b"\xdf\xbf", b"\xef\xbf\xbf", b"\xf4\x8f\xbf\xbf"]),
        bad(&[b"\xf7\xbf\xbf\xbf", b"\xfb\xbf\xbf\xbf\xbf", b"\xfd\xbf\xbf\xbf\xbf\xbf"]),
        boundaries,
        continuations,
        vec![
            starters(0xc0..=0xdf),
            starters(0xe0..=0xef),
            starters(0xf0..=0xf7),
            starters(0xf8..=0xfb),
            starters(0xfc..=0xfd),
        ],
        bad(&cut),
        vec![(cut.concat(), false)],
        bad(&[b"\xfe", b"\xff", b"\xfe\xfe\xff\xff"]),
        bad(&[b"\xc0\xaf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xf8\x80\x80\x80\xaf", b"\xfc\x80\x80\x80\x80\xaf"]),
        bad(&[b"\xc1\xbf", b"\xe0\x9f\xbf", b"\xf0\x8f\xbf\xbf", b"\xf8\x87\xbf\xbf\xbf", b"\xfc\x83\xbf\xbf\xbf\xbf"]),
        bad(&[b"\xc0\x80", b"\xe0\x80\x80", b"\xf0\x80\x80\x80", b"\xf8\x80\x80\x80\x80", b"\xfc\x80\x80\x80\x80\x80"]),
        bad(&[
            b"\xed\xa0\x80",
            b"\xed\xad\xbf",
            b"\xed\xae\x80",
            b"\xed\xaf\xbf",
            b"\xed\xb0\x80",
            b"\xed\xbe\x80",
            b"\xed\xbf\xbf",
        ]),
        bad(&[
            b"\xed\xa0\x80\xed\xb0\x80",
            b"\xed\xa0\x80\xed\xbf\xbf",
            b"\xed\xad\xbf\xed\xb0\x80",
            b"\xed\xad\xbf\xed\xbf\xbf",
            b"\xed\xae\x80\xed\xb0\x80",
            b"\xed\xae\x80\xed\xbf\xbf",
            b"\xed\xaf\xbf\xed\xb0\x80",
            b"\xed\xaf\xbf\xed\xbf\xbf",
        ]),
        // The last two code points of every plane are noncharacters, which are valid UTF-8.
        (0..=16).flat_map(|plane| [plane << 16 | 0xfffe, plane << 16 | 0xffff]).map(text).collect(),
        (0xfff9..=0xffff).map(text).collect(),
    ]
}
