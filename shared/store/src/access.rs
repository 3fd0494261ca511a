//! What a member may do, loaded in one statement and so in one snapshot: role, grants, teams, and whether they may come
//! in at all.

use std::{collections::HashMap, sync::Arc};

use plenum_shared::{
    Result,
    access::{Access, Action, DefaultFieldAccess, FieldAccess, Grant, Role, Scope},
    ids::{SessionId, TeamId, UserId},
};
use serde::Deserialize;
use sqlx::{FromRow, Row, postgres::PgRow, types::Json};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, tenants::Tenant};

/// A member with their access. Whether to let them in is for the caller to decide from the four `…active` and `…live`.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub access: Access,
    /// `tenant.active` is the first of them.
    pub tenant: Tenant,
    pub member_active: bool,
    pub user_active: bool,
    /// Whether the session exists, is this user's, is not revoked and not past its end. True when none was asked about.
    pub session_live: bool,
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

impl FromRow<'_, PgRow> for Loaded {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let is_active = |column| Ok::<_, sqlx::Error>(row.try_get::<&str, _>(column)? == "active");
        let teams: Vec<Uuid> = row.try_get("teams")?;
        Ok(Self {
            access: Access {
                user: row.try_get::<Uuid, _>("user_id")?.into(),
                role: Arc::new(role(row)?),
                teams: teams.into_iter().map(TeamId::from).collect(),
                version: row.try_get("access_version")?,
            },
            tenant: Tenant::from_row(row)?,
            member_active: is_active("member_status")?,
            user_active: is_active("user_status")?,
            session_live: row.try_get("session_live")?,
            email: row.try_get("email")?,
            first_name: row.try_get("first_name")?,
            last_name: row.try_get("last_name")?,
        })
    }
}
