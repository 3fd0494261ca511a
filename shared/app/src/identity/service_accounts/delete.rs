use async_trait::async_trait;
use plenum_shared::{
    Error, Result,
    caller::{Caller, Identity},
    ids::UserId,
};
use plenum_store::{
    TenantTx,
    identity::{
        service_accounts,
        users::{self, UserStatus},
    },
};

use super::{ServiceAccountView, locked};
use crate::{
    App, Done, Intent,
    access::permissions::DELETE_USERS,
    change_set::{ChangeSet, Subject, image},
    identity::sessions::end_all::end_all,
};

/// Revokes a service account for good: its secrets, its sessions and its open connections end. What it made stays.
pub async fn delete(app: &App, who: &Identity, id: UserId) -> Result<()> {
    app.write(who, &Delete { id }).await
}

struct Delete {
    id: UserId,
}

#[async_trait]
impl Intent for Delete {
    const NAME: &'static str = "service_accounts.delete";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        let (id, now) = (self.id, app.source().now());
        let (account, caller) = &locked(app, tx, caller, id, DELETE_USERS).await?;
        let before = image(&ServiceAccountView::from(account.clone()))?;
        service_accounts::revoke(tx, id, now).await?;
        users::set_status(tx, id, UserStatus::Suspended, now).await?;
        let reason = "service_account_revoked";
        let ended = end_all(app, tx, caller, id, reason, now).await?;
        let after = service_accounts::get(tx, id).await?.ok_or_else(|| Error::internal("a service account is gone"))?;
        let after = image(&ServiceAccountView::from(after))?;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        changes.note("service_account.revoked", Subject::new("service_account", id), Some(before), Some(after));
        ended.into_iter().for_each(|entry| changes.add(entry));
        changes.access_changed(Subject::user(id));
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
