//! The access of a member, loaded in one statement and so in one snapshot: role, grants, teams, and whether they may
//! sign in at all.

pub mod permission_defaults;
pub mod roles;
pub mod teams;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use plenum_shared::{
    Error, Result,
    access::{Access, Role},
    actor::ActorKind,
    ids::{RoleId, SessionId, TeamId, UserId},
    language::ReaderLanguages,
    locality::Locality,
};
use serde_json::Value;
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, platform::tenants::Tenant};

/// A change of the membership outweighs any change of a role in the version of an access; `load.sql` says the same.
const VERSIONS_OF_ROLE: i64 = 1_000_000;

/// The state of a person and of their session. Whether that is enough to let them in is the application's to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberState {
    pub user_active: bool,
    pub tenant_active: bool,
    pub member_active: bool,
    /// Whether the session exists, is this user's, is not revoked and not past its end. True when no session was named.
    pub session_live: bool,
}

/// A member with their access.
#[derive(Debug, Clone)]
pub struct LoadedMember {
    pub access: Access,
    /// A person or a machine, as the entries they cause say.
    pub kind: ActorKind,
    pub tenant: Tenant,
    pub state: MemberState,
    /// The languages of the settings of the person and of the tenant.
    pub languages: ReaderLanguages,
    /// Their zone and country.
    pub locality: Locality,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
}

/// The access of a member; nothing for a user who is not a member.
pub async fn load(
    tx: &mut TenantTx,
    user: UserId,
    session: Option<SessionId>,
    now: OffsetDateTime,
) -> Result<Option<LoadedMember>> {
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

/// A member with a session, as [`load_many`] finds them.
#[derive(Debug, Clone)]
pub struct SessionAccess {
    pub session: SessionId,
    pub access: Access,
    pub state: MemberState,
}

/// The access of many people, each with one session of theirs, in two statements; people with the same role share it. A
/// user who is not a member is left out.
pub async fn load_many(
    tx: &mut TenantTx,
    people: &[(UserId, SessionId)],
    now: OffsetDateTime,
) -> Result<Vec<SessionAccess>> {
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
    let roles = roles::get_all(tx, &needed.into_iter().map(RoleId::from).collect::<Vec<_>>()).await?;
    let roles: HashMap<RoleId, Arc<Role>> = roles.into_iter().map(|role| (role.role.id, Arc::new(role.role))).collect();
    rows.iter().map(|row| session_access(row, &roles)).collect()
}

fn session_access(row: &PgRow, roles: &HashMap<RoleId, Arc<Role>>) -> Result<SessionAccess> {
    let read = || -> sqlx::Result<_> {
        let teams: Vec<Uuid> = row.try_get("teams")?;
        let role = RoleId::from(row.try_get::<Uuid, _>("role_id")?);
        let (user, version) =
            (UserId::from(row.try_get::<Uuid, _>("user_id")?), row.try_get::<i64, _>("member_version")?);
        let session = SessionId::from(row.try_get::<Uuid, _>("session_id")?);
        Ok((user, session, role, version, teams, MemberState::from_row(row)?))
    };
    let (user, session, role, version, teams, state) = read().map_err(failed)?;
    let role = roles.get(&role).cloned().ok_or_else(|| Error::internal("a member without a role"))?;
    let version = version * VERSIONS_OF_ROLE + role.version;
    let access = Access { user, role, teams: teams.into_iter().map(TeamId::from).collect(), version };
    Ok(SessionAccess { session, access, state })
}

/// Of the settings of a user, who may have none, and of the tenant.
fn locality(user: Option<Value>, tenant: Value) -> Locality {
    let text = |settings: &Value, name: &str| settings.get(name).and_then(Value::as_str).map(str::to_owned);
    Locality::of_settings(|name| text(user.as_ref()?, name), |name| text(&tenant, name))
}

impl FromRow<'_, PgRow> for MemberState {
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

impl FromRow<'_, PgRow> for LoadedMember {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let teams: Vec<Uuid> = row.try_get("teams")?;
        Ok(Self {
            access: Access {
                user: row.try_get::<Uuid, _>("user_id")?.into(),
                role: Arc::new(roles::from_row(row)?),
                teams: teams.into_iter().map(TeamId::from).collect(),
                version: row.try_get("access_version")?,
            },
            kind: if row.try_get("is_machine")? { ActorKind::Service } else { ActorKind::User },
            tenant: Tenant::from_row(row)?,
            state: MemberState::from_row(row)?,
            languages: ReaderLanguages::of_settings(row.try_get("user_locale")?, row.try_get("tenant_locale")?),
            locality: locality(row.try_get("user_settings")?, row.try_get("tenant_settings")?),
            email: row.try_get("email")?,
            first_name: row.try_get("first_name")?,
            last_name: row.try_get("last_name")?,
        })
    }
}
