//! What a member may do, loaded in one statement and so in one snapshot: role, grants, teams, and whether they may come
//! in at all.

pub mod roles;
pub mod teams;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use plenum_shared::{
    Error, Result,
    access::{Access, Action, DefaultFieldAccess, FieldAccess, Grant, Role, Scope},
    entry::ActorKind,
    ids::{RoleId, SessionId, TeamId, UserId},
};
use serde::Deserialize;
use sqlx::{FromRow, Row, postgres::PgRow, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, platform::tenants::Tenant};

/// A change of the membership outweighs any change of a role in the version of an access; `load.sql` says the same.
const VERSIONS_OF_ROLE: i64 = 1_000_000;

/// What there is of somebody who comes with a session. Whether that is enough to let them in is for the caller to
/// decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    pub user_active: bool,
    pub tenant_active: bool,
    pub member_active: bool,
    /// Whether the session exists, is this user's, is not revoked and not past its end. True when none was asked about.
    pub session_live: bool,
}

/// A member with their access.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub access: Access,
    /// What its entries say it is: a person or a machine.
    pub kind: ActorKind,
    pub tenant: Tenant,
    pub presence: Presence,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
}

/// The access of a member; nothing for somebody who is not one.
pub async fn load(
    tx: &mut TenantTx,
    user: UserId,
    session: Option<SessionId>,
    now: OffsetDateTime,
) -> Result<Option<Loaded>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(include_str!("access/load.sql"))
        .bind(tenant)
        .bind(user.uuid())
        .bind(session.map(|session| session.uuid()))
        .bind(now)
        .fetch_optional(connection)
        .await
        .map_err(failed)
}

/// Somebody with a session, as [`load_many`] finds them.
#[derive(Debug, Clone)]
pub struct Present {
    pub session: SessionId,
    pub access: Access,
    pub presence: Presence,
}

/// The access of many people, each with the session they came with. However many they are, this is two statements, and
/// those with the same role share one. Who is no member is left out.
pub async fn load_many(tx: &mut TenantTx, people: &[(UserId, SessionId)], now: OffsetDateTime) -> Result<Vec<Present>> {
    let (tenant, connection) = tx.parts();
    let (users, sessions): (Vec<_>, Vec<_>) =
        people.iter().map(|(user, session)| (user.uuid(), session.uuid())).unzip();
    let rows = sqlx::query(include_str!("access/load_many.sql"))
        .bind(tenant)
        .bind(users)
        .bind(sessions)
        .bind(now)
        .fetch_all(connection)
        .await
        .map_err(failed)?;
    let needed: HashSet<Uuid> =
        rows.iter().map(|row| row.try_get("role_id")).collect::<Result<_, _>>().map_err(failed)?;
    let roles = roles::some(tx, &needed.into_iter().map(RoleId::from).collect::<Vec<_>>()).await?;
    let roles: HashMap<RoleId, Arc<Role>> = roles.into_iter().map(|role| (role.role.id, Arc::new(role.role))).collect();
    rows.iter().map(|row| present(row, &roles)).collect()
}

fn present(row: &PgRow, roles: &HashMap<RoleId, Arc<Role>>) -> Result<Present> {
    let read = || -> sqlx::Result<_> {
        let teams: Vec<Uuid> = row.try_get("teams")?;
        let role = RoleId::from(row.try_get::<Uuid, _>("role_id")?);
        let (user, version) =
            (UserId::from(row.try_get::<Uuid, _>("user_id")?), row.try_get::<i64, _>("member_version")?);
        let session = SessionId::from(row.try_get::<Uuid, _>("session_id")?);
        Ok((user, session, role, version, teams, Presence::from_row(row)?))
    };
    let (user, session, role, version, teams, presence) = read().map_err(failed)?;
    let role = roles.get(&role).cloned().ok_or_else(|| Error::internal("a member without a role"))?;
    let version = version * VERSIONS_OF_ROLE + role.version;
    let access = Access { user, role, teams: teams.into_iter().map(TeamId::from).collect(), version };
    Ok(Present { session, access, presence })
}

/// A grant as the statement gives it. Words are read leniently: what this version does not know grants nothing.
#[derive(Deserialize)]
struct StoredGrant {
    resource: String,
    action: String,
    scope: String,
    fields: HashMap<String, String>,
}

impl StoredGrant {
    fn known(self) -> Option<(String, Action, Grant)> {
        let fields = self.fields.into_iter().map(|(field, rule)| (field, field_access(&rule))).collect();
        let grant = Grant { scope: Scope::parse(&self.scope)?, fields };
        Some((self.resource, Action::parse(&self.action)?, grant))
    }
}

fn field_access(rule: &str) -> FieldAccess {
    match rule {
        "write" => FieldAccess::Write,
        "read" => FieldAccess::Read,
        _ => FieldAccess::None,
    }
}

/// The role in a row that has its columns under these names, and its grants as one array.
pub(crate) fn role(row: &PgRow) -> sqlx::Result<Role> {
    let Json(grants): Json<Vec<StoredGrant>> = row.try_get("grants")?;
    let default_field_access = match row.try_get("default_field_access")? {
        "allow" => DefaultFieldAccess::Allow,
        _ => DefaultFieldAccess::Deny,
    };
    Ok(Role::new(
        row.try_get::<Uuid, _>("role_id")?.into(),
        row.try_get::<&str, _>("role_key")?,
        row.try_get::<&str, _>("role_name")?,
        row.try_get("role_version")?,
        default_field_access,
        grants.into_iter().filter_map(StoredGrant::known),
    ))
}

impl FromRow<'_, PgRow> for Presence {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let is_active = |column| Ok::<_, sqlx::Error>(row.try_get::<&str, _>(column)? == "active");
        Ok(Self {
            user_active: is_active("user_status")?,
            tenant_active: is_active("tenant_status")?,
            member_active: is_active("member_status")?,
            session_live: row.try_get("session_live")?,
        })
    }
}

impl FromRow<'_, PgRow> for Loaded {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let teams: Vec<Uuid> = row.try_get("teams")?;
        Ok(Self {
            access: Access {
                user: row.try_get::<Uuid, _>("user_id")?.into(),
                role: Arc::new(role(row)?),
                teams: teams.into_iter().map(TeamId::from).collect(),
                version: row.try_get("access_version")?,
            },
            kind: if row.try_get("is_machine")? { ActorKind::Service } else { ActorKind::User },
            tenant: Tenant::from_row(row)?,
            presence: Presence::from_row(row)?,
            email: row.try_get("email")?,
            first_name: row.try_get("first_name")?,
            last_name: row.try_get("last_name")?,
        })
    }
}
