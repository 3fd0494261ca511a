use std::collections::BTreeMap;

use plenum_sales::DEAL;
use plenum_shared::cursor::Position;
use proptest::prelude::*;

use super::{super::encoding::encode, *};
use crate::samples::{catalogue, change, deal, member, role, user};

const HERE: Position = Position { epoch: 1, seq: 1 };

fn verdicts(audience: &Audience, entry: &Entry) -> BTreeMap<SubscriberId, Verdict> {
    let recipients = audience.recipients(entry).into_iter();
    recipients.flat_map(|((_, verdict), ids)| ids.into_iter().map(move |id| (id, verdict))).collect()
}

#[test]
fn a_record_that_moves_between_teams_is_gained_and_lost() {
    let (sales, everyone) = (role(1, Scope::Team, &[]), role(2, Scope::All, &[]));
    let mut audience = Audience::new(catalogue());
    audience.add(1, member(1, &sales, &[10]), Topic::AllRecords);
    audience.add(2, member(2, &sales, &[20]), Topic::AllRecords);
    audience.add(3, member(3, &everyone, &[]), Topic::AllRecords);
    audience.add(4, member(4, &sales, &[30]), Topic::AllRecords);
    let moved = change(HERE, Some(deal("a", None, Some(10))), Some(deal("a", None, Some(20))));
    let expected = [(1, Verdict::Lost), (2, Verdict::Gained), (3, Verdict::Seen)];
    assert_eq!(verdicts(&audience, &moved), BTreeMap::from(expected));
}

#[test]
fn a_topic_gets_the_entries_of_its_own_entity_only() {
    let everyone = role(1, Scope::All, &[]);
    let mut audience = Audience::new(catalogue());
    audience.add(1, member(1, &everyone, &[]), Topic::RecordsOf("deal"));
    audience.add(2, member(2, &everyone, &[]), Topic::RecordsOf("stage"));
    let created = change(HERE, None, Some(deal("a", None, None)));
    assert_eq!(verdicts(&audience, &created), BTreeMap::from([(1, Verdict::Seen)]));
    let unknown = Entry { entity: "session".to_owned(), ..created };
    assert!(audience.recipients(&unknown).is_empty());
}

#[test]
fn a_personal_entry_reaches_its_recipient_alone() {
    let everyone = role(1, Scope::All, &[]);
    let mut audience = Audience::new(catalogue());
    audience.add(1, member(1, &everyone, &[]), Topic::AllRecords);
    audience.add(2, member(2, &everyone, &[]), Topic::AllRecords);
    let personal = Entry { recipient: Some(user(2)), ..change(HERE, None, Some(deal("a", None, None))) };
    assert_eq!(verdicts(&audience, &personal), BTreeMap::from([(2, Verdict::Seen)]));
}

#[test]
fn readers_of_different_roles_and_hubs_share_an_encoding_when_their_masks_agree() {
    let mut audience = Audience::new(catalogue());
    for (id, (number, hidden)) in [(1, vec![]), (2, vec![]), (3, vec!["description"])].into_iter().enumerate() {
        let role = role(number, Scope::All, &hidden);
        audience.add(
            id as u64,
            member(number, &role, &[]),
            if id == 0 { Topic::AllRecords } else { Topic::RecordsOf("deal") },
        );
    }
    let created = change(HERE, None, Some(deal("a", None, None)));
    assert_eq!(audience.recipients(&created).len(), 2);
}

#[test]
fn a_change_behind_the_mask_is_not_encoded() {
    let blind = role(1, Scope::All, &["title"]);
    let mut audience = Audience::new(catalogue());
    audience.add(1, member(1, &blind, &[]), Topic::AllRecords);
    let renamed = change(HERE, Some(deal("a", None, None)), Some(deal("b", None, None)));
    let projections: Vec<_> = audience.recipients(&renamed).into_keys().collect();
    assert_eq!(projections.len(), 1);
    assert!(encode(&catalogue(), &renamed, projections[0], "c").is_none());
}

#[test]
fn a_replaced_access_applies_at_once_and_a_removed_subscriber_leaves_no_trace() {
    let (all, own) = (role(1, Scope::All, &[]), role(2, Scope::Own, &[]));
    let mut audience = Audience::new(catalogue());
    audience.add(1, member(1, &all, &[10]), Topic::AllRecords);
    audience.add(1, member(1, &own, &[10]), Topic::AllRecords);
    let foreign = change(HERE, None, Some(deal("a", Some(9), Some(10))));
    assert!(audience.recipients(&foreign).is_empty());
    assert_eq!(audience.subscribers.len(), 1);
    audience.remove(1);
    assert!(audience.classes.is_empty() && audience.subscribers.is_empty());
}

prop_compose! {
    fn image()(owner in prop::option::of(0..4u128), team in prop::option::of(0..3u128)) -> Image {
        deal("a", owner, team)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_indexes_find_exactly_the_subscribers_that_the_rule_allows(
        members in prop::collection::vec((0..4u128, 0..3usize, prop::collection::vec(0..3u128, 0..3)), 1..12),
        before in prop::option::of(image()),
        after in prop::option::of(image()),
    ) {
        let roles = [Scope::Own, Scope::Team, Scope::All].map(|scope| role(scope as u128, scope, &[]));
        let mut audience = Audience::new(catalogue());
        let entry = change(HERE, before, after);
        let entity = &DEAL;
        let mut expected = BTreeMap::new();
        for (id, (number, scope, teams)) in members.into_iter().enumerate() {
            let access = member(number, &roles[scope], &teams);
            let verdict = judge(&access, entity, entry.before.as_ref(), entry.after.as_ref());
            if verdict != Verdict::Hidden {
                expected.insert(id as u64, verdict);
            }
            audience.add(id as u64, access, Topic::AllRecords);
        }
        prop_assert_eq!(verdicts(&audience, &entry), expected);
    }
}
