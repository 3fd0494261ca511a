//! Notifications: rows that refer to records. What they say is made elsewhere, from the records, when they are read.

use plenum_shared::{
    Result,
    ids::{NotificationId, RecordId, TenantId, UserId},
};
use sqlx::{FromRow, Row, postgres::PgRow};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{
    PageQuery, Store, TenantTx,
    error::failed,
    execute::Execute,
    page::{self, paged},
};

/// A notification as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    pub id: NotificationId,
    pub user: UserId,
    pub category: String,
    pub entity: String,
    pub record: RecordId,
    /// The type of the entry that it tells of.
    pub event: String,
    /// The names of the fields that changed.
    pub fields: Vec<String>,
    pub actor: Option<UserId>,
    pub count: i32,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub read_at: Option<OffsetDateTime>,
}

/// A notification to be stored for a recipient.
#[derive(Debug, Clone, Copy)]
pub struct NewNotification<'a> {
    pub user: UserId,
    pub category: &'a str,
    pub entity: &'a str,
    pub record: RecordId,
    pub event: &'a str,
    pub fields: &'a [String],
    pub actor: Option<Uuid>,
    pub at: OffsetDateTime,
}

/// Which of the notifications of a user a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only those that are read, or only those that are not.
    pub read: Option<bool>,
    pub category: Option<&'static str>,
}

macro_rules! columns {
    () => {
        "id, user_id, category, entity, record_id, event, fields, actor_id, count, created_at, updated_at, read_at"
    };
}

impl FromRow<'_, PgRow> for Notification {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        Ok(Self {
            id: row.try_get::<Uuid, _>("id")?.into(),
            user: row.try_get::<Uuid, _>("user_id")?.into(),
            category: row.try_get("category")?,
            entity: row.try_get("entity")?,
            record: row.try_get::<Uuid, _>("record_id")?.into(),
            event: row.try_get("event")?,
            fields: row.try_get("fields")?,
            actor: row.try_get::<Option<Uuid>, _>("actor_id")?.map(UserId::from),
            count: row.try_get("count")?,
            created_at: row.try_get("created_at")?,
            updated_at: row.try_get("updated_at")?,
            read_at: row.try_get("read_at")?,
        })
    }
}

/// Adds the news to an unread notification of the same kind and record that was begun after `since`, and not later than
/// the news itself: a notification that is written late is no news to what came meanwhile. Says which, if there is one.
pub async fn add_to(
    tx: &mut TenantTx,
    news: &NewNotification<'_>,
    since: OffsetDateTime,
) -> Result<Option<NotificationId>> {
    let (tenant, connection) = tx.parts();
    let id: Option<Uuid> = sqlx::query_scalar(
        "UPDATE notifications n
         SET count = n.count + 1, event = $6, actor_id = $8, updated_at = $9,
            fields = (SELECT coalesce(array_agg(DISTINCT f ORDER BY f), '{}') FROM unnest(n.fields || $7::text[]) AS f)
         WHERE n.tenant_id = $1 AND n.id = (
            SELECT o.id FROM notifications o
            WHERE o.tenant_id = $1 AND o.record_id = $2 AND o.user_id = $3 AND o.category = $4 AND o.read_at IS NULL
                AND o.created_at > $5 AND o.created_at <= $9
            ORDER BY o.created_at DESC, o.id DESC LIMIT 1 FOR NO KEY UPDATE)
         RETURNING n.id",
    )
    .bind(tenant)
    .bind(news.record.uuid())
    .bind(news.user.uuid())
    .bind(news.category)
    .bind(since)
    .bind(news.event)
    .bind(news.fields)
    .bind(news.actor)
    .bind(news.at)
    .fetch_optional(connection)
    .await
    .map_err(failed)?;
    Ok(id.map(NotificationId::from))
}

/// Makes a notification of the news.
pub async fn insert(tx: &mut TenantTx, id: NotificationId, news: &NewNotification<'_>) -> Result<()> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "INSERT INTO notifications (tenant_id, id, user_id, category, entity, record_id, event, fields, actor_id, count,
            created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10)",
    )
    .bind(tenant)
    .bind(id.uuid())
    .bind(news.user.uuid())
    .bind(news.category)
    .bind(news.entity)
    .bind(news.record.uuid())
    .bind(news.event)
    .bind(news.fields)
    .bind(news.actor)
    .bind(news.at)
    .execute_one(connection)
    .await
}

