//! A release that declares new permissions, met by a tenant that was there before: who may do what, and who may give
//! it.

use std::{collections::BTreeSet, sync::LazyLock};

use async_trait::async_trait;
use plenum_app::{
    App, Context, Contexts, Done, Intent,
    access::{new_permissions::give_defaults, roles},
    identity::{
        invitations::{self, Invite},
        service_accounts::{self, NewServiceAccount},
        users::{self, UserPatch},
    },
    jobs::{self, run_due},
};
use plenum_shared::{
    Code, Result,
    access::{Action, ActionDeclaration, Module, Permission, Scope, SystemRole},
    caller::Caller,
    language::Language,
    messages::MessageFile,
};
use plenum_store::{TenantTx, access::permission_defaults};
use plenum_testkit::{
    app::{Person, TestApp, object, refused},
    catalogue,
};
use serde_json::{Value, json};
use time::Duration;

const SEND: Action = Action::new("send");

/// A module that comes with the next release.
const QUOTES: Module = Module {
    name: "quotes",
    scopes: &Scope::ALL,
    actions: &[
        ActionDeclaration {
            action: Action::READ,
            implies: &[],
            defaults: &[(SystemRole::Manager, Scope::Team), (SystemRole::SalesUser, Scope::Own)],
        },
        ActionDeclaration {
            action: SEND,
            implies: &[("quotes", Action::READ), ("deals", Action::READ)],
            defaults: &[(SystemRole::Manager, Scope::Team), (SystemRole::SalesUser, Scope::Own)],
        },
        ActionDeclaration { action: Action::new("purge"), implies: &[], defaults: &[] },
    ],
};

const READ_QUOTES: Permission = QUOTES.permission(Action::READ);
const SEND_QUOTES: Permission = QUOTES.permission(SEND);
const PURGE_QUOTES: Permission = QUOTES.permission(Action::new("purge"));

const QUOTING: Context = Context {
    permissions: &[&QUOTES],
    messages: &[
        MessageFile {
            language: Language::English,
            text: "module-quotes = Quotes\n    .read = Read\n    .send = Send\n    .purge = Purge\n",
        },
        MessageFile {
            language: Language::German,
            text: "module-quotes = Angebote\n    .read = Lesen\n    .send = Senden\n    .purge = Bereinigen\n",
        },
    ],
    ..Context::named("quoting")
};

fn next_release() -> &'static Contexts {
    static CONTEXTS: LazyLock<Contexts> = LazyLock::new(|| {
        let today: Vec<_> = plenum_testkit::contexts().iter().chain([&QUOTING]).collect();
        Contexts::new(&today).expect("contexts that fit together")
    });
    &CONTEXTS
}

/// A use case of the new module.
struct Requires(Permission);

#[async_trait]
impl Intent for Requires {
    const NAME: &'static str = "test.requires";
    type Output = ();

    async fn run(&self, _: &App, _: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        caller.access.require_permission(self.0)?;
        Ok(Done { output: (), entries: Vec::new() })
    }
}

/// A tenant of the schema and the program before: a member of each kind, and an installation that has met the release.
struct Upgraded {
    test: TestApp,
    /// The program of the next release.
    app: App,
    ada: Person,
    /// In a role that was given every permission of its time.
    cleo: Person,
    /// In a built-in role from which the administrator took the deletion of deals.
    sam: Person,
    manager: Person,
}

impl Upgraded {
    async fn new() -> Self {
        let test = TestApp::new().await;
        let ada = test.admin("acme").await;
        let all = SystemRole::TenantAdmin;
        let all = catalogue().permissions().defaults(all).into_iter();
        let all: Value = all
            .map(|(module, action, scope)| json!({"permission": format!("{module}.{}", action.as_str()), "scope": scope}))
            .collect();
        let cleo = ada.member_in_role("everything", all).await;
        let (sam, manager) = (ada.member("sales_user").await, ada.member("manager").await);
        let edited = without(&shown(&test.app, &ada, "sales_user").await, "deals.delete");
        change(&test.app, &ada, "sales_user", edited).await;

        // Back to the schema before, and to what the program before has stored: it knew the permission to revert by its
        // earlier name, and recorded no permissions.
        let back = "DROP FUNCTION gate.tenants_lacking_permissions(text[], text[], uuid, integer);
            DROP TABLE permission_defaults;
            DELETE FROM _sqlx_migrations WHERE version = 56;
            DELETE FROM role_permissions WHERE resource = 'changesets' AND action = 'revert'";
        test.database.execute(back).await;
        test.database.migrate().await;
        let app = test.installation.writer_of(next_release(), 10).await;
        let with = |person: Person| Person { app: app.clone(), ..person };
        let (ada, cleo, sam, manager) = (with(ada), with(cleo), with(sam), with(manager));
        Self { test, app, ada, cleo, sam, manager }
    }

