//! Following a record: whoever can see one may ask to be told of what happens to it.
//!
//! Following gives no access. A follower who loses sight of the record stays in the table and hears nothing, for access
//! is asked whenever something is to be told; they hear again when it is theirs to see again. The entries in the log
//! name the record and have no images: they are there for the audit, and live listeners do not hear of them.

mod follow;
mod following;
mod list;
mod unfollow;

pub use follow::follow;
pub use following::{FollowedView, following};
pub use list::{FollowerView, list};
pub use unfollow::unfollow;

use plenum_shared::{Code, Error, Result, access::Action, caller::Caller, catalogue::Entity, ids::RecordId};
use plenum_store::{
    TenantTx,
    records::{self, Deleted, Lock},
};

/// The most followers of one record: what happens to it is told to each of them.
pub const MAX_FOLLOWERS: i64 = 500;
/// The most records that one user follows.
pub const MAX_FOLLOWED: i64 = 5_000;

/// Whether the caller can see this record.
async fn is_visible(
    tx: &mut TenantTx,
    caller: &Caller,
    entity: &'static Entity,
    id: RecordId,
    lock: Lock,
) -> Result<bool> {
    let record = records::get(tx, entity, id, Deleted::Exclude, lock).await?;
    Ok(record.is_some_and(|record| caller.access.covers(entity, Action::Read, &record)))
}

/// Refuses a record that the caller cannot see, in the words for one that never was.
async fn require_visible(
    tx: &mut TenantTx,
    caller: &Caller,
    entity: &'static Entity,
    id: RecordId,
    lock: Lock,
) -> Result<()> {
    caller.access.require(entity, Action::Read)?;
    match is_visible(tx, caller, entity, id, lock).await? {
        true => Ok(()),
        false => Err(Error::new(Code::NotFound)),
    }
}
