use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use plenum_app::{
    PageRequest,
    access::teams,
    identity::{
        auth::{self, AcceptInvitation, SignedIn},
        invitations::{self, InvitationStatus, Invite, Invited},
        users::{self, UserPatch, UserStatus},
    },
};
use plenum_shared::{Code, Result, ids::TenantId};
use plenum_testkit::app::{PASSWORD, Person, TestApp, origin, refused};
use time::Duration;

async fn invite(test: &TestApp, by: &Person, email: &str, role: &str) -> Invited {
    let invite = Invite { email: email.to_owned(), role: role.to_owned(), teams: Vec::new() };
    invitations::create(&test.app, &by.who, invite).await.expect("an invitation")
}

async fn accept(test: &TestApp, token: &str, password: &str) -> Result<SignedIn> {
    let input = AcceptInvitation {
        token: token.to_owned(),
        password: password.to_owned(),
        first_name: Some("Nia".to_owned()),
        last_name: Some("New".to_owned()),
    };
    auth::accept_invitation(&test.app, &input, &origin()).await
}

#[tokio::test]
async fn a_new_user_accepts_an_invitation_once_and_becomes_a_member() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let north = ada.team("North", &[]).await;
    let gone = ada.team("Gone", &[]).await;
    let invite = Invite { email: " Nia@Example.com".into(), role: "sales_user".into(), teams: vec![north, gone] };
    let invited = invitations::create(app, &ada.who, invite).await.expect("an invitation");
    assert!(invited.token.starts_with("pli_") && !format!("{invited:?}").contains(&invited.token));
    ada.expect_last(&["invitation.created"]).await;
    teams::delete(app, &ada.who, gone, None).await.expect("goes");

    let weak = accept(&test, &invited.token, "nia@example.com").await;
    assert_eq!(refused(weak), Code::Invalid);
    let signed_in = accept(&test, &invited.token, PASSWORD).await.expect("is in");
    assert_eq!((signed_in.user.role.as_str(), signed_in.tenant.id), ("sales_user", ada.who.tenant));
    let last = ada.expect_last(&["invitation.accepted", "user.created", "session.started", "access.changed"]).await;
    assert_eq!(last.record.uuid(), signed_in.user.id.uuid());
    let nia = Person::signed_in(app, &signed_in);
    assert_eq!(auth::me(app, &nia.who).await.expect("me").teams, [north]);

    assert_eq!(refused(accept(&test, &invited.token, PASSWORD).await), Code::InvalidInvitation);
    let listed = invitations::list(app, &ada.who, PageRequest::default()).await.expect("invitations").items;
    assert_eq!(listed[0].status, InvitationStatus::Accepted);
    assert_eq!(refused(invitations::withdraw(app, &ada.who, listed[0].id).await), Code::NotFound);
}

#[tokio::test]
async fn an_invitation_ends_by_time_withdrawal_or_a_newer_one() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let first = invite(&test, &ada, "nia@example.com", "sales_user").await;
    let second = invite(&test, &ada, "NIA@example.com", "read_only").await;
    assert_eq!(refused(accept(&test, &first.token, PASSWORD).await), Code::InvalidInvitation);
    invitations::withdraw(app, &ada.who, second.invitation.id).await.expect("withdraws");
    ada.expect_last(&["invitation.withdrawn"]).await;
    assert_eq!(refused(accept(&test, &second.token, PASSWORD).await), Code::InvalidInvitation);
    assert_eq!(refused(invitations::withdraw(app, &ada.who, second.invitation.id).await), Code::NotFound);

    let third = invite(&test, &ada, "nia@example.com", "read_only").await;
    test.clock.advance(Duration::days(7));
    assert_eq!(refused(accept(&test, &third.token, PASSWORD).await), Code::InvalidInvitation);
    let listed = invitations::list(app, &ada.who, PageRequest::default()).await.expect("invitations").items;
    let statuses: Vec<_> = listed.iter().map(|invitation| invitation.status).collect();
    assert_eq!(statuses, [InvitationStatus::Expired, InvitationStatus::Withdrawn, InvitationStatus::Withdrawn]);
}

