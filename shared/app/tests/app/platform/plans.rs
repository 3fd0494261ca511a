//! Plans: what a tenant may do with less than all, and that nothing that it has is lost by it.

use plenum_app::{
    access::{roles, teams},
    history::{self, HistoryRequest, change_sets},
    identity::{
        invitations::{self, Invite},
        service_accounts::{self, NewServiceAccount},
        users::{self, UserPatch, UserStatus},
    },
    jobs,
    platform::{
        Operator,
        operators::OperatorRole,
        plans::{self, PlanChange, TenantUsage},
    },
    records::{self, Batch, OnFailure, Operation},
    worker::consumer,
};
use plenum_notify::{self as notify, NotificationRequest, Notifications};
use plenum_shared::{
    Code, Error, Result,
    caller::Origin,
    ids::{TenantId, UserId},
    plan::{Plan, PlanOverrides},
};
use plenum_store::{TenantTx, log};
use plenum_testkit::app::{Person, TestApp, entity_at, object};
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

use super::operators::operator;

async fn set(test: &TestApp, tenant: TenantId, plan: Plan, overrides: Value) -> Result<TenantUsage> {
    let change = PlanChange { plan, overrides: PlanOverrides::of(&overrides) };
    let console = Operator::at_the_console(Origin::default());
    plans::set(&test.app, &console, tenant, &change).await.map(|plan| plan.usage)
}

/// Gives the tenant of this person these limits.
async fn limit(test: &TestApp, of: &Person, limits: Value) {
    set(test, of.who.tenant, Plan::Enterprise, json!({ "limits": limits })).await.expect("the limits");
}

async fn used(of: &Person, name: &str) -> i64 {
    let usage = plans::usage(&of.app, &of.who).await.expect("the use");
    usage.limits.iter().find(|limit| limit.name == name).and_then(|limit| limit.used).expect("a counted limit")
}

/// The refusal, as clients see it.
fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> (Code, Value) {
    let error: Error = outcome.expect_err("refused");
    (error.code(), serde_json::to_value(error.plan()).expect("a refusal"))
}

async fn invite(by: &Person, address: &str) -> Result<invitations::Invited> {
    let invite = Invite { email: address.to_owned(), role: "sales_user".to_owned(), teams: Vec::new() };
    invitations::create(&by.app, &by.who, invite).await
}

async fn machine(by: &Person, name: &str) -> Result<UserId> {
    let new = NewServiceAccount { name: name.to_owned(), role: "read_only".to_owned(), teams: Vec::new() };
    service_accounts::create(&by.app, &by.who, new).await.map(|made| made.account.id)
}

async fn status(by: &Person, of: UserId, status: UserStatus) -> Result<()> {
    let patch = UserPatch { role: None, status: Some(status) };
    users::patch(&by.app, &by.who, of, None, patch).await.map(drop)
}

#[tokio::test]
async fn records_grow_to_the_limit_and_no_further_until_some_are_deleted_or_the_plan_is_raised() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let has = used(&ada, "records").await;
    limit(&test, &ada, json!({ "records": has + 2 })).await;
    let first = ada.deal("first").await.id;
    ada.deal("second").await;
    let (code, plan) = refusal(ada.try_create("deals", json!({ "title": "third" })).await);
    assert_eq!(code, Code::LimitReached);
    assert_eq!(plan, json!({ "name": "enterprise", "limit": "records", "allowed": has + 2, "used": has + 2 }));
    let entries = ada.log().await.len();

    ada.patch("deals", first, json!({ "title": "changed" })).await;
    ada.try_delete("deals", first).await.expect("what is there can go");
    ada.deal("third").await;
    assert_eq!(refusal(ada.try_restore("deals", first).await).0, Code::LimitReached);
    assert_eq!(ada.log().await.len(), entries + 3, "what was refused left nothing");

    limit(&test, &ada, json!({ "records": null })).await;
    ada.try_restore("deals", first).await.expect("there is no limit any more");
    assert_eq!(used(&ada, "records").await, has + 3);
}

