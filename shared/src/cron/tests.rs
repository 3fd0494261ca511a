use time::{Duration, OffsetDateTime, macros::datetime};

use super::CronLine;
use crate::Result;

const NOW: OffsetDateTime = datetime!(2026-05-06 07:08:09 UTC);

fn line(cron: &str, zone: &str) -> CronLine {
    CronLine::parse(cron, zone, datetime!(2017-01-01 00:00 UTC)).expect("a line")
}

/// The times in a span, its end excluded.
fn times(cron: &str, zone: &str, from: OffsetDateTime, to: OffsetDateTime) -> Vec<OffsetDateTime> {
    let line = line(cron, zone);
    let mut found = Vec::new();
    let mut at = from - Duration::seconds(1);
    while let Some(next) = line.next_after(at).filter(|next| *next < to) {
        found.push(next);
        at = next;
    }
    found
}

fn codes(result: Result<CronLine>) -> Vec<(String, &'static str)> {
    let error = result.expect_err("refused");
    error.fields().iter().map(|field| (field.pointer.clone(), field.code)).collect()
}

#[test]
fn invalid_lines_lines_that_never_fire_and_unknown_zones_have_error_codes() {
    let pair = |pointer: &str, code| (pointer.to_owned(), code);
    for cron in ["", "x", "* * * *", "* * * * * *", "60 * * * *", "0 0 * * 9", "*/0 * * * *", &"1,".repeat(80)] {
        assert_eq!(codes(CronLine::parse(cron, "UTC", NOW)), [pair("/cron", "invalid_cron")], "{cron}");
    }
    for cron in ["0 0 30 2 *", "0 0 31 4,6,9,11 *"] {
        assert_eq!(codes(CronLine::parse(cron, "UTC", NOW)), [pair("/cron", "cron_never_fires")], "{cron}");
    }
    for zone in ["", "Europe/Atlantis", "../etc/passwd", "CEST+2"] {
        assert_eq!(codes(CronLine::parse("@daily", zone, NOW)), [pair("/zone", "unknown_zone")], "{zone}");
    }
    let both = [pair("/cron", "invalid_cron"), pair("/zone", "unknown_zone")];
    assert_eq!(codes(CronLine::parse("x", "y", NOW)), both);
}

#[test]
fn the_29th_of_february_comes_again() {
    let next = line("0 0 29 2 *", "UTC").next_after(NOW);
    assert_eq!(next, Some(datetime!(2028-02-29 00:00 UTC)));
}

#[test]
fn a_time_is_that_of_the_zone_and_after_the_moment() {
    let line = line("0 8 * * MON-FRI", "Europe/Berlin");
    assert_eq!(line.next_after(datetime!(2026-05-08 05:59:59 UTC)), Some(datetime!(2026-05-08 06:00 UTC)));
    assert_eq!(line.next_after(datetime!(2026-05-08 06:00 UTC)), Some(datetime!(2026-05-11 06:00 UTC)));
    assert_eq!(line.next_after(datetime!(2026-05-08 06:00:00.5 UTC)), Some(datetime!(2026-05-11 06:00 UTC)));
    assert_eq!(line.last_until(datetime!(2026-05-11 05:00 UTC)), Some(datetime!(2026-05-08 06:00 UTC)));
    assert_eq!(line.last_until(datetime!(2026-05-11 06:00 UTC)), Some(datetime!(2026-05-11 06:00 UTC)));
}

#[test]
fn in_berlin_the_hour_that_is_skipped_and_the_one_that_comes_twice_have_one_run_each() {
    // Clocks go from 02:00 to 03:00 at 01:00 UTC.
    let (from, to) = (datetime!(2026-03-28 12:00 UTC), datetime!(2026-03-30 12:00 UTC));
    let expected = [datetime!(2026-03-29 01:00 UTC), datetime!(2026-03-30 00:30 UTC)];
    assert_eq!(times("30 2 * * *", "Europe/Berlin", from, to), expected);
    // And from 03:00 to 02:00 at 01:00 UTC.
    let (from, to) = (datetime!(2026-10-24 12:00 UTC), datetime!(2026-10-26 12:00 UTC));
    let expected = [datetime!(2026-10-25 00:30 UTC), datetime!(2026-10-26 01:30 UTC)];
    assert_eq!(times("30 2 * * *", "Europe/Berlin", from, to), expected);
}

