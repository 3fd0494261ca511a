use std::time::Duration;

use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    ids::UserId,
    tokens::ServiceSecret,
};
use plenum_store::{TenantTx, identity::service_accounts};

use super::{ServiceAccountView, WithSecret, locked};
use crate::{
    App, Done, Intent,
    access::permissions::WRITE_USERS,
    change_set::{ChangeSet, Subject},
    identity::sessions::end_all::end_all,
};

/// How long an old secret may live on beside a new one.
pub const MAX_OVERLAP: Duration = Duration::from_hours(7 * 24);

/// Gives a service account a new secret. The old ones live on for `overlap`, so that a machine can change over; with
/// none they end now, and the sessions that they opened with them: that is for a secret that got away.
pub async fn rotate_secret(app: &App, who: &Identity, id: UserId, overlap: Duration) -> Result<WithSecret> {
    app.write(who, &RotateSecret { id, overlap: overlap.min(MAX_OVERLAP) }).await
}

struct RotateSecret {
    id: UserId,
    overlap: Duration,
}

#[async_trait]
impl Intent for RotateSecret {
    const NAME: &'static str = "service_accounts.rotate_secret";
    type Output = WithSecret;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<WithSecret>> {
        let (id, now) = (self.id, app.source().now());
        let (account, caller) = &locked(app, tx, caller, id, WRITE_USERS).await?;
        let secret = ServiceSecret::new(caller.tenant, app.source());
        service_accounts::end_secrets(tx, id, now + self.overlap, now).await?;
        service_accounts::insert_secret(tx, id, &secret.hash(), now).await?;
        let mut changes = ChangeSet::of(app.source(), caller, now);
        changes.note("service_account.secret_rotated", Subject::new("service_account", id), None, None);
        if self.overlap.is_zero() {
            let reason = "secret_rotated";
            let ended = end_all(app, tx, caller, id, reason, now).await?;
            ended.into_iter().for_each(|entry| changes.add(entry));
            changes.access_changed(Subject::user(id));
        }
        let entries = changes.append(tx).await?;
        Ok(Done { output: WithSecret::new(ServiceAccountView::from(account.clone()), secret.expose()), entries })
    }
}