#[tokio::test]
async fn the_count_equals_the_number_of_records() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let segments = ["leads", "accounts", "contacts", "deals", "activities", "pipelines", "stages"];
    let counted = async || {
        let mut sum = 0;
        for segment in segments {
            sum += ada.list(segment).await.len();
        }
        i64::try_from(sum).expect("a small number")
    };
    assert_eq!(used(&ada, "records").await, counted().await, "a new tenant's own records count");
    let account = ada.create("accounts", json!({ "name": "Globex" })).await.id;
    let deal = ada.create("deals", json!({ "title": "Desks", "accountId": account })).await.id;
    ada.patch("deals", deal, json!({ "title": "Chairs" })).await;
    ada.try_delete("deals", deal).await.expect("deleted");
    let operations = vec![
        Operation::Create { data: object(json!({ "title": "one" })) },
        Operation::Create { data: object(json!({})) },
        Operation::Restore { id: deal },
    ];
    let batch = Batch { operations, on_failure: OnFailure::GoOn };
    let outcome = records::batch(&ada.app, &ada.who, entity_at("deals"), batch).await.expect("a batch");
    assert_eq!(outcome.items.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    assert_eq!(used(&ada, "records").await, counted().await);
    change_sets::revert(&ada.app, &ada.who, outcome.change_set.expect("a set"), change_sets::Rehearsal::No)
        .await
        .expect("reverts");
    assert_eq!(used(&ada, "records").await, counted().await);
}

#[tokio::test]
async fn a_wrong_count_of_records_is_corrected() {
    let test = TestApp::new().await;
    let (ada, bob) = (test.admin("acme").await, test.admin("globex").await);
    let (has, others) = (used(&ada, "records").await, used(&bob, "records").await);
    let forget = |mut tx: TenantTx| async move {
        log::set_records(&mut tx, 2).await?;
        Ok(tx.finish(()))
    };
    test.app.store().write("test.forget", ada.who.tenant, None, forget).await.expect("a wrong number");
    assert_eq!(used(&ada, "records").await, 2);
    let run_due = async || jobs::run_due(&test.app, plenum_testkit::contexts()).await.expect("the jobs");
    jobs::start(&test.app, plenum_testkit::contexts()).await.expect("the schedules");
    test.clock.advance(Duration::days(8));
    run_due().await;
    assert_eq!((used(&ada, "records").await, used(&bob, "records").await), (has, others));
}

#[tokio::test]
async fn an_atomic_batch_that_meets_the_limit_does_nothing_and_a_plain_one_does_what_fits() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let has = used(&ada, "records").await;
    limit(&test, &ada, json!({ "records": has + 2 })).await;
    let batch = |on_failure| {
        let create = |title: &str| Operation::Create { data: object(json!({ "title": title })) };
        Batch { operations: ["a", "b", "c", "d"].map(create).to_vec(), on_failure }
    };
    let deals = entity_at("deals");
    let error = records::batch(&ada.app, &ada.who, deals, batch(OnFailure::UndoAll)).await.expect_err("refused");
    assert_eq!((error.code(), error.fields()[0].pointer.as_str()), (Code::LimitReached, "/operations/2"));
    assert_eq!(error.plan().and_then(|plan| plan.limit), Some("records"));
    assert_eq!(used(&ada, "records").await, has);

    let outcome = records::batch(&ada.app, &ada.who, deals, batch(OnFailure::GoOn)).await.expect("what fits");
    let codes: Vec<_> = outcome.items.iter().map(|item| item.as_ref().err().map(Error::code)).collect();
    assert_eq!(codes, [None, None, Some(Code::LimitReached), Some(Code::LimitReached)]);
    assert_eq!(used(&ada, "records").await, has + 2);
}

