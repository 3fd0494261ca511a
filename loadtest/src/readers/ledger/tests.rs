//! The ledger, with deliberately faulty sequences of deliveries.

use super::{Delivery, Ledger};

fn record_all(numbers: &[u32]) -> (Ledger, Vec<Delivery>) {
    let mut ledger = Ledger::default();
    let deliveries = numbers.iter().map(|number| ledger.record(0, *number)).collect();
    (ledger, deliveries)
}

fn missing(ledger: &Ledger, written: u32) -> Vec<u32> {
    ledger.missing(0, written).collect()
}

#[test]
fn a_complete_sequence_has_no_missing_write() {
    let (ledger, deliveries) = record_all(&[0, 1, 2, 3]);
    assert!(deliveries.iter().all(|delivery| *delivery == Delivery::InOrder));
    assert_eq!(missing(&ledger, 4), [0; 0]);
}

#[test]
fn skipped_writes_and_those_at_the_end_are_missing() {
    let (ledger, deliveries) = record_all(&[0, 2, 5]);
    assert!(
        deliveries.iter().all(|delivery| *delivery == Delivery::InOrder),
        "a missing write does not change the order of the others"
    );
    assert_eq!(missing(&ledger, 8), [1, 3, 4, 6, 7]);
    assert_eq!(missing(&ledger, 4), [1, 3], "writes that were never made are not missing");
}

#[test]
fn without_deliveries_every_write_is_missing() {
    assert_eq!(missing(&Ledger::default(), 3), [0, 1, 2]);
}

#[test]
fn a_late_delivery_is_out_of_order_and_not_missing() {
    let (ledger, deliveries) = record_all(&[0, 2, 3, 1, 4]);
    assert_eq!(deliveries[3], Delivery::OutOfOrder);
    assert_eq!(deliveries.iter().filter(|delivery| **delivery == Delivery::InOrder).count(), 4);
    assert_eq!(missing(&ledger, 5), [0; 0]);
}

#[test]
fn a_second_delivery_is_a_repeat() {
    let (ledger, deliveries) = record_all(&[0, 1, 1, 4, 2, 2, 4, 0]);
    let repeats: Vec<_> = (0..deliveries.len()).filter(|at| deliveries[*at] == Delivery::Repeat).collect();
    assert_eq!(repeats, [2, 5, 6, 7]);
    assert_eq!(missing(&ledger, 5), [3]);
}

#[test]
fn lanes_are_recorded_separately() {
    let mut ledger = Ledger::default();
    assert_eq!(ledger.record(3, 1), Delivery::InOrder);
    assert_eq!(ledger.record(1, 0), Delivery::InOrder);
    assert_eq!(ledger.missing(3, 2).collect::<Vec<_>>(), [0]);
    assert_eq!(ledger.missing(2, 1).collect::<Vec<_>>(), [0]);
}

#[test]
fn the_order_hash_differs_with_the_order_across_lanes() {
    let order = |deliveries: &[(usize, u32)]| {
        let mut ledger = Ledger::default();
        for (lane, number) in deliveries {
            ledger.record(*lane, *number);
        }
        ledger.order()
    };
    let one = order(&[(0, 0), (1, 0), (0, 1)]);
    assert_eq!(one, order(&[(0, 0), (1, 0), (1, 0), (0, 1)]), "a repeat does not change the order");
    assert_ne!(one, order(&[(1, 0), (0, 0), (0, 1)]));
    assert_ne!(one, order(&[(0, 0), (0, 1), (1, 0)]));
}

#[test]
fn every_number_is_delivered_or_missing_in_a_shuffled_sequence() {
    // A fixed permutation: 37 generates all residues modulo 101.
    let order: Vec<u32> = (0..101).map(|step| step * 37 % 101).filter(|number| number % 10 != 3).collect();
    let (ledger, deliveries) = record_all(&order);
    assert!(!deliveries.contains(&Delivery::Repeat));
    let expected: Vec<u32> = (0..101).filter(|number| number % 10 == 3).collect();
    assert_eq!(missing(&ledger, 101), expected);
}
