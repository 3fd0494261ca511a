//! The correlation id of a write, by which its events are recognised: a trace id, which log and hub pass on.
//!
//! ```text
//! traceparent: 00-rrrrrrrrllllnnnnnnnntttttttttttt-0000000000000001-00
//!                 run     lane number  due, in microseconds, 48 bits, which wrap every nine years
//! ```
//!
//! A reader searches a record for the id instead of parsing it, because reading must cost less than the measured server.

use memchr::memmem::Finder;

/// One write of one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CorrelationId {
    /// The lane of the write.
    pub lane: u16,
    /// Counted from 0 within the lane.
    pub number: u32,
    /// The due time in microseconds since 1970, of which the id carries 48 bits.
    pub due: u64,
}

/// Encodes and finds the correlation ids of one run. Those of other runs are not found.
#[derive(Debug, Clone)]
pub struct CorrelationIds {
    run: u32,
    prefix: Finder<'static>,
}

/// Hex digits of a trace id.
const DIGITS: usize = 32;
const DUE_BITS: u32 = 48;

impl CorrelationIds {
    /// `run` should be random, so that events of another run on the same installation are not taken for ours.
    pub fn for_run(run: u32) -> Self {
        let prefix = format!("00-{run:08x}");
        Self { run, prefix: Finder::new(prefix.as_bytes()).into_owned() }
    }

    pub fn run(&self) -> u32 {
        self.run
    }

    /// The `traceparent` header of a write.
    pub fn header(&self, id: CorrelationId) -> String {
        let due = id.due & ((1 << DUE_BITS) - 1);
        format!("00-{:08x}{:04x}{:08x}{due:012x}-0000000000000001-00", self.run, id.lane, id.number)
    }

    /// Finds the id in a message of the hub, in either encoding.
    pub fn find(&self, message: &[u8]) -> Option<CorrelationId> {
        let start = self.prefix.find(message)? + "00-".len();
        let digits = std::str::from_utf8(message.get(start..start + DIGITS)?).ok()?;
        Some(CorrelationId {
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
    fn an_id_is_found_with_another_span_and_only_in_its_own_run() {
        let ids = CorrelationIds::for_run(0x0bad_cafe);
        let id = CorrelationId { lane: 513, number: 70_000, due: 179_500_000_123_456 };
        let header = ids.header(id);
        assert_eq!(header.len(), 55);
        // The server replaces the span id and keeps the trace id.
        let message = format!("{{\"traceparent\":\"{}-00f067aa0ba902b7-00\",\"data\":{{}}}}", &header[..35]);
        assert_eq!(ids.find(message.as_bytes()), Some(id));
        assert_eq!(CorrelationIds::for_run(1).find(message.as_bytes()), None);
        assert_eq!(ids.find(b"{\"traceparent\":\"00-0badcafe02"), None);
        assert_eq!(ids.find(b""), None);
    }
}
