//! Who may see a job: the member who began it, and administrators, who have the permission to write the module `users`.
//! For all others it is as unknown as one that does not exist.

use plenum_shared::{Code, Error, Result, access::Access, caller::Caller, ids::JobId};
use plenum_store::{
    TenantTx,
    jobs::{self, StoredJob},
};

use crate::access::permissions::WRITE_USERS;

/// Whether somebody with this access sees the jobs of all members.
pub fn sees_all(access: &Access) -> bool {
    access.require_permission(WRITE_USERS).is_ok()
}

/// The job, for a caller who may see it.
pub(super) async fn visible(tx: &mut TenantTx, caller: &Caller, id: JobId) -> Result<StoredJob> {
    let job = jobs::get(tx, id).await?;
    let job = job.filter(|job| job.created_by == Some(caller.user) || sees_all(&caller.access));
    job.ok_or_else(|| Error::new(Code::NotFound))
}
