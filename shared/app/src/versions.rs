//! Refuses to act on another version of a record, or of anything else with a version, than the one the caller has read.

use plenum_shared::{
    Error, Result,
    access::{Access, Action},
    catalogue::{Draft, Entity},
    error::Stale,
    image::Image,
};
use plenum_store::{TenantTx, log};
use serde_json::Value;

use crate::change_set::Subject;

/// How a conflict shows images to the caller.
pub(crate) enum Shown<'a> {
    /// As they are; for what an administrator changes.
    Whole,
    /// Under the mask of the caller, and an earlier image only if the caller may see it.
    Record(&'a Access, &'static Entity),
}

/// The error shows the three images that the conflict is about: the one that the caller had read, if the log still has
/// it, the one that the caller wants, and the one that is there now.
pub(crate) async fn require_version(
    tx: &mut TenantTx,
    about: Subject,
    current: &Image,
    expected: Option<i64>,
    draft: &Draft,
    shown: Shown<'_>,
) -> Result<()> {
    let Some(expected) = expected.filter(|version| *version != current.version()) else { return Ok(()) };
    let base = log::image_at(tx, about.entity, about.id.into(), expected).await?;
    let base = base.filter(|base| shown.may_see(base));
    let yours = base.clone().map(|mut image| {
        image.apply(draft.clone());
        shown.show(&image)
    });
    let theirs = shown.show(current);
    let last = |field: &str| match shown {
        Shown::Whole => None,
        Shown::Record(..) => theirs.get(field).filter(|value| !value.is_null()).cloned(),
    };
    Err(Error::stale(Stale {
        base: base.as_ref().map(|base| shown.show(base)),
        yours: yours.unwrap_or_else(|| Value::Object(draft.clone())),
        who: last("updatedBy"),
        when: last("updatedAt"),
        theirs,
    }))
}

impl Shown<'_> {
    fn may_see(&self, image: &Image) -> bool {
        match self {
            Shown::Whole => true,
            Shown::Record(access, entity) => access.covers(entity, Action::READ, image),
        }
    }

    fn show(&self, image: &Image) -> Value {
        Value::Object(match self {
            Shown::Whole => image.fields().clone(),
            Shown::Record(access, entity) => image.masked(entity, access.role.readable(entity)),
        })
    }
}
