//! The identities of the names of teams, by which they are unique: one for each version of the rules for text that the
//! program carries.

use plenum_shared::{
    Result,
    ids::TeamId,
    text::{TextColumns, TextVersion},
};
use sqlx::AssertSqlSafe;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{TenantTx, error::failed, execute::Execute};

/// Makes a team; a name that another team has, whatever its case, is refused as existing.
pub async fn insert(tx: &mut TenantTx, id: TeamId, name: &str, now: OffsetDateTime) -> Result<()> {
    let keys = keys(tx, name);
    let (tenant, connection) = tx.parts();
    let (mut columns, mut values) = (String::new(), String::new());
    for (number, (suffix, _)) in keys.iter().enumerate() {
        columns += &format!(", name_key{suffix}, keys_of{suffix}, keys_stale{suffix}");
        values += &format!(", ${}, 1, FALSE", number + 5);
    }
    // Constants of the versions.
    let statement = format!(
        "INSERT INTO teams (tenant_id, id, name, version, created_at, updated_at{columns})
         VALUES ($1, $2, $3, 1, $4, $4{values})"
    );
    let mut query = sqlx::query(AssertSqlSafe(statement)).bind(tenant).bind(id.uuid()).bind(name).bind(now);
    for (_, key) in keys {
        query = query.bind(key);
    }
    query.execute_one(connection).await
}

/// Gives the team another name; one that another team has is refused as existing.
pub async fn rename(tx: &mut TenantTx, team: TeamId, name: &str, now: OffsetDateTime) -> Result<()> {
    let keys = keys(tx, name);
    let (tenant, connection) = tx.parts();
    let mut set = String::new();
    for (number, (suffix, _)) in keys.iter().enumerate() {
        set +=
            &format!(", name_key{suffix} = ${}, keys_of{suffix} = version + 1, keys_stale{suffix} = FALSE", number + 5);
    }
    let statement = format!(
        "UPDATE teams SET name = $3, version = version + 1, updated_at = $4{set} WHERE tenant_id = $1 AND id = $2"
    );
    let mut query = sqlx::query(AssertSqlSafe(statement)).bind(tenant).bind(team.uuid()).bind(name).bind(now);
    for (_, key) in keys {
        query = query.bind(key);
    }
    query.execute_one(connection).await
}

/// The teams of the tenant whose names were given their identities, and those of them that have the name of another.
#[derive(Debug, Default)]
pub struct FilledNames {
    pub teams: u64,
    pub twins: Vec<TeamId>,
}

/// Makes the identities of marked names, at most `limit`, the oldest first. A team that has the name of another is left
/// without one: both are kept, and the later can be renamed.
pub async fn fill(tx: &mut TenantTx, text: TextVersion, limit: i64) -> Result<FilledNames> {
    let TextColumns::Keys { suffix } = text.columns() else { return Ok(FilledNames::default()) };
    let (tenant, connection) = tx.parts();
    let marked = format!(
        "SELECT id, name FROM teams WHERE tenant_id = $1 AND keys_stale{suffix}
         ORDER BY created_at, id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED"
    );
    let teams: Vec<(Uuid, String)> = sqlx::query_as(AssertSqlSafe(marked))
        .bind(tenant)
        .bind(limit)
        .fetch_all(&mut *connection)
        .await
        .map_err(failed)?;
    let mut filled = FilledNames::default();
    for (id, name) in teams {
        let statement = format!(
            "UPDATE teams SET keys_of{suffix} = version, keys_stale{suffix} = FALSE, name_key{suffix} = CASE WHEN EXISTS (
                 SELECT FROM teams other WHERE other.tenant_id = $1 AND other.id <> $2 AND other.name_key{suffix} = $3
             ) THEN NULL ELSE $3 END
             WHERE tenant_id = $1 AND id = $2 RETURNING name_key{suffix} IS NULL"
        );
        let is_twin: bool = sqlx::query_scalar(AssertSqlSafe(statement))
            .bind(tenant)
            .bind(id)
            .bind((text.rules().identity)(&name))
            .fetch_one(&mut *connection)
            .await
            .map_err(failed)?;
        filled.teams += 1;
        filled.twins.extend(is_twin.then(|| TeamId::from(id)));
    }
    Ok(filled)
}

/// The identity of a name under each version that has a column for it, with the suffix of the column.
fn keys(tx: &TenantTx, name: &str) -> Vec<(&'static str, String)> {
    let keys = tx.text_versions().all().iter().filter_map(|text| match text.columns() {
        TextColumns::Lower => None,
        TextColumns::Keys { suffix } => Some((suffix, (text.rules().identity)(name))),
    });
    keys.collect()
}
