//! Guessing passwords: at every operation that checks one, from one address and from many, on one node and on several;
//! and the end of sessions of a replaced password.

use futures::future::join_all;
use plenum_app::{
    App,
    identity::{
        auth::{self, AcceptInvitation, Login, LoginOutcome, Register, SignedIn},
        invitations::{self, Invite},
        users::{self, UserStatus},
    },
};
use plenum_shared::{Code, Error, Result, caller::Origin, ids::SessionId};
use plenum_store::{
    access,
    identity::{people, sessions},
};
use plenum_testkit::app::{PASSWORD, Person, TestApp, origin, refused};
use time::Duration;

/// From somewhere on the network.
fn from(ip: &str) -> Origin {
    Origin { ip: Some(ip.to_owned()), ..origin() }
}

const WRONG: &str = "not it at all";
const ANOTHER: &str = "seven green kettles hum";

async fn login(app: &App, email: &str, password: &str, origin: &Origin) -> Result<SignedIn> {
    let login = Login { email: email.to_owned(), password: password.to_owned(), tenant_id: None };
    match auth::login(app, &login, origin).await? {
        LoginOutcome::SignedIn(signed_in) => Ok(*signed_in),
        LoginOutcome::SelectTenant(_) => panic!("one tenant"),
    }
}

fn pause(error: &Error) -> std::time::Duration {
    error.limit().expect("a limit").retry_after
}

#[tokio::test]
async fn five_wrong_passwords_throttle_an_address_for_known_and_unknown_accounts() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let mut answers = Vec::new();
    for email in [ada.email.as_str(), "nobody@example.com"] {
        for _ in 0..5 {
            assert_eq!(refused(login(app, email, WRONG, &from("192.0.2.1")).await), Code::InvalidCredentials);
        }
        let limited = login(app, email, PASSWORD, &from("192.0.2.1")).await.expect_err("limited");
        assert_eq!(limited.code(), Code::TooManyAttempts);
        answers.push((limited.message().to_owned(), *limited.limit().expect("a limit")));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].1.retry_after, std::time::Duration::from_mins(15));

    login(app, &ada.email, PASSWORD, &from("192.0.2.2")).await.expect("the person is elsewhere");
    test.clock.advance(Duration::minutes(15));
    login(app, &ada.email, PASSWORD, &from("192.0.2.1")).await.expect("the window has passed");
    for _ in 0..4 {
        assert_eq!(refused(login(app, &ada.email, WRONG, &from("192.0.2.1")).await), Code::InvalidCredentials);
    }
    login(app, &ada.email, PASSWORD, &from("192.0.2.1")).await.expect("who mistypes and then knows it is in");
    assert_eq!(refused(login(app, &ada.email, WRONG, &from("192.0.2.1")).await), Code::InvalidCredentials);
}

#[tokio::test]
async fn an_attempt_is_counted_before_its_check_and_on_every_node() {
    let test = TestApp::new().await;
    let (ada, other) = (test.admin("ada").await, test.installation.writer(6).await);
    let guess = |number: usize| {
        let app = if number.is_multiple_of(2) { &test.app } else { &other };
        let email = ada.email.clone();
        async move { refused(login(app, &email, WRONG, &from("192.0.2.1")).await) }
    };
    let codes = join_all((0..14).map(guess)).await;
    assert_eq!(codes.iter().filter(|code| **code == Code::InvalidCredentials).count(), 5, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == Code::TooManyAttempts).count(), 9, "{codes:?}");
}

#[tokio::test]
async fn a_distributed_attack_is_throttled_and_never_locks_the_user_out() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    login(app, &ada.email, PASSWORD, &from("198.51.100.7")).await.expect("signs in at home");
    for number in 0..20 {
        let stranger = from(&format!("2001:db8:0:{number:x}::1"));
        assert_eq!(refused(login(app, &ada.email, WRONG, &stranger).await), Code::InvalidCredentials);
    }
    let limited = login(app, &ada.email, WRONG, &from("203.0.113.1")).await.expect_err("limited");
    assert_eq!(limited.code(), Code::TooManyAttempts);
    assert_eq!(pause(&limited), std::time::Duration::from_secs(1));
    for step in 0..10 {
        test.clock.advance(Duration::minutes(1));
        let guess = login(app, &ada.email, WRONG, &from(&format!("203.0.113.{}", step + 10))).await;
        assert_eq!(refused(guess), Code::InvalidCredentials, "a pause of a minute is always enough");
    }
    let limited = login(app, &ada.email, WRONG, &from("203.0.113.1")).await.expect_err("limited");
    assert_eq!(pause(&limited), std::time::Duration::from_mins(1));
    login(app, &ada.email, PASSWORD, &from("198.51.100.7")).await.expect("at home there is no pause");
    test.clock.advance(Duration::minutes(1));
    login(app, &ada.email, PASSWORD, &from("203.0.113.99")).await.expect("elsewhere a short one");
}

