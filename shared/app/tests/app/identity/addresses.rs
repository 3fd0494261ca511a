//! One e-mail address has many spellings, and one account.

use plenum_app::identity::{
    auth::{self, Login, LoginOutcome, Register},
    invitations::{self, Invite},
};
use plenum_shared::{Code, Result, caller::Origin};
use plenum_testkit::app::{PASSWORD, TestApp, origin, refused, refused_field};

fn registration(email: &str, company: &str) -> Register {
    Register {
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        first_name: " Jose\u{301} ".to_owned(),
        last_name: "Köhler".to_owned(),
        company: company.to_owned(),
    }
}

fn from(ip: &str) -> Origin {
    Origin { ip: Some(ip.to_owned()), ..origin() }
}

async fn login(test: &TestApp, email: &str, password: &str, origin: &Origin) -> Result<LoginOutcome> {
    let login = Login { email: email.to_owned(), password: password.to_owned(), tenant_id: None };
    auth::login(&test.app, &login, origin).await
}

#[tokio::test]
async fn an_account_is_found_by_every_spelling_of_its_address() {
    let test = TestApp::new().await;
    let signed_in = auth::register(&test.app, &registration("Mail@KO\u{308}LN.de", "Kölsch"), &origin()).await;
    let user = signed_in.expect("signed up").user;
    assert_eq!((user.email.as_str(), user.first_name.as_str()), ("Mail@köln.de", "José"));
    for spelling in ["mail@köln.de", "MAIL@xn--kln-sna.de", " mail@Köln.DE "] {
        match login(&test, spelling, PASSWORD, &origin()).await.expect(spelling) {
            LoginOutcome::SignedIn(signed_in) => assert_eq!(signed_in.user.id, user.id),
            LoginOutcome::SelectTenant(_) => panic!("one tenant"),
        }
    }
    // The same person, under another spelling, founds a second tenant; with another password nobody does.
    let second = auth::register(&test.app, &registration("mail@xn--kln-sna.de", "Alt"), &origin()).await;
    assert_eq!(second.expect("another tenant").user.id, user.id);
    let stranger = Register { password: "another good password 7".to_owned(), ..registration("mail@köln.de", "Eve") };
    assert_eq!(refused(auth::register(&test.app, &stranger, &origin()).await), Code::RegistrationRefused);
    assert_eq!(refused(login(&test, "mail@koln.de", PASSWORD, &origin()).await), Code::InvalidCredentials);
}

#[tokio::test]
async fn guesses_count_together_under_all_spellings_of_an_address() {
    let test = TestApp::new().await;
    let spellings =
        ["mail@köln.de", "mail@xn--kln-sna.de", "MAIL@KÖLN.DE", "mail@ko\u{308}ln.de", "Mail@XN--KLN-SNA.de"];
    for spelling in spellings {
        let wrong = login(&test, spelling, "not it at all", &from("192.0.2.7")).await;
        assert_eq!(refused(wrong), Code::InvalidCredentials, "{spelling}");
    }
    let sixth = login(&test, spellings[0], PASSWORD, &from("192.0.2.7")).await;
    assert_eq!(refused(sixth), Code::TooManyAttempts);
}

#[tokio::test]
async fn an_invitation_of_an_address_replaces_that_of_another_spelling_and_members_are_known_by_all() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("acme").await);
    let invite = |email: &str| {
        let invite = Invite { email: email.to_owned(), role: "sales_user".to_owned(), teams: Vec::new() };
        invitations::create(app, &ada.who, invite)
    };
    let first = invite("mail@köln.de").await.expect("invited");
    let second = invite("Mail@xn--kln-sna.de").await.expect("invited");
    assert_eq!(second.invitation.email, "Mail@köln.de");
    let accept = |token: &str| auth::AcceptInvitation {
        token: token.to_owned(),
        password: PASSWORD.to_owned(),
        first_name: Some("Nia".to_owned()),
        last_name: Some("New".to_owned()),
    };
    let earlier = auth::accept_invitation(app, &accept(&first.token), &origin()).await;
    assert_eq!(refused(earlier), Code::InvalidInvitation);
    auth::accept_invitation(app, &accept(&second.token), &origin()).await.expect("joins");
    assert_eq!(refused(invite("MAIL@KÖLN.DE").await), Code::AlreadyExists);
    for bad in ["mail@köln", "mail@kö ln.de", "mail@kö\u{200b}ln.de", "mail@xn--a.de"] {
        assert_eq!(refused_field(invite(bad).await), (Code::Invalid, "/email".to_owned()), "{bad:?}");
    }
}
