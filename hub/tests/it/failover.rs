//! The database moves to another timeline: what goes on, goes on.

use plenum_testkit_postgres::Cluster;
use serde_json::json;

use crate::{
    client::Client,
    place::{Place, deal, founder},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_fail_over_that_loses_nothing_resets_nobody() {
    let cluster = Cluster::private().await;
    let place = Place::on(cluster.database().await);
    let node = place.node().await;
    let ada = founder(&node.app, "ada").await;
    let mut client = Client::live(&node, "deals", &ada).await;
    let before = deal(&node.app, &ada, "before", json!({})).await.cursor;
    cluster.fail_over().await;
    let after = loop {
        // Connections of the pool are dead until it notices.
        if node.app.store().ping().await.is_ok() {
            break deal(&node.app, &ada, "after", json!({})).await.cursor;
        }
    };
    let epoch = |cursor: &str| node.app.cursors().open(ada.who.tenant, cursor).expect("opens").epoch;
    assert_ne!(epoch(&before), epoch(&after));
    assert_eq!(client.title("DealCreated").await, "before");
    assert_eq!(client.title("DealCreated").await, "after");
    let mut resumed = Client::open(&node, "/hubs/deals?resume=1", &ada).await;
    let answer = resumed.call("Resume", json!([before])).await;
    assert!(answer.result.get("reset").is_none());
    assert_eq!(answer.before.len(), 1);
}
