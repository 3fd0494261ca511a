//! Refresh tokens over time: what uses one up, and what a second showing does.

use plenum_app::identity::{auth, users};
use plenum_shared::{Code, caller::Origin};
use plenum_store::identity::users::UserStatus;
use plenum_testkit::app::TestApp;
use time::Duration;

#[tokio::test]
async fn a_session_ends_once_however_often_the_old_token_is_shown() {
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
async fn a_token_shown_while_its_bearer_is_suspended_is_no_theft_and_ends_with_the_suspension() {
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
