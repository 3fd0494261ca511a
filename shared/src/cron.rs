//! Cron lines in a time zone: five fields (minute, hour, day, month, weekday) or a nickname such as `@daily`.
//!
//! The rules of zones are compiled in, so that all nodes agree on them. On the nights when clocks change:
//! - a time of day that does not exist is moved to the first moment after the gap;
//! - a time of day that exists twice counts the first time only;
//! - a line that runs at intervals (`*` or a step in the minutes or hours) goes by elapsed time: it has no time in the
//!   gap, and it runs in both hours of the same name.

use croner::{
    Cron,
    parser::{CronParser, Seconds, Year},
};
use jiff::{Timestamp, Zoned, tz::TimeZone};
use time::OffsetDateTime;

use crate::{Code, Error, Result, error::FieldError, settings::time_zone};

/// The longest line.
const MAX_LINE: usize = 120;

/// The times of a cron line in a zone.
#[derive(Debug, Clone)]
pub struct CronLine {
    cron: Cron,
    zone: TimeZone,
}

impl CronLine {
    /// Reads a line and the IANA name of a zone (`Europe/Berlin`). The error is about the fields `cron` and `zone`, and
    /// has the code `invalid_cron`, `cron_never_fires` or `unknown_zone`.
    pub fn parse(line: &str, zone: &str, now: OffsetDateTime) -> Result<Self> {
        let read = (read_line(line), read_zone(zone));
        let (cron, zone) = match read {
            (Ok(cron), Ok(zone)) => (cron, zone),
            (cron, zone) => {
                return Err(Error::invalid([cron.err(), zone.err()].into_iter().flatten().collect()));
            }
        };
        let line = Self { cron, zone };
        match line.next_after(now) {
            Some(_) => Ok(line),
            None => Err(Error::invalid(vec![FieldError::new("/cron", Code::CronNeverFires)])),
        }
    }

    /// The first time after this moment; nothing when there is none.
    pub fn next_after(&self, moment: OffsetDateTime) -> Option<OffsetDateTime> {
        let from = self.zoned(moment)?;
        let next = self.cron.find_next_occurrence(&from, false).ok()?;
        to_offset(&next).filter(|next| *next > moment)
    }

    /// The last time up to this moment; nothing when there is none.
    pub fn last_until(&self, moment: OffsetDateTime) -> Option<OffsetDateTime> {
        let from = self.zoned(moment)?;
        let last = self.cron.find_previous_occurrence(&from, true).ok()?;
        to_offset(&last).filter(|last| *last <= moment)
    }

    fn zoned(&self, moment: OffsetDateTime) -> Option<Zoned> {
        let timestamp = Timestamp::from_nanosecond(moment.unix_timestamp_nanos()).ok()?;
        Some(timestamp.to_zoned(self.zone.clone()))
    }
}

fn read_line(line: &str) -> Result<Cron, FieldError> {
    let invalid = |why: String| FieldError::new("/cron", Code::InvalidCron).with_message(why);
    if line.chars().count() > MAX_LINE {
        return Err(invalid(format!("a cron line has at most {MAX_LINE} characters")));
    }
    let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
    parser.parse(line).map_err(|_| invalid("expected five fields: minute, hour, day, month, weekday".to_owned()))
}

fn read_zone(zone: &str) -> Result<TimeZone, FieldError> {
    time_zone(zone).ok_or_else(|| FieldError::new("/zone", Code::UnknownZone))
}

fn to_offset(zoned: &Zoned) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(zoned.timestamp().as_second()).ok()
}

#[cfg(test)]
mod tests;