#[tokio::test]
async fn concurrent_creations_do_not_exceed_the_limit() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let has = used(&ada, "records").await;
    limit(&test, &ada, json!({ "records": has + 3, "seats": 3, "teams": 2 })).await;
    let creates = (0..8).map(|number| {
        let ada = ada.clone();
        async move { ada.try_create("deals", json!({ "title": format!("{number}") })).await.is_ok() }
    });
    let made = futures::future::join_all(creates).await.into_iter().filter(|made| *made).count();
    assert_eq!((made, used(&ada, "records").await), (3, has + 3));
    let invites = (0..6).map(|number| {
        let ada = ada.clone();
        async move { invite(&ada, &format!("n{number}@example.com")).await.is_ok() }
    });
    let made = futures::future::join_all(invites).await.into_iter().filter(|made| *made).count();
    assert_eq!((made, used(&ada, "seats").await), (2, 3));
    let created = (0..6).map(|number| {
        let ada = ada.clone();
        async move { teams::create(&ada.app, &ada.who, &format!("team {number}")).await.is_ok() }
    });
    assert_eq!(futures::future::join_all(created).await.into_iter().filter(|made| *made).count(), 2);
}

#[tokio::test]
async fn a_smaller_plan_removes_nothing_and_stops_growth() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let mut colleagues = Vec::new();
    for _ in 0..6 {
        colleagues.push(ada.member("sales_user").await);
    }
    let [first, second] = [machine(&ada, "one").await.expect("made"), machine(&ada, "two").await.expect("made")];
    let invited = invite(&ada, "late@example.com").await.expect("invited");
    let usage = set(&test, ada.who.tenant, Plan::Free, json!({})).await.expect("set");
    let seats = usage.limits.iter().find(|limit| limit.name == "seats").expect("seats");
    assert_eq!((seats.allowed, seats.used), (Some(5), Some(8)));

    for colleague in &colleagues {
        colleague.deal("still at work").await;
    }
    assert_eq!(refusal(invite(&ada, "more@example.com").await).0, Code::LimitReached);
    assert_eq!(refusal(machine(&ada, "three").await).0, Code::LimitReached);
    let input = plenum_app::identity::auth::AcceptInvitation {
        token: invited.token,
        password: plenum_testkit::app::PASSWORD.to_owned(),
        first_name: Some("Lea".to_owned()),
        last_name: Some("Late".to_owned()),
    };
    plenum_app::identity::auth::accept_invitation(&test.app, &input, &Origin::default())
        .await
        .expect("an invitation is a promise, and has its seat already");

    // A reactivation counts as growth; a service account needs no seat of the plan.
    status(&ada, colleagues[0].who.user, UserStatus::Suspended).await.expect("suspended");
    assert_eq!(refusal(status(&ada, colleagues[0].who.user, UserStatus::Active).await).0, Code::LimitReached);
    status(&ada, first, UserStatus::Suspended).await.expect("suspended");
    status(&ada, first, UserStatus::Active).await.expect("a machine takes no seat");
    service_accounts::delete(&ada.app, &ada.who, second).await.expect("what there is too much of can go");
}

#[tokio::test]
async fn a_feature_comes_with_its_plan_or_with_an_override() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let deal = ada.deal("Desks").await.id;
    ada.patch("deals", deal, json!({ "title": "Chairs" })).await;
    let set_id = ada.log().await.last().and_then(|entry| entry.change_set).expect("a change set");
    let at = test.app.source().now();
    let audit = async || history::tenant_audit(&ada.app, &ada.who, &HistoryRequest::default()).await.map(drop);
    let undo = async || change_sets::revert(&ada.app, &ada.who, set_id, change_sets::Rehearsal::Yes).await.map(drop);
    let past =
        async |at: OffsetDateTime| records::get_as_of(&ada.app, &ada.who, entity_at("deals"), deal, at).await.map(drop);
    set(&test, ada.who.tenant, Plan::Free, json!({})).await.expect("set");
    assert_eq!(refusal(audit().await), (Code::FeatureNotInPlan, json!({ "name": "free", "feature": "auditLog" })));
    assert_eq!(refusal(undo().await).1, json!({ "name": "free", "feature": "undo" }));
    assert_eq!(refusal(past(at).await).1, json!({ "name": "free", "feature": "pastRecords" }));

    set(&test, ada.who.tenant, Plan::Free, json!({ "features": { "undo": true } })).await.expect("set");
    undo().await.expect("it was agreed");
    assert_eq!(refusal(audit().await).0, Code::FeatureNotInPlan);

    let pro_without = json!({ "features": { "pastRecords": false } });
    set(&test, ada.who.tenant, Plan::Pro, pro_without).await.expect("set");
    audit().await.expect("the plan has it");
    undo().await.expect("the plan has it");
    assert_eq!(refusal(past(at).await).0, Code::FeatureNotInPlan);
    set(&test, ada.who.tenant, Plan::Pro, json!({})).await.expect("set");
    past(at).await.expect("the plan has it");
}

