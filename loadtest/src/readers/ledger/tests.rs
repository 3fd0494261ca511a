//! The account, on sequences that were spoiled on purpose.

use super::{Heard, Ledger};

fn heard(numbers: &[u32]) -> (Ledger, Vec<Heard>) {
    let mut ledger = Ledger::default();
    let said = numbers.iter().map(|number| ledger.hear(0, *number)).collect();
    (ledger, said)
}

fn missing(ledger: &Ledger, written: u32) -> Vec<u32> {
    ledger.missing(0, written).collect()
}

#[test]
fn a_whole_sequence_lacks_nothing() {
    let (ledger, said) = heard(&[0, 1, 2, 3]);
    assert!(said.iter().all(|heard| *heard == Heard::InOrder));
    assert_eq!(missing(&ledger, 4), [0; 0]);
}

#[test]
fn one_that_was_left_out_is_missing_and_so_is_the_end() {
    let (ledger, said) = heard(&[0, 2, 5]);
    assert!(said.iter().all(|heard| *heard == Heard::InOrder), "what is missing is told by what follows it");
    assert_eq!(missing(&ledger, 8), [1, 3, 4, 6, 7]);
    assert_eq!(missing(&ledger, 4), [1, 3], "what was never written is not missing");
}

#[test]
fn a_reader_that_heard_nothing_lacks_everything() {
    assert_eq!(missing(&Ledger::default(), 3), [0, 1, 2]);
}

#[test]
fn one_that_came_late_is_overtaken_and_not_missing() {
    let (ledger, said) = heard(&[0, 2, 3, 1, 4]);
    assert_eq!(said[3], Heard::Overtaken);
    assert_eq!(said.iter().filter(|heard| **heard == Heard::InOrder).count(), 4);
    assert_eq!(missing(&ledger, 5), [0; 0]);
}

#[test]
fn one_that_came_twice_is_a_repeat_wherever_it_stands() {
    let (ledger, said) = heard(&[0, 1, 1, 4, 2, 2, 4, 0]);
    let repeats: Vec<_> = (0..said.len()).filter(|at| said[*at] == Heard::Repeat).collect();
    assert_eq!(repeats, [2, 5, 6, 7]);
    assert_eq!(missing(&ledger, 5), [3]);
}

#[test]
fn lanes_are_accounts_of_their_own() {
    let mut ledger = Ledger::default();
    assert_eq!(ledger.hear(3, 1), Heard::InOrder);
    assert_eq!(ledger.hear(1, 0), Heard::InOrder);
    assert_eq!(ledger.missing(3, 2).collect::<Vec<_>>(), [0]);
    assert_eq!(ledger.missing(2, 1).collect::<Vec<_>>(), [0]);
}

#[test]
fn readers_agree_on_the_order_across_lanes_or_it_shows() {
    let order = |heard: &[(usize, u32)]| {
        let mut ledger = Ledger::default();
        for (lane, number) in heard {
            ledger.hear(*lane, *number);
        }
        ledger.order()
    };
    let one = order(&[(0, 0), (1, 0), (0, 1)]);
    assert_eq!(one, order(&[(0, 0), (1, 0), (1, 0), (0, 1)]), "a repeat is no other order");
    assert_ne!(one, order(&[(1, 0), (0, 0), (0, 1)]));
    assert_ne!(one, order(&[(0, 0), (0, 1), (1, 0)]));
}

#[test]
fn every_number_is_heard_overtaken_or_missing_however_it_is_shuffled() {
    // A fixed walk through residues: 37 generates all numbers below 101.
    let order: Vec<u32> = (0..101).map(|step| step * 37 % 101).filter(|number| number % 10 != 3).collect();
    let (ledger, said) = heard(&order);
    assert!(!said.contains(&Heard::Repeat));
    let expected: Vec<u32> = (0..101).filter(|number| number % 10 == 3).collect();
    assert_eq!(missing(&ledger, 101), expected);
}
