mod sample;

use plenum_shared::cursor::Position;
use proptest::prelude::*;
use sample::{ALL_FALSIFICATIONS, Falsification, Run};

use super::*;

/// Two clients of one tenant and one of another; the second is reset once, and all clients receive everything else.
fn run() -> History {
    let mut run = Run::new();
    for _ in 0..3 {
        run.write(0);
        run.write(1);
        run.deliver_all();
    }
    run.write_twofold(0);
    run.fail(0);
    run.lose_answer(0);
    run.deliver_all();
    run.write(0);
    run.reset("b");
    run.write(0);
    run.reconnect("a", 2);
    run.finish()
}

/// Changes the first event that `change` takes to be its own.
fn doctored(change: impl Fn(&mut Event) -> bool) -> History {
    let mut history = run();
    assert!(history.events.iter_mut().any(change), "the sample has such an event");
    history
}

/// The sample with the last delivery of client *a* changed.
fn misdelivered(change: impl Fn(&mut Delivery)) -> History {
    let mut history = run();
    let of_a = history.events.iter_mut().rev().filter_map(|event| match event {
        Event::Delivered(delivery) if delivery.client == "a" => Some(delivery),
        _ => None,
    });
    change(of_a.into_iter().next().expect("a delivery to client a"));
    history
}

#[track_caller]
fn finds(history: &History, expected: impl Fn(&Violation) -> bool) {
    let found = Checker::new().judge(history);
    assert!(found.iter().any(expected), "found only {found:?}");
}

#[test]
fn a_clean_history_passes_and_survives_its_file() {
    let history = run();
    assert_eq!(Checker::new().judge(&history), []);
    assert_eq!(Checker::new().repeats(Repeats::AcrossConnections).judge(&history), []);
    assert_eq!(History::from_jsonl(&history.to_jsonl()).expect("it reads its own lines"), history);
}

#[test]
fn the_file_of_a_recorder_equals_its_history() {
    let path = std::env::temp_dir().join(format!("plenum-history-{}.jsonl", std::process::id()));
    let recorder = Recorder::to_file(&path).expect("the file can be made");
    run().events.into_iter().for_each(|event| recorder.record(event));
    let text = std::fs::read_to_string(&path).expect("the file is there");
    std::fs::remove_file(&path).expect("the file goes");
    assert_eq!(History::from_jsonl(&text).expect("lines of a history"), recorder.history());
}

#[test]
fn a_lost_write_is_found() {
    let mut history = run();
    let last = history.events.iter().rposition(|event| matches!(event, Event::Logged(_))).expect("a log");
    history.events.remove(last);
    finds(&history, |violation| matches!(violation, Violation::LostWrite { .. }));
}

#[test]
fn a_write_logged_as_another_is_found() {
    let history = doctored(|event| match event {
        Event::Finished { outcome: Outcome::Ok { version, .. }, .. } => {
            *version += 1;
            true
        }
        _ => false,
    });
    finds(&history, |violation| matches!(violation, Violation::MisloggedWrite { .. }));
}

#[test]
fn a_refused_write_that_took_effect_is_found() {
    let history = doctored(|event| match event {
        Event::Finished { outcome, .. } if matches!(outcome, Outcome::Ok { .. }) => {
            *outcome = Outcome::Failed;
            true
        }
        _ => false,
    });
    finds(&history, |violation| matches!(violation, Violation::RefusedWriteInLog { .. }));
}

#[test]
fn a_write_applied_twice_is_found_also_when_its_answer_was_lost() {
    for at in [0, 8] {
        let mut history = run();
        let logged: Vec<Logged> = history
            .events
            .iter()
            .filter_map(|event| if let Event::Logged(entry) = event { Some(entry.clone()) } else { None })
            .collect();
        let tenant = logged[at].tenant;
        let head = logged.iter().filter(|entry| entry.tenant == tenant).map(|entry| entry.position.seq).max();
        let again = Logged {
            position: Position { seq: head.expect("a log") + 1, ..logged[at].position },
            id: sample::id(999).into(),
            recorded_at: logged[at].recorded_at + time::Duration::seconds(1),
            ..logged[at].clone()
        };
        history.events.push(Event::Logged(again));
        finds(&history, |violation| matches!(violation, Violation::AppliedTwice { times: 2, .. }));
    }
}