    async fn may(&self, who: &Person, permission: Permission) -> bool {
        match self.app.read(&who.who, &Requires(permission)).await {
            Ok(()) => true,
            Err(error) => {
                assert_eq!(error.code(), Code::Forbidden);
                false
            }
        }
    }

    async fn run_jobs(&self) {
        // The job has a schedule; its first time is within five minutes of the start of a worker.
        jobs::start(&self.app, next_release()).await.expect("the schedules");
        self.test.clock.advance(Duration::minutes(5));
        run_due(&self.app, next_release()).await.expect("the worker");
    }
}

/// The permissions of a role, as `GET /roles` shows them.
async fn shown(app: &App, admin: &Person, key: &str) -> Vec<Value> {
    let role = role(app, admin, key).await;
    let shown = serde_json::to_value(role).expect("a view");
    shown["permissions"].as_array().cloned().expect("permissions")
}

async fn role(app: &App, admin: &Person, key: &str) -> roles::RoleView {
    let page = roles::list(app, &admin.who, Default::default()).await.expect("roles");
    page.items.into_iter().find(|role| role.key == key).expect("the role")
}

fn names(permissions: &[Value]) -> BTreeSet<&str> {
    permissions.iter().filter_map(|granted| granted["permission"].as_str()).collect()
}

fn without(permissions: &[Value], name: &str) -> Vec<Value> {
    permissions.iter().filter(|granted| granted["permission"] != name).cloned().collect()
}

async fn change(app: &App, admin: &Person, key: &str, permissions: Vec<Value>) {
    let id = role(app, admin, key).await.id;
    let body = object(json!({ "permissions": permissions }));
    roles::patch(app, &admin.who, id, None, body).await.expect("a changed role");
}

#[tokio::test]
async fn built_in_roles_get_the_defaults_the_administrator_has_everything_and_custom_roles_get_nothing() {
    let upgraded = Upgraded::new().await;
    let Upgraded { app, ada, cleo, sam, manager, .. } = &upgraded;
    for permission in [READ_QUOTES, SEND_QUOTES, PURGE_QUOTES] {
        assert!(upgraded.may(ada, permission).await, "the administrator has {permission} at once");
        assert!(!upgraded.may(cleo, permission).await);
        assert!(!upgraded.may(manager, permission).await, "not before the job has run");
    }
    let before = ada.log().await.len();
    upgraded.run_jobs().await;
    for (who, granted) in
        [(ada, [true; 3]), (manager, [true, true, false]), (sam, [true, true, false]), (cleo, [false; 3])]
    {
        for (permission, expected) in [READ_QUOTES, SEND_QUOTES, PURGE_QUOTES].into_iter().zip(granted) {
            assert_eq!(upgraded.may(who, permission).await, expected, "{} at {permission}", who.email);
        }
    }
    let sales = shown(app, ada, "sales_user").await;
    assert!(!names(&sales).contains("deals.delete"), "what was taken away stays away");
    let scope_of =
        |name: &str| sales.iter().find(|granted| granted["permission"] == name).map(|it| it["scope"].clone());
    assert_eq!(scope_of("quotes.send"), Some(json!("own")));
    assert!(
        shown(app, ada, "read_only")
            .await
            .iter()
            .all(|it| !it["permission"].as_str().unwrap_or("").starts_with("quotes"))
    );
    assert!(names(&shown(app, ada, "everything").await).contains("changesets.revert"), "by its earlier name");

    // The log says so, under the name of the system, and lets open connections look at their access again.
    let log = ada.log().await;
    let count = |kind: &str| log[before..].iter().filter(|entry| entry.kind == kind).count();
    assert!(count("role.updated") >= 2, "manager and sales_user at least");
    assert_eq!((count("access.changed"), log.len() - before), (count("role.updated"), 2 * count("role.updated")));
    assert!(log[before..].iter().all(|entry| entry.actor == plenum_shared::actor::Actor::SYSTEM));

    upgraded.run_jobs().await;
    assert_eq!(ada.log().await.len(), log.len(), "once");
}

