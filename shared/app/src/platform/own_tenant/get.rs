use async_trait::async_trait;
use plenum_shared::{
    Code, Error, Result,
    caller::{Caller, Identity},
};
use plenum_store::{TenantTx, log, platform::tenants};

use super::TenantDetails;
use crate::{App, Done, Intent, Versioned};

/// Reads the caller's tenant; every member may.
pub async fn get(app: &App, who: &Identity) -> Result<Versioned<TenantDetails>> {
    app.read(who, &Get).await
}

struct Get;

#[async_trait]
impl Intent for Get {
    const NAME: &'static str = "tenant.get";
    type Output = Versioned<TenantDetails>;

    async fn run(&self, app: &App, tx: &mut TenantTx, caller: &Caller) -> Result<Done<Self::Output>> {
        let tenant = tenants::get(tx).await?.ok_or_else(|| Error::new(Code::NotFound))?;
        let cursor = app.cursors().seal(caller.tenant, log::head(tx).await?);
        Ok(Done { output: Versioned { version: tenant.version, value: tenant.into(), cursor }, entries: Vec::new() })
    }
}
