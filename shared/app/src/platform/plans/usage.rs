use async_trait::async_trait;
use plenum_shared::{
    Result,
    caller::{Caller, Identity},
};
use plenum_store::TenantTx;

use super::{TenantUsage, counts::Counts};
use crate::{App, Done, Intent, access::permissions::READ_USERS};

/// What the plan of the caller's tenant allows, and how much of it is used.
pub async fn usage(app: &App, who: &Identity) -> Result<TenantUsage> {
    app.read(who, &ReadUsage).await
}

struct ReadUsage;

#[async_trait]
impl Intent for ReadUsage {
    const NAME: &'static str = "plans.usage";
    type Output = TenantUsage;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<TenantUsage>> {
        caller.access.require_permission(READ_USERS)?;
        let counts = Counts::of(tx, app.source().now()).await?;
        Ok(Done { output: TenantUsage::new(&caller.entitlements, &counts), entries: Vec::new() })
    }
}
