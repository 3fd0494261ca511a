//! Sections 9 and 10: large messages, many fragments, small writes, many messages.

use super::*;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let kinds = [(TEXT, b'*'), (BINARY, 0xfe)];
    for (section, (opcode, filler)) in (1..).zip(kinds) {
        for (number, size) in (1..).zip([64 << 10, 256 << 10, 1 << 20, 4 << 20, 8 << 20, 16 << 20]) {
            let payload = vec![filler; size];
            cases.push(echoed(format!("9.{section}.{number}"), vec![whole(opcode, &payload)], opcode, &payload));
        }
    }
    for (section, (opcode, filler)) in (3..).zip(kinds) {
        let payload = vec![filler; 4 << 20];
        for (number, exponent) in (1..).zip((6..=22).step_by(2)) {
            // Many small frames in one write, to test the assembly of fragments.
            let writes = fragments(opcode, &payload, 1 << exponent).concat();
            cases.push(echoed(format!("9.{section}.{number}"), vec![writes], opcode, &payload));
        }
    }
    for (section, (opcode, filler)) in (5..).zip(kinds) {
        let payload = vec![filler; 1 << 20];
        for (number, size) in (1..).zip([64, 128, 256, 512, 1024, 2048]) {
            let writes = chopped(vec![whole(opcode, &payload)], size);
            cases.push(echoed(format!("9.{section}.{number}"), writes, opcode, &payload));
        }
    }
    for (section, (opcode, filler)) in (7..).zip(kinds) {
        for (number, size) in (1..).zip([0, 16, 64, 256, 1024, 4096]) {
            let payload = vec![filler; size];
            let writes = vec![whole(opcode, &payload); 1000];
            let seen = vec![(opcode, payload); 1000];
            cases.push(case(format!("9.{section}.{number}"), writes, seen, End::Clean));
        }
    }
    let payload = vec![b'*'; 65_536];
    cases.push(echoed("10.1.1", fragments(TEXT, &payload, 1300), TEXT, &payload));
    cases
}