#[tokio::test]
async fn what_an_administrator_takes_away_does_not_come_back_and_what_implies_it_is_not_given() {
    let upgraded = Upgraded::new().await;
    let Upgraded { app, ada, manager, sam, .. } = &upgraded;
    let blind: Vec<_> = shown(app, ada, "sales_user").await;
    let blind = blind.into_iter().filter(|it| !it["permission"].as_str().unwrap_or("").starts_with("deals.")).collect();
    change(app, ada, "sales_user", blind).await;
    assert!(give_defaults(app, ada.who.tenant).await.expect("gives") >= 2);
    assert!(upgraded.may(sam, READ_QUOTES).await);
    let sales = shown(app, ada, "sales_user").await;
    assert!(!names(&sales).contains("quotes.send"), "it implies deals.read, which was taken");

    let quoteless = without(&without(&shown(app, ada, "manager").await, "quotes.read"), "quotes.send");
    change(app, ada, "manager", quoteless).await;
    let work = |mut tx: TenantTx| async move {
        let given = permission_defaults::given(&mut tx).await?;
        Ok(tx.finish(given))
    };
    let given = app.store().read("test.given", ada.who.tenant, None, work).await.expect("a record");
    assert!(given.contains(&"quotes.purge".to_owned()));
    for _ in 0..2 {
        assert_eq!(give_defaults(app, ada.who.tenant).await.expect("gives"), 0);
        assert!(!upgraded.may(manager, READ_QUOTES).await);
    }
}

#[tokio::test]
async fn a_tenant_of_the_new_release_has_met_its_permissions_and_two_workers_give_them_once() {
    let upgraded = Upgraded::new().await;
    let (app, store) = (&upgraded.app, upgraded.app.store());
    let new = Person::admin(app, "new").await;
    let declared: Vec<_> = app.catalogue().permissions().all().map(|declared| declared.name()).collect();
    let lacking = permission_defaults::tenants_lacking(store, &declared, None, 10).await.expect("tenants");
    assert_eq!(lacking, [upgraded.ada.who.tenant]);
    let (one, two) = tokio::join!(give_defaults(app, lacking[0]), give_defaults(app, lacking[0]));
    let changed = [one.expect("gives"), two.expect("gives")];
    assert!(changed.contains(&0) && changed.iter().sum::<u64>() >= 2, "{changed:?}");
    assert!(permission_defaults::tenants_lacking(store, &declared, None, 10).await.expect("tenants").is_empty());
    assert!(names(&shown(app, &new, "manager").await).contains("quotes.send"));
    // A program of the release before finds nothing to do there, and makes nothing of it.
    let older = &upgraded.test.app;
    let known: Vec<_> = older.catalogue().permissions().all().map(|declared| declared.name()).collect();
    assert!(permission_defaults::tenants_lacking(store, &known, None, 10).await.expect("tenants").is_empty());
}

#[tokio::test]
async fn a_program_of_the_release_before_keeps_what_a_newer_one_has_granted() {
    let upgraded = Upgraded::new().await;
    let (older, ada) = (&upgraded.test.app, &upgraded.ada);
    give_defaults(&upgraded.app, ada.who.tenant).await.expect("gives");
    let manager = role(older, ada, "manager").await;
    assert_eq!(manager.unknown_permissions.as_deref(), Some(&["quotes.read".to_owned(), "quotes.send".to_owned()][..]));
    let seen = shown(older, ada, "manager").await;
    assert!(!names(&seen).contains("quotes.read"));
    change(older, ada, "manager", without(&seen, "leads.delete")).await;
    let after = shown(&upgraded.app, ada, "manager").await;
    assert!(
        names(&after).is_superset(&["quotes.read", "quotes.send"].into()) && !names(&after).contains("leads.delete")
    );
    assert!(upgraded.may(&upgraded.manager, SEND_QUOTES).await);
    // Nobody on the older program gives what they do not have either, though it does not know the words.
    let give = UserPatch { role: Some("manager".to_owned()), status: None };
    let friend = ada.member("read_only").await;
    assert_eq!(
        refused(users::patch(older, &upgraded.cleo.who, friend.who.user, None, give).await),
        Code::BeyondYourAccess
    );
}

