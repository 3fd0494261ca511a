//! The generic use cases over the catalogue: create, read, list, change, replace, delete and restore a record of any
//! entity.
//!
//! Each is one function in a file of its own and one transaction: the caller's access is loaded, the record locked,
//! the entity's own rules asked, the row written, and last the entries appended to the change log.
//! After the commit the news goes over the bus. What comes back is masked for the caller.

pub mod activity;
mod create;
mod delete;
pub mod followers;
mod get;
mod holding;
mod include;
mod list;
mod patch;
mod replace;
mod restore;
mod rules;
pub mod tasks_due;
mod write;

pub use create::create;
pub use delete::delete;
pub use get::get;
pub(crate) use list::Turns as ListTurns;
pub use list::{Count, DEFAULT_LIMIT, ListRequest, Listing, MAX_LIMIT, MAX_OFFSET, Total, list};
pub use patch::patch;
pub use replace::replace;
pub use restore::restore;
pub use rules::{Rules, id_in};
pub use write::Write;

use plenum_shared::{
    Code, Error, Result,
    access::Action,
    caller::Caller,
    catalogue::{Draft, Entity, FieldMask},
    cursor::Position,
    error::Stale,
    ids::RecordId,
    image::Image,
};
use plenum_store::{
    TenantTx, log,
    records::{self, Deleted, Lock},
};
use serde_json::{Map, Value};

use crate::{App, Context};

use activity::{ACTIVITY, TASKS};

/// What the engine of records itself adds to the product: what every context's records have.
pub const CONTEXT: Context = Context {
    entities: &[&ACTIVITY],
    kind_aliases: &[&TASKS],
    rules: &[("activity", &rules::ActivityRules)],
    ..Context::named("records")
};

/// A record as the caller may see it, and where the log stood when it was read or written.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub record: Map<String, Value>,
    pub id: RecordId,
    pub version: i64,
    /// Listening from here on misses nothing that came after this answer.
    pub cursor: String,
}

impl Found {
    fn new(app: &App, caller: &Caller, entity: &Entity, image: &Image, position: Position) -> Result<Self> {
        let id = image.id().ok_or_else(|| Error::internal("a stored record has no id"))?;
        let mask = match caller.access.covers(entity, Action::Read, image) {
            true => caller.access.role.readable(entity),
            // Who gave a record away, out of their own sight, learns that it is done and no more.
            false => FieldMask::NONE.with(entity.fields().position(|field| field.name == "id").unwrap_or(0)),
        };
        let record = image.masked(entity, mask);
        Ok(Self { record, id, version: image.version(), cursor: app.cursors().seal(caller.tenant, position) })
    }
}

/// A record that the caller is about to act on, locked. One they may not see does not exist for them; one they may
/// see and not act on is forbidden.
async fn locked(
    tx: &mut TenantTx,
    caller: &Caller,
    entity: &'static Entity,
    action: Action,
    id: RecordId,
    deleted: Deleted,
) -> Result<Image> {
    caller.access.require(entity, action)?;
    let record = records::get(tx, entity, id, deleted, Lock::Update).await?;
    let record = record.filter(|record| caller.access.covers(entity, Action::Read, record));
    let record = record.ok_or_else(|| Error::new(Code::NotFound))?;
    if !caller.access.covers(entity, action, &record) {
        let why = format!("your permission {} does not cover this record", entity.permission(action));
        return Err(Error::new(Code::Forbidden).with_message(why));
    }
    Ok(record)
}

/// Refuses to act on another version of a record than the one the caller has read, and shows the three that the
/// conflict is about: what they had read (if the log still has it), what they want, and what is there now.
async fn require_version(
    tx: &mut TenantTx,
    caller: &Caller,
    entity: &'static Entity,
    record: &Image,
    expected: Option<i64>,
    draft: &Draft,
) -> Result<()> {
    let Some(expected) = expected.filter(|version| *version != record.version()) else { return Ok(()) };
    let mask = caller.access.role.readable(entity);
    let shown = |image: &Image| Value::Object(image.masked(entity, mask));
    let id = record.id().ok_or_else(|| Error::internal("a stored record has no id"))?;
    let base = log::image_at(tx, entity.name, id, expected).await?;
    // An earlier image may be one that the caller was not allowed to see.
    let base = base.filter(|base| caller.access.covers(entity, Action::Read, base));
    let yours = base.clone().map(|mut image| {
        image.apply(draft.clone());
        shown(&image)
    });
    let theirs = shown(record);
    let last = |field: &str| theirs.get(field).filter(|value| !value.is_null()).cloned();
    Err(Error::stale(Stale {
        base: base.as_ref().map(shown),
        yours: yours.unwrap_or_else(|| Value::Object(draft.clone())),
        who: last("updatedBy"),
        when: last("updatedAt"),
        theirs,
    }))
}
