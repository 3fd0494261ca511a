use plenum_shared::{
    Code, Error, Result,
    ids::TenantId,
    image::Image,
    plan::{Entitlements, Plan, PlanOverrides, unknown_overrides},
};
use plenum_store::{TenantTx, platform::tenants};
use serde_json::{Map, json};

use super::{TenantPlan, counts::Counts};
use crate::{
    App,
    change_set::{ChangeSet, Subject},
    platform::Operator,
};

/// What a tenant shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChange {
    pub plan: Plan,
    /// What is agreed besides, in place of what was.
    pub overrides: PlanOverrides,
}

/// Gives a tenant another plan, from the commit on. Nothing that it has is deleted; what is beyond the new plan does
/// not grow.
pub async fn set(app: &App, operator: &Operator, tenant: TenantId, change: &PlanChange) -> Result<TenantPlan> {
    operator.require_super_admin()?;
    let unknown = unknown_overrides(&change.overrides);
    if !unknown.is_empty() {
        return Err(Error::invalid(unknown));
    }
    let after = Entitlements::new(change.plan, change.overrides.clone());
    let after = &after;
    let work = |mut tx: TenantTx| async move {
        let now = app.source().now();
        let before = tenants::lock(&mut tx).await?.ok_or_else(|| Error::new(Code::NotFound))?.entitlements;
        let mut changes = ChangeSet::by(app.source(), operator.actor(), &operator.origin, now);
        if before != *after {
            tenants::set_plan(&mut tx, after, now).await?;
            let about = Subject::new("tenant", tenant);
            changes.note("tenant.plan_changed", about, Some(shown(&before)), Some(shown(after)));
        }
        let counts = Counts::of(&mut tx, now).await?;
        let entries = changes.append(&mut tx).await?;
        Ok(tx.finish((TenantPlan::new(after, &counts), entries)))
    };
    let (plan, entries) = app.store().write("plans.set", tenant, None, work).await?;
    app.publish(&entries);
    Ok(plan)
}

/// The plan as the tenant's auditors see it.
fn shown(entitlements: &Entitlements) -> Image {
    let PlanOverrides { features, limits } = entitlements.overrides();
    Image::from(Map::from_iter([
        ("plan".to_owned(), json!(entitlements.plan)),
        ("features".to_owned(), json!(features)),
        ("limits".to_owned(), json!(limits)),
    ]))
}
