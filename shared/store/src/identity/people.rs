//! People across tenants: the look-ups and changes of login and registration, which know no tenant yet. Goes through
//! the gate.

use plenum_shared::{
    Result,
    address::email_key,
    ids::{TenantId, UserId},
};
use sqlx::Row;
use time::OffsetDateTime;

use crate::{Store, TenantTx, error::failed};

/// What the password of a person is checked against.
#[derive(Clone)]
pub struct Credentials {
    pub user: UserId,
    /// A PHC string. Never leaves the process.
    pub password_hash: String,
    pub active: bool,
}

/// A person to be.
#[derive(Debug, Clone, Copy)]
pub struct NewPerson<'a> {
    pub user: UserId,
    pub email: &'a str,
    pub password_hash: &'a str,
    pub first_name: &'a str,
    pub last_name: &'a str,
}

/// One tenant that a person belongs to, as far as choosing among them needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub tenant: TenantId,
    pub tenant_name: String,
    pub tenant_slug: String,
    pub tenant_active: bool,
    pub member_active: bool,
}

/// The person with this e-mail address, however it is spelt.
pub async fn by_email(store: &Store, email: &str) -> Result<Option<Credentials>> {
    let row = sqlx::query("SELECT user_id, password_hash, status FROM gate.identity_by_email_key($1)")
        .bind(email_key(email))
        .fetch_optional(store.pool())
        .await
        .map_err(failed)?;
    let credentials = |row: sqlx::postgres::PgRow| {
        Ok(Credentials {
            user: row.try_get::<uuid::Uuid, _>(0)?.into(),
            password_hash: row.try_get(1)?,
            active: row.try_get::<&str, _>(2)? == "active",
        })
    };
    row.map(credentials).transpose().map_err(failed)
}

/// Makes the person within the registration's transaction. False: the e-mail address is taken.
pub async fn create(tx: &mut TenantTx, new: &NewPerson<'_>, now: OffsetDateTime) -> Result<bool> {
    let (_, connection) = tx.parts();
    sqlx::query_scalar("SELECT gate.identity_create($1, $2, $3, $4, $5, $6, $7)")
        .bind(new.user.uuid())
        .bind(new.email)
        .bind(email_key(new.email))
        .bind(new.password_hash)
        .bind(new.first_name)
        .bind(new.last_name)
        .bind(now)
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// Replaces the hash of an unchanged password. False: it is not the old hash any more.
pub async fn rehash(store: &Store, user: UserId, old: &str, new: &str) -> Result<bool> {
    sqlx::query_scalar("SELECT gate.identity_rehash($1, $2, $3)")
        .bind(user.uuid())
        .bind(old)
        .bind(new)
        .fetch_one(store.pool())
        .await
        .map_err(failed)
}

/// The number of a person's credentials, if they are active and this is the hash of their password, which nobody can
/// change before the transaction ends.
pub async fn lock_credentials(tx: &mut TenantTx, user: UserId, hash: &str) -> Result<Option<i64>> {
    let (_, connection) = tx.parts();
    sqlx::query_scalar("SELECT gate.identity_hold($1, $2)")
        .bind(user.uuid())
        .bind(hash)
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// Puts the hash of another password in the place of this one, which ends every session that was opened with it;
/// returns the new number of the credentials. Nothing: it is not the old hash any more.
pub async fn change_password(tx: &mut TenantTx, user: UserId, old: &str, new: &str) -> Result<Option<i64>> {
    let (_, connection) = tx.parts();
    sqlx::query_scalar("SELECT gate.identity_change_password($1, $2, $3)")
        .bind(user.uuid())
        .bind(old)
        .bind(new)
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// Gives the person that the transaction speaks for other names, in all of their tenants.
pub async fn rename(tx: &mut TenantTx, first_name: &str, last_name: &str, now: OffsetDateTime) -> Result<bool> {
    let (_, connection) = tx.parts();
    sqlx::query_scalar("SELECT gate.identity_rename($1, $2, $3)")
        .bind(first_name)
        .bind(last_name)
        .bind(now)
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// All tenants of a person, by name.
pub async fn memberships_of(store: &Store, user: UserId) -> Result<Vec<Membership>> {
    let rows: Vec<(uuid::Uuid, String, String, String, String)> = sqlx::query_as(
        "SELECT tenant_id, tenant_name, tenant_slug, tenant_status, membership_status FROM gate.memberships_of($1)",
    )
    .bind(user.uuid())
    .fetch_all(store.pool())
    .await
    .map_err(failed)?;
    let membership =
        |(tenant, tenant_name, tenant_slug, tenant_status, member_status): (_, _, _, String, String)| Membership {
            tenant: uuid::Uuid::into(tenant),
            tenant_name,
            tenant_slug,
            tenant_active: tenant_status == "active",
            member_active: member_status == "active",
        };
    Ok(rows.into_iter().map(membership).collect())
}
