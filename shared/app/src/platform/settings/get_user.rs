use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
};
use plenum_store::{
    TenantTx, log,
    platform::{tenants, user_settings},
};

use super::SettingsView;
use crate::{App, Done, Intent, Versioned};

/// Reads the caller's own settings.
pub async fn get_user(app: &App, who: &Identity) -> Result<Versioned<SettingsView>> {
    app.read(who, &GetUser).await
}

struct GetUser;

#[async_trait]
impl Intent for GetUser {
    const NAME: &'static str = "settings.get_user";
    type Output = Versioned<SettingsView>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let tenant = tenants::get(tx).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let stored = user_settings::get(tx, caller.user).await?;
        let value = SettingsView::of_user(app.catalogue().settings(), &tenant.settings, &stored.settings);
        let cursor = app.cursors().seal(caller.tenant, log::head(tx).await?);
        Ok(Done { output: Versioned { version: stored.version, value, cursor }, entries: Vec::new() })
    }
}