#[test]
fn an_interval_follows_elapsed_time_through_both_clock_changes() {
    for (from, to) in [
        (datetime!(2026-03-28 22:00 UTC), datetime!(2026-03-29 06:00 UTC)),
        (datetime!(2026-10-24 22:00 UTC), datetime!(2026-10-25 06:00 UTC)),
    ] {
        for (cron, minutes) in [("0 * * * *", 60), ("*/15 * * * *", 15)] {
            let found = times(cron, "Europe/Berlin", from, to);
            assert_eq!(found.len() as i64, (to - from).whole_minutes() / minutes, "{cron}: {found:?}");
            assert!(found.windows(2).all(|pair| pair[1] - pair[0] == Duration::minutes(minutes)), "{cron}: {found:?}");
        }
    }
}

#[test]
fn in_sao_paulo_under_its_old_rules_midnight_itself_was_skipped_and_came_twice() {
    // Clocks went from 00:00 to 01:00 at 03:00 UTC.
    let (from, to) = (datetime!(2018-11-03 12:00 UTC), datetime!(2018-11-05 12:00 UTC));
    let expected = [datetime!(2018-11-04 03:00 UTC), datetime!(2018-11-05 02:00 UTC)];
    assert_eq!(times("0 0 * * *", "America/Sao_Paulo", from, to), expected);
    // From 00:00 back to 23:00 of the day before, at 02:00 UTC.
    let (from, to) = (datetime!(2018-02-17 12:00 UTC), datetime!(2018-02-19 12:00 UTC));
    let expected = [datetime!(2018-02-18 01:30 UTC), datetime!(2018-02-19 02:30 UTC)];
    assert_eq!(times("30 23 * * *", "America/Sao_Paulo", from, to), expected);
    let expected = [datetime!(2018-02-18 03:00 UTC), datetime!(2018-02-19 03:00 UTC)];
    assert_eq!(times("0 0 * * *", "America/Sao_Paulo", from, to), expected);
}

#[test]
fn on_lord_howe_clocks_change_by_half_an_hour() {
    // From 02:00 to 02:30, at 15:30 UTC of the day before.
    let (from, to) = (datetime!(2026-10-03 00:00 UTC), datetime!(2026-10-05 00:00 UTC));
    let expected = [datetime!(2026-10-03 15:30 UTC), datetime!(2026-10-04 15:15 UTC)];
    assert_eq!(times("15 2 * * *", "Australia/Lord_Howe", from, to), expected);
    // From 02:00 back to 01:30, at 15:00 UTC of the day before.
    let (from, to) = (datetime!(2026-04-04 00:00 UTC), datetime!(2026-04-06 00:00 UTC));
    let expected = [datetime!(2026-04-04 14:45 UTC), datetime!(2026-04-05 15:15 UTC)];
    assert_eq!(times("45 1 * * *", "Australia/Lord_Howe", from, to), expected);
}

/// The two directions must agree, on every night when clocks change too.
#[test]
fn the_last_time_until_a_moment_is_the_one_before_its_next() {
    let nights = [
        ("Europe/Berlin", datetime!(2026-03-28 20:00 UTC)),
        ("Europe/Berlin", datetime!(2026-10-24 20:00 UTC)),
        ("America/Sao_Paulo", datetime!(2018-11-03 20:00 UTC)),
        ("America/Sao_Paulo", datetime!(2018-02-17 20:00 UTC)),
        ("Australia/Lord_Howe", datetime!(2026-10-03 08:00 UTC)),
        ("Australia/Lord_Howe", datetime!(2026-04-04 08:00 UTC)),
    ];
    for (zone, start) in nights {
        for cron in ["*/15 * * * *", "0 * * * *", "30 2 * * *", "0 0 * * *", "30 23 * * *", "15 2 * * *", "45 1 * * *"]
        {
            let found = times(cron, zone, start - Duration::days(3), start + Duration::days(2));
            let line = line(cron, zone);
            for minutes in 0..16 * 60 {
                let moment = start + Duration::minutes(minutes);
                let expected = found.iter().rev().find(|at| **at <= moment).copied();
                assert_eq!(line.last_until(moment), expected, "{cron} in {zone} at {moment}");
            }
        }
    }
}
