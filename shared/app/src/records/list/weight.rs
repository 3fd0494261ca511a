//! The size of records in an answer.

use std::ops::Range;

use plenum_store::records::Direction;
use serde_json::{Map, Value};

/// Which of the records fit into so many bytes: as many as possible from the anchor of the page on, and one at least.
pub(super) fn fitting(records: &[Map<String, Value>], bytes: usize, direction: Direction) -> Range<usize> {
    let mut sum = 0usize;
    let mut fits = |record: &Map<String, Value>| {
        sum = sum.saturating_add(of_object(record));
        sum <= bytes
    };
    let count = match direction {
        Direction::Forward => records.iter().take_while(|record| fits(record)).count(),
        Direction::Backward => records.iter().rev().take_while(|record| fits(record)).count(),
    };
    let count = count.max(1).min(records.len());
    match direction {
        Direction::Forward => 0..count,
        Direction::Backward => records.len() - count..records.len(),
    }
}

/// About as many bytes as the value has in JSON; what has to be escaped counts once.
fn of(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) => 5,
        Value::Number(_) => 8,
        Value::String(text) => text.len() + 2,
        Value::Array(values) => 2 + values.iter().map(|value| of(value) + 1).sum::<usize>(),
        Value::Object(object) => of_object(object),
    }
}

fn of_object(object: &Map<String, Value>) -> usize {
    2 + object.iter().map(|(name, value)| name.len() + 4 + of(value)).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn records(sizes: &[usize]) -> Vec<Map<String, Value>> {
        let record = |size: &usize| json!({"text": "x".repeat(*size), "more": [{"n": 1}, null]});
        sizes.iter().map(|size| record(size).as_object().cloned().unwrap_or_default()).collect()
    }

    #[test]
    fn a_page_holds_the_records_that_fit_and_at_least_one() {
        let records = records(&[1_000, 5_000, 2_000]);
        for (bytes, forwards, backwards) in
            [(10_000, 0..3, 0..3), (7_500, 0..2, 1..3), (2_500, 0..1, 2..3), (1, 0..1, 2..3)]
        {
            assert_eq!(fitting(&records, bytes, Direction::Forward), forwards, "{bytes}");
            assert_eq!(fitting(&records, bytes, Direction::Backward), backwards, "{bytes}");
        }
        assert_eq!(fitting(&[], 1, Direction::Forward), 0..0);
        assert_eq!(fitting(&[], 1, Direction::Backward), 0..0);
    }

    #[test]
    fn the_weight_is_about_that_of_the_json() {
        for record in records(&[0, 10, 3_000]) {
            let json = Value::Object(record.clone()).to_string().len();
            assert!(of_object(&record).abs_diff(json) < 30, "{} {json}", of_object(&record));
        }
    }
}