#[tokio::test]
async fn one_address_cannot_try_one_password_on_many_accounts() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    login(app, &ada.email, PASSWORD, &from("192.0.2.1")).await.expect("signs in");
    for number in 0..50 {
        let email = format!("person{number}@example.com");
        assert_eq!(refused(login(app, &email, WRONG, &from("192.0.2.1")).await), Code::InvalidCredentials);
    }
    assert_eq!(refused(login(app, &eve.email, PASSWORD, &from("192.0.2.1")).await), Code::TooManyAttempts);
    login(app, &ada.email, PASSWORD, &from("192.0.2.1")).await.expect("a neighbour who has been here before");
    login(app, &eve.email, PASSWORD, &from("192.0.2.2")).await.expect("another address");
}

#[tokio::test]
async fn every_operation_that_checks_a_password_counts_attempts() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    let invite = Invite { email: eve.email.clone(), role: "read_only".to_owned(), teams: Vec::new() };
    let token = invitations::create(app, &ada.who, invite).await.expect("an invitation").token;
    let accept = AcceptInvitation { token, password: WRONG.to_owned(), first_name: None, last_name: None };
    let register = Register {
        email: eve.email.clone(),
        password: WRONG.to_owned(),
        first_name: "E".to_owned(),
        last_name: "E".to_owned(),
        company: "E".to_owned(),
    };
    let guesses = [
        refused(login(app, &eve.email, WRONG, &origin()).await),
        refused(auth::accept_invitation(app, &accept, &origin()).await),
        refused(auth::register(app, &register, &origin()).await),
        refused(auth::change_password(app, &eve.who, WRONG, ANOTHER).await),
        refused(auth::accept_invitation(app, &accept, &origin()).await),
    ];
    use Code::{Invalid, InvalidCredentials, RegistrationRefused};
    assert_eq!(guesses, [InvalidCredentials, InvalidCredentials, RegistrationRefused, Invalid, InvalidCredentials]);
    let limited = [
        refused(login(app, &eve.email, PASSWORD, &origin()).await),
        refused(auth::accept_invitation(app, &accept, &origin()).await),
        refused(auth::register(app, &register, &origin()).await),
        refused(auth::change_password(app, &eve.who, PASSWORD, ANOTHER).await),
    ];
    assert_eq!(limited, [Code::TooManyAttempts; 4]);
    auth::me(app, &eve.who).await.expect("who is in stays in");
}

#[tokio::test]
async fn many_concurrent_sign_ins_with_the_right_password_are_not_throttled() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let origin = from("192.0.2.1");
    let signed_in = join_all((0..12).map(|_| login(app, &ada.email, PASSWORD, &origin))).await;
    signed_in.into_iter().for_each(|outcome| drop(outcome.expect("signs in")));
}

#[tokio::test]
async fn a_session_of_a_concurrent_sign_in_ends_with_the_old_password() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let under_way = (0..12).map(|number| {
        let email = ada.email.clone();
        async move { login(app, &email, PASSWORD, &from(&format!("192.0.2.{number}"))).await }
    });
    let (begun, changed) = tokio::join!(join_all(under_way), auth::change_password(app, &ada.who, PASSWORD, ANOTHER));
    changed.expect("changes");
    for signed_in in begun.into_iter().flatten() {
        let old = Person::signed_in(app, &signed_in);
        assert_eq!(refused(auth::me(app, &old.who).await), Code::Unauthenticated);
        let refreshed = auth::refresh(app, &signed_in.tokens.refresh_token, &origin()).await;
        assert_eq!(refused(refreshed), Code::InvalidRefreshToken);
    }
    auth::me(app, &ada.who).await.expect("the session of the request stays");
}

#[tokio::test]
async fn a_password_checked_before_its_change_begins_no_session_after_it() {
    let test = &TestApp::new().await;
    let (app, ada) = (&test.app, &test.admin("ada").await);
    let known = people::by_email(app.store(), &ada.email).await.expect("asks").expect("is there").password_hash;
    let (old, changing) = (&known, &tokio::sync::Notify::new());
    // The change is made and not yet committed during a sign-in with the old password, which is still valid elsewhere.
    let change = app.store().write("test.change", ada.who.tenant, Some(ada.who.user), |mut tx| async move {
        people::change_password(&mut tx, ada.who.user, old, "another").await?;
        changing.notify_one();
        while test.database.waiting_for_locks().await == 0 {
            tokio::task::yield_now().await;
        }
        Ok(tx.finish(()))
    });
    let begin = async {
        changing.notified().await;
        login(app, &ada.email, PASSWORD, &from("192.0.2.1")).await
    };
    let (changed, begun) = tokio::join!(change, begin);
    changed.expect("changes");
    assert_eq!(refused(begun), Code::InvalidCredentials);
}

