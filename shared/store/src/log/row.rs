//! A row of the log on its way to an entry.

use plenum_shared::{
    actor::{Actor, ActorKind},
    cursor::Position,
    entry::Entry,
    image::Image,
};
use sqlx::{FromRow, Row, ValueRef, postgres::PgRow, types::Json};
use uuid::Uuid;

pub(crate) struct EntryRow {
    entry: Entry,
    bytes: usize,
}

impl EntryRow {
    /// What the images take as the database sends them.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Self {
        row.entry
    }
}

impl FromRow<'_, PgRow> for EntryRow {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let id = |column| row.try_get::<Uuid, _>(column);
        let maybe_id = |column| row.try_get::<Option<Uuid>, _>(column);
        let image =
            |column| Ok::<_, sqlx::Error>(row.try_get::<Option<Json<Image>>, _>(column)?.map(|Json(image)| image));
        let kind: &str = row.try_get("actor_kind")?;
        let kind = ActorKind::parse(kind).ok_or_else(|| sqlx::Error::ColumnDecode {
            index: "actor_kind".to_owned(),
            source: format!("unknown kind of actor {kind:?}").into(),
        })?;
        let size = |column| -> sqlx::Result<usize> {
            let value = row.try_get_raw(column)?;
            Ok(if value.is_null() { 0 } else { value.as_bytes().map_or(0, <[u8]>::len) })
        };
        let bytes = size("before")? + size("after")?;
        let entry = Entry {
            tenant: id("tenant_id")?.into(),
            position: Position { epoch: row.try_get("epoch")?, seq: row.try_get("seq")? },
            id: id("id")?.into(),
            format: row.try_get("format")?,
            kind: row.try_get("type")?,
            entity: row.try_get("entity")?,
            record: id("record_id")?.into(),
            actor: Actor::from_stored(kind, maybe_id("actor_id")?, row.try_get("actor_name")?),
            recipient: maybe_id("recipient")?.map(Into::into),
            before: image("before")?,
            after: image("after")?,
            request_id: row.try_get("request_id")?,
            traceparent: row.try_get("traceparent")?,
            ip: row.try_get("ip")?,
            user_agent: row.try_get("user_agent")?,
            cause: maybe_id("cause")?.map(Into::into),
            depth: row.try_get("depth")?,
            change_set: maybe_id("change_set")?.map(Into::into),
            recorded_at: row.try_get("recorded_at")?,
        };
        Ok(Self { entry, bytes })
    }
}