#[tokio::test]
async fn field_rules_stay_in_force_on_a_plan_without_them_and_cannot_be_added() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let hidden = json!([{ "permission": "deals.read", "scope": "all", "fields": { "value": "none" } }]);
    let plain = json!([{ "permission": "deals.read", "scope": "all" }]);
    let intern = ada.member_in_role("intern", hidden.clone()).await;
    let role = roles::list(&ada.app, &ada.who, Default::default()).await.expect("roles").items;
    let role = role.into_iter().find(|role| role.key == "intern").expect("the role").id;
    let deal = ada.create("deals", json!({ "title": "Desks", "value": { "amount": "5", "currency": "EUR" } })).await.id;
    set(&test, ada.who.tenant, Plan::Pro, json!({})).await.expect("set");

    let seen = intern.try_get("deals", deal).await.expect("the deal").record;
    assert!(seen.contains_key("title") && !seen.contains_key("value"), "the rule goes on to hold");
    let patch = async |body: Value| roles::patch(&ada.app, &ada.who, role, None, object(body)).await.map(drop);
    patch(json!({ "name": "Interns", "permissions": hidden })).await.expect("the rule may stay");
    let more = json!([{ "permission": "deals.read", "scope": "all", "fields": { "value": "none", "title": "none" } }]);
    assert_eq!(refusal(patch(json!({ "permissions": more })).await).1["feature"], "fieldRules");
    assert_eq!(refusal(patch(json!({ "defaultFieldAccess": "deny" })).await).1["feature"], "fieldRules");
    let create = async |body: Value| roles::create(&ada.app, &ada.who, object(body)).await.map(drop);
    let wanted = json!({ "name": "Two", "permissions": hidden });
    assert_eq!(refusal(create(wanted).await).0, Code::FeatureNotInPlan);
    create(json!({ "name": "Three", "permissions": plain })).await.expect("a role without such rules");
    patch(json!({ "permissions": plain })).await.expect("a rule can be dropped");
}

#[tokio::test]
async fn administrators_are_warned_once_when_four_fifths_are_in_use() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let (ben, sue) = (ada.member("tenant_admin").await, ada.member("sales_user").await);
    let has = used(&ada, "records").await;
    let allowed = (has + 3) * 5 / 4;
    limit(&test, &ada, json!({ "records": allowed })).await;
    let warnings = async |of: &Person| {
        consumer::catch_up(&test.app, &Notifications).await.expect("the consumer");
        let all =
            notify::list(&of.app, &of.who, NotificationRequest::default()).await.expect("notifications").page.items;
        all.into_iter().filter(|one| one.category == "limit_nearly_reached").collect::<Vec<_>>()
    };
    ada.deal("one").await;
    ada.deal("two").await;
    assert_eq!(warnings(&ada).await, []);
    sue.deal("three").await;
    ada.try_create("deals", json!({ "title": "four" })).await.ok();
    let found = warnings(&ben).await;
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].fields.as_slice(), found[0].event.as_str()),
        (&["records".to_owned()][..], "tenant.limit_nearly_reached")
    );
    assert!(found[0].body.contains("records") && found[0].record.is_none(), "{:?}", found[0]);
    assert_eq!(warnings(&ada).await.len(), 1);
    assert_eq!(warnings(&sue).await, []);

    ada.give_role(ben.who.user, "sales_user").await;
    assert_eq!(warnings(&ben).await, [], "a former administrator gets no warning");
    let all = notify::list(&ben.app, &ben.who, NotificationRequest::default()).await.expect("notifications").page.items;
    assert!(all.iter().all(|one| one.fields.is_empty() && !one.body.contains("records")), "{all:?}");
}

