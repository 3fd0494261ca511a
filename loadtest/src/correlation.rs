//! The mark by which a write is known again when it is heard: a trace id, which travels with it through log and hub.
//!
//! ```text
//! traceparent: 00-rrrrrrrrllllnnnnnnnntttttttttttt-0000000000000001-00
//!                 run     lane number  due, in microseconds, 48 bits of them: they begin anew every nine years
//! ```
//!
//! A record is searched for the mark instead of being parsed: the reader must cost less than what it measures.

use memchr::memmem::Finder;

/// One write of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The lane it was written in; writes of one lane follow each other.
    pub lane: u16,
    /// Counted from 0 within the lane.
    pub number: u32,
    /// When it was meant to be sent, in microseconds since 1970, of which a mark carries 48 bits.
    pub due: u64,
}

/// Makes the marks of one run, and finds them again. Marks of another run are none.
#[derive(Debug, Clone)]
pub struct Marks {
    run: u32,
    begin: Finder<'static>,
}

/// Hex digits of a trace id.
const DIGITS: usize = 32;
const DUE_BITS: u32 = 48;

impl Marks {
    /// `run` is best chosen at random: another run on the same installation must not be taken for this one.
    pub fn of_run(run: u32) -> Self {
        let begin = format!("00-{run:08x}");
        Self { run, begin: Finder::new(begin.as_bytes()).into_owned() }
    }

    pub fn run(&self) -> u32 {
        self.run
    }

    /// The `traceparent` header of a write.
    pub fn header(&self, mark: Mark) -> String {
        let due = mark.due & ((1 << DUE_BITS) - 1);
        format!("00-{:08x}{:04x}{:08x}{due:012x}-0000000000000001-00", self.run, mark.lane, mark.number)
    }

    /// The mark in a message of the hub, whatever its encoding.
    pub fn find(&self, message: &[u8]) -> Option<Mark> {
        let start = self.begin.find(message)? + "00-".len();
        let digits = std::str::from_utf8(message.get(start..start + DIGITS)?).ok()?;
        Some(Mark {
            lane: u16::from_str_radix(&digits[8..12], 16).ok()?,
            number: u32::from_str_radix(&digits[12..20], 16).ok()?,
            due: u64::from_str_radix(&digits[20..], 16).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_found_again_under_another_span_and_only_in_its_own_run() {
        let marks = Marks::of_run(0x0bad_cafe);
        let mark = Mark { lane: 513, number: 70_000, due: 179_500_000_123_456 };
        let header = marks.header(mark);
        assert_eq!(header.len(), 55);
        // The server puts a span of its own into the header; the trace stays.
        let heard = format!("{{\"traceparent\":\"{}-00f067aa0ba902b7-00\",\"data\":{{}}}}", &header[..35]);
        assert_eq!(marks.find(heard.as_bytes()), Some(mark));
        assert_eq!(Marks::of_run(1).find(heard.as_bytes()), None);
        assert_eq!(marks.find(b"{\"traceparent\":\"00-0badcafe02"), None);
        assert_eq!(marks.find(b""), None);
    }
}
