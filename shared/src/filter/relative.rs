//! Dates by words: `today`, `last_month`, `-30d`. Each is an interval of whole days in the reader's zone.

use jiff::{civil::Date, tz::TimeZone};
use time::{Duration, OffsetDateTime};

use super::context::FilterContext;
use crate::calendar::{Period, day_of, start_of};

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub first: Date,
    pub last: Date,
}

/// The largest number before a unit.
const MAX_COUNT: usize = 4;

/// The interval that a word names at this moment. `None`: the text is no such word. An interval beyond the years 1 to
/// 9999 is an error.
pub(super) fn days(text: &str, context: &FilterContext) -> Option<Result<Days, String>> {
    let (number, unit, whole) = parse(text)?;
    let today = day_of(context.now, &context.locality.zone())?;
    let found = match whole {
        // This month, the last, the next.
        true => interval(today, number, unit),
        // A day so far from today.
        false => unit.shift(today, number).map(|day| Days { first: day, last: day }),
    };
    let in_range = |days: &Days| days.first.year() >= 1 && days.last.year() <= 9_999;
    Some(found.filter(in_range).ok_or_else(|| "expected a day between the years 1 and 9999".to_owned()))
}

impl Days {
    /// The first moment of these days and the last, to the microsecond, as times are kept.
    pub(super) fn moments(self, zone: &TimeZone) -> Option<(OffsetDateTime, OffsetDateTime)> {
        let next = start_of(self.last.tomorrow().ok()?, zone)?;
        Some((start_of(self.first, zone)?, next - Duration::MICROSECOND))
    }
}

/// The number of units from now, and whether the whole unit is meant or a day.
fn parse(text: &str) -> Option<(i32, Period, bool)> {
    let text = text.trim();
    let whole = |number, unit| Some((number, unit, true));
    match text {
        "yesterday" => return whole(-1, Period::Day),
        "today" => return whole(0, Period::Day),
        "tomorrow" => return whole(1, Period::Day),
        _ => {}
    }
    if let Some((which, unit)) = text.split_once('_') {
        let number = match which {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        return Period::parse(unit).filter(|unit| *unit != Period::Day).and_then(|unit| whole(number, unit));
    }
    let unit = match text.chars().last()? {
        'd' => Period::Day,
        'w' => Period::Week,
        'm' => Period::Month,
        'q' => Period::Quarter,
        'y' => Period::Year,
        _ => return None,
    };
    let counted = text.get(..text.len() - 1)?;
    // A plus sign in an address is a space unless it is escaped, so that none means the same.
    let (sign, digits) = match counted.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, counted.strip_prefix('+').unwrap_or(counted)),
    };
    let counts = (1..=MAX_COUNT).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    counts.then(|| digits.parse::<i32>().ok()).flatten().map(|number| (sign * number, unit, false))
}

