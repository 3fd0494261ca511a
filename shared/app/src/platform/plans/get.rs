use plenum_shared::{Result, ids::TenantId};
use plenum_store::{
    TenantTx,
    platform::{tenants, usage as counts},
};

use super::TenantPlan;
use crate::{App, platform::Operator};

/// The plan of a tenant, for an operator.
pub async fn get(app: &App, _operator: &Operator, tenant: TenantId) -> Result<TenantPlan> {
    let work = |mut tx: TenantTx| async move {
        let entitlements = tenants::get_entitlements(&mut tx).await?;
        let usage = counts::usage(&mut tx, app.source().now()).await?;
        Ok(tx.finish(TenantPlan::new(&entitlements, &usage)))
    };
    app.store().read("plans.get", tenant, None, work).await
}