#[tokio::test]
async fn the_statement_of_a_password_change_ends_the_sessions_of_all_tenants() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let elsewhere = ada.admin_of_another_tenant("Second").await;
    let known = people::by_email(app.store(), &ada.email).await.expect("asks").expect("is there").password_hash;
    let old = &known;
    // Nothing but the one statement: as if the node had died right after the commit.
    let change = |mut tx| async move {
        let version = people::change_password(&mut tx, ada.who.user, old, "another").await?;
        Ok(tx.finish(version))
    };
    let store = app.store();
    let version = store.write("test.change", ada.who.tenant, Some(ada.who.user), change).await.expect("changes");
    assert_eq!(version, Some(1));
    for ended in [&ada, &elsewhere] {
        assert_eq!(refused(auth::me(app, &ended.who).await), Code::Unauthenticated);
        let look = |mut tx| async move {
            let now = app.source().now();
            let live = access::load(&mut tx, ended.who.user, Some(ended.who.session), now).await?;
            let session = sessions::get(&mut tx, ended.who.session).await?;
            Ok(tx.finish((live.map(|row| row.state.session_live), session.map(|session| session.is_live(now)))))
        };
        let found = store.read("test.look", ended.who.tenant, None, look).await.expect("looks");
        assert_eq!(found, (Some(false), Some(false)));
    }
    let hold = |mut tx| async move {
        let held = (
            people::lock_credentials(&mut tx, ada.who.user, old).await?,
            people::lock_credentials(&mut tx, ada.who.user, "another").await?,
        );
        Ok(tx.finish(held))
    };
    let held = store.write("test.hold", ada.who.tenant, None, hold).await.expect("asks");
    assert_eq!(held, (None, Some(1)));
}

#[tokio::test]
async fn a_reactivated_member_has_no_earlier_sessions() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let ben = ada.member("manager").await;
    let signed_in = login(app, &ben.email, PASSWORD, &origin()).await.expect("signs in");
    users::set_status(app, &ada.who, ben.who.user, UserStatus::Suspended).await.expect("suspends");
    let kinds = ["user.updated", "session.ended", "session.ended", "access.changed"];
    ada.expect_last(&kinds).await;
    let log = ada.log().await;
    let ended = &log[log.len() - 2];
    let reason = ended.after.as_ref().and_then(|image| image.text("reason"));
    assert_eq!((reason, ended.actor.id), (Some("member_suspended"), Some(ada.who.user.uuid())));
    assert_eq!(refused(login(app, &ben.email, PASSWORD, &origin()).await), Code::InvalidCredentials);

    users::set_status(app, &ada.who, ben.who.user, UserStatus::Active).await.expect("takes back");
    assert_eq!(refused(auth::me(app, &ben.who).await), Code::Unauthenticated);
    let refreshed = auth::refresh(app, &signed_in.tokens.refresh_token, &origin()).await;
    assert_eq!(refused(refreshed), Code::InvalidRefreshToken);
    login(app, &ben.email, PASSWORD, &origin()).await.expect("signs in again");
}

#[tokio::test]
async fn the_oldest_sessions_over_the_limit_end() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let mut begun: Vec<(SessionId, Person)> = Vec::new();
    for _ in 0..51 {
        test.clock.advance(Duration::seconds(1));
        let person = Person::signed_in(app, &login(app, &ada.email, PASSWORD, &origin()).await.expect("signs in"));
        begun.push((person.who.session, person));
    }
    assert_eq!(refused(auth::me(app, &ada.who).await), Code::Unauthenticated);
    assert_eq!(refused(auth::me(app, &begun[0].1.who).await), Code::Unauthenticated);
    auth::me(app, &begun[1].1.who).await.expect("the fiftieth from the end");
    ada.expect_last(&["session.started", "session.ended", "access.changed"]).await;
    let log = ada.log().await;
    let ended = log[log.len() - 2].after.as_ref().and_then(|image| image.text("reason").map(str::to_owned));
    assert_eq!(ended.as_deref(), Some("too_many_sessions"));
}
