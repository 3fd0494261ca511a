//! Following: the access it needs, the rows it leaves, and that it grants no access.

use plenum_app::{
    PageRequest,
    records::followers::{self, MAX_FOLLOWED},
};
use plenum_shared::{Code, Error, ids::RecordId};
use plenum_store::TenantTx;
use plenum_testkit::app::{Person, TestApp, entity_at};
use serde_json::json;

async fn try_follow(by: &Person, segment: &str, id: RecordId) -> Result<(), Error> {
    followers::follow(&by.app, &by.who, entity_at(segment), id).await
}

async fn try_unfollow(by: &Person, segment: &str, id: RecordId) -> Result<(), Error> {
    followers::unfollow(&by.app, &by.who, entity_at(segment), id).await
}

/// All followers of a record, in pages of the given size.
async fn followers(by: &Person, segment: &str, id: RecordId, limit: u32) -> Vec<String> {
    let (mut all, mut page) = (Vec::new(), PageRequest { limit: Some(limit), cursor: None });
    loop {
        let paged = followers::list(&by.app, &by.who, entity_at(segment), id, page).await.expect("followers");
        all.extend(paged.items.into_iter().map(|follower| follower.user_id.to_string()));
        match paged.next {
            Some(next) => page = PageRequest { limit: Some(limit), cursor: Some(next) },
            None => return all,
        }
    }
}

async fn follows(by: &Person) -> Vec<String> {
    let paged = followers::following(&by.app, &by.who, PageRequest::default()).await.expect("a page");
    paged.items.into_iter().map(|followed| followed.subject).collect()
}

#[tokio::test]
async fn a_visible_record_is_followed_and_unfollowed_once() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let rob = ada.member("read_only").await;
    let deal = ada.deal("desks").await.id;
    for _ in 0..2 {
        try_follow(&rob, "deals", deal).await.expect("a follower");
    }
    test.clock.advance(time::Duration::seconds(1));
    try_follow(&ada, "opportunities", deal).await.expect("a follower");
    assert_eq!(followers(&ada, "deals", deal, 1).await, [ada.who.user.to_string(), rob.who.user.to_string()]);
    assert_eq!(follows(&rob).await, [format!("deals/{deal}")]);
    for _ in 0..2 {
        try_unfollow(&rob, "deals", deal).await.expect("a stop");
    }
    assert_eq!(followers(&ada, "deals", deal, 20).await, [ada.who.user.to_string()]);
    assert_eq!(follows(&rob).await, [""; 0]);
    assert_eq!(ada.kinds(deal).await, ["deal.created", "deal.followed", "deal.followed", "deal.unfollowed"]);
}

#[tokio::test]
async fn an_invisible_record_can_be_unfollowed_and_neither_followed_nor_queried() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let sam = ada.member("sales_user").await;
    let (hidden, given) = (ada.deal("desks").await.id, sam.deal("desks").await.id);
    let never = RecordId::from(test.app.source().uuid());
    try_follow(&sam, "deals", given).await.expect("a follower");
    for id in [hidden, never] {
        assert_eq!(try_follow(&sam, "deals", id).await.unwrap_err().code(), Code::NotFound);
        assert_eq!(try_unfollow(&sam, "deals", id).await.unwrap_err().code(), Code::NotFound);
        let listed = followers::list(&test.app, &sam.who, entity_at("deals"), id, PageRequest::default()).await;
        assert_eq!(listed.unwrap_err().code(), Code::NotFound);
    }
    let other = test.admin("acme").await;
    assert_eq!(try_follow(&other, "deals", given).await.unwrap_err().code(), Code::NotFound);

    let support = ada.member("support_user").await;
    assert_eq!(try_follow(&support, "deals", given).await.unwrap_err().code(), Code::Forbidden);

    let shown = ada.create("deals", json!({ "title": "desks", "ownerId": sam.who.user })).await.id;
    try_follow(&sam, "deals", shown).await.expect("a follower");
    ada.patch("deals", shown, json!({ "ownerId": ada.who.user })).await;
    assert_eq!(sam.try_get("deals", shown).await.unwrap_err().code(), Code::NotFound);
    assert!(follows(&sam).await.contains(&format!("deals/{shown}")), "it can be found, to be left");
    try_unfollow(&sam, "deals", shown).await.expect("a stop");
    assert_eq!(try_unfollow(&sam, "deals", shown).await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn nobody_follows_more_than_there_is_room_for() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (deal, user) = (ada.deal("desks").await.id, ada.who.user);
    let source = test.app.source();
    let work = |mut tx: TenantTx| async move {
        for _ in 0..MAX_FOLLOWED {
            let now = source.now();
            plenum_store::records::followers::add(&mut tx, "deal", source.uuid().into(), user, now).await?;
        }
        Ok(tx.finish(()))
    };
    test.app.store().write("test.follow", ada.who.tenant, None, work).await.expect("many followed");
    assert_eq!(try_follow(&ada, "deals", deal).await.unwrap_err().code(), Code::LimitReached);
    assert_eq!(followers(&ada, "deals", deal, 20).await, [""; 0], "and nothing of it stays");
}
