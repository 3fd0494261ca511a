//! Access as it is loaded: role, grants, teams, and the four conditions for a session to be accepted.

use std::collections::HashMap;

use plenum_shared::{
    access::{Action, DefaultFieldAccess, FieldAccess, Grant, Scope, SystemRole},
    ids::{SessionId, TeamId, UserId},
};
use plenum_store::{
    TenantTx,
    access::{
        self, LoadedMember, MemberState,
        roles::{self, RoleContent},
        teams,
    },
    identity::{
        sessions::{self, NewSession},
        users::{self, UserStatus},
    },
};
use time::Duration;

use plenum_testkit::{
    catalogue,
    store::{TestStore, TestTenant, entity},
};

async fn load(test: &TestStore, of: TestTenant, user: UserId, session: Option<SessionId>) -> Option<LoadedMember> {
    let work = |mut tx: TenantTx| async move {
        let loaded = access::load(&mut tx, user, session, test.source.now()).await?;
        Ok(tx.finish(loaded))
    };
    test.store.read("test.access", of.tenant, None, work).await.expect("no error")
}

#[tokio::test]
async fn the_first_administrator_may_do_everything_and_an_unknown_user_has_no_access() {
    let test = &TestStore::new().await;
    let (one, two) = (test.tenant("one").await, test.tenant("two").await);
    let loaded = load(test, one, one.admin, None).await.expect("a member");
    assert_eq!(loaded.access.role.key, SystemRole::TenantAdmin.key());
    for action in Action::OF_RECORDS {
        assert_eq!(loaded.access.role.grant(entity("deal"), action).map(|grant| grant.scope), Some(Scope::All));
    }
    assert!(loaded.tenant.active);
    let all = MemberState { user_active: true, tenant_active: true, member_active: true, session_live: true };
    assert_eq!(loaded.state, all);
    assert_eq!((loaded.tenant.slug.as_str(), loaded.email.as_str()), ("one", "admin@one.example"));
    assert!(load(test, one, two.admin, None).await.is_none());
}

#[tokio::test]
async fn every_change_of_access_raises_its_version() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let team = TeamId::from(test.source.uuid());
    let mut versions = vec![load(test, one, one.admin, None).await.expect("a member").access.version];
    for step in 0..4 {
        let work = |mut tx: TenantTx| async move {
            let now = test.source.now();
            match step {
                0 => {
                    teams::insert(&mut tx, team, "North", now).await?;
                    assert!(teams::add_member(&mut tx, team, one.admin, now).await?);
                    assert!(!teams::add_member(&mut tx, team, one.admin, now).await?);
                }
                1 => {
                    let role = roles::by_key(&mut tx, "sales_user").await?.expect("a system role");
                    assert!(users::set_role(&mut tx, one.admin, role, now).await?);
                }
                2 => assert!(users::set_status(&mut tx, one.admin, UserStatus::Suspended, now).await?),
                _ => assert!(teams::remove_member(&mut tx, team, one.admin, now).await?),
            }
            Ok(tx.finish(()))
        };
        test.store.write("test.change", one.tenant, None, work).await.expect("no error");
        let loaded = load(test, one, one.admin, None).await.expect("a member");
        assert_eq!(loaded.access.teams, if step < 3 { vec![team] } else { vec![] });
        assert_eq!(loaded.state.member_active, step < 2);
        versions.push(loaded.access.version);
    }
    assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
}

#[tokio::test]
async fn a_session_is_valid_only_while_it_is_live_and_for_its_own_user() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let now = test.source.now();
    let [live, ended, revoked] = [0; 3].map(|_| SessionId::from(test.source.uuid()));
    let work = |mut tx: TenantTx| async move {
        for (id, expires_at) in [(live, now + Duration::days(1)), (ended, now), (revoked, now + Duration::days(1))] {
            let new = NewSession {
                id,
                user: one.admin,
                credential_version: 0,
                expires_at,
                ip: Some("::1"),
                user_agent: None,
            };
            sessions::create(&mut tx, &new, now - Duration::days(1)).await?;
        }
        sessions::revoke(&mut tx, revoked, "logout", now).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.sessions", one.tenant, None, work).await.expect("sessions");
    for (session, expected) in [(live, true), (ended, false), (revoked, false), (test.source.uuid().into(), false)] {
        let loaded = load(test, one, one.admin, Some(session)).await.expect("a member");
        assert_eq!(loaded.state.session_live, expected, "{session}");
    }
}

#[tokio::test]
async fn permissions_of_a_newer_version_grant_nothing() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let change = "UPDATE role_permissions SET fields = '{\"title\": \"read\", \"value\": \"some day\"}'
        WHERE resource = 'deals' AND action = 'read';
        UPDATE role_permissions SET action = 'purge' WHERE resource = 'deals' AND action = 'delete'";
    sqlx::raw_sql(change).execute(&mut test.database.superuser().await).await.expect("changed");
    let work = |mut tx: TenantTx| async move {
        let manager = roles::by_key(&mut tx, SystemRole::Manager.key()).await?.expect("a system role");
        let manager = roles::get(&mut tx, manager).await?.expect("a system role");
        Ok(tx.finish(manager.role))
    };
    let manager = test.store.read("test.role", one.tenant, None, work).await.expect("no error");
    let grant = manager.grant(entity("deal"), Action::READ).expect("a grant");
    let expected = HashMap::from([("title".to_owned(), FieldAccess::Read), ("value".to_owned(), FieldAccess::None)]);
    assert_eq!(grant.fields, expected);
    assert!(manager.grant(entity("deal"), Action::DELETE).is_none());
    let unknown = manager.undeclared(catalogue().permissions());
    assert_eq!(
        unknown.iter().map(|(module, action, _)| format!("{module}.{action}")).collect::<Vec<_>>(),
        ["deals.purge"]
    );
}

