//! Checks the references that the catalogue declares between records, when one is deleted or restored.
//!
//! A reference is written under a lock on the record it names, and a deletion locks the record it deletes; so what is
//! checked here still holds when the transaction commits.

use plenum_shared::{
    Code, Error, Result,
    catalogue::{Entity, Field, FieldKind},
    image::Image,
};
use plenum_store::records::Lock;

use super::Write;

/// Refuses to delete a record to which a live one refers by a field that [blocks its deletion](Field::blocks_deletion).
pub(super) async fn require_unheld(write: &mut Write<'_>, held: &'static Entity, record: &Image) -> Result<()> {
    let id = record.uuid("id").ok_or_else(|| Error::internal("a stored record has no id"))?;
    for holder in write.catalogue().entities() {
        for field in
            holder.fields().filter(|field| field.blocks_deletion && field.kind == FieldKind::Reference(held.name))
        {
            if write.refers(holder, field.name, id).await? {
                let why =
                    format!("there are {} that refer to this {} as their {}", holder.plural, held.name, field.name);
                return Err(Error::new(Code::InUse).with_message(why));
            }
        }
    }
    Ok(())
}

/// Refuses to restore a record while a record that it holds or requires is deleted.
pub(super) async fn require_live(write: &mut Write<'_>, of: &'static Entity, record: &Image) -> Result<()> {
    for field in of.fields().filter(|field| field.blocks_deletion || field.required) {
        let Some(target) = target(write, field)? else { continue };
        let Some(id) = record.uuid(field.name) else { continue };
        if write.find(target, id.into(), Lock::Share).await?.is_none() {
            let why = format!("its {} ({}) is deleted; restore that first", target.name, field.name);
            return Err(Error::new(Code::InUse).with_message(why));
        }
    }
    Ok(())
}

fn target(write: &Write<'_>, field: &Field) -> Result<Option<&'static Entity>> {
    match field.kind {
        FieldKind::Reference(name) => write.entity(name).map(Some),
        _ => Ok(None),
    }
}
