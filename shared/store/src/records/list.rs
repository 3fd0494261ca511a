//! A page of records: newest first, from a key on, as far as the caller's scope reaches.

use plenum_shared::{
    Result,
    access::{Access, Scope},
    catalogue::{Entity, Ownership, format_timestamp, parse_timestamp},
    ids::{RecordId, TeamId, UserId},
    image::Image,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{
    Deleted,
    statements::{Shape, Who, statement},
    values,
};
use crate::{TenantTx, error::failed};

/// Which page.
#[derive(Debug, Clone)]
pub struct ListQuery {
    /// At most this many. Ask for one more than a page has to learn whether there is another.
    pub limit: i64,
    /// Only what lies beyond this record in that direction.
    pub from: Option<(Keys, Direction)>,
    pub visible: Visibility,
    pub deleted: Deleted,
}

/// Where a record stands in the order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    pub created_at: OffsetDateTime,
    pub id: RecordId,
}

/// Which way a reader goes through a list. A page reads the same whichever way one came to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Towards older records.
    Forward,
    /// Towards newer ones.
    Backward,
}

/// A scope in the form of a predicate: the rule of [`Access::covers`], said in SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visibility {
    All,
    Team { user: UserId, teams: Vec<TeamId> },
    Own { user: UserId },
}

impl Keys {
    pub fn of(image: &Image) -> Option<Self> {
        Some(Self { created_at: parse_timestamp(image.text("createdAt")?)?, id: image.id()? })
    }
}

impl Visibility {
    /// What a grant of this scope lets the caller see.
    pub fn of(access: &Access, scope: Scope) -> Self {
        match scope {
            Scope::All => Self::All,
            Scope::Team => Self::Team { user: access.user, teams: access.teams.clone() },
            Scope::Own => Self::Own { user: access.user },
        }
    }
}

/// The records of a page, by time of creation and id, newest first.
pub async fn list(tx: &mut TenantTx, entity: &'static Entity, query: &ListQuery) -> Result<Vec<Image>> {
    // Records that belong to nobody are seen by all who may read the entity.
    let visible = match entity.ownership {
        Ownership::Owned => &query.visible,
        Ownership::Shared => &Visibility::All,
    };
    let who = match visible {
        Visibility::All => Who::Everybody,
        Visibility::Own { .. } => Who::Own,
        Visibility::Team { .. } => Who::Team,
    };
    let shape = Shape::List { deleted: query.deleted, from: query.from.map(|(_, direction)| direction), who };
    let (tenant, connection) = tx.parts();
    let mut statement = sqlx::query(statement(entity, shape)).bind(tenant).bind(query.limit);
    if let Some((keys, _)) = query.from {
        statement = statement.bind(keys.created_at).bind(keys.id.uuid());
    }
    statement = match visible {
        Visibility::All => statement,
        Visibility::Own { user } => statement.bind(user.uuid()),
        Visibility::Team { user, teams } => {
            statement.bind(user.uuid()).bind(teams.iter().map(|team| team.uuid()).collect::<Vec<Uuid>>())
        }
    };
    let mut rows = statement.fetch_all(connection).await.map_err(failed)?;
    if matches!(query.from, Some((_, Direction::Backward))) {
        rows.reverse();
    }
    rows.iter().map(|row| values::image(entity, row)).collect()
}

fn write_time<S: Serializer>(time: &OffsetDateTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format_timestamp(*time))
}

fn read_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OffsetDateTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_timestamp(&text).ok_or_else(|| D::Error::custom("expected a time"))
}
