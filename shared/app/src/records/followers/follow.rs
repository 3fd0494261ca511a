use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    catalogue::Entity,
    ids::RecordId,
};
use plenum_store::{
    TenantTx,
    identity::users,
    records::{Lock, followers},
};

use super::{MAX_FOLLOWED, MAX_FOLLOWERS, require_visible};
use crate::{
    App, Done, Intent,
    change_set::{ChangeSet, Subject},
};

/// Makes the caller a follower of a record that they can see. One who follows it already goes on doing so.
pub async fn follow(app: &App, who: &Identity, entity: &'static Entity, id: RecordId) -> Result<()> {
    app.write(who, &Follow { entity, id }).await
}

struct Follow {
    entity: &'static Entity,
    id: RecordId,
}

#[async_trait]
impl Intent for Follow {
    const NAME: &'static str = "followers.follow";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        // The record and the user are locked, so that of two requests at once only one gets the last place.
        require_visible(tx, caller, self.entity, self.id, Lock::Update).await?;
        users::lock(tx, caller.user).await?;
        let (now, name) = (app.source().now(), self.entity.name);
        let mut changes = ChangeSet::of(app.source(), caller, now);
        if followers::add(tx, name, self.id, caller.user, now).await? {
            let full = |why: String| Err(Error::new(Code::LimitReached).with_message(why));
            if followers::count_of(tx, self.id).await? > MAX_FOLLOWERS {
                return full(format!("a record has at most {MAX_FOLLOWERS} followers"));
            }
            if followers::count_by(tx, caller.user).await? > MAX_FOLLOWED {
                return full(format!("you follow {MAX_FOLLOWED} records already, and more are not possible"));
            }
            changes.note(&format!("{name}.followed"), Subject::new(name, self.id), None, None);
        }
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
