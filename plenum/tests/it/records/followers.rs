//! Following records over REST: addresses and answers, and that it gives no access.

use http::Method;
use serde_json::json;

use crate::plenum;

#[tokio::test]
async fn a_record_is_followed_listed_and_unfollowed() {
    let plenum = plenum().start().await;
    let admin = plenum.admin("acme").await;
    let member = plenum.member(&admin, "read_only").await;
    let deal = admin.deal("desks").await;
    let path = format!("/api/v1/deals/{}", deal["id"].as_str().expect("an id"));
    let follow = format!("{path}/follow");

    assert_eq!(member.http.request(Method::PUT, &follow).send().await.expect(204).text(), "");
    let listed = admin.http.get(&format!("{path}/followers")).await.expect(200);
    let follower = &listed.data()[0];
    assert_eq!((&follower["userId"], &follower["firstName"]), (&json!(member.user), &json!("Mo")));
    assert!(listed.header("x-event-cursor").is_some() && follower["followedAt"].is_string());

    let following = member.http.get("/api/v1/following").await.expect(200).data();
    assert_eq!((&following[0]["entity"], &following[0]["id"]), (&json!("deal"), &deal["id"]));
    assert_eq!(admin.http.get("/api/v1/following").await.expect(200).data(), json!([]));

    member.http.delete(&follow).await.expect(204);
    assert_eq!(admin.http.get(&format!("{path}/followers")).await.expect(200).data(), json!([]));
    admin.http.get(&format!("{path}/followers?sort=name")).await.expect_problem(400, "malformed_query");

    // Records of the set-up cannot be followed.
    let pipeline = deal["pipelineId"].as_str().expect("an id");
    let answer = admin.http.request(Method::PUT, &format!("/api/v1/pipelines/{pipeline}/follow")).send().await;
    answer.expect_problem(404, "not_found");
}
