//! Service accounts: the lifetime of their tokens, and how the log and timelines mark their changes.

use plenum_app::{
    App,
    history::{self, HistoryRequest, TimelineItem},
    identity::{
        auth,
        service_accounts::{self, NewServiceAccount, ServiceToken, WithSecret},
    },
    platform::own_tenant::{self, TenantChange},
};
use plenum_shared::{actor::ActorKind, caller::Origin};
use plenum_testkit::{
    app::{Person, TestApp},
    catalogue,
};
use serde_json::json;
use time::Duration;

async fn service_account(of: &Person, role: &str) -> WithSecret {
    let new = NewServiceAccount { name: "Robot".to_owned(), role: role.to_owned(), teams: Vec::new() };
    service_accounts::create(&of.app, &of.who, new).await.expect("a service account")
}

async fn token(app: &App, account: &WithSecret) -> ServiceToken {
    let id = account.account.id.to_string();
    service_accounts::token(app, &id, &account.client_secret, &Origin::default()).await.expect("a token")
}

#[tokio::test]
async fn the_log_marks_changes_of_service_accounts() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let account = service_account(&ada, "sales_user").await;
    let token = token(&test.app, &account).await;
    let robot = Person::bearer(&test.app, &token.access_token);
    let deal = robot.create("deals", json!({ "title": "Desks" })).await.id;
    robot.try_delete("deals", deal).await.expect("deleted");
    auth::logout(&test.app, &robot.who).await.expect("ended");
    let log = ada.log().await;
    let theirs = log.iter().filter(|entry| entry.actor.id == Some(robot.who.user.uuid()));
    let kinds: Vec<_> = theirs.map(|entry| (entry.kind.as_str(), entry.actor.kind)).collect();
    let expected = ["session.started", "deal.created", "deal.deleted", "session.ended", "access.changed"];
    assert_eq!(kinds, expected.map(|kind| (kind, ActorKind::Service)));
    let made = log.iter().find(|entry| entry.kind == "service_account.created").expect("what made it");
    assert_eq!(made.actor.kind, ActorKind::User);
}

#[tokio::test]
async fn a_timeline_marks_changes_of_service_accounts() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let account = service_account(&ada, "tenant_admin").await;
    let token = token(&test.app, &account).await;
    let robot = Person::bearer(&test.app, &token.access_token);
    let deal = ada.create("deals", json!({"title": "Desks"})).await.id;
    ada.create("activities", json!({"kind": "note", "subject": "by hand", "dealId": deal})).await;
    test.clock.advance(Duration::seconds(1));
    let note = json!({"kind": "note", "subject": "by machine", "dealId": deal});
    robot.create("activities", note).await;
    let notes = async |actor: Option<&str>| {
        let (types, actor) = (Some("note".to_owned()), actor.map(str::to_owned));
        let request = HistoryRequest { types, actor, ..HistoryRequest::default() };
        let deals = catalogue().by_segment("deals").expect("deals");
        let page = history::timeline(&test.app, &ada.who, deals, deal, &request).await.expect("a page");
        let summary = |item: &TimelineItem| match item {
            TimelineItem::Activity(item) => {
                (item.activity["subject"].clone(), item.actor.as_ref().map(|actor| actor.kind))
            }
            TimelineItem::Change(change) => panic!("{change:?} is no note"),
        };
        page.page.items.iter().map(summary).collect::<Vec<_>>()
    };
    let by_hand = [(json!("by hand"), Some(ActorKind::User))];
    let by_machine = [(json!("by machine"), Some(ActorKind::Service))];
    assert_eq!(notes(None).await, [by_machine.clone(), by_hand.clone()].concat());
    assert_eq!(notes(Some("service")).await, by_machine);
    assert_eq!(notes(Some("user")).await, by_hand);
    assert_eq!(notes(Some("system")).await, []);
    // A machine that is gone made what it made.
    service_accounts::delete(&test.app, &ada.who, account.account.id).await.expect("revoked");
    assert_eq!(notes(Some("service")).await, by_machine);
}

#[tokio::test]
async fn the_tenant_sets_the_lifetime_of_service_account_tokens() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let account = service_account(&ada, "read_only").await;
    let installation = plenum_app::Settings::default().access_token;
    assert_eq!(token(&test.app, &account).await.expires_in, installation.as_secs());
    let settings = json!({ "accessTokenMinutes": 7 }).as_object().cloned();
    let change = TenantChange { settings, ..TenantChange::default() };
    own_tenant::patch(&test.app, &ada.who, None, &change).await.expect("a setting");
    assert_eq!(token(&test.app, &account).await.expires_in, 7 * 60);
}