#[tokio::test]
async fn an_invitation_token_is_valid_in_its_own_tenant_only() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    let invited = invite(&test, &ada, "nia@example.com", "tenant_admin").await;
    let forged = with_tenant(&invited.token, eve.who.tenant);
    let nowhere = with_tenant(&invited.token, app.source().uuid().into());
    let refresh = invited.token.replace("pli_", "plr_");
    for token in [forged.as_str(), &nowhere, &refresh, "pli_", ""] {
        assert_eq!(refused(accept(&test, token, PASSWORD).await), Code::InvalidInvitation, "{token}");
    }
    assert_eq!(refused(invitations::withdraw(app, &eve.who, invited.invitation.id).await), Code::NotFound);
    assert!(invitations::list(app, &eve.who, PageRequest::default()).await.expect("hers").items.is_empty());
    let foreign = teams::create(app, &eve.who, "North").await.expect("a team").value.id;
    let invite = Invite { email: "x@example.com".into(), role: "read_only".into(), teams: vec![foreign] };
    assert_eq!(refused(invitations::create(app, &ada.who, invite).await), Code::Invalid);
}

fn with_tenant(token: &str, tenant: TenantId) -> String {
    let mut bytes = URL_SAFE_NO_PAD.decode(token.trim_start_matches("pli_")).expect("base64");
    bytes[..16].copy_from_slice(tenant.uuid().as_bytes());
    format!("pli_{}", URL_SAFE_NO_PAD.encode(bytes))
}

#[tokio::test]
async fn an_existing_user_confirms_the_password_and_joins_a_second_tenant() {
    let test = TestApp::new().await;
    let (app, ada, eve) = (&test.app, test.admin("ada").await, test.admin("eve").await);
    let invited = invite(&test, &ada, &eve.email, "read_only").await;
    assert_eq!(refused(accept(&test, &invited.token, "some other password").await), Code::InvalidCredentials);
    let signed_in = accept(&test, &invited.token, PASSWORD).await.expect("is in");
    assert_eq!((signed_in.user.id, signed_in.user.first_name.as_str()), (eve.who.user, "Ada"));
    auth::me(app, &eve.who).await.expect("at home as before");
    let again = Invite { email: eve.email.to_uppercase(), role: "read_only".into(), teams: Vec::new() };
    assert_eq!(refused(invitations::create(app, &ada.who, again).await), Code::AlreadyExists);
}

#[tokio::test]
async fn an_invitation_needs_the_present_rights_of_its_sender() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let ben = ada.member("tenant_admin").await;
    let invited = invite(&test, &ben, "friend@example.com", "tenant_admin").await;
    for patch in [
        UserPatch { role: None, status: Some(UserStatus::Suspended) },
        UserPatch { role: Some("manager".to_owned()), status: Some(UserStatus::Active) },
    ] {
        users::patch(app, &ada.who, ben.who.user, None, patch).await.expect("changes");
        assert_eq!(refused(accept(&test, &invited.token, PASSWORD).await), Code::InvalidInvitation);
    }
    let back = UserPatch { role: Some("tenant_admin".to_owned()), status: None };
    users::patch(app, &ada.who, ben.who.user, None, back).await.expect("changes");
    accept(&test, &invited.token, PASSWORD).await.expect("worth something again");
}

#[tokio::test]
async fn concurrent_acceptances_of_an_invitation_succeed_once() {
    let test = TestApp::new().await;
    let ada = test.admin("ada").await;
    let token = invite(&test, &ada, "nia@example.com", "read_only").await.token;
    let (one, two, three) = tokio::join!(
        accept(&test, &token, PASSWORD),
        accept(&test, &token, PASSWORD),
        accept(&test, &token, PASSWORD),
    );
    let results = [one, two, three];
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    let members = users::list(&test.app, &ada.who, PageRequest::default()).await.expect("members");
    assert_eq!(members.items.len(), 2);
}

#[tokio::test]
async fn concurrent_invitations_of_one_address_leave_one_open() {
    let test = TestApp::new().await;
    let (app, ada) = (&test.app, test.admin("ada").await);
    let invite = || async {
        let invite = Invite { email: "nia@example.com".into(), role: "read_only".into(), teams: Vec::new() };
        invitations::create(app, &ada.who, invite).await
    };
    let made = futures::future::join_all((0..6).map(|_| invite())).await;
    assert!(made.iter().any(Result::is_ok));
    assert!(made.into_iter().filter_map(Result::err).all(|error| error.code() == Code::Busy));
    let listed = invitations::list(app, &ada.who, PageRequest::default()).await.expect("invitations").items;
    let open = listed.iter().filter(|invitation| invitation.status == InvitationStatus::Open);
    assert_eq!(open.count(), 1);
}
