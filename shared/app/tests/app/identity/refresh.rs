//! Refresh tokens over time: what uses one up, and what a second showing does.

use plenum_app::identity::{
    auth::{self, Login, LoginOutcome},
    users::{self, NewMember},
};
use plenum_shared::{Code, caller::Origin};
use plenum_store::identity::users::MemberStatus;
use time::Duration;

use crate::world::World;

#[tokio::test]
async fn a_session_ends_once_however_often_the_old_token_is_shown() {
    let world = World::new().await;
    let (who, signed_in) = world.admin().await;
    let old = &signed_in.tokens.refresh_token;
    auth::refresh(&world.app, old, &Origin::default()).await.expect("the first use");
    world.clock.advance(Duration::seconds(11));
    for _ in 0..3 {
        let refused = auth::refresh(&world.app, old, &Origin::default()).await.expect_err("used before");
        assert_eq!(refused.code(), Code::InvalidRefreshToken);
    }
    let ended = world.log(&who).await.into_iter().filter(|entry| entry.kind == "session.ended").count();
    assert_eq!(ended, 1);
}

#[tokio::test]
async fn a_token_shown_while_its_bearer_is_suspended_is_no_theft_and_ends_with_the_suspension() {
    let world = World::new().await;
    let (admin, _) = world.admin().await;
    let person = NewMember {
        email: "member@example.com".to_owned(),
        password: "tulip-harbor-42".to_owned(),
        first_name: "Grace".to_owned(),
        last_name: "H".to_owned(),
        role: "sales_user".to_owned(),
    };
    let login = Login { email: person.email.clone(), password: person.password.clone(), tenant_id: None };
    let member = users::add(&world.app, &admin, person).await.expect("a member");
    let LoginOutcome::SignedIn(signed_in) = auth::login(&world.app, &login, &Origin::default()).await.expect("a login")
    else {
        panic!("a member of one tenant has nothing to choose");
    };
    let token = &signed_in.tokens.refresh_token;

    users::set_status(&world.app, &admin, member, MemberStatus::Suspended).await.expect("suspended");
    let refused = auth::refresh(&world.app, token, &Origin::default()).await.expect_err("suspended");
    assert_eq!(refused.code(), Code::Forbidden);
    users::set_status(&world.app, &admin, member, MemberStatus::Active).await.expect("active again");
    world.clock.advance(Duration::minutes(1));
    let over = auth::refresh(&world.app, token, &Origin::default()).await.expect_err("the session has ended");
    assert_eq!(over.code(), Code::InvalidRefreshToken);
    let log = world.log(&admin).await;
    let reasons: Vec<_> = log.iter().filter_map(|entry| entry.after.as_ref()?.text("reason")).collect();
    assert_eq!(reasons, ["member_suspended"]);
}
