//! Notifications while others write.

use plenum_shared::{
    Result,
    entry::NewEntry,
    ids::{NotificationId, UserId},
    notification::{ENTITY, RECEIVED},
};
use plenum_store::{
    TenantTx, log,
    notify::notifications::{self, NewNotification},
};
use time::Duration;
use tokio::sync::Notify;

use plenum_testkit::store::TestStore;

fn received(test: &TestStore, id: NotificationId, user: UserId) -> NewEntry {
    let entry = test.entry(RECEIVED, id.uuid());
    NewEntry { entity: ENTITY.to_owned(), recipient: Some(user), ..entry }
}

#[tokio::test]
async fn a_notification_added_while_all_are_marked_as_read_stays_unread() {
    let test = TestStore::new().await;
    let of = test.tenant("acme").await;
    let (id, now) = (NotificationId::from(test.source.uuid()), test.source.now());
    let notification = NewNotification {
        user: of.admin,
        category: "record_changed",
        entity: "deal",
        record: test.record_id(),
        event: "deal.updated",
        fields: &[],
        actor: None,
        at: now,
    };
    let (notification, entries) = (&notification, &[received(&test, id, of.admin)]);
    let first = |mut tx: TenantTx| async move {
        notifications::insert(&mut tx, id, notification).await?;
        let appended = log::append(&mut tx, entries, now).await?;
        Ok(tx.finish(appended[0].position.seq))
    };
    let seen = test.store.write("test.first", of.tenant, None, first).await.expect("the count");

    let (added, go_on) = (&Notify::new(), &Notify::new());
    let more = &[received(&test, id, of.admin)];
    let second = |mut tx: TenantTx| async move {
        let to = notifications::add_to(&mut tx, notification, now - Duration::minutes(1)).await?;
        assert_eq!(to, Some(id));
        log::append(&mut tx, more, now).await?;
        added.notify_one();
        go_on.notified().await;
        Ok(tx.finish(()))
    };
    let mark = |mut tx: TenantTx| async move {
        let marked = notifications::mark_read_up_to(&mut tx, of.admin, seen, now).await?;
        let unread = notifications::count_unread(&mut tx, of.admin).await?;
        Ok(tx.finish((marked, unread)))
    };
    let marking = async {
        added.notified().await;
        test.store.write("test.mark", of.tenant, None, mark).await
    };
    let waiting = async {
        while test.database.waiting_for_locks().await == 0 {
            tokio::task::yield_now().await;
        }
        go_on.notify_one();
    };
    let adding = test.store.write("test.second", of.tenant, None, second);
    let (added, marked, ()): (Result<()>, _, _) = tokio::join!(adding, marking, waiting);
    added.expect("another change");
    assert_eq!(marked.expect("an answer"), (0, 1), "the reader has seen an earlier count");
}
