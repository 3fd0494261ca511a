//! W3C trace context: the id that a request, its log entry and everything caused by it have in common.
//!
//! Source: <https://www.w3.org/TR/trace-context/>, the `traceparent` header. The id of a client is
//! used to name the trace in log lines and for nothing else.

use std::{fmt, str};

use crate::clock::Source;

/// The length of a header of version 00: `00-` 32 hex digits `-` 16 hex digits `-` 2 hex digits.
const LENGTH: usize = 55;
/// The flags that have a meaning: sampled, and that the trace id is random.
const KNOWN_FLAGS: u8 = 0b11;

/// One span of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TraceParent {
    trace: [u8; 16],
    span: [u8; 8],
    flags: u8,
}

impl TraceParent {
    /// Reads a `traceparent` header. Anything not well-formed is as good as none; the caller begins a trace of its own.
    pub fn parse(header: &str) -> Option<Self> {
        let bytes = header.as_bytes();
        // A later version may be longer, but must begin like this one.
        let fits = match bytes.get(..3)? {
            b"00-" => bytes.len() == LENGTH,
            b"ff-" => false,
            _ => bytes.len() == LENGTH || (bytes.len() <= 256 && bytes.get(LENGTH) == Some(&b'-')),
        };
        if !fits || bytes.get(35) != Some(&b'-') || bytes.get(52) != Some(&b'-') {
            return None;
        }
        let [_version] = hex(bytes.get(..2)?)?;
        let trace: [u8; 16] = hex(bytes.get(3..35)?)?;
        let span: [u8; 8] = hex(bytes.get(36..52)?)?;
        let [flags] = hex(bytes.get(53..55)?)?;
        let named = trace != [0; 16] && span != [0; 8];
        named.then_some(Self { trace, span, flags: flags & KNOWN_FLAGS })
    }

    /// The first span of a new trace.
    pub fn root(source: &Source) -> Self {
        Self { trace: not_zero(source), span: not_zero(source), flags: KNOWN_FLAGS }
    }

    /// A new span of the same trace.
    pub fn child(&self, source: &Source) -> Self {
        Self { span: not_zero(source), ..*self }
    }

    /// 32 hex digits: the `trace_id` of a log line.
    pub fn trace_id(&self) -> String {
        self.trace.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl fmt::Display for TraceParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "00-{}-", self.trace_id())?;
        for byte in self.span {
            write!(f, "{byte:02x}")?;
        }
        write!(f, "-{:02x}", self.flags)
    }
}

/// All zeros mean "none" and are not an id.
fn not_zero<const N: usize>(source: &Source) -> [u8; N] {
    let mut id = source.random::<N>();
    if id == [0; N] {
        id[N - 1] = 1;
    }
    id
}

/// Lower-case hex digits only, as the specification has it.
fn hex<const N: usize>(digits: &[u8]) -> Option<[u8; N]> {
    if digits.len() != 2 * N || !digits.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_header_survives_reading_and_writing() {
        let read = TraceParent::parse(GOOD).unwrap();
        assert_eq!(read.to_string(), GOOD);
        assert_eq!(read.trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    #[test]
    fn a_child_keeps_the_trace_and_has_a_span_of_its_own() {
        let source = Source::system();
        let parent = TraceParent::parse(GOOD).unwrap();
        let child = parent.child(&source);
        assert_eq!(child.trace_id(), parent.trace_id());
        assert_ne!(child, parent);
        assert!(child.to_string().ends_with("-01"));
        let root = TraceParent::root(&source);
        assert_eq!(TraceParent::parse(&root.to_string()), Some(root));
        assert_ne!(root, TraceParent::root(&source));
    }

    #[test]
    fn a_later_version_is_read_as_far_as_we_know_it() {
        let later = GOOD.replacen("00-", "cc-", 1);
        assert_eq!(TraceParent::parse(&later), TraceParent::parse(GOOD));
        assert_eq!(TraceParent::parse(&format!("{later}-what-comes")), TraceParent::parse(GOOD));
        assert_eq!(TraceParent::parse(&format!("{later}.x")), None);
        let flags = GOOD.replace("-01", "-ff");
        assert!(TraceParent::parse(&flags).unwrap().to_string().ends_with("-03"));
    }

    #[test]
    fn a_malformed_header_is_no_trace() {
        for header in [
            "",
            "00",
            "00-",
            GOOD.trim_end_matches('1'),
            &format!("{GOOD}-x"),
            &format!(" {GOOD}"),
            &GOOD.to_uppercase(),
            &GOOD.replacen("00-", "ff-", 1),
            &GOOD.replacen("00-", "0g-", 1),
            &GOOD.replace('-', "_"),
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-0",
            "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ] {
            assert_eq!(TraceParent::parse(header), None, "{header}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(header: String) {
            let _ = TraceParent::parse(&header);
        }
    }
}
