use plenum_shared::{Code, Error, Result, error::FieldError, ids::TenantId};
use plenum_store::{
    TenantTx,
    platform::{operators, tenants},
};
use serde_json::json;

use super::{PlatformTenant, Status};
use crate::{
    App,
    journal::{Journal, Subject, image},
    platform::Operator,
};

const MAX_REASON: usize = 500;

/// Suspends a tenant: from the commit on its members are refused wherever they come, and those who are connected are
/// sent away. Nothing of it is lost; sessions stay, and are good again once it is reactivated. One that is suspended
/// stays so.
pub async fn suspend(app: &App, operator: &Operator, tenant: TenantId, reason: Option<&str>) -> Result<PlatformTenant> {
    set(app, operator, tenant, Status::Suspended, reason).await
}

/// Takes a suspended tenant back. One that is active stays so.
pub async fn reactivate(
    app: &App,
    operator: &Operator,
    tenant: TenantId,
    reason: Option<&str>,
) -> Result<PlatformTenant> {
    set(app, operator, tenant, Status::Active, reason).await
}

async fn set(
    app: &App,
    operator: &Operator,
    tenant: TenantId,
    status: Status,
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
        let before = PlatformTenant::from(operators::tenant(&mut tx).await?.ok_or_else(gone)?);
        let mut journal = Journal::by(app, operator.actor(), &operator.origin, now);
        let mut after = before.clone();
        if before.status != status {
            operators::set_status(&mut tx, status.as_str(), now).await?;
            after = operators::tenant(&mut tx).await?.ok_or_else(gone)?.into();
            let about = Subject::new("tenant", tenant);
            let mut shown = image(&after)?;
            shown.set("reason", json!(reason));
            let kind = match status {
                Status::Suspended => "tenant.suspended",
                Status::Active => "tenant.reactivated",
            };
            journal.note(kind, about, Some(image(&before)?), Some(shown));
            // Everybody who is connected looks at their access again, and finds that they may not be here, or may
            // again.
            journal.access_changed(about);
        }
        let entries = journal.append(&mut tx).await?;
        Ok(tx.finish((after, entries)))
    };
    let (after, entries) = app.store().write("platform.set_status", tenant, None, work).await?;
    app.publish(&entries);
    Ok(after)
}
