use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
    cursor::Position,
};
use plenum_store::{TenantTx, identity::service_accounts};

use crate::{App, Done, Intent};

/// How far a machine has handled its tenant's log; nothing for a person.
pub async fn position(app: &App, who: &Identity) -> Result<Option<Position>> {
    app.read(who, &PositionOf).await
}

struct PositionOf;

#[async_trait]
impl Intent for PositionOf {
    const NAME: &'static str = "service_accounts.position";
    type Output = Option<Position>;

    async fn run(&self, _: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Option<Position>>> {
        Ok(Done { output: service_accounts::acked(tx, caller.user).await?, entries: Vec::new() })
    }
}