/// A page of a user's notifications, the newest first.
pub async fn list(
    tx: &mut TenantTx,
    user: UserId,
    selection: Selection,
    page: &PageQuery,
) -> Result<Vec<Notification>> {
    const STATEMENT: &str = paged!(
        concat!(
            "SELECT ",
            columns!(),
            " FROM notifications WHERE tenant_id = $1 AND user_id = $6
                AND ($7::boolean IS NULL OR (read_at IS NOT NULL) = $7) AND ($8::text IS NULL OR category = $8)"
        ),
        "created_at",
        "id"
    );
    let bind =
        |query: page::Statement<Notification>| query.bind(user.uuid()).bind(selection.read).bind(selection.category);
    page::fetch(tx, STATEMENT, page, bind).await
}

/// The existing ones of these notifications, of any recipient.
pub async fn get_all(tx: &mut TenantTx, ids: &[NotificationId]) -> Result<Vec<Notification>> {
    let (tenant, connection) = tx.parts();
    sqlx::query_as(concat!("SELECT ", columns!(), " FROM notifications WHERE tenant_id = $1 AND id = ANY ($2)"))
        .bind(tenant)
        .bind(ids.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .fetch_all(connection)
        .await
        .map_err(failed)
}

/// How many of a user's notifications are unread.
pub async fn count_unread(tx: &mut TenantTx, user: UserId) -> Result<i64> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT count(*) FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND read_at IS NULL")
        .bind(tenant)
        .bind(user.uuid())
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// Whether the user has this notification, read or not.
pub async fn has(tx: &mut TenantTx, user: UserId, id: NotificationId) -> Result<bool> {
    let (tenant, connection) = tx.parts();
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND id = $3)")
        .bind(tenant)
        .bind(user.uuid())
        .bind(id.uuid())
        .fetch_one(connection)
        .await
        .map_err(failed)
}

/// Marks those of these that are the user's as read; says how many were not.
pub async fn mark_read(tx: &mut TenantTx, user: UserId, ids: &[NotificationId], now: OffsetDateTime) -> Result<u64> {
    let (tenant, connection) = tx.parts();
    sqlx::query(
        "UPDATE notifications SET read_at = $4
         WHERE tenant_id = $1 AND user_id = $2 AND id = ANY ($3) AND read_at IS NULL",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(ids.iter().map(|id| id.uuid()).collect::<Vec<_>>())
    .bind(now)
    .execute_any(connection)
    .await
}

/// Marks all of the user's as read of which the log says nothing new after this entry; says how many were not.
///
/// The log decides, and not a time: what the user was sent up to an entry is what they can have seen there, whatever
/// the clocks of its writers say.
pub async fn mark_read_up_to(tx: &mut TenantTx, user: UserId, seq: i64, now: OffsetDateTime) -> Result<u64> {
    let (tenant, connection) = tx.parts();
    // A statement of its own: a transaction that adds to one of them holds it until its entry is in the log, and the
    // statement that asks the log must begin after that.
    sqlx::query(
        "SELECT FROM notifications WHERE tenant_id = $1 AND user_id = $2 AND read_at IS NULL
         ORDER BY id FOR NO KEY UPDATE",
    )
    .bind(tenant)
    .bind(user.uuid())
    .execute_any(&mut *connection)
    .await?;
    sqlx::query(
        "UPDATE notifications n SET read_at = $4
         WHERE n.tenant_id = $1 AND n.user_id = $2 AND n.read_at IS NULL
            AND NOT EXISTS (SELECT FROM change_log l WHERE l.tenant_id = $1 AND l.record_id = n.id AND l.seq > $3)",
    )
    .bind(tenant)
    .bind(user.uuid())
    .bind(seq)
    .bind(now)
    .execute_any(connection)
    .await
}

/// Tenants that have notifications made before this moment; perhaps not all of them at once.
pub async fn tenants_with_old(store: &Store, before: OffsetDateTime, except: &[TenantId]) -> Result<Vec<TenantId>> {
    let tenants: Vec<Uuid> = sqlx::query_scalar("SELECT gate.tenants_with_old_notifications($1, $2)")
        .bind(before)
        .bind(except.iter().map(|tenant| tenant.uuid()).collect::<Vec<_>>())
        .fetch_all(store.pool())
        .await
        .map_err(failed)?;
    Ok(tenants.into_iter().map(TenantId::from).collect())
}

/// Deletes some of those made before this moment; says how many, and who had not read one of them.
pub async fn expire(tx: &mut TenantTx, before: OffsetDateTime, limit: i32) -> Result<(i64, Vec<UserId>)> {
    let (_, connection) = tx.parts();
    let (deleted, unread_by): (i64, Vec<Uuid>) =
        sqlx::query_as("SELECT deleted, unread_by FROM gate.expire_notifications_of_tenant($1, $2)")
            .bind(before)
            .bind(limit)
            .fetch_one(connection)
            .await
            .map_err(failed)?;
    Ok((deleted, unread_by.into_iter().map(UserId::from).collect()))
}
