//! Days, weeks, months, quarters and years of a reader's calendar. Weeks begin on Monday (ISO 8601), quarters in
//! January, April, July and October.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use time::OffsetDateTime;

/// A part of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Period {
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.as_str() == text)
    }

    /// The first day of the period that a day is in.
    pub fn first_day(self, day: Date) -> Option<Date> {
        let month = |month: i8| Date::new(day.year(), month, 1).ok();
        match self {
            Self::Day => Some(day),
            Self::Week => day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok(),
            Self::Month => month(day.month()),
            Self::Quarter => month((day.month() - 1) / 3 * 3 + 1),
            Self::Year => month(1),
        }
    }

    /// The day that is so many periods from this one. A month that is too short for it ends sooner.
    pub fn shift(self, day: Date, number: i32) -> Option<Date> {
        let span = match self {
            Self::Day => number.days(),
            Self::Week => number.weeks(),
            Self::Month => number.months(),
            Self::Quarter => (number * 3).months(),
            Self::Year => number.years(),
        };
        day.checked_add(span).ok()
    }
}

/// The day on which a moment falls in a zone.
pub fn day_of(moment: OffsetDateTime, zone: &TimeZone) -> Option<Date> {
    let moment = Timestamp::from_nanosecond(moment.unix_timestamp_nanos()).ok()?;
    Some(moment.to_zoned(zone.clone()).date())
}

/// The first moment of a day in a zone. A day that begins with a gap begins after it.
pub fn start_of(day: Date, zone: &TimeZone) -> Option<OffsetDateTime> {
    let start = day.to_zoned(zone.clone()).and_then(|zoned| zoned.start_of_day()).ok()?;
    let nanoseconds = i128::from(start.timestamp().as_microsecond()) * 1_000;
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()
}

/// Where a period begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodStart {
    /// Its first day.
    pub day: Date,
    /// The first moment of that day.
    pub moment: OffsetDateTime,
}

/// The beginnings of the periods from that of one moment to that of another; `None` when there are more than `at_most`.
pub fn starts(
    period: Period,
    from: OffsetDateTime,
    to: OffsetDateTime,
    zone: &TimeZone,
    at_most: usize,
) -> Option<Vec<PeriodStart>> {
    let (mut day, mut starts) = (period.first_day(day_of(from, zone)?)?, Vec::<PeriodStart>::new());
    loop {
        let moment = start_of(day, zone)?;
        if moment > to {
            return Some(starts);
        }
        if starts.len() == at_most {
            return None;
        }
        // A day that a zone left out has no moments of its own.
        match starts.last_mut() {
            Some(last) if last.moment == moment => last.day = day,
            _ => starts.push(PeriodStart { day, moment }),
        }
        day = period.shift(day, 1)?;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Duration;

    use super::*;
    use crate::settings::time_zone;

    proptest! {
        #[test]
        fn periods_from_one_moment_to_another_leave_no_gap(
            seconds in 0i64..2_000_000_000,
            length in 0i64..100_000_000,
            period in prop::sample::select(Period::ALL.to_vec()),
            zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"]),
        ) {
            let zone = time_zone(zone).expect("a zone");
            let from = OffsetDateTime::from_unix_timestamp(seconds).expect("in range");
            let to = from + Duration::seconds(length);
            let starts = starts(period, from, to, &zone, 10_000).expect("not so many");
            prop_assert!(starts[0].moment <= from && starts.windows(2).all(|pair| pair[0].moment < pair[1].moment));
            for moment in [from, to, from + Duration::seconds(length / 2)] {
                let start = starts.iter().rev().find(|start| start.moment <= moment).expect("a period");
                let on = day_of(moment, &zone).expect("a day");
                prop_assert_eq!(period.first_day(on), Some(start.day));
            }
        }
    }

    #[test]
    fn too_many_periods_are_none() {
        let (from, to) = (OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH + Duration::days(10));
        assert_eq!(starts(Period::Day, from, to, &TimeZone::UTC, 10), None);
        assert_eq!(starts(Period::Day, from, to, &TimeZone::UTC, 11).map(|starts| starts.len()), Some(11));
        for period in Period::ALL {
            assert_eq!(Period::parse(period.as_str()), Some(period));
        }
    }
}
