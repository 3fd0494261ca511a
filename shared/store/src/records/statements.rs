//! SQL text made from the catalogue: once for each entity and shape, from constants only, and never freed.

use std::{
    collections::HashMap,
    sync::{OnceLock, PoisonError, RwLock},
};

use plenum_shared::{
    catalogue::{Entity, Field, FieldKind},
    text::TextVersions,
};

use super::forms;

/// Whether soft-deleted records count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deleted {
    Exclude,
    Include,
}

/// How a record is locked until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lock {
    None,
    /// It must not change, but other transactions may share the lock: a record that the one being written refers to.
    Share,
    /// It is about to be written.
    Update,
}

/// The statements there are. A column in one is a constant of the catalogue, never a caller's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// `$1` tenant, `$2` id
    Get(Deleted, Lock),
    /// `$1` tenant, `$2` ids
    GetAll,
    /// `$1` tenant, `$2` ids; deleted or not, in the order of the ids
    GetLocked(Lock),
    /// `$1` tenant, `$2` ids
    LockAll,
    /// `$1` tenant, then every column
    Insert(TextVersions),
    /// `$1` tenant, then an array for every column
    InsertAll(TextVersions),
    /// `$1` tenant, `$2` id, `$3` expected version, then every changeable column
    Update(TextVersions),
    /// `$1` tenant, `$2` ids, `$3` expected versions, then an array for every changeable column
    UpdateAll(TextVersions),
    /// `$1` tenant, `$2` ids
    Brief,
    /// `$1` tenant, `$2` id
    Exists,
    /// `$1` tenant
    Count,
    /// `$1` tenant, `$2` id
    CountBy(&'static str),
    /// `$1` tenant, `$2` id
    FindBy(&'static str),
    /// `$1` tenant
    FirstWhereTrue(&'static str),
    /// `$1` tenant, `$2` id
    FirstWhereTrueOf(&'static str, &'static str),
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

/// The columns a field is read from: money has two.
fn columns(field: &'static Field) -> impl Iterator<Item = String> {
    let suffixes: &[&str] = match field.kind {
        FieldKind::Money => &["_amount", "_currency"],
        _ => &[""],
    };
    suffixes.iter().map(|suffix| format!("{}{suffix}", field.column))
}

/// The columns a field is written to, each with the type of an array element that holds its values: a text has others
/// beside it with its forms. An array of arrays would be unnested to its innermost elements, so a list of texts is
/// passed as JSON.
fn written_field(field: &'static Field, text: TextVersions) -> impl Iterator<Item = (String, &'static str)> {
    let types: &[&str] = match field.kind {
        FieldKind::Money => &["bigint", "text"],
        FieldKind::Text { .. } | FieldKind::LongText { .. } | FieldKind::Email | FieldKind::Phone | FieldKind::Url => {
            &["text"]
        }
        FieldKind::Choice(_) => &["text"],
        FieldKind::Texts { .. } => &["jsonb"],
        FieldKind::Bool => &["boolean"],
        FieldKind::Int { .. } | FieldKind::Decimal { .. } => &["bigint"],
        FieldKind::Date => &["date"],
        FieldKind::Timestamp => &["timestamptz"],
        FieldKind::Id | FieldKind::Reference(_) | FieldKind::User | FieldKind::Team => &["uuid"],
    };
    columns(field).zip(types.iter().copied()).chain(forms::columns_of_field(field, text.all()))
}

/// The columns that these fields, and then the record as a whole, are written to.
fn written(fields: impl Iterator<Item = &'static Field>, text: TextVersions) -> Vec<(String, &'static str)> {
    fields.flat_map(|field| written_field(field, text)).chain(forms::columns_of_record(text.all())).collect()
}

/// A parameter for a column.
fn parameter(number: usize, kind: &str) -> String {
    match kind {
        "tsvector" => format!("${number}::text::tsvector"),
        _ => format!("${number}"),
    }
}

/// The parameters of unnested arrays, from this number on. Words are passed as text.
pub(super) fn arrays(columns: &[(String, &'static str)], first: usize) -> String {
    let array = |((_, kind), number): (&(String, &'static str), usize)| match *kind {
        "tsvector" => format!("${number}::text[]"),
        kind => format!("${number}::{kind}[]"),
    };
    columns.iter().zip(first..).map(array).collect::<Vec<_>>().join(", ")
}

pub(super) fn names(columns: &[(String, &'static str)]) -> String {
    columns.iter().map(|(column, _)| column.as_str()).collect::<Vec<_>>().join(", ")
}

/// The value of a column in a row of the unnested arrays, which is called `new`.
pub(super) fn unnested(column: &str, kind: &str) -> String {
    match kind {
        "jsonb" => format!(
            "CASE WHEN new.{column} IS NOT NULL THEN ARRAY (SELECT jsonb_array_elements_text(new.{column})) END"
        ),
        "tsvector" => format!("new.{column}::tsvector"),
        _ => format!("new.{column}"),
    }
}

/// Whether an update writes this field: not what a record is born with.
pub(super) fn changeable(field: &Field) -> bool {
    !matches!(field.column, "id" | "created_at" | "created_by")
}

fn make(entity: &'static Entity, shape: Shape) -> String {
    let table = entity.table;
    let own = own_rows(entity);
    let select = || format!("SELECT {} FROM {table} WHERE {own}", selected(entity.fields()));
    match shape {
        Shape::Get(deleted, lock) => {
            format!("{} AND id = $2{}{}", select(), unless_deleted(deleted), locking(lock))
        }
        Shape::GetLocked(lock) => format!("{} AND id = ANY ($2) ORDER BY id{}", select(), locking(lock)),
        Shape::GetAll => format!("{} AND id = ANY ($2)", select()),
        Shape::LockAll => {
            format!("SELECT id FROM {table} WHERE {own} AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE")
        }
        Shape::Insert(text) => {
            let columns = written(entity.fields(), text);
            let values = columns.iter().zip(2..).map(|((_, kind), number)| parameter(number, kind));
            let values: Vec<_> = values.chain(forms::marks(text.all()).map(|_| "FALSE".to_owned())).collect();
            let marks: String = forms::marks(text.all()).map(|mark| format!(", {mark}")).collect();
            format!("INSERT INTO {table} (tenant_id, {}{marks}) VALUES ($1, {})", names(&columns), values.join(", "))
        }
        Shape::InsertAll(text) => {
            let columns = written(entity.fields(), text);
            let values = columns.iter().map(|(column, kind)| unnested(column, kind));
            let values: Vec<_> = values.chain(forms::marks(text.all()).map(|_| "FALSE".to_owned())).collect();
            let marks: String = forms::marks(text.all()).map(|mark| format!(", {mark}")).collect();
            let (names, arrays) = (names(&columns), arrays(&columns, 2));
            format!(
                "INSERT INTO {table} (tenant_id, {names}{marks}) SELECT $1, {} FROM unnest({arrays}) AS new ({names})",
                values.join(", "),
            )
        }
        Shape::UpdateAll(text) => {
            let columns = written(entity.fields().filter(|field| changeable(field)), text);
            let set = columns.iter().map(|(column, kind)| format!("{column} = {}", unnested(column, kind)));
            let set: Vec<_> = set.chain(forms::marks(text.all()).map(|mark| format!("{mark} = FALSE"))).collect();
            let (names, arrays) = (names(&columns), arrays(&columns, 4));
            format!(
                "UPDATE {table} AS old SET {} FROM unnest($2::uuid[], $3::bigint[], {arrays}) AS new (id, expected, {names})
                 WHERE old.tenant_id = $1 AND old.id = new.id AND old.version = new.expected",
                set.join(", "),
            )
        }
        Shape::Update(text) => {
            let columns = written(entity.fields().filter(|field| changeable(field)), text);
            let set = columns
                .iter()
                .zip(4..)
                .map(|((column, kind), number)| format!("{column} = {}", parameter(number, kind)));
            let set: Vec<_> = set.chain(forms::marks(text.all()).map(|mark| format!("{mark} = FALSE"))).collect();
            format!("UPDATE {table} SET {} WHERE tenant_id = $1 AND id = $2 AND version = $3", set.join(", "))
        }
        Shape::Brief => {
            let columns = selected(brief(entity));
            format!("SELECT {columns} FROM {table} WHERE {own} AND id = ANY ($2) AND deleted_at IS NULL")
        }
        Shape::Exists => {
            format!("SELECT EXISTS (SELECT FROM {table} WHERE {own} AND id = $2 AND deleted_at IS NULL)")
        }
        Shape::Count => format!("SELECT count(*) FROM {table} WHERE {own} AND deleted_at IS NULL"),
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
    }
}

fn locking(lock: Lock) -> &'static str {
    match lock {
        Lock::None => "",
        Lock::Share => " FOR SHARE",
        Lock::Update => " FOR NO KEY UPDATE",
    }
}

/// The tenant's rows, and of a narrowed entity those of its kind.
fn own_rows(entity: &Entity) -> String {
    format!("tenant_id = $1{}", of_its_kind(entity))
}

/// What keeps a narrowed entity to its kind; a constant of the catalogue.
pub(super) fn of_its_kind(entity: &Entity) -> String {
    entity.narrowing().map(|(column, word)| format!(" AND {column} = '{word}'")).unwrap_or_default()
}

/// The columns of fields, as [`values::image_of`](super::values::image_of) reads them.
pub(super) fn selected(fields: impl Iterator<Item = &'static Field>) -> String {
    let columns = fields.flat_map(|field| {
        columns(field).map(move |column| match field.kind {
            // A whole number has the type that suits its range; read, they are all alike.
            FieldKind::Int { .. } => format!("{column}::bigint AS {column}"),
            _ => column,
        })
    });
    columns.collect::<Vec<_>>().join(", ")
}

/// The fields that related records are read with.
pub(super) fn brief(entity: &'static Entity) -> impl Iterator<Item = &'static Field> + Clone {
    entity.fields().filter(|field| !FieldKind::is_bulky(field.kind))
}

pub(super) fn unless_deleted(deleted: Deleted) -> &'static str {
    match deleted {
        Deleted::Exclude => " AND deleted_at IS NULL",
        Deleted::Include => "",
    }
}
