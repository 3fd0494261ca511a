use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
};
use plenum_store::{
    TenantTx,
    records::{Lock, followers},
};

use super::require_visible;
use crate::{
    App, Done, Intent,
    change_set::{ChangeSet, Subject},
};

/// Takes the caller from the followers of a record, even of one that they can no longer see. Of a record that they can
/// see and do not follow, nothing changes.
pub async fn unfollow(app: &App, who: &Identity, entity: &'static Entity, id: RecordId) -> Result<()> {
    app.write(who, &Unfollow { entity, id }).await
}

struct Unfollow {
    entity: &'static Entity,
    id: RecordId,
}

#[async_trait]
impl Intent for Unfollow {
    const NAME: &'static str = "followers.unfollow";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        let (now, name) = (app.source().now(), self.entity.name);
        let mut changes = ChangeSet::of(app.source(), caller, now);
        if followers::remove(tx, name, self.id, caller.user).await? {
            changes.note(&format!("{name}.unfollowed"), Subject::new(name, self.id), None, None);
        } else {
            require_visible(tx, caller, self.entity, self.id, Lock::None).await?;
        }
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
