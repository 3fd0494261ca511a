//! Batches: many operations, one transaction, one change set.

use plenum_app::records::{MAX_OPERATIONS, OnFailure, Operation};
use plenum_shared::{Code, ids::RecordId};
use plenum_testkit::app::{TestApp, refused_field};
use serde_json::json;

use super::{create, list, patch, run, run_or};

#[tokio::test]
async fn each_operation_has_its_own_result_and_all_are_one_change_set() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (old, gone, kept) = (ada.deal("Desks").await, ada.deal("Chairs").await, ada.deal("Lamps").await);
    ada.try_delete("deals", gone.id).await.expect("deletes");
    let before = ada.log().await.len();
    let operations = vec![
        create(json!({"title": "Sofas"})),
        patch(old.id, json!({"title": "Big desks"})),
        patch(RecordId::from(ada.app.source().uuid()), json!({"title": "nobody's"})),
        Operation::Restore { id: gone.id },
        create(json!({"title": ""})),
        Operation::Delete { id: kept.id, if_match: Some(7) },
    ];
    let done = run(&ada, "deals", operations).await.expect("a batch");
    let codes: Vec<_> = done.items.iter().map(|item| item.as_ref().err().map(plenum_shared::Error::code)).collect();
    let expected = [None, None, Some(Code::NotFound), None, Some(Code::Invalid), Some(Code::Stale)];
    assert_eq!(codes, expected);
    assert_eq!(ada.value("deals", old.id, "title").await, "Big desks");
    assert_eq!(ada.value("deals", kept.id, "title").await, "Lamps");
    let log = ada.log().await;
    let new: Vec<_> = log[before..].iter().map(|entry| (entry.kind.as_str(), entry.change_set)).collect();
    let set = done.change_set;
    assert!(set.is_some());
    assert_eq!(new, [("deal.created", set), ("deal.updated", set), ("deal.restored", set)]);
    let counts = list(&ada).await[0].counts;
    assert_eq!((counts.created, counts.updated, counts.deleted, counts.restored), (1, 1, 0, 1));
}

#[tokio::test]
async fn an_atomic_batch_whose_last_operation_fails_does_nothing_and_names_it() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (desks, chairs) = (ada.deal("Desks").await.id, ada.deal("Chairs").await.id);
    let before = ada.log().await.len();
    let operations = || {
        let wrong = patch(chairs, json!({"title": "Stools", "nonsense": 1}));
        vec![create(json!({"title": "Sofas"})), patch(desks, json!({"title": "Big desks"})), wrong]
    };
    let refused = run_or(&ada, "deals", operations(), OnFailure::UndoAll).await;
    assert_eq!(refused_field(refused), (Code::Invalid, "/operations/2/nonsense".to_owned()));
    let missing = vec![
        patch(desks, json!({"title": "x"})),
        Operation::Delete { id: ada.app.source().uuid().into(), if_match: None },
    ];
    let refused = run_or(&ada, "deals", missing, OnFailure::UndoAll).await;
    assert_eq!(refused_field(refused), (Code::NotFound, "/operations/1".to_owned()));
    assert_eq!(ada.value("deals", desks, "title").await, "Desks");
    assert_eq!(ada.ids("deals").await.len(), 2);
    assert_eq!(ada.log().await.len(), before);
    let done = run(&ada, "deals", operations()).await.expect("the others are done");
    assert_eq!(done.items.iter().filter(|item| item.is_ok()).count(), 2);
}

#[tokio::test]
async fn a_batch_that_is_too_large_or_repeats_a_record_is_refused() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let desks = ada.deal("Desks").await.id;
    let before = ada.log().await.len();
    let many = (0..=MAX_OPERATIONS).map(|number| create(json!({"title": number.to_string()}))).collect();
    assert_eq!(refused_field(run(&ada, "deals", many).await), (Code::Invalid, "/operations".to_owned()));
    assert_eq!(refused_field(run(&ada, "deals", Vec::new()).await), (Code::Invalid, "/operations".to_owned()));
    let twice = vec![
        patch(desks, json!({"title": "a"})),
        create(json!({"title": "b"})),
        Operation::Delete { id: desks, if_match: None },
    ];
    assert_eq!(refused_field(run(&ada, "deals", twice).await), (Code::Invalid, "/operations/2/id".to_owned()));
    assert_eq!(ada.log().await.len(), before);
    let most = (0..MAX_OPERATIONS).map(|number| create(json!({"title": number.to_string()}))).collect();
    let done = run(&ada, "deals", most).await.expect("as many as there may be");
    assert!(done.items.iter().all(Result::is_ok));
}

#[tokio::test]
async fn a_batch_is_judged_like_single_requests() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let stranger = test.admin("other").await;
    let sam = ada.member("sales_user").await;
    let reader = ada.member("read_only").await;
    let (hers, his) = (ada.deal("Hers").await.id, sam.deal("His").await.id);
    let both = || vec![patch(hers, json!({"title": "x"})), patch(his, json!({"title": "y"}))];
    let codes = |done: plenum_app::records::BatchOutcome| -> Vec<Option<Code>> {
        done.items.iter().map(|item| item.as_ref().err().map(plenum_shared::Error::code)).collect()
    };
    assert_eq!(codes(run(&sam, "deals", both()).await.expect("a batch")), [Some(Code::NotFound), None]);
    let foreign = run(&stranger, "deals", both()).await.expect("a batch");
    assert_eq!(foreign.change_set, None);
    assert_eq!(codes(foreign), [Some(Code::NotFound); 2]);
    assert_eq!(codes(run(&reader, "deals", both()).await.expect("a batch")), [Some(Code::Forbidden); 2]);
    assert_eq!(ada.value("deals", hers, "title").await, "Hers");
    assert_eq!(ada.value("deals", his, "title").await, "y");
}