#[tokio::test]
async fn the_administrator_needs_no_grant_that_is_stored() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let change = "DELETE FROM role_permissions; UPDATE roles SET default_field_access = 'deny'";
    sqlx::raw_sql(change).execute(&mut test.database.superuser().await).await.expect("changed");
    let loaded = load(test, one, one.admin, None).await.expect("a member");
    assert!(loaded.access.role.is_administrator());
    assert!(entity("deal").fields().all(|field| loaded.access.role.may_write_field(entity("deal"), field)));
    let work = |mut tx: TenantTx| async move {
        assert!(users::is_granted(&mut tx, one.admin, "coming", "fly").await?);
        assert_eq!(users::granted_among(&mut tx, &[one.admin.uuid()], "coming", "fly").await?, [one.admin.uuid()]);
        assert_eq!(users::administrators(&mut tx, 10).await?, [one.admin]);
        Ok(tx.finish(()))
    };
    test.store.read("test.granted", one.tenant, None, work).await.expect("no error");
}

#[tokio::test]
async fn a_change_of_a_role_stores_earlier_names_too_and_keeps_what_it_cannot_read() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let mut superuser = test.database.superuser().await;
    let change = "ALTER TABLE role_permissions DROP CONSTRAINT role_permissions_scope_check;
        INSERT INTO role_permissions (tenant_id, role_id, resource, action, scope)
        SELECT tenant_id, id, 'quotes', 'read', 'region' FROM roles WHERE key = 'manager'";
    sqlx::raw_sql(change).execute(&mut superuser).await.expect("changed");
    let work = |mut tx: TenantTx| async move {
        let manager = roles::by_key(&mut tx, SystemRole::Manager.key()).await?.expect("a system role");
        let grant = || Grant { scope: Scope::All, fields: HashMap::new() };
        let content = RoleContent {
            name: "Manager".to_owned(),
            default_field_access: DefaultFieldAccess::Allow,
            grants: vec![("changesets".to_owned(), "revert".to_owned(), grant())],
        };
        roles::update(&mut tx, manager, &content, test.source.now()).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.role", one.tenant, None, work).await.expect("changed");
    let stored: Vec<String> = sqlx::query_scalar(
        "SELECT p.resource || '.' || p.action FROM role_permissions p
         JOIN roles r ON r.tenant_id = p.tenant_id AND r.id = p.role_id WHERE r.key = 'manager' ORDER BY 1",
    )
    .fetch_all(&mut superuser)
    .await
    .expect("grants");
    assert_eq!(stored, ["changesets.revert", "changesets.write", "quotes.read"]);
}

#[tokio::test]
async fn the_access_of_many_users_is_loaded_at_once_and_kept_apart() {
    let test = &TestStore::new().await;
    let (one, two) = (test.tenant("one").await, test.tenant("two").await);
    let crowd = "
        WITH people AS (
            INSERT INTO users (id, email, password_hash, first_name, last_name, status, version, created_at, updated_at)
            SELECT gen_random_uuid(), n || '@crowd.example', 'phc', 'N', n::text, 'active', 1, now(), now()
            FROM generate_series(1, 3000) n
            RETURNING id, last_name::int AS n
        ), members AS (
            INSERT INTO memberships (tenant_id, user_id, role_id, status, version, created_at, updated_at)
            SELECT $1, p.id, r.id, CASE WHEN p.n % 10 = 0 THEN 'suspended' ELSE 'active' END, 1, now(), now()
            FROM people p JOIN roles r ON r.tenant_id = $1 AND r.key = CASE WHEN p.n % 2 = 0 THEN 'manager' ELSE 'sales_user' END
        )
        INSERT INTO sessions (tenant_id, id, user_id, created_at, last_seen_at, expires_at, revoked_at, revoked_reason)
        SELECT $1, gen_random_uuid(), id, now(), now(), now() + interval '1 day',
            CASE WHEN n % 7 = 0 THEN now() END, CASE WHEN n % 7 = 0 THEN 'logout' END
        FROM people RETURNING user_id, id";
    let mut superuser = test.database.superuser().await;
    let rows: Vec<(uuid::Uuid, uuid::Uuid)> =
        sqlx::query_as(crowd).bind(one.tenant.uuid()).fetch_all(&mut superuser).await.expect("a crowd");
    let mut people: Vec<(UserId, SessionId)> = rows.into_iter().map(|(user, id)| (user.into(), id.into())).collect();
    people.push((two.admin, test.source.uuid().into()));
    let requested = &people;
    let work = |mut tx: TenantTx| async move {
        let now = test.source.now();
        let many = access::load_many(&mut tx, requested, now).await?;
        let alone = access::load(&mut tx, requested[0].0, Some(requested[0].1), now).await?;
        Ok(tx.finish((many, alone)))
    };
    let (many, alone) = test.store.read("test.crowd", one.tenant, None, work).await.expect("loads");
    assert_eq!(many.len(), 3000, "who is no member is left out");
    let count = |what: fn(&access::SessionAccess) -> bool| many.iter().filter(|present| what(present)).count();
    assert_eq!(count(|present| present.access.role.key == "manager"), 1500);
    assert_eq!(count(|present| !present.state.member_active), 300);
    assert_eq!(count(|present| !present.state.session_live), 428);
    let (first, alone) = (many.iter().find(|present| present.access.user == requested[0].0), alone.expect("a member"));
    let first = first.expect("the same member");
    assert_eq!((&first.access, first.state), (&alone.access, alone.state));
}