#[test]
fn a_write_with_a_lower_number_than_an_earlier_one_is_found() {
    let mut history = run();
    // The whole first write of the tenant is delivered again after the last.
    let first: Vec<_> = history.events.extract_if(.., |event| is_write(event, "op-1")).collect();
    history.events.extend(first);
    finds(&history, |violation| matches!(violation, Violation::LogOrder { .. }));
}

fn is_write(event: &Event, name: &str) -> bool {
    matches!(event, Event::Invoked { op, .. } | Event::Finished { op, .. } if op == name)
}

#[test]
fn gaps_in_the_log_and_shared_ids_are_found() {
    let mut history = run();
    let third = history.events.iter().filter(|event| matches!(event, Event::Logged(_))).nth(2).cloned();
    history.events.retain(|event| Some(event) != third.as_ref());
    finds(&history, |violation| matches!(violation, Violation::LogGap { .. }));

    let mut history = run();
    let shared = sample::id(77).into();
    let entries = history.events.iter_mut().filter_map(|event| match event {
        Event::Logged(entry) => Some(entry),
        _ => None,
    });
    entries.take(2).for_each(|entry| entry.id = shared);
    finds(&history, |violation| matches!(violation, Violation::SharedEventId { .. }));
}

#[test]
fn a_missing_event_is_found_in_the_middle_and_at_the_end() {
    for from_the_end in [0, 2] {
        let mut history = run();
        let deliveries: Vec<usize> = (0..history.events.len())
            .filter(|at| matches!(&history.events[*at], Event::Delivered(delivery) if delivery.client == "c"))
            .collect();
        history.events.remove(deliveries[deliveries.len() - 1 - from_the_end]);
        finds(&history, |violation| matches!(violation, Violation::Missing { client, .. } if client == "c"));
    }
}

#[test]
fn a_reset_covers_what_was_read_after_it_and_a_reading_without_one_covers_nothing() {
    let mut history = run();
    history.events.retain(|event| !matches!(event, Event::Reset { .. }));
    finds(&history, |violation| matches!(violation, Violation::Missing { client, .. } if client == "b"));
}

#[test]
fn a_reset_does_not_cover_a_gap_before_it() {
    let mut history = run();
    let first = history.events.iter().position(|event| matches!(event, Event::Delivered(d) if d.client == "b"));
    history.events.remove(first.expect("a delivery to client b"));
    finds(&history, |violation| matches!(violation, Violation::Missing { client, .. } if client == "b"));
}

#[test]
fn events_out_of_order_are_found() {
    let mut history = run();
    let deliveries: Vec<usize> = (0..history.events.len())
        .filter(|at| matches!(&history.events[*at], Event::Delivered(delivery) if delivery.client == "c"))
        .collect();
    history.events.swap(deliveries[0], deliveries[1]);
    finds(&history, |violation| matches!(violation, Violation::OutOfOrder { .. }));
}

#[test]
fn a_repeat_is_judged_by_the_rule_of_the_run() {
    let mut history = run();
    let deliveries = history.events.iter().rfind(|event| matches!(event, Event::Delivered(_))).cloned();
    history.events.push(deliveries.expect("a delivery"));
    assert_eq!(Checker::new().judge(&history), []);
    let found = Checker::new().repeats(Repeats::AcrossConnections).judge(&history);
    assert!(matches!(found[..], [Violation::Repeated { .. }]), "{found:?}");
    let found = Checker::new().repeats(Repeats::Never).judge(&run());
    assert!(matches!(found[..], [Violation::Repeated { .. }, Violation::Repeated { .. }]), "{found:?}");
}

