//! Following a record: a user who can see it is notified of its changes.
//!
//! Following gives no access. A follower who loses sight of the record stays in the table and is not notified, because
//! access is checked for each notification; they are notified again once they see the record again. The entries in the
//! log name the record and have no images: they are there for the audit and are not delivered live.

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

/// The most followers of one record: each of its changes notifies all of them.
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
    Ok(record.is_some_and(|record| caller.access.covers(entity, Action::READ, &record)))
}

/// Refuses a record that the caller cannot see, as if it did not exist.
async fn require_visible(
    tx: &mut TenantTx,
    caller: &Caller,
    entity: &'static Entity,
    id: RecordId,
    lock: Lock,
) -> Result<()> {
    caller.access.require(entity, Action::READ)?;
    match is_visible(tx, caller, entity, id, lock).await? {
        true => Ok(()),
        false => Err(Error::new(Code::NotFound)),
    }
}
