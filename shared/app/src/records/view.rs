//! The answer to a use case that reads or writes one record.

use plenum_shared::{
    Error, Result,
    access::Action,
    caller::Caller,
    catalogue::{Entity, FieldMask},
    cursor::Position,
    entry::Entry,
    ids::RecordId,
    image::Image,
};
use plenum_store::TenantTx;
use serde_json::{Map, Value};

use crate::{App, Done, change_set::position};

/// A record as the caller may see it, with its version and a cursor of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordView {
    pub record: Map<String, Value>,
    pub id: RecordId,
    pub version: i64,
    /// Listening from here on misses nothing that came after this answer.
    pub cursor: String,
}

impl RecordView {
    pub(super) fn new(app: &App, caller: &Caller, entity: &Entity, image: &Image, position: Position) -> Result<Self> {
        let id = image.id().ok_or_else(|| Error::internal("a stored record has no id"))?;
        let mask = match caller.access.covers(entity, Action::READ, image) {
            true => caller.access.role.readable(entity),
            // A caller who gave a record away, out of their own sight, gets its id and no more.
            false => FieldMask::NONE.with(entity.fields().position(|field| field.name == "id").unwrap_or(0)),
        };
        let record = image.masked(entity, mask);
        Ok(Self { record, id, version: image.version(), cursor: app.cursors().seal(caller.tenant, position) })
    }

    /// The result of a use case that wrote a record and appended these entries.
    pub(super) async fn written(
        app: &App,
        tx: &mut TenantTx,
        caller: &Caller,
        entity: &Entity,
        image: &Image,
        entries: Vec<Entry>,
    ) -> Result<Done<Self>> {
        let position = position(tx, &entries).await?;
        Ok(Done { output: Self::new(app, caller, entity, image, position)?, entries })
    }
}