#[test]
fn an_event_that_is_not_what_the_log_says_is_found() {
    let wrong =
        |field| move |violation: &Violation| matches!(violation, Violation::WrongEvent { field: f, .. } if *f == field);
    finds(&misdelivered(|delivery| delivery.id = sample::id(4_000).into()), wrong("id"));
    finds(&misdelivered(|delivery| delivery.subject = "deals/other".into()), wrong("subject"));
    finds(&misdelivered(|delivery| delivery.version = Some(99)), wrong("version"));
    finds(&misdelivered(|delivery| delivery.kind = "deal.deleted".into()), wrong("type"));
    finds(&misdelivered(|delivery| delivery.position = None), |v| matches!(v, Violation::BadCursor { .. }));
    let nowhere = Some(Position::new(1, 500));
    finds(&misdelivered(|delivery| delivery.position = nowhere), |v| matches!(v, Violation::Phantom { .. }));
    let other_epoch = |delivery: &mut Delivery| delivery.position = delivery.position.map(|p| Position::new(2, p.seq));
    finds(&misdelivered(other_epoch), |v| matches!(v, Violation::Phantom { .. }));
}

#[test]
fn events_of_another_tenant_or_without_access_are_found() {
    finds(&misdelivered(|delivery| delivery.tenant = sample::tenant(1)), |v| {
        matches!(v, Violation::ForeignTenant { .. })
    });
    let mut history = run();
    let text = format!("{{\"title\":\"{}\"}}", sample::canary(1));
    history.events.push(Event::Frame { client: "a".into(), connection: 1, text });
    finds(&history, |violation| matches!(violation, Violation::ForeignBytes { client, .. } if client == "a"));

    let hidden = Canary { text: "SALARY".into(), tenant: sample::tenant(0), hidden_from: vec!["b".into()] };
    let mut history = run();
    history.events.insert(0, Event::Canary(hidden));
    for client in ["a", "b"] {
        history.events.push(Event::Frame { client: client.into(), connection: 1, text: "SALARY".into() });
    }
    let found = Checker::new().judge(&history);
    assert!(matches!(&found[..], [Violation::ForeignBytes { client, .. }] if client == "b"), "{found:?}");

    let only_a = Checker::new().audience(|client, _| if client == "a" { Due::Must } else { Due::Never });
    assert!(only_a.judge(&run()).iter().any(|violation| matches!(violation, Violation::Forbidden { .. })));
}

#[test]
fn a_client_without_anything_to_judge_is_found() {
    let mut history = run();
    history.events.retain(|event| !matches!(event, Event::Begins { client, .. } if client == "c"));
    finds(&history, |violation| matches!(violation, Violation::NeverBegan { client } if client == "c"));
    let mut history = run();
    history.events.push(Event::Settled { client: "c".into(), position: Position::new(1, 900) });
    finds(&history, |violation| matches!(violation, Violation::UnknownPosition { .. }));
}

proptest! {
    #[test]
    fn every_legal_history_passes(steps in prop::collection::vec(any::<u8>(), 0..120)) {
        let history = Run::of(&steps).finish();
        let found = Checker::new().repeats(Repeats::AcrossConnections).judge(&history);
        prop_assert_eq!(found, vec![]);
    }

    #[test]
    fn every_single_falsification_of_a_legal_history_is_found(
        steps in prop::collection::vec(any::<u8>(), 1..120),
        falsification in prop::sample::select(ALL_FALSIFICATIONS),
        at in any::<prop::sample::Index>(),
    ) {
        let mut history = Run::of(&steps).finish();
        prop_assume!(sample::falsify(&mut history, falsification, |places| at.index(places)));
        let found = Checker::new().repeats(Repeats::AcrossConnections).judge(&history);
        prop_assert!(!found.is_empty(), "{falsification:?} was not found");
    }
}

#[test]
fn every_falsification_applies_to_the_sample() {
    for falsification in ALL_FALSIFICATIONS {
        assert!(sample::falsify(&mut run(), *falsification, |_| 0), "{falsification:?}");
    }
    assert_eq!(ALL_FALSIFICATIONS.len(), Falsification::SwapLogRecords as usize + 1);
}
