//! Following: who may, what it leaves behind, and that it gives nobody anything to see.

use plenum_app::{
    PageRequest,
    records::{
        RecordView,
        followers::{self, MAX_FOLLOWED},
    },
};
use plenum_shared::{Code, Error, ids::RecordId};
use plenum_store::TenantTx;
use serde_json::json;

use crate::{
    person::{Person, at},
    world::World,
};

impl Person<'_> {
    async fn try_follow(&self, segment: &str, id: RecordId) -> Result<(), Error> {
        followers::follow(self.app(), &self.who, at(segment), id).await
    }

    async fn try_unfollow(&self, segment: &str, id: RecordId) -> Result<(), Error> {
        followers::unfollow(self.app(), &self.who, at(segment), id).await
    }

    /// Everybody who follows a record, in the pages of the given size.
    async fn followers(&self, segment: &str, id: RecordId, limit: u32) -> Vec<String> {
        let (mut all, mut page) = (Vec::new(), PageRequest { limit: Some(limit), cursor: None });
        loop {
            let paged = followers::list(self.app(), &self.who, at(segment), id, page).await.expect("followers");
            all.extend(paged.items.into_iter().map(|follower| follower.user_id.to_string()));
            match paged.next {
                Some(next) => page = PageRequest { limit: Some(limit), cursor: Some(next) },
                None => return all,
            }
        }
    }

    async fn follows(&self) -> Vec<String> {
        let paged = followers::following(self.app(), &self.who, PageRequest::default()).await.expect("a page");
        paged.items.into_iter().map(|followed| followed.subject).collect()
    }

    async fn deal(&self) -> RecordView {
        self.create("deals", json!({ "title": "desks" })).await
    }
}

#[tokio::test]
async fn who_sees_a_record_follows_it_once_and_stops_once() {
    let world = World::new().await;
    let ada = world.founder().await;
    let rob = world.colleague(&ada, "read_only").await;
    let deal = ada.deal().await.id;
    for _ in 0..2 {
        rob.try_follow("deals", deal).await.expect("a follower");
    }
    world.clock.advance(time::Duration::seconds(1));
    ada.try_follow("opportunities", deal).await.expect("a follower");
    assert_eq!(ada.followers("deals", deal, 1).await, [ada.who.user.to_string(), rob.who.user.to_string()]);
    assert_eq!(rob.follows().await, [format!("deals/{deal}")]);
    for _ in 0..2 {
        rob.try_unfollow("deals", deal).await.expect("a stop");
    }
    assert_eq!(ada.followers("deals", deal, 20).await, [ada.who.user.to_string()]);
    assert_eq!(rob.follows().await, [""; 0]);
    assert_eq!(ada.kinds(deal).await, ["deal.created", "deal.followed", "deal.followed", "deal.unfollowed"]);
}

#[tokio::test]
async fn what_one_cannot_see_is_neither_followed_nor_asked_about_but_can_be_left() {
    let world = World::new().await;
    let ada = world.founder().await;
    let sam = world.colleague(&ada, "sales_user").await;
    let (hidden, given) = (ada.deal().await.id, sam.deal().await.id);
    let never = RecordId::from(world.app.source().uuid());
    sam.try_follow("deals", given).await.expect("a follower");
    for id in [hidden, never] {
        assert_eq!(sam.try_follow("deals", id).await.unwrap_err().code(), Code::NotFound);
        assert_eq!(sam.try_unfollow("deals", id).await.unwrap_err().code(), Code::NotFound);
        let listed = followers::list(&world.app, &sam.who, at("deals"), id, PageRequest::default()).await;
        assert_eq!(listed.unwrap_err().code(), Code::NotFound);
    }
    let other = world.founder().await;
    assert_eq!(other.try_follow("deals", given).await.unwrap_err().code(), Code::NotFound);

    let support = world.colleague(&ada, "support_user").await;
    assert_eq!(support.try_follow("deals", given).await.unwrap_err().code(), Code::Forbidden);

    let shown = ada.create("deals", json!({ "title": "desks", "ownerId": sam.who.user })).await.id;
    sam.try_follow("deals", shown).await.expect("a follower");
    ada.patch("deals", shown, json!({ "ownerId": ada.who.user })).await;
    assert_eq!(sam.try_get("deals", shown).await.unwrap_err().code(), Code::NotFound);
    assert!(sam.follows().await.contains(&format!("deals/{shown}")), "it can be found, to be left");
    sam.try_unfollow("deals", shown).await.expect("a stop");
    assert_eq!(sam.try_unfollow("deals", shown).await.unwrap_err().code(), Code::NotFound);
}

#[tokio::test]
async fn nobody_follows_more_than_there_is_room_for() {
    let world = World::new().await;
    let ada = world.founder().await;
    let (deal, user) = (ada.deal().await.id, ada.who.user);
    let source = world.app.source();
    let work = |mut tx: TenantTx| async move {
        for _ in 0..MAX_FOLLOWED {
            let now = source.now();
            plenum_store::records::followers::add(&mut tx, "deal", source.uuid().into(), user, now).await?;
        }
        Ok(tx.finish(()))
    };
    world.app.store().write("test.follow", ada.who.tenant, None, work).await.expect("many followed");
    assert_eq!(ada.try_follow("deals", deal).await.unwrap_err().code(), Code::LimitReached);
    assert_eq!(ada.followers("deals", deal, 20).await, [""; 0], "and nothing of it stays");
}
