use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, identity::sessions};

use crate::{App, Done, Intent, change_set::ChangeSet, identity::sessions::entries::all_ended};

/// Ends the session of the token: its refresh tokens, its access tokens and its open connections.
pub async fn logout(app: &App, who: &Identity) -> Result<()> {
    app.write(who, &Logout).await
}

struct Logout;

#[async_trait]
impl Intent for Logout {
    const NAME: &'static str = "auth.logout";
    type Output = ();

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<()>> {
        let now = app.source().now();
        sessions::revoke(tx, caller.session, "logout", now).await?;
        let entries = all_ended(app, &[caller.session], &caller.into(), "logout", &caller.origin);
        let changes = ChangeSet::of(app.source(), caller, now).with(entries);
        Ok(Done { output: (), entries: changes.append(tx).await? })
    }
}
