//! SQL text made from the catalogue: once for each entity and shape, from constants only, kept for ever.

use std::{
    collections::HashMap,
    sync::{OnceLock, PoisonError, RwLock},
};

use plenum_shared::catalogue::{Entity, Field, FieldKind};

use super::{Deleted, Direction, Lock};

/// The statements there are. A column in one is a constant of the catalogue, never a caller's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// `$1` tenant, `$2` id
    Get(Deleted, Lock),
    /// `$1` tenant, then every column
    Insert,
    /// `$1` tenant, `$2` id, `$3` expected version, then every changeable column
    Update,
    /// `$1` tenant, `$2` id
    Exists,
    /// `$1` tenant, `$2` id
    CountBy(&'static str),
    /// `$1` tenant, `$2` id
    FindBy(&'static str),
    /// `$1` tenant
    FirstWhereTrue(&'static str),
    /// `$1` tenant, `$2` id
    FirstWhereTrueOf(&'static str, &'static str),
    /// `$1` tenant, `$2` limit; then, as far as they apply: time and id of the row before, the user, the user's teams
    List { deleted: Deleted, from: Option<Direction>, who: Who },
}

/// Whose records a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Who {
    Everybody,
    Own,
    Team,
}

/// The text of a statement. The set is bounded by the catalogue, so what is made is never freed.
pub(super) fn statement(entity: &'static Entity, shape: Shape) -> &'static str {
    type Key = (&'static str, Option<&'static str>, Shape);
    static MADE: OnceLock<RwLock<HashMap<Key, &'static str>>> = OnceLock::new();
    let made = MADE.get_or_init(RwLock::default);
    let key = (entity.name, entity.narrowed, shape);
    if let Some(text) = made.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return text;
    }
    let mut made = made.write().unwrap_or_else(PoisonError::into_inner);
    made.entry(key).or_insert_with(|| String::leak(make(entity, shape)))
}

/// The columns of a field: money has two.
pub(super) fn columns(field: &'static Field) -> impl Iterator<Item = String> {
    let suffixes: &[&str] = match field.kind {
        FieldKind::Money => &["_amount", "_currency"],
        _ => &[""],
    };
    suffixes.iter().map(|suffix| format!("{}{suffix}", field.column))
}

/// Whether an update writes this field: not what a record is born with.
pub(super) fn changeable(field: &Field) -> bool {
    !matches!(field.column, "id" | "created_at" | "created_by")
}

fn make(entity: &'static Entity, shape: Shape) -> String {
    let table = entity.table;
    let own = own_rows(entity);
    let select = || format!("SELECT {} FROM {table} WHERE {own}", selected(entity));
    match shape {
        Shape::Get(deleted, lock) => {
            let lock = match lock {
                Lock::None => "",
                Lock::Share => " FOR SHARE",
                Lock::Update => " FOR NO KEY UPDATE",
            };
            format!("{} AND id = $2{}{lock}", select(), unless_deleted(deleted))
        }
        Shape::Insert => {
            let columns: Vec<_> = entity.fields().flat_map(columns).collect();
            let parameters: Vec<_> = (2..columns.len() + 2).map(|number| format!("${number}")).collect();
            format!("INSERT INTO {table} (tenant_id, {}) VALUES ($1, {})", columns.join(", "), parameters.join(", "))
        }
        Shape::Update => {
            let columns = entity.fields().filter(|field| changeable(field)).flat_map(columns);
            let set: Vec<_> = columns.zip(4..).map(|(column, number)| format!("{column} = ${number}")).collect();
            format!("UPDATE {table} SET {} WHERE tenant_id = $1 AND id = $2 AND version = $3", set.join(", "))
        }
        Shape::Exists => {
            format!("SELECT EXISTS (SELECT FROM {table} WHERE {own} AND id = $2 AND deleted_at IS NULL)")
        }
        Shape::CountBy(column) => {
            format!("SELECT count(*) FROM {table} WHERE {own} AND {column} = $2 AND deleted_at IS NULL")
        }
        Shape::FindBy(column) => {
            let position = if entity.field("position").is_some() { "position, " } else { "" };
            format!("{} AND {column} = $2 AND deleted_at IS NULL ORDER BY {position}created_at, id", select())
        }
        Shape::FirstWhereTrue(column) => {
            format!("{} AND {column} AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1", select())
        }
        Shape::FirstWhereTrueOf(flag, column) => {
            format!("{} AND {flag} AND {column} = $2 AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1", select())
        }
        Shape::List { deleted, from, who } => {
            let (beyond, user) = match from {
                None => ("", 3),
                Some(Direction::Forward) => (" AND (created_at, id) < ($3, $4)", 5),
                Some(Direction::Backward) => (" AND (created_at, id) > ($3, $4)", 5),
            };
            // Backwards the nearest come first, so that the limit keeps them; the reader turns the page around.
            let order = match from {
                Some(Direction::Backward) => "created_at, id",
                _ => "created_at DESC, id DESC",
            };
            let who = match who {
                Who::Everybody => String::new(),
                Who::Own => format!(" AND (owner_id = ${user} OR created_by = ${user})"),
                Who::Team => {
                    format!(" AND (owner_id = ${user} OR created_by = ${user} OR team_id = ANY (${}))", user + 1)
                }
            };
            format!("{}{}{beyond}{who} ORDER BY {order} LIMIT $2", select(), unless_deleted(deleted))
        }
    }
}

/// The tenant's rows, and of a narrowed entity those of its kind.
fn own_rows(entity: &Entity) -> String {
    match entity.narrowing() {
        Some((column, word)) => format!("tenant_id = $1 AND {column} = '{word}'"),
        None => "tenant_id = $1".to_owned(),
    }
}

fn selected(entity: &'static Entity) -> String {
    let columns = entity.fields().flat_map(|field| {
        columns(field).map(move |column| match field.kind {
            // A whole number has the type that suits its range; read, they are all alike.
            FieldKind::Int { .. } => format!("{column}::bigint AS {column}"),
            _ => column,
        })
    });
    columns.collect::<Vec<_>>().join(", ")
}

fn unless_deleted(deleted: Deleted) -> &'static str {
    match deleted {
        Deleted::Exclude => " AND deleted_at IS NULL",
        Deleted::Include => "",
    }
}
