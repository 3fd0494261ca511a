use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity, Origin},
    entry::Entry,
    ids::{SessionId, TenantId, UserId},
};
use plenum_store::{
    TenantTx,
    identity::{people, sessions},
};
use time::OffsetDateTime;

use crate::{
    App, Done, Intent,
    change_set::ChangeSet,
    identity::sessions::entries::{SessionOwner, all_ended},
};

/// How many sessions one transaction ends: each is an entry of its append.
const BATCH: usize = 200;

/// Ends all of the caller's sessions in this tenant but the one of the request.
pub async fn end_others(app: &App, who: &Identity) -> Result<()> {
    end_others_because(app, who, "ended_by_owner").await
}

pub(in crate::identity) async fn end_others_because(app: &App, who: &Identity, reason: &'static str) -> Result<()> {
    while app.write(who, &EndOthers { reason }).await? == BATCH {}
    Ok(())
}

struct EndOthers {
    reason: &'static str,
}

#[async_trait]
impl Intent for EndOthers {
    const NAME: &'static str = "sessions.end_others";
    type Output = usize;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<usize>> {
        let now = app.source().now();
        let keep = Some(caller.session);
        let (output, entries) = end_batch(app, tx, caller.into(), keep, self.reason, &caller.origin, now).await?;
        Ok(Done { output, entries })
    }
}

/// Ends a person's sessions in every tenant but one. A tenant is a transaction of its own.
pub(in crate::identity) async fn end_everywhere_else(
    app: &App,
    user: UserId,
    but: TenantId,
    reason: &'static str,
    origin: &Origin,
) -> Result<()> {
    let tenants = people::memberships_of(app.store(), user).await?;
    for tenant in tenants.into_iter().map(|membership| membership.tenant).filter(|tenant| *tenant != but) {
        let work = |mut tx: TenantTx| async move {
            let now = app.source().now();
            let ended = end_batch(app, &mut tx, SessionOwner::person(user), None, reason, origin, now).await?;
            Ok(tx.finish(ended))
        };
        loop {
            let (ended, entries) = app.store().write("sessions.end_elsewhere", tenant, Some(user), work).await?;
            app.publish(&entries);
            if ended < BATCH {
                break;
            }
        }
    }
    Ok(())
}

/// Ends up to [`BATCH`] sessions and appends their entries, as the last statement; returns the number of sessions.
pub(in crate::identity) async fn end_batch(
    app: &App,
    tx: &mut TenantTx,
    owner: SessionOwner,
    keep: Option<SessionId>,
    reason: &str,
    origin: &Origin,
    now: OffsetDateTime,
) -> Result<(usize, Vec<Entry>)> {
    let ended = sessions::revoke_some(tx, owner.user, keep, BATCH as i64, reason, now).await?;
    let entries = all_ended(app, &ended, &owner, reason, origin);
    let changes = ChangeSet::by(app.source(), owner.actor, origin, now).with(entries);
    Ok((ended.len(), changes.append(tx).await?))
}
