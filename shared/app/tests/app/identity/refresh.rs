//! Refresh tokens over time: what uses one up, and what a second showing does.

use plenum_app::identity::{auth, users};
use plenum_shared::{Code, caller::Origin};
use plenum_store::identity::users::UserStatus;
use plenum_testkit::app::TestApp;
use time::Duration;

#[tokio::test]
async fn a_reused_refresh_token_ends_its_session_once() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let old = &ada.refresh_token;
    auth::refresh(&test.app, old, &Origin::default()).await.expect("the first use");
    test.clock.advance(Duration::seconds(11));
    for _ in 0..3 {
        let refused = auth::refresh(&test.app, old, &Origin::default()).await.expect_err("used before");
        assert_eq!(refused.code(), Code::InvalidRefreshToken);
    }
    let ended = ada.log().await.into_iter().filter(|entry| entry.kind == "session.ended").count();
    assert_eq!(ended, 1);
}

#[tokio::test]
async fn a_refresh_during_a_suspension_ends_the_session_and_is_not_counted_as_theft() {
    let test = TestApp::new().await;
    let admin = test.admin("acme").await;
    let member = admin.member("sales_user").await;
    let token = &member.refresh_token;

    users::set_status(&test.app, &admin.who, member.who.user, UserStatus::Suspended).await.expect("suspended");
    let refused = auth::refresh(&test.app, token, &Origin::default()).await.expect_err("suspended");
    assert_eq!(refused.code(), Code::Forbidden);
    users::set_status(&test.app, &admin.who, member.who.user, UserStatus::Active).await.expect("active again");
    test.clock.advance(Duration::minutes(1));
    let over = auth::refresh(&test.app, token, &Origin::default()).await.expect_err("the session has ended");
    assert_eq!(over.code(), Code::InvalidRefreshToken);
    let log = admin.log().await;
    let reasons: Vec<_> = log.iter().filter_map(|entry| entry.after.as_ref()?.text("reason")).collect();
    assert_eq!(reasons, ["member_suspended"]);
}
