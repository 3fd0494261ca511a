use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, log, platform::tenants};

use super::SettingsView;
use crate::{App, Done, Intent, Versioned};

/// Reads the settings of the caller's tenant; every member may.
pub async fn get_tenant(app: &App, who: &Identity) -> Result<Versioned<SettingsView>> {
    app.read(who, &GetTenant).await
}

struct GetTenant;

#[async_trait]
impl Intent for GetTenant {
    const NAME: &'static str = "settings.get_tenant";
    type Output = Versioned<SettingsView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let tenant = tenants::get(tx).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let value = SettingsView::of_tenant(app.catalogue().settings(), &tenant.settings);
        let cursor = app.cursors().seal(caller.tenant, log::head(tx).await?);
        Ok(Done { output: Versioned { version: tenant.version, value, cursor }, entries: Vec::new() })
    }
}