fn interval(today: Date, number: i32, unit: Period) -> Option<Days> {
    let first = unit.shift(unit.first_day(today)?, number)?;
    let last = unit.shift(first, 1)?.yesterday().ok()?;
    Some(Days { first, last })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::datetime;

    use super::*;
    use crate::locality::Locality;

    fn at(now: OffsetDateTime, zone: &str) -> FilterContext {
        FilterContext { user: None, now, locality: Locality::in_zone(zone), text: crate::text::TextVersion::KEYS }
    }

    fn of(text: &str, context: &FilterContext) -> Option<(String, String)> {
        days(text, context)?.ok().map(|days| (days.first.to_string(), days.last.to_string()))
    }

    #[test]
    fn words_name_days_of_the_readers_calendar() {
        // A Tuesday in Berlin, and still Monday in New York.
        let (berlin, new_york) = (
            at(datetime!(2026-03-31 02:00 UTC), "Europe/Berlin"),
            at(datetime!(2026-03-31 02:00 UTC), "America/New_York"),
        );
        for (word, first, last) in [
            ("today", "2026-03-31", "2026-03-31"),
            ("yesterday", "2026-03-30", "2026-03-30"),
            ("tomorrow", "2026-04-01", "2026-04-01"),
            ("this_week", "2026-03-30", "2026-04-05"),
            ("last_week", "2026-03-23", "2026-03-29"),
            ("next_week", "2026-04-06", "2026-04-12"),
            ("this_month", "2026-03-01", "2026-03-31"),
            ("last_month", "2026-02-01", "2026-02-28"),
            ("next_month", "2026-04-01", "2026-04-30"),
            ("this_quarter", "2026-01-01", "2026-03-31"),
            ("last_quarter", "2025-10-01", "2025-12-31"),
            ("next_quarter", "2026-04-01", "2026-06-30"),
            ("this_year", "2026-01-01", "2026-12-31"),
            ("last_year", "2025-01-01", "2025-12-31"),
            ("-30d", "2026-03-01", "2026-03-01"),
            ("+2w", "2026-04-14", "2026-04-14"),
            (" 2w", "2026-04-14", "2026-04-14"),
            ("0d", "2026-03-31", "2026-03-31"),
            ("-1m", "2026-02-28", "2026-02-28"),
            ("-1q", "2025-12-31", "2025-12-31"),
            ("+1y", "2027-03-31", "2027-03-31"),
        ] {
            assert_eq!(of(word, &berlin), Some((first.to_owned(), last.to_owned())), "{word}");
        }
        assert_eq!(of("today", &new_york), Some(("2026-03-30".to_owned(), "2026-03-30".to_owned())));
    }

    #[test]
    fn nonsense_is_no_word_and_days_without_a_date_are_an_error() {
        let context = at(datetime!(2026-03-31 02:00 UTC), "UTC");
        for nonsense in [
            "", "Today", "this", "this_day", "last_", "30", "d", "-d", "--1d", "+-1d", "1h", "12345d", "1.5d", "é",
            "١d",
        ] {
            assert_eq!(days(nonsense, &context), None, "{nonsense:?}");
        }
        assert!(matches!(days("-9999y", &context), Some(Err(_))) && matches!(days("9999y", &context), Some(Err(_))));
    }

    #[test]
    fn days_are_as_long_as_they_are_where_the_reader_is() {
        for (zone, now, word, first, last) in [
            // 23 hours: clocks go forward.
            (
                "Europe/Berlin",
                datetime!(2026-03-29 12:00 UTC),
                "today",
                datetime!(2026-03-28 23:00 UTC),
                datetime!(2026-03-29 21:59:59.999999 UTC),
            ),
            // 25 hours: they go back.
            (
                "Europe/Berlin",
                datetime!(2026-10-25 12:00 UTC),
                "today",
                datetime!(2026-10-24 22:00 UTC),
                datetime!(2026-10-25 22:59:59.999999 UTC),
            ),
            // Midnight did not happen: the day begins at one.
            (
                "America/Sao_Paulo",
                datetime!(2018-11-04 12:00 UTC),
                "today",
                datetime!(2018-11-04 03:00 UTC),
                datetime!(2018-11-05 01:59:59.999999 UTC),
            ),
        ] {
            let context = at(now, zone);
            let days = days(word, &context).expect("a word").expect("in range");
            assert_eq!(days.moments(&context.locality.zone()), Some((first, last)), "{zone}");
        }
    }

    proptest! {
        #[test]
        fn last_this_and_next_tile_the_line_and_this_holds_now(
            seconds in 0i64..4_000_000_000,
            zone in prop::sample::select(vec![
                "UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu",
                "Pacific/Apia", "Pacific/Kiritimati", "Africa/Casablanca",
            ]),
            unit in prop::sample::select(vec![
                ("yesterday", "today", "tomorrow"), ("last_week", "this_week", "next_week"),
                ("last_month", "this_month", "next_month"), ("last_quarter", "this_quarter", "next_quarter"),
                ("last_year", "this_year", "next_year"),
            ]),
        ) {
            let now = OffsetDateTime::from_unix_timestamp(seconds).expect("in range");
            let context = at(now, zone);
            let zone = context.locality.zone();
            let of = |word| days(word, &context).expect("a word").expect("in range");
            let (last, this, next) = (of(unit.0), of(unit.1), of(unit.2));
            prop_assert_eq!(last.last.tomorrow().expect("a day"), this.first);
            prop_assert_eq!(this.last.tomorrow().expect("a day"), next.first);
            let (last, this, next) = (last.moments(&zone), this.moments(&zone), next.moments(&zone));
            let (last, this, next) = (last.expect("moments"), this.expect("moments"), next.expect("moments"));
            let microsecond = time::Duration::MICROSECOND;
            prop_assert_eq!(last.1 + microsecond, this.0);
            prop_assert_eq!(this.1 + microsecond, next.0);
            prop_assert!(this.0 <= now && now <= this.1);
        }

        #[test]
        fn no_text_panics(text in any::<String>(), word in "[+-]?[0-9]{1,5}[dwmqy]") {
            let context = at(datetime!(2026-03-31 02:00 UTC), "Europe/Berlin");
            for text in [text, word] {
                if let Some(Ok(days)) = days(&text, &context) {
                    let _ = days.moments(&TimeZone::UTC);
                }
            }
        }
    }
}
