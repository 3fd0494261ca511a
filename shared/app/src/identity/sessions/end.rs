use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    ids::SessionId,
};
use plenum_store::{TenantTx, identity::sessions};

use crate::{App, Done, Intent, change_set::ChangeSet, identity::sessions::entries::all_ended};

/// Ends one of the caller's sessions. Somebody else's is not found, like one that has ended.
pub async fn end(app: &App, who: &Identity, session: SessionId) -> Result<()> {
    app.write(who, &End { session }).await
}

struct End {
    session: SessionId,
}

#[async_trait]
impl Intent for End {
    const NAME: &'static str = "sessions.end";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        let (now, not_found) = (app.source().now(), || Error::new(Code::NotFound));
        let session = sessions::get(tx, self.session).await?;
        let session = session.filter(|session| session.user == caller.user && session.is_live(now));
        let session = session.ok_or_else(not_found)?;
        if !sessions::revoke(tx, session.id, "ended_by_owner", now).await? {
            return Err(not_found());
        }
        let entries = all_ended(app, &[session.id], &caller.into(), "ended_by_owner", &caller.origin);
        let changes = ChangeSet::of(app.source(), caller, now).with(entries);
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
