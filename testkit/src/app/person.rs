//! A signed-in person, and the use cases that tests call most: those of records by the segment of their URL.

use plenum_app::{
    App,
    access::{roles, teams},
    identity::{
        auth::{self, Login, LoginOutcome, Register, SignedIn},
        users::{self, NewUser, UserPatch},
    },
    records::{self, ListRequest, RecordView},
};
use plenum_shared::{
    Result,
    caller::Identity,
    catalogue::Entity,
    entry::{ACCESS_CHANGED, Entry},
    ids::{RecordId, TeamId, TenantId, UserId},
};
use plenum_store::{TenantTx, log};
use serde_json::{Value, json};

use super::calls::{object, origin};
use crate::catalogue;

/// The password of all persons of this layer.
pub const PASSWORD: &str = "a long walk on the quay";

/// A signed-in person. Cheap to clone.
#[derive(Clone)]
pub struct Person {
    /// The process that they use.
    pub app: App,
    pub who: Identity,
    pub email: String,
    pub access_token: String,
    pub refresh_token: String,
}

/// The identity and session of a person.
impl Person {
    /// The administrator of a new tenant.
    pub async fn admin(app: &App, company: &str) -> Self {
        Self::register(app, &format!("{company}-{}@example.com", app.source().uuid().simple()), company).await
    }

    /// The same person as the administrator of one more tenant.
    pub async fn admin_of_another_tenant(&self, company: &str) -> Self {
        Self::register(&self.app, &self.email, company).await
    }

    async fn register(app: &App, email: &str, company: &str) -> Self {
        let registration = Register {
            email: email.to_owned(),
            password: PASSWORD.to_owned(),
            first_name: "Ada".to_owned(),
            last_name: "Admin".to_owned(),
            company: company.to_owned(),
        };
        let signed_in = auth::register(app, &registration, &origin()).await.expect("registers");
        Self::signed_in(app, &signed_in)
    }

    /// A new member of this administrator's tenant, in the role with this key.
    pub async fn member(&self, role: &str) -> Self {
        let email = format!("{}-{}@example.com", role.replace('_', "-"), self.app.source().uuid().simple());
        let member = NewUser {
            email: email.clone(),
            password: PASSWORD.to_owned(),
            first_name: "Mo".to_owned(),
            last_name: "Member".to_owned(),
            role: role.to_owned(),
        };
        users::add(&self.app, &self.who, member).await.expect("a member");
        Self::sign_in(&self.app, &email, PASSWORD, self.who.tenant).await.expect("signs in")
    }

    /// The same person in one more session.
    pub async fn another_session(&self) -> Self {
        Self::sign_in(&self.app, &self.email, PASSWORD, self.who.tenant).await.expect("signs in")
    }

    pub async fn sign_in(app: &App, email: &str, password: &str, tenant: TenantId) -> Result<Self> {
        let login = Login { email: email.to_owned(), password: password.to_owned(), tenant_id: Some(tenant) };
        match auth::login(app, &login, &origin()).await? {
            LoginOutcome::SignedIn(signed_in) => Ok(Self::signed_in(app, &signed_in)),
            LoginOutcome::SelectTenant(_) => panic!("the tenant was named"),
        }
    }

    pub fn signed_in(app: &App, signed_in: &SignedIn) -> Self {
        Self {
            refresh_token: signed_in.tokens.refresh_token.clone(),
            email: signed_in.user.email.clone(),
            ..Self::bearer(app, &signed_in.tokens.access_token)
        }
    }

    /// The bearer of an access token, for service accounts, which have nothing else.
    pub fn bearer(app: &App, access_token: &str) -> Self {
        let who = app.identify(access_token, origin()).expect("a good token");
        Self {
            app: app.clone(),
            who,
            email: String::new(),
            access_token: access_token.to_owned(),
            refresh_token: String::new(),
        }
    }
}

/// The operations of an administrator.
impl Person {
    /// A new role with these permissions.
    pub async fn role(&self, name: &str, permissions: Value) -> roles::RoleView {
        let body = object(json!({ "name": name, "permissions": permissions }));
        roles::create(&self.app, &self.who, body).await.expect("a role").value
    }

    /// A new member in a new role with this key and these permissions.
    pub async fn member_in_role(&self, key: &str, permissions: Value) -> Self {
        self.role(key, permissions).await;
        self.member(key).await
    }

    pub async fn give_role(&self, to: UserId, key: &str) {
        let role = UserPatch { role: Some(key.to_owned()), status: None };
        users::patch(&self.app, &self.who, to, None, role).await.expect("another role");
    }

