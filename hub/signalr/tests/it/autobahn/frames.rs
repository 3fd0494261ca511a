//! Sections 1 to 5.

use super::*;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = framing();
    cases.extend(pings());
    cases.extend(reserved_bits());
    cases.extend(reserved_opcodes());
    cases.extend(fragmentation());
    cases
}

/// Messages of every length at which the header changes, in one write and in small writes.
fn framing() -> Vec<Case> {
    let mut cases = Vec::new();
    for (section, opcode, filler) in [(1, TEXT, b'*'), (2, BINARY, 0xfe)] {
        let sizes = [0, 125, 126, 127, 128, 65_535, 65_536, 65_536];
        for (number, size) in (1..).zip(sizes) {
            let payload = vec![filler; size];
            let writes = vec![whole(opcode, &payload)];
            let writes = if number == 8 { chopped(writes, 997) } else { writes };
            cases.push(echoed(format!("1.{section}.{number}"), writes, opcode, &payload));
        }
    }
    cases
}

fn pings() -> Vec<Case> {
    let ponged = |id: &str, payload: &[u8]| echoed(id, vec![whole(PING, payload)], PONG, payload);
    let ten = || (0..10).map(|number| format!("payload-{number}").into_bytes());
    let ten_pings: Vec<_> = ten().map(|payload| whole(PING, &payload)).collect();
    let ten_pongs: Vec<_> = ten().map(|payload| (PONG, payload)).collect();
    vec![
        ponged("2.1", b""),
        ponged("2.2", b"Hello, world!"),
        ponged("2.3", &[0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff]),
        ponged("2.4", &[0xfe; 125]),
        failed("2.5", vec![whole(PING, &[0xfe; 126])], 1002),
        echoed("2.6", chopped(vec![whole(PING, &[0xfe; 125])], 1), PONG, &[0xfe; 125]),
        case("2.7", vec![whole(PONG, b"")], vec![], End::Clean),
        case("2.8", vec![whole(PONG, b"unsolicited pong payload")], vec![], End::Clean),
        echoed("2.9", vec![whole(PONG, b"unsolicited"), whole(PING, b"ping payload")], PONG, b"ping payload"),
        case("2.10", ten_pings.clone(), ten_pongs.clone(), End::Clean),
        case("2.11", chopped(ten_pings, 1), ten_pongs, End::Clean),
    ]
}

fn reserved_bits() -> Vec<Case> {
    let bits = |rsv: u8, opcode: u8, payload: &[u8]| frame(0x80 | rsv << 4 | opcode, payload);
    let hello = b"Hello, world!";
    let second = |id: &str, rsv, size| {
        let writes = vec![whole(TEXT, hello), bits(rsv, TEXT, hello), whole(PING, b"")];
        let writes = if size == 0 { writes } else { chopped(writes, size) };
        case(id, writes, vec![(TEXT, hello.to_vec())], End::Failed(1002))
    };
    vec![
        failed("3.1", vec![bits(1, TEXT, hello)], 1002),
        second("3.2", 2, 0),
        second("3.3", 3, 24),
        second("3.4", 4, 1),
        failed("3.5", vec![bits(5, BINARY, &[0x00, 0xff, 0xfe])], 1002),
        failed("3.6", vec![bits(6, PING, hello)], 1002),
        failed("3.7", vec![bits(7, CLOSE, b"")], 1002),
    ]
}

fn reserved_opcodes() -> Vec<Case> {
    let hello = b"Hello, world!".to_vec();
    let mut cases = Vec::new();
    for (section, first) in [(1, 3), (2, 11)] {
        for number in 1..=5 {
            let opcode = first + number - 1;
            let payload: &[u8] = if number == 2 || number >= 4 { b"reserved opcode payload" } else { b"" };
            let id = format!("4.{section}.{number}");
            let reserved = whole(opcode, payload);
            cases.push(if number <= 2 {
                failed(id, vec![reserved], 1002)
            } else {
                let writes = vec![whole(TEXT, &hello), reserved, whole(PING, b"")];
                let writes = if number == 5 { chopped(writes, 1) } else { writes };
                case(id, writes, vec![(TEXT, hello.clone())], End::Failed(1002))
            });
        }
    }
    cases
}

fn fragmentation() -> Vec<Case> {
    let (one, two) = (b"fragment1", b"fragment2");
    let both = [&one[..], two].concat();
    let in_two = || vec![part(TEXT, one), whole(CONTINUATION, two)];
    let with_ping = || vec![part(TEXT, one), whole(PING, b"ping payload"), whole(CONTINUATION, two)];
    let pong = || (PONG, b"ping payload".to_vec());
    let pong_first = || vec![pong(), (TEXT, both.clone())];
    let lonely =
        |last: u8| vec![frame(last | CONTINUATION, b"non-continuation payload"), whole(TEXT, b"Hello, world!")];
    // A new message begins inside another one, twice.
    let nested = |last: u8| {
        let round = || [frame(last | CONTINUATION, one), whole(TEXT, two)];
        round().into_iter().chain(round()).collect::<Vec<_>>()
    };
    let five = || {
        vec![
            part(TEXT, b"fragment1"),
            part(CONTINUATION, b"fragment2"),
            whole(PING, b"ping payload"),
            part(CONTINUATION, b"fragment3"),
            part(CONTINUATION, b"fragment4"),
            whole(PING, b"ping payload"),
            whole(CONTINUATION, b"fragment5"),
        ]
    };
    let all_five = || vec![pong(), pong(), (TEXT, b"fragment1fragment2fragment3fragment4fragment5".to_vec())];
    vec![
        failed("5.1", vec![part(PING, one), whole(CONTINUATION, two)], 1002),
        failed("5.2", vec![part(PONG, one), whole(CONTINUATION, two)], 1002),
        echoed("5.3", in_two(), TEXT, &both),
        echoed("5.4", in_two().into_iter().flat_map(|frame| chopped(vec![frame], 7)).collect(), TEXT, &both),
        echoed("5.5", chopped(in_two(), 1), TEXT, &both),
        case("5.6", with_ping(), pong_first(), End::Clean),
        case(
            "5.7",
            with_ping().into_iter().flat_map(|frame| chopped(vec![frame], 7)).collect(),
            pong_first(),
            End::Clean,
        ),
        case("5.8", chopped(with_ping(), 1), pong_first(), End::Clean),
        failed("5.9", lonely(0x80), 1002),
        failed("5.10", vec![lonely(0x80).concat()], 1002),
        failed("5.11", chopped(lonely(0x80), 1), 1002),
        failed("5.12", lonely(0), 1002),
        failed("5.13", vec![lonely(0).concat()], 1002),
        failed("5.14", chopped(lonely(0), 1), 1002),
        case(
            "5.15",
            [in_two(), vec![part(CONTINUATION, b"fragment3"), whole(TEXT, b"fragment4")]].concat(),
            vec![(TEXT, both.clone())],
            End::Failed(1002),
        ),
        failed("5.16", nested(0), 1002),
        failed("5.17", nested(0x80), 1002),
        failed("5.18", vec![part(TEXT, one), whole(TEXT, two)], 1002),
        case("5.19", five(), all_five(), End::Clean),
        case("5.20", five().into_iter().flat_map(|frame| chopped(vec![frame], 5)).collect(), all_five(), End::Clean),
    ]
}
