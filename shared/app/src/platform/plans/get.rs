use plenum_shared::{Result, ids::TenantId};
use plenum_store::{TenantTx, platform::tenants};

use super::{TenantPlan, counts::Counts};
use crate::{App, platform::Operator};

/// The plan of a tenant, for an operator.
pub async fn get(app: &App, _operator: &Operator, tenant: TenantId) -> Result<TenantPlan> {
    let work = |mut tx: TenantTx| async move {
        let entitlements = tenants::get_entitlements(&mut tx).await?;
        let counts = Counts::of(&mut tx, app.source().now()).await?;
        Ok(tx.finish(TenantPlan::new(&entitlements, &counts)))
    };
    app.store().read("plans.get", tenant, None, work).await
}
