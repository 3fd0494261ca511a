//! Members, teams and roles, made through the application itself on the installation's database, because REST for them
//! comes later. What changes here is news on the bus, as if another process had done it.

use plenum_app::{App, Parts, Settings, access::teams, identity::users};
use plenum_bus::{Bus, BusEvents, BusOptions, MemoryBroker, RedisDriver, RedisSettings};
use plenum_shared::{
    access::{Action, FieldAccess, Scope},
    clock::Source,
    ids::{RoleId, TeamId, UserId},
};
use plenum_store::{Store, identity::users::MemberStatus};
use uuid::Uuid;

use crate::contexts;
use crate::{Plenum, people::Person};

/// The application, beside the processes under test.
pub struct Directory {
    app: App,
    /// Kept, because a bus that nobody listens to counts as stuck.
    events: BusEvents,
    superuser: String,
}

/// A role with rules for single fields.
#[derive(Debug, Clone)]
pub struct CustomRole<'a> {
    pub key: &'a str,
    pub module: &'a str,
    pub scope: Scope,
    pub fields: &'a [(&'a str, FieldAccess)],
}

impl Directory {
    pub(crate) async fn of(plenum: &Plenum) -> Self {
        let settings =
            plenum_store::Settings { max_connections: 2, ..plenum_store::Settings::new(plenum.database().app_url()) };
        let store = Store::connect(&settings).await.expect("the application reaches its database");
        let source = Source::system();
        let options = BusOptions::new(source.uuid().as_u128());
        let (bus, events) = match plenum.redis_url() {
            Some(url) => {
                let driver = RedisDriver::new(&RedisSettings::new(&url)).expect("the address of a Redis");
                Bus::start(driver, options).expect("a bus")
            }
            None => Bus::start(MemoryBroker::new().driver(), options).expect("a bus"),
        };
        bus.up().await;
        let app = App::new(Parts {
            contexts: contexts().clone(),
            store,
            bus,
            source,
            signing_keys: plenum.signing_keys(),
            master_key: plenum.master_key(),
            settings: Settings::default(),
        });
        Self { app: app.expect("an application"), events, superuser: plenum.database().superuser_url() }
    }

    /// The application and its end of the bus, for a test that runs a room of its own on them.
    pub fn into_parts(self) -> (App, BusEvents) {
        (self.app, self.events)
    }

    pub async fn add_member(&self, admin: &Person, email: &str, password: &str, role: &str) -> UserId {
        let member = users::NewMember {
            email: email.to_owned(),
            password: password.to_owned(),
            first_name: "Mo".to_owned(),
            last_name: "Member".to_owned(),
            role: role.to_owned(),
        };
        users::add(&self.app, &admin.identity(&self.app), member).await.expect("a member")
    }

    pub async fn create_team(&self, admin: &Person, name: &str) -> TeamId {
        teams::create(&self.app, &admin.identity(&self.app), name).await.expect("a team").value.id
    }

    pub async fn join_team(&self, admin: &Person, member: UserId, team: TeamId) {
        users::join_team(&self.app, &admin.identity(&self.app), member, team).await.expect("one more in the team");
    }

    pub async fn leave_team(&self, admin: &Person, member: UserId, team: TeamId) {
        users::leave_team(&self.app, &admin.identity(&self.app), member, team).await.expect("one less in the team");
    }

    pub async fn set_role(&self, admin: &Person, member: UserId, role: &str) {
        let role = self.role(admin, role).await;
        users::set_role(&self.app, &admin.identity(&self.app), member, role).await.expect("another role");
    }

    pub async fn suspend(&self, admin: &Person, member: UserId) {
        let status = MemberStatus::Suspended;
        users::set_status(&self.app, &admin.identity(&self.app), member, status).await.expect("a suspension");
    }

    /// Makes somebody of one tenant a member of another one too, straight in the database.
    pub async fn add_membership(&self, admin: &Person, member: UserId, role: &str) {
        let role = self.role(admin, role).await;
        let mut database = self.database().await;
        sqlx::query(
            "INSERT INTO memberships (tenant_id, user_id, role_id, status, version, created_at, updated_at)
             VALUES ($1, $2, $3, 'active', 1, now(), now())",
        )
        .bind(admin.tenant.uuid())
        .bind(member.uuid())
        .bind(role.uuid())
        .execute(&mut database)
        .await
        .expect("a membership");
    }

    /// Makes a role that may do everything with one module, under its scope and rules, straight in the database.
    pub async fn add_role(&self, admin: &Person, role: CustomRole<'_>) {
        let mut database = self.database().await;
        let id: Uuid = self.app.source().uuid();
        sqlx::query(
            "INSERT INTO roles (tenant_id, id, key, name, is_system, default_field_access, version, created_at, updated_at)
             VALUES ($1, $2, $3, $3, false, 'allow', 1, now(), now())",
        )
        .bind(admin.tenant.uuid())
        .bind(id)
        .bind(role.key)
        .execute(&mut database)
        .await
        .expect("a role");
        let fields: serde_json::Map<_, _> = role
            .fields
            .iter()
            .map(|(name, access)| ((*name).to_owned(), serde_json::to_value(access).expect("a word")))
            .collect();
        for action in Action::ALL {
            sqlx::query(
                "INSERT INTO role_permissions (tenant_id, role_id, resource, action, scope, fields)
                 VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(admin.tenant.uuid())
            .bind(id)
            .bind(role.module)
            .bind(action.as_str())
            .bind(role.scope.as_str())
            .bind(serde_json::Value::Object(fields.clone()))
            .execute(&mut database)
            .await
            .expect("a permission");
        }
    }

    async fn role(&self, admin: &Person, key: &str) -> RoleId {
        let mut database = self.database().await;
        let id: Uuid = sqlx::query_scalar("SELECT id FROM roles WHERE tenant_id = $1 AND key = $2")
            .bind(admin.tenant.uuid())
            .bind(key)
            .fetch_one(&mut database)
            .await
            .unwrap_or_else(|error| panic!("the role {key}: {error}"));
        id.into()
    }

    async fn database(&self) -> sqlx::PgConnection {
        <sqlx::PgConnection as sqlx::Connection>::connect(&self.superuser).await.expect("the database")
    }
}