    /// A new team of these members.
    pub async fn team(&self, name: &str, members: &[UserId]) -> TeamId {
        let team = teams::create(&self.app, &self.who, name).await.expect("a team").value.id;
        for member in members {
            self.join_team(*member, team).await;
        }
        team
    }

    pub async fn join_team(&self, member: UserId, team: TeamId) {
        users::join_team(&self.app, &self.who, member, team).await.expect("joins");
    }

    pub async fn leave_team(&self, member: UserId, team: TeamId) {
        users::leave_team(&self.app, &self.who, member, team).await.expect("leaves");
    }
}

/// The operations on records.
impl Person {
    pub async fn try_create(&self, segment: &str, body: Value) -> Result<RecordView> {
        records::create(&self.app, &self.who, entity_at(segment), object(body)).await
    }

    pub async fn create(&self, segment: &str, body: Value) -> RecordView {
        self.try_create(segment, body).await.expect(segment)
    }

    /// A new deal with this title.
    pub async fn deal(&self, title: &str) -> RecordView {
        self.create("deals", json!({ "title": title })).await
    }

    pub async fn try_patch(&self, segment: &str, id: RecordId, body: Value) -> Result<RecordView> {
        records::patch(&self.app, &self.who, entity_at(segment), id, None, object(body)).await
    }

    pub async fn patch(&self, segment: &str, id: RecordId, body: Value) -> RecordView {
        self.try_patch(segment, id, body).await.expect(segment)
    }

    pub async fn replace(&self, segment: &str, id: RecordId, body: Value) -> Result<RecordView> {
        records::replace(&self.app, &self.who, entity_at(segment), id, None, object(body)).await
    }

    pub async fn try_delete(&self, segment: &str, id: RecordId) -> Result<RecordView> {
        records::delete(&self.app, &self.who, entity_at(segment), id, None).await
    }

    pub async fn try_restore(&self, segment: &str, id: RecordId) -> Result<RecordView> {
        records::restore(&self.app, &self.who, entity_at(segment), id).await
    }

    pub async fn try_get(&self, segment: &str, id: RecordId) -> Result<RecordView> {
        records::get(&self.app, &self.who, entity_at(segment), id, None).await
    }

    /// One field of a record.
    pub async fn value(&self, segment: &str, id: RecordId, field: &str) -> Value {
        self.try_get(segment, id).await.expect(segment).record[field].clone()
    }

    /// The records at a segment, as far as one page goes.
    pub async fn list(&self, segment: &str) -> Vec<Value> {
        let request = ListRequest { limit: Some(200), ..ListRequest::default() };
        let listing = records::list(&self.app, &self.who, entity_at(segment), &request).await.expect(segment);
        listing.records.into_iter().map(Value::Object).collect()
    }

    /// Their ids.
    pub async fn ids(&self, segment: &str) -> Vec<String> {
        self.list(segment).await.iter().map(|record| record["id"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

/// The log of their tenant.
impl Person {
    pub async fn log(&self) -> Vec<Entry> {
        let work = |mut tx: TenantTx| async move {
            let entries = log::range(&mut tx, 1, 10_000).await?;
            Ok(tx.finish(entries))
        };
        self.app.store().read("test.log", self.who.tenant, None, work).await.expect("the log")
    }

    /// The kinds of the entries about a record, oldest first.
    pub async fn kinds(&self, id: RecordId) -> Vec<String> {
        self.log().await.into_iter().filter(|entry| entry.record == id).map(|entry| entry.kind).collect()
    }

    /// The last entry. The log must end with these kinds, and no entry may hold a secret.
    pub async fn expect_last(&self, kinds: &[&str]) -> Entry {
        let log = self.log().await;
        let found: Vec<_> = log[log.len() - kinds.len()..].iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(found, kinds);
        for entry in &log {
            let images = format!("{:?}{:?}", entry.before, entry.after);
            assert!(!images.contains("pli_") && !images.contains("$argon2"), "{} holds a secret", entry.kind);
        }
        let last = log.into_iter().next_back().expect("an entry");
        if kinds.contains(&ACCESS_CHANGED) {
            assert_eq!(last.kind, ACCESS_CHANGED);
        }
        last
    }
}

/// The entity at an address of the catalogue.
pub fn entity_at(segment: &str) -> &'static Entity {
    catalogue().by_segment(segment).expect("an address of the catalogue")
}
