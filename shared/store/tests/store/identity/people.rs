//! Identities, sessions and refresh tokens.

use plenum_shared::ids::{SessionId, TenantId, UserId};
use plenum_store::{
    TenantTx,
    access::roles,
    identity::{
        people::{self, NewPerson},
        refresh_tokens,
        sessions::{self, NewSession},
        users,
    },
    platform::tenants::{self, NewTenant},
};
use sqlx::Row;
use time::Duration;

use plenum_testkit::store::TestStore;

#[tokio::test]
async fn an_address_is_found_in_any_case_and_taken_once() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let found = people::by_email(&test.store, "ADMIN@One.Example").await.expect("no error").expect("found");
    assert_eq!((found.user, found.password_hash.as_str(), found.active), (one.admin, "phc", true));
    assert!(people::by_email(&test.store, "nobody@one.example").await.expect("no error").is_none());

    let again = NewPerson {
        user: test.source.uuid().into(),
        email: "Admin@ONE.example",
        password_hash: "x",
        first_name: "",
        last_name: "",
    };
    let work = |mut tx: TenantTx| async move {
        let made = people::create(&mut tx, &again, test.source.now()).await?;
        Ok(tx.finish(made))
    };
    assert!(!test.store.write("test.taken", one.tenant, None, work).await.expect("no error"));
}

#[tokio::test]
async fn a_slug_is_taken_once_and_the_second_tenant_leaves_nothing_behind() {
    let test = &TestStore::new().await;
    test.tenant("one").await;
    let tenant = TenantId::from(test.source.uuid());
    let work = |mut tx: TenantTx| async move {
        let made = tenants::create(
            &mut tx,
            &NewTenant { name: "Two", slug: "one", plan: plenum_shared::plan::Plan::Pro },
            test.source.now(),
        )
        .await?;
        let found = tenants::get(&mut tx).await?;
        Ok(tx.finish((made, found)))
    };
    assert_eq!(test.store.write("test.slug", tenant, None, work).await.expect("no error"), (false, None));
}

#[tokio::test]
async fn a_hash_is_replaced_only_while_it_is_the_old_one() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    assert!(people::rehash(&test.store, one.admin, "phc", "stronger").await.expect("no error"));
    assert!(!people::rehash(&test.store, one.admin, "phc", "other").await.expect("no error"));
    let found = people::by_email(&test.store, "admin@one.example").await.expect("no error").expect("found");
    assert_eq!(found.password_hash, "stronger");
}

#[tokio::test]
async fn a_person_is_listed_with_their_tenants_and_visible_in_each_without_the_hash() {
    let test = &TestStore::new().await;
    let (one, two) = (test.tenant("one").await, test.tenant("two").await);
    let join = |mut tx: TenantTx| async move {
        let role = roles::by_key(&mut tx, "read_only").await?.expect("a system role");
        users::insert(&mut tx, one.admin, role, test.source.now()).await?;
        users::set_status(&mut tx, one.admin, users::UserStatus::Suspended, test.source.now()).await?;
        Ok(tx.finish(()))
    };
    test.store.write("test.join", two.tenant, None, join).await.expect("joined");
    let found = people::memberships_of(&test.store, one.admin).await.expect("no error");
    let found: Vec<_> =
        found.iter().map(|m| (m.tenant, m.tenant_slug.as_str(), m.tenant_active, m.member_active)).collect();
    assert_eq!(found, [(one.tenant, "one", true, true), (two.tenant, "two", true, false)]);

    let mut connection = test.database.app().await;
    let set = sqlx::query("SELECT set_config('app.tenant', $1, false)").bind(one.tenant.to_string());
    set.execute(&mut connection).await.expect("set");
    let people = sqlx::query("SELECT id FROM users").fetch_all(&mut connection).await.expect("members");
    assert_eq!(people.iter().map(|row| row.get::<uuid::Uuid, _>(0)).collect::<Vec<_>>(), [one.admin.uuid()]);
    assert!(sqlx::query("SELECT password_hash FROM users").fetch_all(&mut connection).await.is_err());
    assert!(sqlx::query("UPDATE users SET first_name = 'x'").execute(&mut connection).await.is_err());
}

#[tokio::test]
async fn a_session_ends_once_and_a_refresh_token_is_used_once() {
    let test = &TestStore::new().await;
    let one = test.tenant("one").await;
    let (session, now) = (SessionId::from(test.source.uuid()), test.source.now());
    let work = |mut tx: TenantTx| async move {
        let tx_ref = &mut tx;
        let new = NewSession {
            id: session,
            user: one.admin,
            credential_version: 0,
            expires_at: now + Duration::days(30),
            ip: None,
            user_agent: Some("x"),
        };
        sessions::create(tx_ref, &new, now).await?;
        sessions::touch(tx_ref, session, now + Duration::minutes(1)).await?;
        let hash = [7; 32];
        refresh_tokens::insert(tx_ref, &hash, session, now, now + Duration::days(7)).await?;
        let token = refresh_tokens::lock(tx_ref, &hash).await?.expect("the token");
        assert_eq!((token.session, token.used_at, token.issued_at), (session, None, now));
        assert!(refresh_tokens::mark_used(tx_ref, &hash, now).await?);
        assert!(!refresh_tokens::mark_used(tx_ref, &hash, now).await?);
        assert!(refresh_tokens::lock(tx_ref, &[8; 32]).await?.is_none());

        let live = sessions::get(tx_ref, session).await?.expect("the session");
        assert!(live.is_live(now) && !live.is_live(now + Duration::days(30)));
        assert!(sessions::revoke(tx_ref, session, "logout", now).await?);
        assert!(!sessions::revoke(tx_ref, session, "logout", now).await?);
        assert!(!sessions::get(tx_ref, session).await?.expect("the session").is_live(now));
        assert_eq!(sessions::revoke_some(tx_ref, one.admin, None, 10, "password", now).await?, []);
        assert_eq!(sessions::get(tx_ref, SessionId::from(UserId::uuid(one.admin))).await?, None);
        Ok(tx.finish(()))
    };
    test.store.write("test.session", one.tenant, Some(one.admin), work).await.expect("no error");
}
