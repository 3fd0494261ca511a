use plenum_shared::{Code, Error, Result, error::FieldError, ids::TenantId};
use plenum_store::{TenantTx, platform::tenants};
use serde_json::json;

use super::{PlatformTenant, TenantStatus};
use crate::{
    App,
    change_set::{ChangeSet, Subject, image},
    platform::Operator,
};

const MAX_REASON: usize = 500;

/// Suspends or reactivates a tenant. Once a suspension is committed, every request of the members is refused and their
/// connections are closed. Data and sessions stay, and the sessions are good again after the reactivation. A tenant
/// that has the status already stays as it is.
pub async fn set_status(
    app: &App,
    operator: &Operator,
    tenant: TenantId,
    status: TenantStatus,
    reason: Option<&str>,
) -> Result<PlatformTenant> {
    operator.require_super_admin()?;
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    if reason.is_some_and(|reason| reason.chars().count() > MAX_REASON || reason.chars().any(char::is_control)) {
        let wrong = FieldError::new("/reason", Code::InvalidValue);
        let expected = format!("expected at most {MAX_REASON} characters, none of them a control");
        return Err(Error::invalid(vec![wrong.with_message(expected)]));
    }
    let work = |mut tx: TenantTx| async move {
        let gone = || Error::new(Code::NotFound);
        let now = app.source().now();
        tenants::lock(&mut tx).await?.ok_or_else(gone)?;
        let before = PlatformTenant::from(tenants::overview(&mut tx).await?.ok_or_else(gone)?);
        let mut changes = ChangeSet::by(app.source(), operator.actor(), &operator.origin, now);
        let mut after = before.clone();
        if before.status != status {
            tenants::set_status(&mut tx, status.as_str(), now).await?;
            after = tenants::overview(&mut tx).await?.ok_or_else(gone)?.into();
            let about = Subject::new("tenant", tenant);
            let mut shown = image(&after)?;
            shown.set("reason", json!(reason));
            let kind = match status {
                TenantStatus::Suspended => "tenant.suspended",
                TenantStatus::Active => "tenant.reactivated",
            };
            changes.note(kind, about, Some(image(&before)?), Some(shown));
            // The hubs load the access of all connected members again, and close or admit their connections.
            changes.access_changed(about);
        }
        let entries = changes.append(&mut tx).await?;
        Ok(tx.finish((after, entries)))
    };
    let (after, entries) = app.store().write("platform.set_status", tenant, None, work).await?;
    app.publish(&entries);
    Ok(after)
}
