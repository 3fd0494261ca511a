#![no_main]

use plenum_signalr::fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::targets::framing(bytes));