#[tokio::test]
async fn a_role_with_every_permission_of_its_time_makes_no_administrator_and_gives_nothing_new() {
    let upgraded = Upgraded::new().await;
    let Upgraded { app, ada, cleo, sam, .. } = &upgraded;
    give_defaults(app, ada.who.tenant).await.expect("gives");
    let team = ada.team("North", &[sam.who.user]).await;
    let make = |role: &str| NewServiceAccount { name: "Sync".to_owned(), role: role.to_owned(), teams: Vec::new() };
    let machine = service_accounts::create(app, &ada.who, make("tenant_admin")).await.expect("the administrator may");
    let before = ada.log().await.len();

    let become_role = |key: &str| UserPatch { role: Some(key.to_owned()), status: None };
    let invite = |role: &str| Invite { email: "friend@example.com".into(), role: role.into(), teams: vec![team] };
    let send = || json!({"permission": "quotes.send", "scope": "own"});
    let read = || json!({"permission": "quotes.read", "scope": "own"});
    let deals = || json!({"permission": "deals.read", "scope": "own"});
    let quoting = || object(json!({"name": "Quoting", "permissions": [deals(), read(), send()]}));
    let own = role(app, cleo, "everything").await.id;
    let (admin_role, manager) = (role(app, cleo, "tenant_admin").await.id, role(app, cleo, "manager").await.id);
    let attempts = [
        refused(users::patch(app, &cleo.who, cleo.who.user, None, become_role("tenant_admin")).await),
        refused(users::patch(app, &cleo.who, sam.who.user, None, become_role("tenant_admin")).await),
        refused(users::patch(app, &cleo.who, ada.who.user, None, become_role("read_only")).await),
        refused(users::patch(app, &cleo.who, cleo.who.user, None, become_role("manager")).await),
        refused(invitations::create(app, &cleo.who, invite("tenant_admin")).await),
        refused(invitations::create(app, &cleo.who, invite("manager")).await),
        refused(roles::create(app, &cleo.who, quoting()).await),
        refused(roles::patch(app, &cleo.who, own, None, object(json!({"permissions": [deals(), read()]}))).await),
        refused(roles::patch(app, &cleo.who, admin_role, None, object(json!({"name": "Mine"}))).await),
        refused(roles::patch(app, &cleo.who, admin_role, None, object(json!({"permissions": []}))).await),
        refused(roles::patch(app, &cleo.who, manager, None, object(json!({"name": "Mine"}))).await),
        refused(roles::delete(app, &cleo.who, admin_role, None).await),
        refused(service_accounts::create(app, &cleo.who, make("tenant_admin")).await),
        refused(service_accounts::create(app, &cleo.who, make("manager")).await),
        refused(service_accounts::rotate_secret(app, &cleo.who, machine.client_id, std::time::Duration::ZERO).await),
        refused(service_accounts::delete(app, &cleo.who, machine.client_id).await),
        refused(users::join_team(app, &cleo.who, ada.who.user, team).await),
    ];
    assert_eq!(attempts, [Code::BeyondYourAccess; 17]);
    assert_eq!(ada.log().await.len(), before);

    // The administrator gives what there is only since this release, and edits every role but their own.
    roles::create(app, &ada.who, quoting()).await.expect("the administrator has it");
    let permissions = object(json!({"permissions": [deals()]}));
    assert_eq!(refused(roles::patch(app, &ada.who, admin_role, None, permissions).await), Code::SystemRole);
    let echoed = shown(app, ada, "tenant_admin").await;
    assert!(names(&echoed).contains("quotes.purge"));
    let rename = object(json!({"name": "Owner", "permissions": echoed}));
    roles::patch(app, &ada.who, admin_role, None, rename).await.expect("another name, and everything as ever");
    let other = app.read(&ada.who, &Requires(PURGE_QUOTES)).await;
    other.expect("still everything");
}
