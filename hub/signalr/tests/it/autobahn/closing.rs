//! Section 7: the end of a connection.

use super::*;

pub(super) fn cases() -> Vec<Case> {
    let hello = b"Hello World!";
    let bye = || close(1000, b"");
    let long = vec![b'*'; 256 * 1024];
    let mut cases = vec![
        case("7.1.1", vec![whole(TEXT, hello), bye()], vec![(TEXT, hello.to_vec())], End::Answered(1000)),
        case("7.1.2", vec![bye(), bye()], vec![], End::Answered(1000)),
        case("7.1.3", vec![bye(), whole(PING, b"")], vec![], End::Answered(1000)),
        case("7.1.4", vec![bye(), whole(TEXT, hello)], vec![], End::Answered(1000)),
        case(
            "7.1.5",
            vec![part(TEXT, b"fragment1"), bye(), whole(CONTINUATION, b"fragment2")],
            vec![],
            End::Answered(1000),
        ),
        case("7.1.6", vec![whole(TEXT, &long), whole(TEXT, hello), bye(), whole(PING, b"")], vec![], End::Ended),
        // The server does not answer with an empty close frame, because a browser would report it as 1005.
        case("7.3.1", vec![whole(CLOSE, b"")], vec![], End::Answered(1000)),
        failed("7.3.2", vec![whole(CLOSE, b"a")], 1002),
        case("7.3.3", vec![bye()], vec![], End::Answered(1000)),
        case("7.3.4", vec![close(1000, hello)], vec![], End::Answered(1000)),
        case("7.3.5", vec![close(1000, &[b'*'; 123])], vec![], End::Answered(1000)),
        failed("7.3.6", vec![close(1000, &[b'*'; 124])], 1002),
        failed("7.5.1", vec![close(1000, b"\xce\xba\xe1\xbd\xb9\xed\xa0\x80edited")], 1007),
    ];
    let valid = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
    for (number, code) in (1..).zip(valid) {
        cases.push(case(format!("7.7.{number}"), vec![close(code, b"")], vec![], End::Answered(code)));
    }
    let invalid = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999];
    for (number, code) in (1..).zip(invalid) {
        cases.push(failed(format!("7.9.{number}"), vec![close(code, b"")], 1002));
    }
    // Undefined codes: the suite does not prescribe an answer.
    for (number, code) in (1..).zip([5000, 65_535]) {
        cases.push(case(format!("7.13.{number}"), vec![close(code, b"")], vec![], End::Ended));
    }
    cases
}