#[tokio::test]
async fn each_counted_resource_has_a_limit_of_its_own() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    let limits = json!({ "customRoles": 1, "teams": 1, "serviceAccounts": 1, "openInvitations": 1 });
    limit(&test, &ada, limits).await;
    ada.role("one", json!([])).await;
    let role = roles::create(&ada.app, &ada.who, object(json!({ "name": "two" }))).await;
    assert_eq!(refusal(role).1["limit"], "customRoles");
    ada.team("one", &[]).await;
    assert_eq!(refusal(teams::create(&ada.app, &ada.who, "two").await).1["limit"], "teams");
    let one = machine(&ada, "one").await.expect("made");
    assert_eq!(refusal(machine(&ada, "two").await).1["limit"], "serviceAccounts");
    service_accounts::delete(&ada.app, &ada.who, one).await.expect("deleted");
    machine(&ada, "two").await.expect("there is room again");
    invite(&ada, "one@example.com").await.expect("invited");
    invite(&ada, "one@example.com").await.expect("an invitation in place of another");
    assert_eq!(refusal(invite(&ada, "two@example.com").await).1["limit"], "openInvitations");
}

#[tokio::test]
async fn setting_a_plan_needs_the_role_and_is_logged_in_that_tenant_only() {
    let test = TestApp::new().await;
    let (ada, bob) = (test.admin("acme").await, test.admin("globex").await);
    let (_, _, support) = operator(&test, OperatorRole::Support).await;
    let change = PlanChange { plan: Plan::Free, overrides: Default::default() };
    let refused = plans::set(&test.app, &support, ada.who.tenant, &change).await;
    assert_eq!(refused.expect_err("refused").code(), Code::Forbidden);
    assert_eq!(plans::get(&test.app, &support, ada.who.tenant).await.expect("the plan").plan, Plan::Enterprise);

    let unknown = set(&test, ada.who.tenant, Plan::Free, json!({ "limits": { "moons": 1 } })).await;
    let unknown = unknown.expect_err("refused");
    assert_eq!((unknown.code(), unknown.fields()[0].pointer.as_str()), (Code::Invalid, "/limits/moons"));
    let nobody = set(&test, TenantId::from(test.app.source().uuid()), Plan::Free, json!({})).await;
    assert_eq!(nobody.expect_err("refused").code(), Code::NotFound);

    let (before, others) = (ada.log().await.len(), bob.log().await.len());
    set(&test, ada.who.tenant, Plan::Free, json!({ "limits": { "seats": 9 } })).await.expect("set");
    set(&test, ada.who.tenant, Plan::Free, json!({ "limits": { "seats": 9 } })).await.expect("set to the same");
    let log = ada.log().await;
    assert_eq!(log.len(), before + 1);
    let entry = log.last().expect("an entry");
    let after = entry.after.as_ref().expect("an image");
    assert_eq!(
        (entry.kind.as_str(), after.text("plan"), after.get("limits")),
        ("tenant.plan_changed", Some("free"), &json!({ "seats": 9 }))
    );
    assert_eq!(bob.log().await.len(), others);
    assert_eq!(plans::usage(&bob.app, &bob.who).await.expect("the use").plan, Plan::Enterprise);

    let sue = ada.member("read_only").await;
    assert_eq!(plans::usage(&sue.app, &sue.who).await.expect_err("refused").code(), Code::Forbidden);
}

#[tokio::test]
async fn a_limit_of_no_requests_admits_one_so_that_a_larger_one_becomes_known() {
    let test = TestApp::new().await;
    let ada = test.admin("acme").await;
    limit(&test, &ada, json!({ "personRequests": 0 })).await;
    plans::usage(&ada.app, &ada.who).await.expect("the plan becomes known");
    assert_eq!(plans::admit_request(&ada.app, &ada.who, 1).expect("one").remaining[0].rate.quota, 1);
    let refused = plans::admit_request(&ada.app, &ada.who, 1).expect_err("no second");
    assert_eq!((refused.code(), refused.limit().expect("a limit").name), (Code::RateLimited, "person"));
    limit(&test, &ada, json!({})).await;
    plans::usage(&ada.app, &ada.who).await.expect("a request that was admitted");
    assert_eq!(plans::admit_request(&ada.app, &ada.who, 0).expect("a look").remaining[0].rate.quota, 50_000);
}
