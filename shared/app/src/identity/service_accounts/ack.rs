use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
    cursor::Position,
};
use plenum_store::{TenantTx, identity::service_accounts, log};

use crate::{App, Done, Intent};

/// The position of a machine after an acknowledgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acked {
    /// What is stored now.
    pub cursor: String,
    /// Whether that moved: an older cursor moves nothing.
    pub moved: bool,
}

/// Stores that a machine has handled everything up to this cursor. The position never goes back, except when a
/// fail-over changed the log itself and the stored entry is no longer in it: then a lower number replaces it.
pub async fn ack(app: &App, who: &Identity, cursor: &str) -> Result<Acked> {
    let invalid = |_| Error::field("/cursor", Code::InvalidCursor);
    let at = app.cursors().open(who.tenant, cursor).map_err(invalid)?;
    let (stored, moved) = app.write(who, &Ack { at }).await?;
    Ok(Acked { cursor: app.cursors().seal(who.tenant, stored), moved })
}

struct Ack {
    at: Position,
}

#[async_trait]
impl Intent for Ack {
    const NAME: &'static str = "service_accounts.ack";
    type Output = (Position, bool);

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let account = service_accounts::lock(tx, caller.user).await?;
        let account = account.filter(|account| account.revoked_at.is_none()).ok_or_else(|| {
            Error::new(Code::Forbidden).with_message("only a service account has a position on the server")
        })?;
        if !is_in_the_log(tx, self.at).await? {
            return Err(Error::field("/cursor", Code::InvalidCursor));
        }
        let ahead = self.at.seq > account.acked.seq;
        let moved = self.at != account.acked && (ahead || !is_in_the_log(tx, account.acked).await?);
        if moved {
            service_accounts::set_acked(tx, caller.user, self.at, app.source().now()).await?;
        }
        let stored = if moved { self.at } else { account.acked };
        Ok(Done { output: (stored, moved), entries: Vec::new() })
    }
}

/// Whether the log holds this very entry, or did before retention took it.
async fn is_in_the_log(tx: &mut TenantTx, at: Position) -> Result<bool> {
    if at.seq <= log::floor(tx).await? {
        return Ok(true);
    }
    let found = log::range(tx, at.seq, 1).await?;
    Ok(found.first().is_some_and(|entry| entry.position == at))
}
